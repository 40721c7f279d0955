"""Futures, grown where they are wanted: from run 0 on, a chunk at a time, the market that has had least goes next.

Run k is the same whatever their number, so an ensemble of 1,000 goes on from its first 100, equal questions share one
ensemble, and a question that is given up simply wants nothing more.
"""

import threading
import time
from contextlib import suppress
from dataclasses import replace

import numpy as np

from marketsim.job import Cancelled
from marketsim.server import limits
from marketsim.server.cache import Cache
from marketsim.server.refusals import Busy

CHUNK = 0.25  # seconds of work after which somebody else may have a turn


class Futures:
    """The futures of one market, seed and horizon that are there so far."""

    def __init__(self, key, scenario, seed, months):
        from marketsim.start import Start

        self.key, self.scenario, self.seed, self.months = key, scenario, seed, months
        self.start = Start(scenario, months)
        self.wanted, self.pieces, self.done, self.spent, self.trouble = [], [], 0, 0.0, None
        self.made = {}  # what was made of the first n runs, by (what, n)
        self._lock = threading.Lock()

    def grow(self, piece, seconds):
        with self._lock:
            self.pieces.append(piece)
            self.done += piece.runs
            self.spent += seconds

    @property
    def size(self):
        """Bytes, nearly."""
        return self.done * limits.a_run(self.start, self.months)

    @property
    def idle(self):
        """Does nobody wait who would mind?"""
        return all(demand.idle for demand in self.wanted)

    @property
    def pace(self):
        """Seconds a run, measured; before the first, no less than it can be."""
        if self.done:
            return max(self.spent / self.done, 1e-6)
        return limits.PACE * self.months * self.start.room

    def first(self, runs):
        """The Ensemble of the first so many."""
        with self._lock:
            if len(self.pieces) > 1:
                self.pieces = [joined(self.pieces)]
            whole = self.pieces[0]
        faults = tuple(fault for fault in whole.faults if fault[0] < runs)
        return replace(whole, outcomes=whole.outcomes.first(runs), digests=whole.digests[:runs], faults=faults)

    def once(self, what, runs, make):
        """make(ensemble of the first so many), kept while the futures are."""
        if (what, runs) not in self.made:
            self.made[what, runs] = make(self.first(runs))
        return self.made[what, runs]


def joined(pieces):
    """Ensembles that follow one another as one."""
    head, outcomes = pieces[0], [piece.outcomes for piece in pieces]
    arrays = {
        name: np.concatenate([getattr(each, name) for each in outcomes])
        for name in ("months_array", "firms_array", "watch_array")
    }
    params = {name: np.concatenate([each.params[name] for each in outcomes]) for name in head.outcomes.params}
    return replace(
        head,
        outcomes=replace(head.outcomes, params=params, **arrays),
        digests=np.concatenate([piece.digests for piece in pieces]),
        seconds=sum(piece.seconds for piece in pieces),
        faults=tuple(fault for piece in pieces for fault in piece.faults),
    )


class Demand:
    """Somebody waits for the first `runs` of some futures; `leave` when no longer. A context that leaves at its end.

    tell: called whenever there are more.
    """

    def __init__(self, farm, futures, runs, idle):
        self.farm, self.futures, self.runs, self.idle, self.tell = farm, futures, runs, idle, lambda: None

    @property
    def met(self):
        return self.futures.done >= self.runs or self.futures.trouble is not None

    @property
    def ready(self):
        """How many of the runs are there."""
        if self.futures.trouble is not None:
            raise self.futures.trouble
        return min(self.futures.done, self.runs)

    def leave(self):
        self.farm.leave(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.leave()


class Farm:
    """Grows what is wanted, in one thread of its own; the kernel takes all cores.

    room: bytes of futures to keep; threads: of the kernel, all cores if None.
    """

    def __init__(self, room=None, threads=None):
        self.cache, self.threads = Cache(room or limits.memory()), threads
        self.turn, self.busy, self.closed = threading.Condition(), {}, False
        threading.Thread(target=self._labour, name="farm", daemon=True).start()

    def demand(self, scenario, runs, seed, months, idle=False):
        """Ask for futures; returns a Demand. idle: when nobody else asks. Busy if too many wait."""
        key = (scenario.hash, seed, months)
        with self.turn:
            if sum(len(futures.wanted) for futures in self.busy.values()) >= limits.WAITING:
                raise Busy(f"{limits.WAITING} questions are waiting already; ask again in a moment")
            futures = self.busy.get(key) or self.cache.get(key)
        futures = futures or Futures(key, scenario, seed, months)
        limits.fits(scenario.name, runs, limits.most_runs(futures.start, months, self.cache.room))
        demand = Demand(self, futures, runs, idle)
        with self.turn:
            demand.futures = futures = self.busy.get(key) or self.cache.get(key) or futures
            if not demand.met:
                futures.wanted.append(demand)
                self.busy[key] = futures
                self.turn.notify()
        return demand

    def leave(self, demand):
        with self.turn:
            futures = demand.futures
            if demand in futures.wanted:
                futures.wanted.remove(demand)
            if not futures.wanted:
                self.busy.pop(futures.key, None)

    def close(self):
        """No more work; the chunk in hand is let go."""
        with self.turn:
            self.closed = True
            self.turn.notify()

    def _labour(self):
        while True:
            with self.turn:
                while not self.busy and not self.closed:
                    self.turn.wait()
                if self.closed:
                    return
                futures = min(self.busy.values(), key=lambda each: (each.idle, each.spent))
                goal = min(demand.runs for demand in futures.wanted)
            self._chunk(futures, min(goal - futures.done, max(1, int(CHUNK / futures.pace))))

    def _chunk(self, futures, runs):
        from marketsim.ensemble import Stopped, simulate

        def watch(done, runs):
            """Let go of what nobody wants any more, and of what can wait when somebody cannot."""
            waits = futures.idle and not all(each.idle for each in list(self.busy.values()))
            if done < runs and (self.closed or waits or not futures.wanted):
                raise Cancelled

        began = time.perf_counter()
        try:
            piece = simulate(
                futures.scenario,
                runs,
                futures.seed,
                futures.months,
                self.threads,
                watch,
                on_fault="keep",
                first=futures.done,
                start=futures.start,
            )
            futures.grow(piece, time.perf_counter() - began)
        except Stopped as stopped:  # whole futures, from the first on
            if stopped.ensemble.runs:
                futures.grow(stopped.ensemble, time.perf_counter() - began)
        except Exception as trouble:
            futures.trouble = trouble
        with self.turn:
            waiting = list(futures.wanted)
            futures.wanted = [demand for demand in waiting if not demand.met]
            if not futures.wanted:
                self.busy.pop(futures.key, None)
            if futures.trouble is None:
                self.cache.keep(futures.key, futures, futures.size)
        for demand in waiting:
            with suppress(RuntimeError):  # whoever waited may be gone, and the loop with them
                demand.tell()
