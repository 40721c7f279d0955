"""The fast door: thousands of futures of one scenario, on all cores, without the GIL."""

import hashlib
import os
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from marketsim._kernel import FAULTS, SCHEDULE, MarketFault, Record, field_codes, run_range
from marketsim.outcomes import ALL_FIELDS, FIRM_FIELDS, START_FIELDS, WATCH_FIELDS, Outcomes
from marketsim.scenario import load
from marketsim.schema import PARAMETERS, fields
from marketsim.start import ENTRANTS, Start


class Stopped(KeyboardInterrupt):
    """The ensemble was stopped; `ensemble` holds the runs that were finished, from the first on."""

    def __init__(self, ensemble, asked):
        super().__init__(f"stopped after {ensemble.runs if ensemble else 0:,} of {asked:,} runs")
        self.ensemble, self.asked = ensemble, asked


@dataclass(frozen=True)
class Ensemble:
    """Many futures of one scenario: what they left behind, and the way back into any of them."""

    scenario: object
    seed: int
    outcomes: Outcomes
    digests: np.ndarray
    seconds: float
    threads: int
    agents: dict = field(default_factory=dict)
    faults: tuple = ()

    runs = property(lambda self: self.outcomes.runs)
    first = property(lambda self: self.outcomes.first_run)
    horizon = property(lambda self: self.outcomes.months)

    @property
    def digest(self):
        """A fingerprint of all runs; threads and chunks do not change it."""
        return hashlib.sha256(np.ascontiguousarray(self.digests).astype("<u8").tobytes()).hexdigest()[:16]

    @property
    def months(self):
        """Run x month metrics, tidy."""
        return self.outcomes.months_frame()

    @property
    def firms(self):
        """Run x firm fate, date, price and valuation path, tidy."""
        return self.outcomes.firms_frame()

    @cached_property
    def _start(self):
        from marketsim.market import LONG

        return Start(self.scenario, max(self.horizon, LONG))

    def replay(self, run):
        """The live market of one run, at its first month: the same future, bit for bit."""
        from marketsim.market import Market

        if not self.first <= run < self.first + self.runs:
            raise ValueError(f"run must be in {self.first} to {self.first + self.runs - 1}, got {run}")
        return Market(self.scenario, self.seed, run, start=self._start, **self.agents)

    def deals(self, runs):
        """The deal ledgers of some runs, computed anew: one row an event."""
        import pandas as pd

        ledgers = []
        for run in [runs] if isinstance(runs, int) else runs:
            market = self.replay(run)
            for _ in range(self.horizon):
                market.step()
            ledgers.append(market.deals)
        return pd.concat(ledgers, ignore_index=True)


def simulate(
    scenario,
    runs=1000,
    seed=7,
    months=None,
    threads=None,
    progress=None,
    on_fault="raise",
    first=0,
    start=None,
    **agents,
):
    """Run many futures of a scenario.

    scenario: a Scenario, a shipped name, or the path of a TOML file.
    runs: how many; run k is the same whatever their number.
    months: how long; the scenario's own horizon if None.
    threads: how many; all cores if None. They change nothing but the time.
    progress: called now and then as progress(done, runs).
    on_fault: "raise" a MarketFault, or "keep" the others and list the faults.
    first: the number of the first run; `simulate(s, 50, first=100)` are runs 100 to 149 of any larger ensemble.
    start: the scenario's Start with room for these months, if there is one already.
    agents: startup=, investor=, acquirer=, regulator=: classes with rules written in Python, as for Market.

    Ctrl-C raises Stopped, which holds the finished runs.
    """
    scenario = load(scenario) if isinstance(scenario, str | os.PathLike) else scenario
    months = scenario.months if months is None else months
    for name, value, most in (
        ("runs", runs, 2**31),
        ("months", months, 600),
        ("threads", 1 if threads is None else threads, 1024),
        ("first", first, 2**31),
    ):
        least = int(name != "first")
        if not (isinstance(value, int | np.integer) and least <= value <= most):
            raise ValueError(f"{name} must be a whole number in {least} to {most}, got {value!r}")
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed must be in 0 to 2**64 - 1, got {seed}")
    threads = min(threads or os.cpu_count() or 1, runs)
    began = time.perf_counter()
    job = _Job(scenario, runs, int(seed), int(months), threads, agents, int(first), start)
    finished = job.work(progress)
    ensemble = job.ensemble(finished, time.perf_counter() - began)
    if finished < runs or job.stop[0]:  # who stops it as the last run ends has stopped it too
        raise Stopped(ensemble, runs)
    if ensemble.faults and on_fault == "raise":
        run, month, what = ensemble.faults[0]
        raise MarketFault(
            f"{len(ensemble.faults)} of {runs} runs failed; the first: run {run}, month {month}, {what}; "
            f"see it again with replay({run}), or keep the others with on_fault='keep'"
        )
    return ensemble


