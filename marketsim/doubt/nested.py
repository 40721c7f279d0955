"""Luck and parameters kept apart: how far a probability is unsure for want of runs, and how far for want of knowledge.

Each of many points of the open figures is run several times. Between points, probabilities differ for two reasons: the
points differ, and few runs of each are lucky or unlucky. The analysis of variance of one random factor takes the second
from the first without bias (Searle, Casella and McCulloch, Variance Components, 1992, ch. 3). Figures of single firms
that a scenario leaves open count as luck here: each run draws its own.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from marketsim.claims import evaluate, shipped, wilson
from marketsim.open_figures import OpenFigures
from marketsim.question import Question

RESAMPLED = 1000
BLOCK = 1000  # futures in memory at a time


@dataclass(frozen=True)
class Apart:
    """How unsure a probability is: for luck, and for what is unknown.

    luck: 95 % interval of the probability over all points, that more runs would narrow.
    parameters: between these lies the probability at nine in ten points; more runs do not narrow it.
    spread: standard deviation of the probability over points, 95 % interval spread_low to spread_high.
    share: of the variance of a single run's outcome that the parameters explain, at most 1.
    """

    id: str
    probability: float
    luck: tuple
    parameters: tuple
    spread: float
    spread_low: float
    spread_high: float
    share: float
    points: int
    runs: int
    known: int
    shares: tuple = ()  # of true runs at each point, as counted

    def as_dict(self):
        return {name: value for name, value in vars(self).items() if name != "shares"}


def luck_and_parameters(
    scenario, claims=None, points=100, runs=20, seed=7, months=None, basis="publication", threads=None, progress=None
):
    """{claim: Apart} of a market.

    scenario: a Scenario; claims: Claims, or all shipped that can be settled if None; points: drawn as the runs of an
    ensemble draw them; runs: of each point, every one with luck of its own, 2 or more.
    """
    for name, value, least in (("points", points, 5), ("runs", runs, 2)):
        if value < least:
            raise ValueError(f"{name} must be {least} or more, got {value}")
    asked = Question(scenario, None, seed, months, basis, threads)
    own = asked.start.drawn(seed, points)
    figures = np.repeat(own, runs, axis=0)
    truths, claims = {}, tuple(shipped() if claims is None else claims)
    for first in range(0, points * runs, BLOCK):
        rows = figures[first : first + BLOCK]
        tell = progress and (lambda now, _, done=first: progress(done + now, points * runs))
        verdicts = evaluate(asked.futures(len(rows), first, tell, rows), basis, claims)
        for each in claims:
            truths.setdefault(each.id, []).append(
                next((verdict.truth for verdict in verdicts if verdict.id == each.id), None)
            )
    found = {}
    for name, parts in truths.items():
        sizes = [min(BLOCK, points * runs - first) for first in range(0, points * runs, BLOCK)]
        whole = [
            np.ma.masked_all(size, bool) if part is None else part for part, size in zip(parts, sizes, strict=True)
        ]
        truth = np.ma.concatenate(whole).reshape(points, runs)
        if truth.count():
            found[name] = decomposed(name, truth, bool(OpenFigures(scenario).names))
    return found


def decomposed(name, truth, unsure=True, seed=0):
    """The Apart of (points, runs) masked bool; unsure: is there anything that points differ in?"""
    true = truth.filled(False).sum(1).astype(float)
    known = (~np.ma.getmaskarray(truth)).sum(1).astype(float)
    true, known = true[known > 0], known[known > 0]
    p, variance, within = map(float, components(true, known))
    drawn = np.random.default_rng(seed).integers(len(true), size=(RESAMPLED, len(true)))
    low, high = np.quantile(components(true[drawn], known[drawn])[1], (0.025, 0.975))
    spread, total = sqrt(max(variance, 0.0)) if unsure else 0.0, max(variance, 0.0) + within
    # A point's runs share its figures: they count for fewer.
    size = known.sum()
    alike = max(variance, 0.0) / total if total > 0 and unsure else 0.0
    effect = 1 + alike * ((known**2).sum() / size - 1)
    return Apart(
        name,
        p,
        tuple(map(float, wilson(p * size / effect, size / effect))) if size / effect >= 1 else (0.0, 1.0),
        between(p, spread),
        spread,
        sqrt(max(low, 0.0)) if unsure else 0.0,
        sqrt(max(high, 0.0)) if unsure else 0.0,
        float(alike),
        len(true),
        truth.shape[1],
        int(size),
        tuple((true / known).tolist()),
    )


def components(true, known):
    """(p, variance of p over points, variance within a point), unbiased; true, known: (..., points) counts."""
    points, size, shares = known.shape[-1], known.sum(-1), true / known
    p = true.sum(-1) / size
    with np.errstate(invalid="ignore", divide="ignore"):
        within = (known * shares * (1 - shares)).sum(-1) / (size - points)
        between = (known * (shares - p[..., None]) ** 2).sum(-1) / (points - 1)
        usual = (size - (known**2).sum(-1) / size) / (points - 1)
        apart = (between - within) / usual
    alone = ~np.isfinite(apart)  # a run a point, or a single point: nothing can be told apart
    return p, np.where(alone, 0.0, apart), np.where(alone, p * (1 - p), within)


def between(p, spread):
    """(low, high): the middle 90 % of a beta distribution of this mean and standard deviation."""
    from scipy.stats import beta

    if spread <= 0 or not 0 < p < 1:
        return float(p), float(p)
    size = max(p * (1 - p) / spread**2 - 1, 1e-3)
    return tuple(float(end) for end in beta.ppf((0.05, 0.95), p * size, (1 - p) * size))
