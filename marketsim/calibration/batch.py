"""Points measured in simulated markets, many at once.

For a posterior each point has luck of its own (runs k * runs and after for the k-th point): what is luck averages out
over the points, and is part of the error. With the same luck everywhere a handful of futures would pass for the model:
an error that no point could show. To seek a best point the luck is common, so that points compare.
"""

import multiprocessing
import os
import signal
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from threading import Thread

import numpy as np

AHEAD = 4  # points a worker has waiting

_measurer = None  # a worker's own


class Measurer:
    """Measures points of a problem in this process."""

    def __init__(self, problem):
        from marketsim.schema import PARAMETERS
        from marketsim.start import Start
        from marketsim.units import factor

        self.problem, self.starts = problem, [Start(market) for market in problem.markets]
        order, rate = list(PARAMETERS), [market.rate for market in problem.markets]
        self.free = [
            (
                name,
                order.index(name),
                [factor(prior.unit or PARAMETERS[name].unit, PARAMETERS[name].unit, each) for each in rate],
            )
            for name, prior in problem.priors.items()
        ]

    def __call__(self, z, first):
        """(runs, parts) at a point of standard-normal space, from run `first` on; NaN where nothing can be measured."""
        from marketsim.ensemble import MarketFault
        from marketsim.validation.lives import lived
        from marketsim.validation.measures import MEASURES

        columns, runs, seed = self.problem.columns, self.problem.form.runs, self.problem.form.seed
        values, found = self.problem.values(np.atleast_2d(z)), np.full((runs, len(columns)), np.nan)
        for k, start in enumerate(self.starts):
            here = [(place, column) for place, column in enumerate(columns) if column.market == k]
            params = start.parameters(seed, runs, first)
            for name, place, scale in self.free:
                params[:, place] = values[name][0] * scale[k]
            for run in range(runs if here else 0):
                try:
                    life = lived(start, seed, first + run, start.scenario.months, params[run])
                except MarketFault:
                    continue  # it shows nothing; the page says how many did not
                measured = {id: MEASURES[id](life) for id in {column.target for _, column in here}}
                for place, column in here:
                    found[run, place] = measured[column.target].get(column.part.name, np.nan)
        return found


class Batch:
    """Workers for a problem, to be used as a context; `threads` processes, or none but this if 1.

    common: has every point the same luck?
    """

    def __init__(self, problem, threads=2, common=False):
        self.problem, self.threads, self.common, self.pool = problem, threads, common, None

    def __enter__(self):
        if self.threads > 1:
            self.pool = ProcessPoolExecutor(
                self.threads, multiprocessing.get_context("spawn"), initializer=begin, initargs=(self.problem,)
            )
        else:
            self.measurer = Measurer(self.problem)
        return self

    def __exit__(self, *_):
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def __call__(self, points):
        """Yields (place, (runs, parts)) of points {place: z} as they are done, in any order."""
        if not self.pool:
            yield from ((place, self.measurer(z, self.first(place))) for place, z in points.items())
            return
        ahead, waiting = iter(points.items()), {}
        while True:
            for place, z in ahead:
                waiting[self.pool.submit(measure, z, self.first(place))] = place
                if len(waiting) >= AHEAD * self.threads:
                    break
            if not waiting:
                return
            for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(done), done.result()

    def first(self, place):
        """The first of a point's runs."""
        return 0 if self.common else int(place) * self.problem.form.runs


def begin(problem):
    """A worker's first act. Ctrl-C is for the one who waits for it."""
    global _measurer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=follow, args=(multiprocessing.parent_process(),), daemon=True).start()
    _measurer = Measurer(problem)


def follow(parent):
    """Go when the one who waits is gone, however that came."""
    parent.join()
    os._exit(1)


def measure(z, first):
    return _measurer(z, first)
