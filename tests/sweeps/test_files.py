"""Files of a store: there whole or not at all, and what is left over is swept up."""

import os
import time

import pytest
from small_plans import bytes_of, made, small

from marketsim.sweeps import files
from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Halted, Store
from marketsim.sweeps.work import perform


@pytest.fixture
def store(tmp_path):
    return made(tmp_path / "s")


def test_leftovers_of_processes_before_this_one_are_swept_up_and_no_others(store):
    old, new = store.folder / "runs" / "000001.parquet.1-aa.part", store.folder / "sweep.json.2-bb.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 1e5,) * 2)
    os.utime(new, (time.time() + 5,) * 2)

    run(store, threads=1)
    assert (False, True) == (old.exists(), new.exists())
    assert [] == store.missing(verify=True)


def test_a_writer_whose_temporary_file_is_swept_away_writes_again(tmp_path, monkeypatch):
    real, lost = os.replace, []

    def swept(part, path):
        if len(lost) < 2:
            lost.append(os.unlink(part))
        real(part, path)

    monkeypatch.setattr(os, "replace", swept)
    files.put(tmp_path / "x", b"all")

    assert (b"all", ["x"], 2) == ((tmp_path / "x").read_bytes(), os.listdir(tmp_path), len(lost))


def test_a_file_is_put_anew_only_once_with_and_without_links(tmp_path, monkeypatch):
    for name in ("linked", "renamed"):
        assert files.put(tmp_path / name, b"first", anew=True)
        assert not files.put(tmp_path / name, b"second", anew=True)
        assert b"first" == (tmp_path / name).read_bytes()

        def no_links(*_):
            raise OSError(95, "not supported")

        monkeypatch.setattr(os, "link", no_links)
    assert {"linked", "renamed"} == set(os.listdir(tmp_path))


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
def test_what_cannot_be_written_is_halted_in_a_line_and_leaves_nothing_half(store, monkeypatch, call):
    before = bytes_of(store.folder)
    store.path("runs", 2).unlink()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(Halted, match="No space left on device"):
        perform(store, 2)
    monkeypatch.undo()

    assert not list(store.folder.glob("**/*.part"))
    assert {name: data for name, data in before.items() if "000002" not in name} == bytes_of(store.folder)


def test_a_folder_that_cannot_be_made_is_halted_in_a_line(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Halted, match="file"):
        Store.claim(tmp_path / "file" / "s", small())
