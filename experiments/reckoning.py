"""Estimates with intervals, from one number a run: what is found, what it hinges on, where it would turn.

Everything begins as a (runs,) array whose mean is the estimate. Two markets with the same luck are compared by
subtracting their arrays, which is what makes the interval of a difference narrow.
"""

from dataclasses import dataclass

import numpy as np

import marketsim
from marketsim.doubt.nested import between
from marketsim.explanation.sensitivity import screened
from marketsim.open_figures import OpenFigures

Z = 1.959963984540054
RESAMPLED = 400
TOLD = 10  # open figures that a regression may use
MOST = 4  # that a README names
ALREADY, NEVER = "already", "never"


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval, for luck alone."""

    value: float
    low: float
    high: float

    @property
    def sign(self):
        """1 or -1 where the interval leaves nought out, else 0."""
        return int(self.low > 0) - int(self.high < 0)


def over(part, whole):
    """(runs,) whose mean is sum(part) / sum(whole): a ratio of sums over runs, linearised, so that its spread is that
    of the ratio (Cochran, Sampling Techniques, 1977, ch. 6). part, whole: (runs, ...) of the same runs."""
    part, whole = (np.asarray(x, float).reshape(len(x), -1).sum(1) for x in (part, whole))
    if not whole.any():
        return np.full(len(whole), np.nan)
    ratio = part.sum() / whole.sum()
    return ratio + (part - ratio * whole) / whole.mean()


def settled(truth):
    """(runs,) of a masked truth: its share of the runs that settle it."""
    known = ~np.ma.getmaskarray(truth)
    return over(np.ma.getdata(truth) & known, known)


def mean(runs):
    """The Estimate of a (runs,) array."""
    runs = np.asarray(runs, float)
    half = Z * runs.std(ddof=1) / len(runs) ** 0.5
    return Estimate(float(runs.mean()), float(runs.mean() - half), float(runs.mean() + half))


def claimed(outcomes, *names):
    """(truth, Estimate) of a shipped claim for each name: masked bool a run, and its probability."""
    claims = {claim.id: claim for claim in marketsim.claims.shipped()}
    verdicts = marketsim.evaluate(outcomes, claims=[claims[name] for name in names])
    found = [(each.truth, Estimate(each.probability, each.low, each.high)) for each in map(verdicts.__getitem__, names)]
    return found if len(names) > 1 else found[0]


def growth(estimate):
    """A difference of logs as a relative change."""
    return Estimate(*map(float, np.expm1([estimate.value, estimate.low, estimate.high])))


def ratio(part, whole):
    """The Estimate of a ratio of two means over the same runs."""
    return mean(over(part, whole))


# ---- what it hinges on


@dataclass(frozen=True)
class Hinge:
    """An open figure: the answer in the lowest and in the highest third of its draws, and how far these are apart."""

    name: str
    below: str
    above: str
    low: float
    high: float
    apart: Estimate


def hinges(scenario, outcomes, runs, most=MOST):
    """The open figures that the answer depends on most, those for sure: by Bonferroni, over all that were looked at.

    runs: (runs,) of the same futures.
    """
    figures = OpenFigures(scenario)
    if not figures.names:
        return []
    found, strict = [], normal(1 - 0.025 / len(figures.names))
    for column, _ in screened(figures.shares_of(outcomes.params), runs)[:TOLD]:
        name = figures.names[column]
        drawn = outcomes.params[name]
        ends = np.quantile(drawn, (1 / 3, 2 / 3))
        first, last = runs[drawn <= ends[0]], runs[drawn >= ends[1]]
        if min(len(first), len(last)) < 10:
            continue
        apart = last.mean() - first.mean()
        error = (first.var(ddof=1) / len(first) + last.var(ddof=1) / len(last)) ** 0.5
        if abs(apart) > strict * error:
            words = [figures.said(name, end) for end in ends]
            spread = Estimate(float(apart), float(apart - Z * error), float(apart + Z * error))
            found.append(Hinge(name, *words, float(first.mean()), float(last.mean()), spread))
    return sorted(found, key=lambda each: -abs(each.apart.value))[:most]


def normal(share):
    from statistics import NormalDist

    return NormalDist().inv_cdf(share)


def within(scenario, outcomes, runs, share=True):
    """(low, high) of the answer at nine in ten draws of the open figures; None if too few runs tell. share: is the
    answer a share or a probability, which stays within nought and one?

    A regression on the ten figures that explain most, straight and bent, chosen in one half of the runs and measured
    in the other: what figures do together is left out, so the range may be wider.
    """
    figures = OpenFigures(scenario)
    half, columns = len(runs) // 2, min(TOLD, len(figures.names))
    if half < 10 * columns or not columns:
        return None
    shares = figures.shares_of(outcomes.params)
    best = [column for column, _ in screened(shares[:half], runs[:half])[:columns]]
    x, y = shares[half:, best] - 0.5, runs[half:]
    table = np.concatenate([np.ones((len(x), 1)), x, x * x], axis=1)
    left = y - table @ np.linalg.lstsq(table, y, rcond=None)[0]
    luck = (left @ left) / (len(y) - table.shape[1])
    spread = max(0.0, y.var(ddof=1) - luck) ** 0.5
    if share:
        return between(runs.mean(), spread)
    return float(runs.mean() - 1.645 * spread), float(runs.mean() + 1.645 * spread)


# ---- where it would turn


def crossing(levels, curves, target, log=False, rising=True):
    """The Estimate of the first level at which a curve reaches a target; ALREADY if at the first, NEVER if at none.

    levels: rising; curves: a (runs,) array a level, all of the same runs; log: between levels, go by ratios; rising:
    is it reached from below?
    """
    table = np.stack([np.asarray(curve, float) for curve in curves])
    at = np.log(levels) if log else np.asarray(levels, float)
    best = reached(at, table.mean(1), target, rising)
    if isinstance(best, str):
        return best
    drawn = np.random.default_rng(0).integers(table.shape[1], size=(RESAMPLED, table.shape[1]))
    again = [reached(at, table[:, rows].mean(1), target, rising) for rows in drawn]
    again = [{ALREADY: at[0], NEVER: at[-1]}.get(each, each) if isinstance(each, str) else each for each in again]
    ends = [best, *np.quantile(again, (0.025, 0.975))]
    return Estimate(*(float(np.exp(end) if log else end) for end in ends))


def reached(at, curve, target, rising):
    there = curve >= target if rising else curve <= target
    if not there.any():
        return NEVER
    k = int(np.argmax(there))
    return at[k - 1] + (at[k] - at[k - 1]) * (target - curve[k - 1]) / (curve[k] - curve[k - 1]) if k else ALREADY


def jump(x, y, among, reach=1.0):
    """(runs,) whose mean is the jump of y at x = 0: a line fitted on either side, within reach (regression
    discontinuity, Imbens and Lemieux, J. Econometrics 142 (2008) 615-635), linearised in the sums that each run adds.

    x, y: (runs, firms); among: (runs, firms) bool, the firms that count.
    """
    near = among & (np.abs(x) <= reach)
    right = (x >= 0) & near
    table = np.stack([near, near * x, right, right * x], axis=1).astype(float)
    squares = np.einsum("rif,rjf->rij", table, table)
    sums = np.einsum("rif,rf->ri", table, np.where(near, y, 0).astype(float))
    whole, total = squares.sum(0), sums.sum(0)
    if np.linalg.matrix_rank(whole) < 4:
        return np.full(len(x), np.nan)
    inverse = np.linalg.inv(whole)
    fitted = inverse @ total
    influence = (sums - squares @ fitted) @ inverse[2] * len(x)
    return fitted[2] + influence
