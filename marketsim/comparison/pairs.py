"""Differences between pairs of runs that share their luck, with intervals, and what the pairing saves.

All functions take arrays whose first axis is the run, the same run in both, and give one figure for each column.
"""

from typing import NamedTuple

import numpy as np

LEVEL = 0.95


class Paired(NamedTuple):
    """one, other: means over the pairs; difference: other less one; low, high: its interval; pairs: how many count.

    saved: how many times as many runs two unpaired ensembles would take for an interval as narrow: the sum of both
    variances over the variance of the difference. Infinite where the difference is the same in every pair, nan where
    the figures themselves never vary.
    """

    one: np.ndarray
    other: np.ndarray
    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    pairs: np.ndarray
    saved: np.ndarray


def paired(one, other, level=LEVEL):
    """Figures: mean difference with Student's interval over the pairs in which both are numbers.

    one, other: (runs, ...) arrays. With fewer than two pairs the interval is nan.
    """
    one, other = np.asarray(one, float), np.asarray(other, float)
    both = np.isfinite(one) & np.isfinite(other)
    pairs = both.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_one, spread_one = moments(one, both, pairs)
        mean_other, spread_other = moments(other, both, pairs)
        mean, spread = moments(np.where(both, other, 0) - np.where(both, one, 0), both, pairs)
        half = student(pairs - 1, level) * np.sqrt(spread / pairs)
        saved = (spread_one + spread_other) / spread
    return Paired(mean_one, mean_other, mean, mean - half, mean + half, pairs, saved)


def moments(figures, which, count):
    """(mean, variance) over the runs for which `which` holds."""
    mean = np.where(which, figures, 0).sum(0) / count
    spread = (np.where(which, figures - mean, 0) ** 2).sum(0) / (count - 1)
    return mean, np.where(count > 1, spread, np.nan)


def student(freedom, level=LEVEL):
    """Student's quantile for a two-sided interval."""
    from scipy.special import stdtrit

    return stdtrit(np.maximum(freedom, 1), (1 + level) / 2)
