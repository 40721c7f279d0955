"""The work of a sweep: chunk k is a stretch of its cells (point, run), point by point, computed in batches.

A batch is few runs of one point, so that memory is bounded whatever the size of a chunk; claims are settled over
several batches at once. Nothing else is ever split: threads, workers and machines take whole chunks.
"""

from dataclasses import dataclass
from threading import local

import numpy as np

from marketsim.ensemble import simulate
from marketsim.start import Start
from marketsim.sweeps.gathering import Gathering

BATCH = 256  # runs of a point that are computed at a time, at most
GATHERED = 1024  # runs over which claims are settled at a time, at most
MEMORY = 64_000_000  # bytes of outcomes in a batch, and of those gathered, at most
MARKET = ("yuan_per_dollar", "start", "verticals", "defaults", "startups", "investors", "acquirers", "regulators")
SEAL = np.dtype([("point", "<i4"), ("run", "<i4"), ("digest", "<u8")])  # what a sweep's digest is taken over


@dataclass(frozen=True)
class Chunk:
    """The cells `first` .. `last` - 1 of a plan; cell = point x runs + run."""

    number: int
    first: int
    last: int

    @property
    def runs(self):
        return self.last - self.first

    def stretches(self, runs):
        """(point, first run, last run) of each point in it; the last is not included."""
        at = self.first
        while at < self.last:
            point, run = divmod(at, runs)
            count = min(runs - run, self.last - at)
            yield point, run, run + count
            at += count


def chunks(cells, size):
    """How many chunks of that size the cells make."""
    return -(-cells // size)


def chunk(cells, size, number):
    """Chunk `number` of the cells."""
    if not 0 <= number < chunks(cells, size):
        raise ValueError(f"chunk must be in 0 to {chunks(cells, size) - 1}, got {number}")
    return Chunk(number, number * size, min((number + 1) * size, cells))


class Ground(Start):
    """A Start whose memory is shared by those that differ from it in nothing but parameters; nobody writes there."""

    def world(self, deal_room=0):
        return self._memory

    def share(self, other):
        """Take over the other's memory if this market has the same agents, verticals and room."""
        one, two = self.scenario, other.scenario
        if self.room == other.room and all(getattr(one, table) == getattr(two, table) for table in MARKET):
            self.__dict__["_memory"] = other._memory
        return self

    def batch(self):
        """Runs in a batch."""
        from marketsim.outcomes import ALL_FIELDS, WATCH_FIELDS
        from marketsim.schema import fields

        monthly = len(fields("Metrics")) + len(self.watched) * len(WATCH_FIELDS)
        return max(1, min(BATCH, MEMORY // (4 * (self.room * len(ALL_FIELDS) + self.months * monthly))))


class Field:
    """The points of a plan as markets to run; memory is kept for the next, on each thread."""

    def __init__(self, plan):
        self.plan, self.last, self.local = plan, None, local()

    def gathering(self, outcomes):
        """This thread's room to gather such outcomes in, empty."""
        mine = getattr(self.local, "gathering", None)
        if mine is None or not mine.cleared().has_room(outcomes):
            one = sum(array[0].nbytes for array in (outcomes.firms_array, outcomes.months_array, outcomes.watch_array))
            most = min(GATHERED, self.plan.cells, MEMORY // one)
            mine = self.local.gathering = Gathering(max(most, outcomes.runs), outcomes)
        return mine

    def ground(self, point):
        last, ground = self.last, Ground(self.plan.premise(self.plan.points[point]), self.plan.months)
        self.last = ground.share(last) if last else ground
        return ground

    def ensembles(self, chunk, pulse=None):
        """(point, Ensemble) of each batch of a chunk.

        pulse: called as pulse(runs done) now and then; what it raises ends the work within a run or two.
        """
        done = 0
        for point, first, last in chunk.stretches(self.plan.runs):
            ground = self.ground(point)
            batch = ground.batch()
            for at in range(first, last, batch):
                runs = min(batch, last - at)
                if pulse:
                    pulse(done)
                yield (
                    point,
                    simulate(
                        ground.scenario,
                        runs,
                        self.plan.seed,
                        self.plan.months,
                        threads=1,
                        progress=pulse and (lambda some, _, before=done: pulse(before + some)),
                        on_fault="keep",
                        first=at,
                        start=ground,
                    ),
                )
                done += runs


def compute(field, chunk, columns, pulse=None):
    """The tables of a chunk, some runs at a time: {table: Arrow table}, "runs" first.

    field: a Field; columns: the Columns of the sweep; pulse: as for `Field.ensembles`.
    """
    gathering = None
    for point, ensemble in field.ensembles(chunk, pulse):
        if gathering and not gathering.has_room(ensemble.outcomes):
            yield columns.tables(gathering)
            gathering = None
        gathering = gathering or field.gathering(ensemble.outcomes)
        gathering.add(point, ensemble)
    yield columns.tables(gathering)


def seal(table):
    """The bytes of a table of runs that go into a digest: point, run, digest of each row."""
    rows = np.empty(table.num_rows, SEAL)
    for name in SEAL.names:
        rows[name] = table.column(name).to_numpy()
    return rows.tobytes()
