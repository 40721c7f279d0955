"""The engine: whoever computes, in whatever order and however often, the same store comes out."""

import json
import os
import signal
import sys
import threading
import time
from itertools import islice
from types import SimpleNamespace

import pytest
from small_plans import FAULTY, bytes_of, contents, made, small, spawned

from marketsim.sweeps import chunks, crews, engine, work, workers
from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Halted, Store, StoreError
from marketsim.sweeps.trial import trial


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return made(tmp_path_factory.mktemp("whole") / "s")


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """What the sweep of `spawned` comes to."""
    return made(tmp_path_factory.mktemp("long") / "s", small(20, 200, 6, chunk=100), threads=2)


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("chunk", [1, 7, 20, 33, 60])
def test_threads_and_chunks_change_no_row(whole, tmp_path, threads, chunk):
    store = made(tmp_path, small(chunk=chunk), threads=threads)

    assert whole.digest() == store.digest()
    assert contents(whole).equals(contents(store))


def test_local_workers_write_the_same_bytes(whole, tmp_path):
    pytest.importorskip("distributed")
    store = made(tmp_path, whole.plan, local_workers=2)

    assert bytes_of(whole.folder) == bytes_of(store.folder)
    assert {os.getpid()} != {int(line["worker"].split(":")[1]) for line in store.manifest.done.values()}


def test_what_a_run_did_is_told_and_written_down(tmp_path):
    store = Store.claim(tmp_path, small(each=[{"floor_line": 1.0}, FAULTY], chunk=7))
    finished = run(store, threads=2)
    faults = 40 - contents(store)["fault"].null_count

    assert (6, 40, faults, {}) == (finished.chunks, finished.runs, finished.faults, finished.errors)
    assert 0 < faults == store.manifest.faults < 20 and 40 == store.manifest.rows
    for number, line in store.manifest.done.items():
        assert {"chunk", "files", "rows", "faults", "digest", "seconds", "worker"} == set(line)
        assert [f"runs/{number:06d}.parquet"] == list(line["files"])


def test_only_what_is_missing_is_computed(whole, tmp_path, monkeypatch):
    store, seen = Store.claim(tmp_path, whole.plan), []
    for number in (0, 4, 8):
        store.record(work.perform(store, number))
    monkeypatch.setattr(
        crews, "perform", lambda store, number, pulse: seen.append(number) or work.perform(store, number)
    )

    assert 6 == run(Store.open(tmp_path), threads=1).chunks
    assert [1, 2, 3, 5, 6, 7] == seen
    assert 0 == run(Store.open(tmp_path), threads=1).chunks
    assert bytes_of(whole.folder) == bytes_of(tmp_path)


def test_a_chunk_that_fails_is_written_down_does_not_stop_the_others_and_is_tried_again(whole, tmp_path, monkeypatch):
    def perform(store, number, pulse):
        if number == 3:
            raise LookupError("the books\nare lost")
        return work.perform(store, number)

    monkeypatch.setattr(crews, "perform", perform)
    store = Store.claim(tmp_path, whole.plan)
    finished = run(store, threads=2)

    assert (8, {3: "LookupError: the books are lost"}) == (finished.chunks, finished.errors)
    assert ([3], finished.errors) == (store.missing(), Store.open(tmp_path).manifest.errors)
    monkeypatch.undo()
    assert (1, {}) == ((again := run(store, threads=2)).chunks, again.errors)
    assert {} == Store.open(tmp_path).manifest.errors and whole.digest() == store.digest()


def test_progress_only_rises_and_ends_with_all_runs_done(tmp_path):
    seen = []
    run(Store.claim(tmp_path, small(runs=200, chunk=50)), threads=2, progress=lambda *done: seen.append(done))

    assert (600, 600) == seen[-1] and seen == sorted(seen)


def test_progress_does_not_fall_while_a_chunk_is_brought_in(whole):
    hands, seen = SimpleNamespace(underway={3: 5}), []
    drive = engine.Drive(
        SimpleNamespace(manifest=SimpleNamespace(rows=20), cells=60), hands, None, lambda *n: seen.append(n)
    )
    drive._say()
    hands.underway.clear()
    drive._say()

    assert [(25, 60), (25, 60)] == seen


def test_what_another_process_has_finished_meanwhile_is_not_computed_again(tmp_path):
    store, other = (Store.claim(tmp_path, small(runs=200, chunk=50)) for _ in range(2))
    theirs = iter([11, 10, 9, 8])

    def meanwhile(done, runs):
        for number in islice(theirs, 4):
            other.record(work.perform(other, number))

    assert 8 == run(store, threads=1, progress=meanwhile).chunks
    assert 12 == len((tmp_path / "manifest.jsonl").read_text().splitlines())


def test_two_processes_at_once_do_not_harm_each_other(long, tmp_path):
    processes = [spawned(tmp_path / "s", "--threads", 1) for _ in range(2)]
    out = [process.communicate(timeout=120) for process in processes]

    assert [0, 0] == [process.returncode for process in processes], out
    store = Store.open(tmp_path / "s")
    assert [] == store.missing(verify=True)
    assert 2 == len({line["worker"] for line in store.manifest.done.values()}), "both have worked"
    assert bytes_of(long.folder) == bytes_of(store.folder)


