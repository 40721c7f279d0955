"""The fast door on one thread and on two: the same ensemble of `floor`, whole calls of `simulate`, set-up included.

*CPU over clock* is how many cores were kept busy, the best turn's; it can be no more than others leave. Digests of
all turns must be equal.
"""

import os
import time

from machine import Company
from rows import at_least, row, same
from stopwatch import in_turns

from marketsim.ensemble import simulate
from marketsim.scenario import load

SEED = 7


def rows(quick):
    runs, turns = (600, 2) if quick else (4000, 5)
    scenario, digests, others = load("floor"), [], {1: [], 2: []}

    def on(threads):
        def work():
            company = Company()
            digests.append(simulate(scenario, runs, SEED, threads=threads).digest)
            others[threads].append(company.cores())

        return lambda: work

    times = in_turns({1: on(1), 2: on(2)}, turns, 0, time.process_time)
    found, size = [], f"{runs:,} runs of floor, {turns} turns"
    for threads, spent in times.items():
        busy = max(cpu / wall for cpu, wall in zip(spent.cpu, spent.wall, strict=True))
        what = f"{threads} thread{'s' * (threads > 1)}"
        found.append(row(f"{what}: clock", min(spent.wall), "s", note=f"CPU {spent.best:.4g} s; {size}"))
        if threads > 1:
            note = f"of {os.cpu_count()}; others kept {min(others[threads]):.2f} busy or more"
            found.append(at_least(1.9, f"{what}: CPU over clock", busy, "cores", note))
    one, two = (times[threads] for threads in (1, 2))
    found.append(row("1 thread over 2, clock", min(one.wall) / min(two.wall), "times"))
    found.append(row("2 threads over 1, CPU", two.best / one.best, "times", note="what sharing costs"))
    return [*found, same("the same digest", digests, f"of {len(digests)} ensembles")]
