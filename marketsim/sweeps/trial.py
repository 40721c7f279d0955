"""A few runs of a sweep's first point, to see what they tell: which claims can be settled, and how long a run takes."""

import time
from dataclasses import dataclass

from marketsim.sweeps.chunks import Chunk, Field, compute
from marketsim.sweeps.columns import Columns

LEAST = 0.3  # seconds of work in a chunk: to hand it out and to write it costs some 0.01
USUAL = 2.0  # and if that leaves enough of them to keep everybody busy to the end
SHARES = 16  # which is so many
FILES = 1000  # chunks are so big that a sweep has no more, if that takes no longer than
MOST = 30.0  # seconds, which may be lost with a worker
ENOUGH = 0.2  # seconds a trial takes at least
ROOM = 64_000_000  # bytes of kept figures in a chunk at most


@dataclass(frozen=True)
class Trial:
    """seconds: that a run takes here on one thread, without what a market costs to set up."""

    seconds: float
    columns: Columns


def trial(plan):
    """Try a plan's first point."""
    field, runs = Field(plan), 1
    _, first = next(field.ensembles(Chunk(0, 0, 1)))
    columns = Columns.of(plan, first.outcomes)
    work(field, 1, columns)  # what is loaded at the first use is not counted
    while True:
        began = time.perf_counter()
        work(field, runs, columns)
        seconds = time.perf_counter() - began
        if seconds > ENOUGH or runs == plan.runs:
            return Trial(seconds / runs, columns)
        runs = min(4 * runs, plan.runs)


def work(field, runs, columns):
    """The first runs of the first point, as a chunk has them but for its files."""
    for _ in compute(field, Chunk(0, 0, runs), columns):
        pass


def chunk_size(plan, seconds):
    """Runs in a chunk, if one takes so many seconds: whole points, or an even part of one."""
    total = plan.cells * seconds
    goal = min(max(LEAST, min(USUAL, total / SHARES), total / FILES), MOST)
    size = max(1, int(min(goal / seconds, ROOM / bytes_kept(plan), plan.cells)))
    if size >= plan.runs:
        return size // plan.runs * plan.runs
    parts = -(-plan.runs // size)
    return -(-plan.runs // parts)


def bytes_kept(plan):
    """Bytes of figures that are kept of a run, before they are compressed."""
    from marketsim.outcomes import ALL_FIELDS
    from marketsim.schema import fields
    from marketsim.start import Start

    metrics = 4 * len(plan.metrics or fields("Metrics"))
    firms = 4 * len(ALL_FIELDS) * Start(plan.scenario, plan.months).room
    return metrics * (1 + plan.months * ("months" in plan.keep)) + firms * ("firms" in plan.keep)
