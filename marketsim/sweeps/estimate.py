"""What a plan asks for, before it runs: points, runs, time by a trial on this machine, room on the disk."""

import os
import time
from dataclasses import dataclass

from marketsim.sweeps.chunks import Chunk, Field, chunks, compute
from marketsim.sweeps.parquet import Sheet
from marketsim.sweeps.trial import chunk_size, trial

TRIED = 3  # points: the first, the last and one between, as they may differ in what they cost
SECONDS = 0.2  # of work at each


@dataclass(frozen=True)
class Estimate:
    """runs: in all; seconds: on `threads` threads; bytes: on the disk; single: seconds a run takes a thread."""

    points: int
    runs: int
    seconds: float
    bytes: int
    threads: int
    chunks: int
    single: float


def estimate(plan, threads=None):
    """Try a few runs of a few points: a second of work."""
    tried = trial(plan)
    count = chunks(plan.cells, min(plan.chunk or chunk_size(plan, tried.seconds), plan.cells))
    threads = min(threads or os.cpu_count() or 1, count)
    field, runs = Field(plan), max(1, min(plan.runs, int(SECONDS / tried.seconds)))
    pieces = []
    for point in sorted({round(place * (len(plan.points) - 1) / (TRIED - 1)) for place in range(TRIED)}):
        pieces.append(piece(field, tried.columns, point, runs))
    single = sum(seconds for seconds, _ in pieces) / len(pieces) / runs
    large, few = pieces[0][1], max(1, runs // 4)
    small = piece(field, tried.columns, 0, few)[1]
    each = max(large - small, 0) / max(1, runs - few)  # bytes a run; what a file takes however small comes on top
    room = plan.cells * each + count * max(small - few * each, 0)
    return Estimate(len(plan.points), plan.cells, plan.cells * single / threads, int(room), threads, count, single)


def piece(field, columns, point, runs):
    """(seconds, bytes) of the first runs of a point, as a chunk has them."""
    began, first = time.perf_counter(), point * field.plan.runs
    sheets = {name: Sheet() for name in columns.sheets}
    for tables in compute(field, Chunk(0, first, first + runs), columns):
        for name, table in tables.items():
            sheets[name].add(table)
    size = sum(len(sheet.bytes()) for sheet in sheets.values())
    return time.perf_counter() - began, size
