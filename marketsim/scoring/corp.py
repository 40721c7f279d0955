"""What a score is made of: miscalibration, discrimination, uncertainty.

CORP (Dimitriadis, Gneiting and Jordan, PNAS 118, 2021): forecasts are recalibrated by the best rising function of them,
an isotonic fit. With S the mean score, S_c that of the recalibrated forecasts and S_r that of the base rate:
miscalibration = S - S_c, discrimination = S_r - S_c, uncertainty = S_r, so that S = miscalibration - discrimination +
uncertainty, the first two never negative. No bins to choose. The fit follows luck too: miscalibration is above 0 even
for the best forecaster, so it is judged against forecasts that are right (`doubt.calibrated`).
"""

from dataclasses import dataclass

import numpy as np

from marketsim.scoring.rules import RULES
from marketsim.scoring.tally import times


@dataclass(frozen=True)
class Parts:
    """score = miscalibration - discrimination + uncertainty."""

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float


def levels(said):
    """(distinct forecasts, place of each group among them)."""
    return np.unique(said, return_inverse=True)


def recalibrated(said, asked, true):
    """(groups,) the isotonic fit of outcomes on forecasts; equal forecasts stay equal. NaN where nobody asked."""
    from scipy.optimize import isotonic_regression

    values, place = levels(said)
    n, k = np.bincount(place, asked, len(values)), np.bincount(place, true, len(values))
    there = n > 0
    fit = np.full(len(values), np.nan)
    fit[there] = isotonic_regression(k[there] / n[there], weights=n[there]).x.clip(0, 1)
    return fit[place]


def parts(said, asked, true, rule):
    """The Parts of a mean score; arrays (groups,)."""
    total, base = asked.sum(), true.sum() / asked.sum()

    def mean(forecast):
        hit, miss = (RULES[rule](forecast, y) for y in (1, 0))
        return float((times(true, hit) + times(asked - true, miss)) / total)

    own, fitted, climate = mean(said), mean(recalibrated(said, asked, true)), mean(np.full(len(said), base))
    return Parts(own, own - fitted, climate - fitted, climate)


def binned(said, asked, true, bins=10):
    """[(mean forecast, share that came true, questions)] of up to `bins` groups of about equally many questions."""
    share = (np.cumsum(asked) - asked / 2) / asked.sum()
    place = np.minimum((share * bins).astype(int), bins - 1)
    _, level = levels(said)
    place = place[np.searchsorted(level, level)]  # equal forecasts fall into one bin
    rows = []
    for number in np.unique(place):
        there = place == number
        n = asked[there].sum()
        if n:
            rows.append((float((said * asked)[there].sum() / n), float(true[there].sum() / n), int(n)))
    return rows
