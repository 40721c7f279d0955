"""A full disk, a folder that may only be read: one clear line, exit code 1, and what is done is kept."""

import os
import resource
import subprocess

import pytest
from small_plans import bytes_of, contents, made, small, spawned

from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store

PLAN = {"points": 20, "runs": 200, "months": 6, "chunk": 100}
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return made(tmp_path_factory.mktemp("whole") / "s", small(**PLAN), threads=2)


@pytest.fixture
def small_disk(tmp_path):
    """A file system with room for a third of the sweep."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def halted(process, why):
    """It ended with code 1 and one line, which says why and how to go on."""
    _, err = process.communicate(timeout=120)

    assert 1 == process.returncode, err
    assert why in err and "go on with `marketsim sweep resume" in err
    assert 1 == len(err.splitlines())


@pytest.mark.parametrize("how", ["--threads", "--local-workers"])
def test_a_full_disk_halts_the_sweep_which_goes_on_where_there_is_room(whole, small_disk, how):
    folder = small_disk / "s"
    halted(spawned(folder, how, 2), "No space left on device")
    before = Store.open(folder)
    kept = contents(before)

    assert 0 < before.manifest.rows == kept.num_rows < 4000
    assert not list(folder.glob("**/*.part"))
    halted(spawned(folder, "--threads", 1), "No space left on device")
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    run(Store.open(folder), threads=2)
    assert bytes_of(whole.folder) == bytes_of(folder) and whole.digest() == Store.open(folder).digest()


def test_a_limit_on_the_size_of_files_halts_the_sweep_likewise(whole, tmp_path):
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))

    folder = tmp_path / "s"
    Store.claim(folder, small(**PLAN))
    halted(spawned(folder, "--threads", 2, preexec_fn=limited), "File too large")

    assert 0 == Store.open(folder).manifest.rows and not list(folder.glob("**/*.part"))
    run(Store.open(folder), threads=2)
    assert bytes_of(whole.folder) == bytes_of(folder)


def test_a_manifest_that_has_no_room_left_loses_a_line_and_nothing_else(whole, tmp_path):
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    folder = tmp_path / "s"
    store = Store.claim(folder, small(**PLAN))
    # Comments are read over; here they let the manifest reach the limit before a chunk's file does.
    limit = 5 * max(path.stat().st_size for path in whole.files())
    (folder / "manifest.jsonl").write_text("-" * (limit - 700) + "\n")
    halted(spawned(folder, "--threads", 1, preexec_fn=limited), "anifest.jsonl: ")

    again = Store.open(folder)
    assert 0 < again.manifest.rows < 4000
    run(again, threads=2)
    assert bytes_of(whole.folder) == bytes_of(store.folder) and whole.digest() == Store.open(folder).digest()


@pytest.mark.skipif(not ROOT, reason="only the superuser can become somebody who may not write")
@pytest.mark.parametrize("claimed", [False, True])
def test_a_folder_that_may_only_be_read_halts_the_sweep_and_is_left_as_it_was(whole, tmp_path, claimed):
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)  # all may look
    folder = tmp_path / "s"
    if claimed:
        store = Store.claim(folder, small(**PLAN))
        made_already = bytes_of(store.folder)
    process = spawned(folder, "--threads", 2, "--nobody")
    _, err = process.communicate(timeout=120)

    assert 1 == process.returncode, err
    assert "Permission denied" in err and 1 == len(err.splitlines())
    if claimed:
        assert made_already == bytes_of(folder)
        run(Store.open(folder), threads=2)
        assert whole.digest() == Store.open(folder).digest()


def test_a_sweep_can_be_read_by_those_who_may_not_write(whole):
    script = f"import sys; from marketsim.sweeps.store import Store; print(Store.open({str(whole.folder)!r}).digest())"
    import sys

    told = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert whole.digest() == told.stdout.strip()
