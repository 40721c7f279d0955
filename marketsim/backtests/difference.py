"""Is one forecaster better than another, or luckier? Diebold and Mariano's test for few forecasts."""

from math import nan

import numpy as np

LEAST = 4  # forecasts below which nothing is tested


def compared(own, other, steps=1):
    """(mean difference, p): losses of two forecasters at the same origins, in order, `steps` ahead.

    Diebold and Mariano (J. Bus. Econ. Stat. 13, 1995): the mean difference over its standard error, with the
    autocovariances up to lag steps - 1, for forecasts that overlap share surprises. Harvey, Leybourne and Newbold
    (Int. J. Forecasting 13, 1997): times sqrt((n + 1 - 2h + h (h - 1) / n) / n), judged by Student's t with n - 1
    degrees. Two-sided; below 0 is better. p is NaN for fewer than four differences, or fewer than two a step.
    """
    from scipy.stats import t as student

    gap = np.asarray(own, float) - np.asarray(other, float)
    mean, n = float(gap.mean()) if len(gap) else nan, len(gap)
    if n < max(LEAST, 2 * steps):
        return mean, nan
    ratio = statistic(gap[None, :], steps)[0]
    return mean, float(2 * student.sf(abs(ratio), n - 1)) if np.isfinite(ratio) else nan


def statistic(gap, steps):
    """(samples,) the corrected statistic of (samples, n) differences; NaN where nothing differs.

    A variance that comes out negative, as it may with lags, is replaced by that without them.
    """
    n = gap.shape[1]
    mean = gap.mean(axis=1)
    centred = gap - mean[:, None]
    own = (centred**2).sum(axis=1) / n
    variance = own + 2 * sum((centred[:, lag:] * centred[:, :-lag]).sum(axis=1) / n for lag in range(1, steps))
    variance = np.where(variance > 0, variance, own)
    correction = np.sqrt((n + 1 - 2 * steps + steps * (steps - 1) / n) / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return correction * mean / np.sqrt(variance / n)


def size(n, steps=1, level=0.05, samples=20_000, seed=5):
    """How often the test rejects at `level` when neither is better: differences of overlapping normal surprises.

    A moving average over `steps` normal surprises is what an optimal forecast so many steps ahead leaves (order
    steps - 1). A test whose size is far above its level finds differences that are not there.
    """
    from scipy.stats import t as student

    shocks = np.random.default_rng(seed).standard_normal((samples, n + steps - 1))
    gap = sum(shocks[:, lag : lag + n] for lag in range(steps))
    return float(np.mean(np.abs(statistic(gap, steps)) > student.ppf(1 - level / 2, n - 1)))
