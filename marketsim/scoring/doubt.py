"""How far a score may be luck: clusters drawn again, and what forecasts that are right would have shown.

Firms of one world share its climate, so their fates hang together, and twenty questions about one firm are not twenty
experiments. What is drawn again, with replacement, are therefore whole clusters: worlds where there are several, else
firms. Clustered by firm, an interval holds for other firms of the same world and not for another world: one history is
one cluster, and no arithmetic makes two of it.
"""

import numpy as np

from marketsim.scoring.corp import parts, recalibrated
from marketsim.scoring.tally import Tally

SAMPLES, LEVEL = 1000, 0.95
BLOCK = 100  # samples at a time


def interval(values, level=LEVEL):
    """(low, high): the middle of the values that exist; (nan, nan) if none do."""
    there = np.asarray(values, float)
    there = there[~np.isnan(there)]
    if not len(there):
        return float("nan"), float("nan")
    low, high = np.quantile(there, [(1 - level) / 2, (1 + level) / 2], method="nearest")
    return float(low), float(high)


def resampled(tally: Tally, samples=SAMPLES, seed=1):
    """Yields (asked, true), each (groups,), of tables in which whole clusters are drawn with replacement."""
    luck, clusters = np.random.default_rng(seed), len(tally.asked)
    for first in range(0, samples, BLOCK):
        size = min(BLOCK, samples - first)
        weights = luck.multinomial(clusters, np.full(clusters, 1 / clusters), size).astype(float)
        yield from zip(weights @ tally.asked, weights @ tally.true, strict=True)


def skill(own, reference):
    """1 - S / S_ref: 1 is perfect, 0 no better than the reference, below 0 worse. NaN where that is perfect."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.asarray(reference) > 0, 1 - np.asarray(own) / reference, np.nan)


def nulls(tally: Tally, futures=None, worlds=1, samples=200, seed=2):
    """Yields (asked, true), each (groups,), of tables in which the forecasts are right.

    futures: (asked, true), each (runs, groups), of the forecaster's own futures; so many `worlds` of them make a table,
    so that fates that hang together do here too. Without them every question is a coin of its own, and the band is too
    narrow where fates hang together.
    """
    luck, (asked, _) = np.random.default_rng(seed), tally.whole
    for _ in range(samples):
        if futures is None:
            yield asked, luck.binomial(asked.astype(int), tally.said.clip(0, 1)).astype(float)
        else:
            drawn = luck.integers(len(futures[0]), size=worlds)
            yield futures[0][drawn].sum(0), futures[1][drawn].sum(0)


def calibrated(tally: Tally, rule="brier", futures=None, worlds=1, samples=200):
    """(p, low, high) of forecasts that are right, each table scored and recalibrated as the real one was.

    p: the share of such tables with at least the miscalibration that was seen; low, high: (groups,) the 90 % band of
    their recalibrated forecasts, the consistency band of a reliability diagram.
    """
    seen, found, curves = parts(tally.said, *tally.whole, rule).miscalibration, [], []
    for asked, true in nulls(tally, futures, worlds, samples):
        found.append(parts(tally.said, asked, true, rule).miscalibration)
        curves.append(recalibrated(tally.said, asked, true))
    low, high = np.nanquantile(curves, (0.05, 0.95), axis=0)
    as_bad = int(np.sum(np.array(found) >= seen - 1e-12))
    return (1 + as_bad) / (1 + samples), low, high