class _Job:
    """Memory for the results, and threads that fill it block by block."""

    def __init__(self, scenario, runs, seed, months, threads, agents, first, start):
        self.scenario, self.runs, self.seed, self.months = scenario, runs, seed, months
        self.threads, self.agents, self.first = threads, agents, first
        self.start = start or Start(scenario, months)
        self.world = self.start.world()
        self.world.key(seed, 0)
        self.params = self.start.parameters(seed, runs, first)
        self.metric_names = tuple(fields("Metrics"))
        watched = self.start.watched
        self.months_array = np.zeros((runs, months, len(self.metric_names)), np.float32)
        self.firms_array = np.zeros((runs, self.start.room, len(ALL_FIELDS)), np.float32)
        self.watch_array = np.zeros((runs, months, len(watched), len(WATCH_FIELDS)), np.float32)
        self.digests = np.zeros(runs, np.uint64)
        self.fault_log = np.zeros((runs, 3), np.int64)
        self.record = Record(
            self.months_array,
            self.firms_array,
            self.watch_array,
            self.digests,
            self.fault_log,
            field_codes(FIRM_FIELDS),
            field_codes(START_FIELDS),
            field_codes(WATCH_FIELDS),
            watched,
        )
        self.stop = np.zeros(1, np.int64)
        self.local = threading.local()
        self.block = max(1, min(50, runs // (4 * threads)))
        self.done = np.zeros(-(-runs // self.block), np.int64)

    def _memory(self):
        """This thread's world; with a shell of agents around it where rules are written in Python."""
        if not hasattr(self.local, "world"):
            self.local.world = self.world.copy()
            if self.agents:
                from marketsim.market import Market

                shell = Market(self.scenario, self.seed, world=self.local.world, start=self.start, **self.agents)
                self.local.world.renew = shell.renew
        return self.local.world

    def _run_block(self, k):
        first = k * self.block
        self.done[k] = run_range(
            self.world,
            self._memory(),
            self.params,
            first,
            min(first + self.block, self.runs),
            self.months,
            self.record,
            self.stop,
            self.first,
        )

    def work(self, progress):
        """How many runs, counted from the first without a gap, were finished."""
        blocks, over, troubles, busy = iter(range(len(self.done))), threading.Event(), [], [None] * self.threads

        def labour():
            try:
                for k in blocks:
                    if self.stop[0]:
                        break
                    self._run_block(k)
            except BaseException as error:
                troubles.append(error)
                self.stop[0] = 1
            finally:
                busy.pop()
                if not busy:
                    over.set()

        for _ in range(self.threads):
            threading.Thread(target=labour, daemon=True).start()
        try:
            while not over.wait(0.1):
                if progress:
                    progress(int(self.done.sum()), self.runs)
            if progress and not troubles:
                progress(self.runs, self.runs)
        except BaseException as interrupt:
            self.stop[0] = 1
            over.wait()
            if not isinstance(interrupt, KeyboardInterrupt):
                raise
        if troubles:
            raise troubles[0]
        whole = np.minimum(self.block, self.runs - np.arange(len(self.done)) * self.block)
        short = np.flatnonzero(self.done < whole)
        return self.runs if not len(short) else int(whole[: short[0]].sum() + self.done[short[0]])

    def ensemble(self, finished, seconds):
        names = self.start.names
        entrants = self.start.room - len(names["startups"])
        firm_names = (*names["startups"], *(f"entrant {k + 1}" for k in range(entrants)))
        ids = self.start.ids
        buyers = dict(zip(ids["acquirers"], names["acquirers"], strict=True)) | dict(
            zip(ids["startups"], names["startups"], strict=True)
        )
        buyers |= {ENTRANTS + k: f"entrant {k + 1}" for k in range(entrants)}
        cohorts = {name for agent in self.scenario.startups.values() for name in agent.cohort}
        regulated = [
            bool(figures.get("regulated") and figures["regulated"].value)
            for figures in self.scenario.verticals.values()
        ]
        outcomes = Outcomes(
            start=self.scenario.first_month(),
            metric_names=self.metric_names,
            months_array=self.months_array[:finished],
            firms_array=self.firms_array[:finished],
            watch_array=self.watch_array[:finished],
            firm_names=firm_names,
            firm_ids=tuple(ids["startups"]),
            buyer_names=buyers,
            watched=tuple(names["startups"][row] for row in self.start.watched),
            already_gone=self.start.already_gone,
            cohorts={name: tuple(self.start.cohort(name)) for name in sorted(cohorts)},
            verticals=tuple(self.scenario.verticals),
            regulated=tuple(regulated),
            params={name: self.params[:finished, k] for k, name in enumerate(PARAMETERS)},
            first_run=self.first,
        )
        log = self.fault_log[:finished]
        faults = tuple(
            (self.first + int(run), int(log[run, 2]), f"{SCHEDULE[log[run, 1]][2]}: {FAULTS[log[run, 0]]}")
            for run in np.flatnonzero(log[:, 0])
        )
        return Ensemble(
            self.scenario, self.seed, outcomes, self.digests[:finished], seconds, self.threads, self.agents, faults
        )
