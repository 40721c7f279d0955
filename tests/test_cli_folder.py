"""What the command line leaves behind: the folder of a run, and any of its futures told again."""

import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from command import TINY, ask, spawned
from pyarrow import parquet

from marketsim.results import Results

FILES = {f"{name}.parquet" for name in ("months", "firms", "watch", "params", "runs", "claims")} | {"provenance.json"}
PICTURES = {f"{name}.{kind}" for name in ("fan", "fates", "graph", "claims") for kind in ("png", "svg")}
PICTURES |= {"report.html"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Folders that go by their default name land here."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The result of 24 futures of a copy of tiny.toml that is gone by now; a line of it was changed by hand."""
    where = tmp_path_factory.mktemp("results")
    shutil.copy(TINY, where / "gone.toml")
    done = ask(
        "run",
        str(where / "gone.toml"),
        "--runs",
        "24",
        "--set",
        "floor_line=5 billion yuan",
        "--out",
        str(where / "r"),
        "--quiet",
    )
    assert done == (0, done[1], "")
    (where / "gone.toml").unlink()
    return where / "r"


@pytest.fixture
def copied(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def plain(monkeypatch):
    """Leave out the pictures, for speed; `folder` has them."""
    monkeypatch.setattr("marketsim.cli.writing.draw", lambda *_: ())


# -------------------------------------------------------------------------------------- the folder


def test_a_run_leaves_tables_pictures_and_provenance(folder):
    assert {path.name for path in folder.iterdir()} == FILES | PICTURES


def test_the_folder_is_named_after_the_run_if_no_name_is_given(plain, tmp_path):
    code, out, _ = ask("run", TINY, "--runs", 3, "--seed", 5)

    assert (code, [path.name for path in (tmp_path / "out").iterdir()]) == (0, ["tiny-5-3"])
    assert f"marketsim replay {Path('out', 'tiny-5-3')} --run" in out


def test_another_result_is_not_written_over_unless_forced(plain, tmp_path):
    where = tmp_path / "r"
    assert ask("run", TINY, "--runs", 3, "--json", "--out", where)[0] == 0
    assert ask("run", TINY, "--runs", 3, "--json", "--out", where)[0] == 0

    code, out, err = ask("run", TINY, "--runs", 4, "--json", "--out", where)
    assert (code, out) == (2, "")
    assert err == f"marketsim: {where}: holds another result (runs 3, not 4): use another --out, or --force\n"
    assert Results(where).provenance["runs"] == 3

    assert ask("run", TINY, "--runs", 4, "--json", "--out", where, "--force")[0] == 0
    assert Results(where).provenance["runs"] == 4


def test_a_folder_that_cannot_be_written_is_one_line_before_the_run(tmp_path):
    (tmp_path / "file").write_text("")

    code, out, err = ask("run", TINY, "--runs", 3, "--out", tmp_path / "file" / "r")

    assert (code, out, err) == (1, "", f"marketsim: cannot write to {tmp_path / 'file' / 'r'}: Not a directory\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_folder_is_one_line(tmp_path):
    (tmp_path / "r").mkdir(mode=0o555)

    assert ask("run", TINY, "--runs", 3, "--out", tmp_path / "r") == (
        1,
        "",
        f"marketsim: cannot write to {tmp_path / 'r'}: Permission denied\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_is_one_line_and_what_was_written_stays_whole(tmp_path):
    """A limit on the size of a file stands for the disk: months fit below 200 kB, firms do not."""
    import resource

    where = tmp_path / "r"
    full = spawned(
        "run",
        TINY,
        "--runs",
        60,
        "--json",
        "--out",
        where,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    out, err = full.communicate()

    assert full.returncode == 1 and json.loads(out)["runs"] == 60
    assert err.startswith(f"marketsim: cannot write to {where}: ") and err.count("\n") == 1 and "1 file is whole" in err
    assert [path.name for path in where.iterdir()] == ["months.parquet"]
    assert parquet.read_table(where / "months.parquet").num_rows == 60 * 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_keeps_what_was_finished_and_says_how_far_it_came(tmp_path):
    where = tmp_path / "r"
    running = spawned("run", TINY, "--runs", 60_000, "--threads", 1, "--json", "--out", where)
    told = running.stderr.readline()
    while told and not re.search("[1-9][0-9,]* of 60,000 done", told):
        told = running.stderr.readline()
    assert told, "it ended before it said how far it had come"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()

    facts, said = Results(where).provenance, json.loads(out)

    assert running.returncode == 130
    assert facts["runs"] == said["asked"] == 60_000
    assert 0 < facts["runs_done"] == said["runs"] < 60_000
    assert f"marketsim: stopped after {said['runs']:,} of 60,000 runs; what was finished is in {where}\n" in err
    assert parquet.read_table(where / "runs.parquet").num_rows == said["runs"]


def test_json_writes_nothing_unless_told_where(plain, tmp_path):
    assert ask("run", TINY, "--runs", 3, "--json")[0] == 0
    assert not list(tmp_path.iterdir())

    assert ask("run", TINY, "--runs", 3, "--json", "--out", "here")[0] == 0
    assert {path.name for path in (tmp_path / "here").iterdir()} == FILES


# ----------------------------------------------------------------------------------------- replays


def test_a_replay_tells_the_future_that_was_run(folder):
    code, out, err = ask("replay", folder, "--run", 5)

    assert (code, err) == (0, "")
    assert "Future 5 of tiny" in out and "Zhipu AI" in out
    assert f"digest agrees: {Results(folder).digest(5):016x}" in out


def test_a_replay_as_json_is_one_document(folder):
    said = json.loads(ask("replay", folder, "--run", 5, "--json")[1])

    assert said["digest_agrees"] is True and said["run"] == 5 and said["scenario"] == "tiny"
    assert len(said["months"]) == 30 and said["firms"][0]["firm"] == "Zhipu AI"


def test_a_replay_fails_if_the_stored_digest_is_another(copied):
    table = parquet.read_table(copied / "runs.parquet")
    digests = table["digest"].to_numpy().copy()
    digests[5] ^= 1
    table = table.set_column(table.schema.get_field_index("digest"), "digest", pa.array(digests))
    parquet.write_table(table, copied / "runs.parquet")

    code, _, err = ask("replay", copied, "--run", 5)
    assert (code, ask("replay", copied, "--run", 6)[0]) == (1, 0)
    assert err.startswith("marketsim: digest differs: run 5 ended with ") and err.count("\n") == 1
    assert json.loads(ask("replay", copied, "--run", 5, "--json")[1])["digest_agrees"] is False


def test_a_replay_refuses_what_is_not_there(folder):
    assert ask("replay", folder, "--run", 24) == (2, "", "marketsim: --run must be in 0 to 23, got 24\n")
    assert ask("replay", folder, "--run", 1, "--firm", "Zhipu") == (
        2,
        "",
        "marketsim: nobody is called 'Zhipu' in tiny; did you mean Zhipu AI?\n",
    )


def test_a_folder_whose_scenario_was_changed_since_is_refused(copied):
    facts = json.loads((copied / "provenance.json").read_text())
    facts["data"]["parameters"]["floor_line"]["value"] = 6
    (copied / "provenance.json").write_text(json.dumps(facts))

    code, _, err = ask("replay", copied, "--run", 1)

    assert code == 2 and "is not the one that was run" in err
