"""Sweeps of `floor`: what a chunk costs besides its runs, what more threads and more workers gain, memory and disk.

*Outside the rules* is all the CPU of a chunk but that of `run_range`: founding a point, settling the claims, the
tables, the files, the manifest. Chunks are of the size that a sweep of many runs chooses. Workers are timed between the
first chunk that is written down and the last, as their start is the same whatever they do. All digests must be equal.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from child import memory, told
from rows import at_least, at_most, row, same
from stopwatch import in_turns

from marketsim import ensemble
from marketsim.scenario import load
from marketsim.sweeps.engine import run
from marketsim.sweeps.plan import Plan, numbered
from marketsim.sweeps.store import Store
from marketsim.sweeps.work import perform

SEED = 7


def plan(points, runs, chunk=None, keep=(), scenario="floor", months=30):
    values = [("", {"floor_line": 1000.0 + 10 * k}) for k in range(points)]
    return Plan("speed", load(scenario), SEED, runs, months, numbered(values), ("floor_line",), chunk=chunk, keep=keep)


def rows(quick):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        return [
            *(figure for name in ("floor", "china-ai-2025") for figure in overhead(folder / name, name, quick)),
            *threads(folder, quick),
            *workers(folder, quick),
            *disk(folder, quick),
            *flat(folder, quick),
        ]


def overhead(folder, name, quick):
    """CPU of chunks of the usual size, and of the rules in them."""
    store, rules, shares = Store.claim(folder, plan(200, 1000, scenario=name)), [0.0], []
    real = ensemble.run_range

    def timed(*words):
        began = time.thread_time()
        try:
            return real(*words)
        finally:
            rules[0] += time.thread_time() - began

    ensemble.run_range = timed
    try:
        for number in range(3 if quick else 8):
            rules[0], began = 0.0, time.process_time()
            store.record(perform(store, number))
            spent = time.process_time() - began
            shares.append((spent / rules[0] - 1, spent))
    finally:
        ensemble.run_range = real
    least, middle = sorted(shares)[0], sorted(shares)[len(shares) // 2]
    note = f"median {100 * middle[0]:.1f} %; chunks of {store.size:,} runs, {least[1]:.2f} s of CPU"
    return [at_most(5, f"{name}: a chunk outside the rules", 100 * least[0], "% of their CPU", note)]


def stores(folder, runs, points, chunk):
    """Fresh stores of one plan, one a call."""
    count = [0]

    def fresh():
        count[0] += 1
        return Store.claim(folder / f"{points}-{runs}-{count[0]}", plan(points, runs, chunk=chunk))

    return fresh


def threads(folder, quick):
    """Whole sweeps on one thread and on two, in turns: many short ones, for a busy machine is seldom quiet for long."""
    runs, turns, digests = 150, 4 if quick else 20, []
    fresh = stores(folder, runs, 8, 100)

    def on(count):
        def prepare():
            store = fresh()
            return lambda: (run(store, threads=count), digests.append(store.digest()))

        return prepare

    times = in_turns({1: on(1), 2: on(2)}, turns, 0, time.process_time)
    one, two = (min(times[count].wall) for count in (1, 2))
    return [
        row("1 thread", 8 * runs / one, "runs / s", note=f"{8 * runs:,} runs, {turns} turns"),
        row("2 threads", 8 * runs / two, "runs / s"),
        at_least(1.7, "2 threads over 1, clock", one / two, "times"),
        row("2 threads over 1, CPU", times[2].best / times[1].best, "times", note="what sharing costs"),
        same("threads: the same digest", digests, f"of {len(digests)} sweeps"),
    ]


def workers(folder, quick):
    """Whole sweeps by one local worker and by two, in turns; (runs, seconds) after the first chunk."""
    runs, turns, digests, rates = 500, 2 if quick else 6, [], {1: [], 2: []}
    fresh = stores(folder, runs, 9, 300)
    for _ in range(turns):
        for count in rates:
            store, seen = fresh(), []

            def note(done, _, seen=seen):
                if done and (not seen or seen[-1][0] < done):
                    seen.append((done, time.perf_counter()))

            run(store, local_workers=count, progress=note)
            digests.append(store.digest())
            (first, began), (last, ended) = seen[0], seen[-1]
            rates[count].append((last - first) / (ended - began))
    one, two = max(rates[1]), max(rates[2])
    return [
        row("1 local worker", one, "runs / s", note="after its first chunk"),
        row("2 local workers", two, "runs / s", note=f"{9 * runs:,} runs, {turns} turns"),
        at_least(1.7, "2 local workers over 1", two / one, "times"),
        same("workers: the same digest", digests, f"of {len(digests)} sweeps"),
    ]


def disk(folder, quick):
    """Bytes of a run in chunks of the usual size."""
    found, runs = [], 400 if quick else 2000
    for keep in ((), ("months",)):
        store = Store.claim(folder / f"disk{len(keep)}", plan(1, runs, runs, keep))
        perform(store, 0)
        size = sum(path.stat().st_size for path in store.folder.glob("*/*.parquet"))
        what = "a run, every month kept" if keep else "a run"
        found.append(row(f"{what}: disk", size / runs, "bytes", note=f"chunk of {runs:,} runs"))
    return found


def flat(folder, quick):
    """Memory of a process that runs a long sweep on two threads, early and late."""
    points = 100 if quick else 500
    answer = told(__file__, str(folder / "flat"), points)
    note = f"{answer['early']:.0f} MB after a tenth of {points * 1000:,} runs, {answer['late']:.0f} MB at the end"
    return [at_most(30, "memory that a long sweep gains", answer["late"] - answer["early"], "MB", note)]


def answer(folder, points):
    held = []
    run(
        Store.claim(folder, plan(points, 1000, months=2)),
        threads=2,
        progress=lambda done, runs: held.append((done / runs, memory())),
    )
    early = max(megabytes for share, megabytes in held if share <= 0.1)
    return {"early": early, "late": max(megabytes for share, megabytes in held if share > 0.5)}


if __name__ == "__main__":
    print(json.dumps(answer(sys.argv[1], int(sys.argv[2]))))
