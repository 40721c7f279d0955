"""Many futures of one past, on all cores; what they leave behind is an ensemble's."""

import os
from dataclasses import dataclass, replace

import numpy as np

from marketsim.ensemble import Ensemble, Stopped, _Job
from marketsim.outcomes import FIRM_FIELDS, START_FIELDS, WATCH_FIELDS
from marketsim.scenario import ScenarioError, load
from marketsim.schema import SCHEDULE

from .branch import Branch, month_number


@dataclass(frozen=True)
class Fork(Ensemble):
    """The futures of a branch, as an Ensemble: run i of it is future i, the months before the branch are all alike."""

    branch: Branch | None = None

    def replay(self, run):
        """The live market of a future, at the first month of its past: bit for bit."""
        if not 0 <= run < self.runs:
            raise ValueError(f"run must be in 0 to {self.runs - 1}, got {run}")
        return self.branch.market(run)


def fork(
    scenario,
    run,
    month,
    futures=1000,
    *,
    seed=7,
    what_if=(),
    changes=None,
    months=None,
    threads=None,
    progress=None,
):
    """The same past, several futures.

    scenario, seed, run: which market's which future; month: "2026-03", or a number of months from the start: the first
    month that is not the past's.
    futures: how many; future 0 is the run itself, as it went on, and keeps its luck under any change.
    what_if, changes: what-ifs by name, and figures as for `--set`, which hold from that month on.
    months: the horizon, past included; threads, progress: as for `simulate`.

    ScenarioError says in a line what cannot change in the middle of a run; Ctrl-C raises Stopped with what is finished.
    """
    scenario = load(scenario) if isinstance(scenario, str | os.PathLike) else scenario
    months = scenario.months if months is None else months
    for name, value, least in (("run", run, 0), ("futures", futures, 1), ("months", months, 1)):
        if not (isinstance(value, int | np.integer) and least <= value < 2**31):
            raise ValueError(f"{name} must be a whole number of at least {least}, got {value!r}")
    number = month_number(scenario, month, months)
    later = from_then_on(scenario, number, [what_if] if isinstance(what_if, str) else what_if, changes or {})
    branch = Branch(scenario, later, int(seed), int(run), number, int(months))
    return futures_of(branch, int(futures), threads, progress)


def from_then_on(scenario, month, shocks, changes):
    """The scenario as it is from a month on: what-ifs begin there unless they have a month of their own."""
    from marketsim.whatifs import named, under

    day = f"{scenario.date_of(month):%Y-%m}"
    begun = [shock if shock.begins else replace(shock, begins=day) for shock in map(named, shocks)]
    if early := next((shock for shock in begun if shock.begins < day), None):
        raise ScenarioError(f"fork: what-if {early}: must not begin before the month of the fork, {day}")
    return under(scenario, *begun).with_values(changes)


def futures_of(branch, futures, threads=None, progress=None):
    """Run futures 0 .. futures - 1 of a branch; Stopped holds those that were finished."""
    import time

    branch.complain()
    threads = min(threads or os.cpu_count() or 1, futures)
    began, job = time.perf_counter(), _Futures(branch, futures, threads)
    finished = job.work(progress)
    plain = job.ensemble(finished, time.perf_counter() - began)
    fork = Fork(**{name: getattr(plain, name) for name in Ensemble.__dataclass_fields__}, branch=branch)
    if finished < futures:
        raise Stopped(fork, futures)
    return fork


class _Futures(_Job):
    """An ensemble's memory, filled by worlds that are stepped from Python and turn off at the branch's month."""

    def __init__(self, branch, futures, threads):
        super().__init__(branch.past, futures, branch.seed, branch.months, threads, {}, 0, branch.start)
        self.branch = branch
        self.params = np.tile(branch.params, (futures, 1))
        self.block = max(1, min(10, futures // (4 * threads)))
        self.done = np.zeros(-(-futures // self.block), np.int64)

    def _run_block(self, k):
        for future in range(k * self.block, min((k + 1) * self.block, self.runs)):
            if self.stop[0]:
                return
            self._live(future)
            self.done[k] += 1

    def _live(self, future):
        """One future from the founding on: the past is computed again, which gives the same bits."""
        branch, world = self.branch, self.branch.start.world()
        world.key(branch.seed, branch.run)
        world.begin(branch.params)
        begun = len(FIRM_FIELDS)
        for j, name in enumerate(START_FIELDS):
            self.firms_array[future, : world.running, begun + j] = world.startups[name][: world.running]
        metrics, watched = world.metrics, self.start.watched
        for month in range(self.months):
            if month == branch.month:
                branch.turn(world, future)
            for phase in range(len(SCHEDULE)):
                world.apply_all(phase)
            self.months_array[future, month] = [metrics[name][0] for name in self.metric_names]
            for j, name in enumerate(WATCH_FIELDS):
                self.watch_array[future, month, :, j] = world.startups[name][watched]
            if world.fault:
                world.raise_fault(f" in future {future}")
            world.end_month()
        for j, name in enumerate(FIRM_FIELDS):
            self.firms_array[future, :, j] = world.startups[name]
        self.digests[future] = world.digest