@pytest.mark.parametrize("how", ["--threads", "--local-workers"])
def test_ctrl_c_ends_it_at_once_keeps_what_is_done_and_says_how_to_go_on(long, tmp_path, how):
    if how == "--local-workers":
        pytest.importorskip("distributed")
    process = spawned(tmp_path / "s", how, 2, start_new_session=True)
    for line in process.stdout:
        if int(line) > 200:
            break
    asked = time.perf_counter()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    out, err = process.communicate(timeout=60)

    assert time.perf_counter() - asked < 5
    store = Store.open(tmp_path / "s")
    done = f"stopped after {store.manifest.rows:,} of 4,000 runs; what is done is kept"
    assert (130, f"{done}; go on with `marketsim sweep resume {tmp_path / 's'}`\n") == (process.returncode, err)
    assert 0 < store.manifest.rows < 4000 and not list(tmp_path.glob("**/*.part"))
    run(store, threads=2)
    assert bytes_of(long.folder) == bytes_of(store.folder)


def test_an_interrupt_here_leaves_no_thread_at_work(tmp_path):
    store = Store.claim(tmp_path, small(runs=20_000, chunk=20_000))

    def impatient(done, runs):
        raise KeyboardInterrupt

    with pytest.raises(engine.Stopped):
        run(store, threads=2, progress=impatient)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("chunk")]
    assert [] == store.files()


@pytest.mark.parametrize("after", [0, 3])
def test_a_disk_that_is_full_halts_the_sweep_and_keeps_what_is_done(whole, tmp_path, monkeypatch, after):
    store = Store.claim(tmp_path, whole.plan)
    real, left = os.write, [after]

    def write(file, data):
        if left[0] <= 0:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        return real(file, data)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(Halted) as halted:
        run(store, threads=1)
    monkeypatch.undo()

    assert "No space left on device; what is done is kept; go on with `marketsim sweep resume" in str(halted.value)
    assert "\n" not in str(halted.value)
    run(Store.open(tmp_path), threads=1)
    assert bytes_of(whole.folder) == bytes_of(tmp_path)


def test_workers_refuse_a_folder_that_is_not_this_sweeps(whole, tmp_path):
    with pytest.raises(Halted, match="workers must share the file system"):
        work.perform_there(str(tmp_path), "seal", 0)
    with pytest.raises(Halted, match="is not this sweep's folder"):
        work.perform_there(str(whole.folder), "seal of another sweep", 0)


@pytest.mark.parametrize(
    "how, said",
    [
        ({"threads": 0}, "threads must be a whole number in 1 to 1024, got 0"),
        ({"local_workers": 2.0}, "local_workers must be a whole number in 1 to 1024, got 2.0"),
        ({"threads": 1, "local_workers": 1}, "say one of threads, local_workers and cluster"),
        ({"share": (3, 2)}, "share must be (i, n) with i in 1 to n, got (3, 2)"),
        ({"cluster": "rubbish"}, "cluster must be an address like tcp://host:8786, got 'rubbish'"),
        ({"cluster": "http://localhost:1"}, "cluster must be an address"),
    ],
)
def test_what_is_asked_amiss_is_refused_in_a_line(whole, how, said):
    if "cluster" in how:
        pytest.importorskip("distributed")
    with pytest.raises(ValueError) as refusal:
        run(Store.open(whole.folder), **how)

    assert str(refusal.value).startswith(said) and "\n" not in str(refusal.value)


def test_a_scheduler_that_does_not_answer_halts_the_sweep(whole):
    pytest.importorskip("distributed")
    with pytest.raises(Halted, match="no Dask scheduler answers at tcp://127.0.0.1:1: Connection refused"):
        run(Store.open(whole.folder), cluster="tcp://127.0.0.1:1")


def test_local_workers_that_cannot_start_halt_the_sweep_and_say_why(whole, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "COMMAND", ["-c", "raise SystemExit('there is no tomorrow')"])

    with pytest.raises(Halted, match="die as soon as they start; the last one said: there is no tomorrow; "):
        run(Store.claim(tmp_path, whole.plan), local_workers=2)


def test_workers_without_dask_say_what_to_install(whole, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(ValueError, match=r"pip install 'marketsim\[cluster\]'"):
        run(Store.open(whole.folder), local_workers=1)


def test_a_sweep_under_other_rules_is_not_gone_on_with(whole, tmp_path, monkeypatch):
    store = Store.claim(tmp_path, whole.plan)
    facts = json.loads((tmp_path / "sweep.json").read_text()) | {"kernel": "0123"}
    (tmp_path / "sweep.json").write_text(json.dumps(facts))

    with pytest.raises(StoreError, match="another set of rules"):
        run(Store.open(tmp_path), threads=1)
    assert [] == store.files()


def test_memory_holds_few_runs_however_large_a_chunk(monkeypatch):
    most = []
    monkeypatch.setattr(chunks, "BATCH", 4)
    monkeypatch.setattr(chunks, "GATHERED", 6)
    real = chunks.simulate
    monkeypatch.setattr(chunks, "simulate", lambda *words, **more: most.append(words[1]) or real(*words, **more))
    field, plan = chunks.Field(small()), small()
    sizes = [tables["runs"].num_rows for tables in chunks.compute(field, chunks.Chunk(0, 0, 60), trial(plan).columns)]
    assert max(most) == 4 and max(sizes) <= 6 and sum(sizes) == 60
