"""Rare events: importance sampling on the open figures, each future weighed by an exactly known likelihood ratio.

Pilot futures show how severity rises with each figure, and how far luck scatters it. The final futures draw each figure
that matters from a tilted distribution, but a fifth of them from the scenario's own (a defensive mixture: Hesterberg,
Technometrics 37 (1995) 185-194): then no weight exceeds five, the estimate has no bias, and its variance is finite and
estimated from the futures. Final futures have luck of their own. Only figures are tilted: an event that is all luck is
found no sooner this way, and `gain` says how much was won.
"""

from dataclasses import dataclass, field
from math import exp, sqrt

import numpy as np

from marketsim.claims.intervals import NORMAL_95, wilson

OWN = 0.2  # of the final futures are drawn as the scenario draws them
STEEPEST = 6.0  # tilt: the density at one end over that at the other is e to this
SURE = 2.5  # standard errors before a figure is tilted


@dataclass(frozen=True)
class Rare:
    """probability of an event, with 95 % interval, from `runs` futures after `pilots`; `hits` of them had it.

    error: standard error; gain: how many times as many plain futures would be needed for that; tilts: {figure: tilt},
    above 0 where high values bring the event about.
    """

    probability: float
    low: float
    high: float
    error: float
    gain: float
    hits: int
    runs: int
    pilots: int
    tilts: dict = field(default_factory=dict)

    def as_dict(self):
        return dict(vars(self))


def importance(evaluate, names, level, runs=4000, pilots=2000, seed=0):
    """The Rare of `severity >= level`.

    evaluate: ((n, names) shares in 0 to 1, number of the first future) -> (n,) severities, futures numbered from 0 on;
    level: at which the event has happened. The answer follows from the arguments alone.
    """
    luck = np.random.default_rng(seed)
    shares = luck.random((pilots, len(names)))
    tilts = learnt(shares, np.asarray(evaluate(shares, 0), float), level)
    own = max(1, round(OWN * runs))
    shares = luck.random((runs, len(names)))
    shares[own:] = tilted(shares[own:], tilts)
    hit = np.asarray(evaluate(shares, pilots), float) >= level
    weights = 1 / (own / runs + (1 - own / runs) * density(shares, tilts))
    return estimate(hit, weights, own, runs, pilots, {n: float(t) for n, t in zip(names, tilts, strict=True) if t})


def estimate(hit, weights, own, runs, pilots, tilts):
    """The Rare of final futures, the first `own` of which the scenario drew itself."""
    terms = np.where(hit, weights, 0.0)
    p = float(terms.mean())
    parts = [terms[:own], terms[own:]]
    error = sqrt(sum(len(part) * part.var(ddof=1) for part in parts if len(part) > 1)) / runs
    if p == 0 or error == 0:
        low, high = wilson(int(hit[:own].sum()), own)  # what the scenario's own draws say by themselves
    else:
        stretch = exp(NORMAL_95 * error / p)
        low, high = p / stretch, min(1.0, p * stretch)
    gain = p * (1 - p) / runs / error**2 if error else 1.0
    return Rare(p, low, high, error, gain, int(hit.sum()), runs, pilots, tilts)


def density(shares, tilts):
    """(n,): how much likelier each row is under the tilts than as the scenario draws it."""
    steep = tilts != 0
    t = tilts[steep]
    return np.exp(shares[:, steep] @ t - np.log(np.expm1(t) / t).sum())


def tilted(shares, tilts):
    """Even numbers in 0 to 1 as draws of the density proportional to exp(tilt x)."""
    steep = tilts != 0
    shares = shares.copy()
    shares[:, steep] = np.log1p(shares[:, steep] * np.expm1(tilts[steep])) / tilts[steep]
    return shares


def learnt(shares, severity, level):
    """(columns,): the tilt of each figure, nought where its effect may be chance.

    Where a line b x with normal scatter s is what severity follows, futures that reach the level have figures
    distributed as exp(h b x): h is the normal's hazard at the distance that is left, over s (the tilt of least
    variance, to first order). Where severity is yes or no, each figure's tilt is that which has the mean it has
    where it is yes (cross-entropy: De Boer et al., Ann. Oper. Res. 134 (2005) 19-67).
    """
    near = severity >= level
    if len(np.unique(severity)) <= 2:
        means = shares[near].mean(0) if near.any() else np.full(shares.shape[1], 0.5)
        chance = sqrt(1 / 12 / max(1, near.sum()))
        return np.array([tilt_of(mean) if abs(mean - 0.5) > SURE * chance else 0.0 for mean in means])
    x = shares - 0.5
    slopes, scatter = line(x, severity)
    reach = level - severity.mean()

    def tilts(push):
        return np.clip(push * slopes, -STEEPEST, STEEPEST)

    low, high = 0.0, STEEPEST / max(np.abs(slopes).max(), 1e-12)
    for _ in range(50):
        middle = (low + high) / 2
        left = (reach - slopes @ np.array([mean_of(tilt) - 0.5 for tilt in tilts(middle)])) / scatter
        low, high = (middle, high) if hazard(left) / scatter > middle else (low, middle)
    return tilts(low)


def line(x, y):
    """(slopes, scatter) of a least-squares line; slopes that may be chance are nought."""
    x = np.column_stack([x, np.ones(len(x))])
    weights, *_ = np.linalg.lstsq(x, y, rcond=None)
    scatter = max(sqrt(((y - x @ weights) ** 2).sum() / (len(y) - x.shape[1])), 1e-12)
    errors = scatter * np.sqrt(np.diag(np.linalg.pinv(x.T @ x)))
    return np.where(np.abs(weights) > SURE * errors, weights, 0.0)[:-1], scatter


def hazard(z):
    """Of the standard normal: its density over the chance of more."""
    from scipy.special import log_ndtr

    return float(z) if z > 30 else exp(-z * z / 2 - 0.9189385332046727 - log_ndtr(-z))


def mean_of(tilt):
    """The mean of the tilted distribution over 0 to 1."""
    return 0.5 + tilt / 12 if abs(tilt) < 1e-4 else 1 / -np.expm1(-tilt) - 1 / tilt


def tilt_of(mean):
    """The tilt whose distribution over 0 to 1 has this mean, by halving."""
    low, high = -STEEPEST, STEEPEST
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_of(middle) < mean else (low, middle)
    return (low + high) / 2
