"""Rolling origin: stand after each published figure, forecast the later ones, and be scored by them."""

from dataclasses import dataclass, field

import numpy as np

from marketsim.backtests.difference import compared, size
from marketsim.backtests.forecasters import MODELS, PLAIN, weights_by
from marketsim.scoring.forecasts import jeffreys
from marketsim.scoring.rules import brier, crps, log_score

FIRST = 1  # a forecaster from the past needs two figures
REFERENCE = "persistence"


@dataclass(frozen=True)
class Trial:
    """One forecast: who, standing after which point, of which, `steps` later; its scores. `rises`: the chance given to
    a figure above the last one, `rose`: was it? low, middle, high: of nine tenths."""

    who: str
    origin: int
    target: int
    crps: float
    rises: float
    rose: bool
    low: float
    middle: float
    high: float

    steps = property(lambda self: self.target - self.origin)
    brier = property(lambda self: float(brier(self.rises, self.rose)))
    log = property(lambda self: float(log_score(self.rises, self.rose)))


@dataclass(frozen=True)
class Backtest:
    """A series with every forecast of it. seen: (points,) published; effective: {origin: effective futures}."""

    series: object
    points: tuple
    seen: np.ndarray
    futures: np.ndarray
    trials: tuple
    effective: dict = field(default_factory=dict)

    def by(self, who, steps=None):
        """The trials of one, at one distance or at all."""
        return [each for each in self.trials if each.who == who and steps in (None, each.steps)]

    def rows(self):
        """A row a forecaster: scores one step ahead and over all distances, and the test against persistence."""
        for who in dict.fromkeys(each.who for each in self.trials):
            ahead, every, plain = self.by(who, 1), self.by(who), self.by(REFERENCE, 1)
            gap, p = compared([each.crps for each in ahead], [each.crps for each in plain])
            yield {
                "who": who,
                "forecasts": len(ahead),
                "crps": mean(ahead, "crps"),
                "crps_all": mean(every, "crps"),
                "brier": mean(ahead, "brier"),
                "log": mean(ahead, "log"),
                "skill": 1 - mean(ahead, "crps") / mean(plain, "crps"),
                "difference": gap,
                "p": p if who != REFERENCE else float("nan"),
                "covered": float(np.mean([each.low <= self.seen[each.target] <= each.high for each in every])),
            }

    @property
    def test_size(self):
        """How often the test of that many forecasts finds a difference at 5 % where there is none."""
        n = len(self.by(REFERENCE, 1))
        return size(n) if n >= 4 else float("nan")


def mean(trials, name):
    return float(np.mean([getattr(each, name) for each in trials])) if trials else float("nan")


def backtest(series, scenario, measured, origins=None, premises=False):
    """Back-test one series on futures that were `measured`; origins: the last so many at most."""
    points = series.points(scenario)
    seen = series.scaled([point.value for point in points], points[0].value)
    times = np.array([point.last for point in points], float)
    first = FIRST if origins is None else max(FIRST, len(points) - 1 - origins)
    trials, effective = [], {}
    for origin in range(first, len(points) - 1):
        futures = measured.seen_from(points[origin].last, series.id, premises)
        effective[origin] = float(weights_by(futures[:, : origin + 1], seen[: origin + 1])[1])
        for target in range(origin + 1, len(points)):
            told = {who: make(futures, seen, origin, target) for who, make in MODELS.items()}
            past, ahead = (times[: origin + 1], seen[: origin + 1]), times[target] - times[origin]
            told |= {who: make(series, *past, ahead) for who, make in PLAIN.items()}
            trials += [
                judged(who, origin, target, series.possible(said[0]), said[1], seen)
                for who, said in told.items()
                if said is not None
            ]
    knowing = measured.knowing[series.id]
    return Backtest(series, points, seen, knowing, tuple(trials), effective)


def judged(who, origin, target, values, weights, seen):
    """A forecast scored. The chance of a rise is never quite 0 or 1: an ensemble of n cannot say so."""
    there = ~np.isnan(values)
    values, weights = values[there], weights[there] / weights[there].sum()
    number = 1 / float(weights @ weights)
    share = float(weights[values > seen[origin]].sum() + 0.5 * weights[values == seen[origin]].sum())
    low, middle, high = quantiles(values, weights, (0.05, 0.5, 0.95))
    return Trial(
        who,
        origin,
        target,
        crps(values, seen[target], weights),
        float(jeffreys(share * number, number)),
        bool(seen[target] > seen[origin]),
        low,
        middle,
        high,
    )


def quantiles(values, weights, levels):
    """Of a weighted ensemble."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return tuple(float(values[order][min(np.searchsorted(reached, level), len(values) - 1)]) for level in levels)
