"""Heavy tails: a discrete power law by maximum likelihood, and whether a log-normal does as well.

Clauset, Shalizi and Newman (2009): exponent by likelihood, start of the tail by the least Kolmogorov-Smirnov
distance; Vuong's normalised ratio of likelihoods between two laws.
"""

import numpy as np

LEAST = 50  # observations that a tail must hold


def exponent(values, start=1):
    """The exponent of a discrete power law for values >= start: the likeliest."""
    from scipy.optimize import minimize_scalar
    from scipy.special import zeta

    x = np.asarray(values, float)
    x = x[x >= start]
    if len(x) < 2 or not (x > start).any():
        return float("nan")
    logs = np.log(x).mean()
    return float(minimize_scalar(lambda a: a * logs + np.log(zeta(a, start)), bounds=(1.01, 8), method="bounded").x)


def tail(values, least=LEAST):
    """(exponent, start) of the tail that a power law fits best; at least so many observations lie in it."""
    from scipy.special import zeta

    x = np.sort(np.asarray(values, float))
    best = (np.inf, float("nan"), 1)
    for start in np.unique(x):
        there = x[x >= start]
        if start < 1 or len(there) < least:
            continue
        a = exponent(there, start)
        if np.isnan(a):
            continue
        points, counts = np.unique(there, return_counts=True)
        law = 1 - zeta(a, points + 1) / zeta(a, start)
        distance = np.abs(np.cumsum(counts) / len(there) - law).max()
        best = min(best, (distance, a, start))
    return float(best[1]), float(best[2])


def power_against_lognormal(values, start=1):
    """Vuong's ratio: above 1.96 a power law is preferred, below -1.96 a log-normal."""
    from scipy.special import zeta

    x = np.asarray(values, float)
    x = x[x >= start]
    a = exponent(x, start)
    if np.isnan(a):
        return float("nan")
    power = -a * np.log(x) - np.log(zeta(a, start))
    ratio = power - lognormal(x, start)
    spread = ratio.std()
    return float(ratio.sum() / (spread * np.sqrt(len(x)))) if spread > 0 else float("nan")


def lognormal(x, start):
    """(n,) log likelihood of whole numbers >= start under the likeliest log-normal, rounded to them."""
    from scipy.optimize import minimize
    from scipy.special import log_ndtr

    points, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    low, high = np.log(points - 0.5), np.log(points + 0.5)

    def likelihood(mean, width):
        a, b = log_ndtr(-(low - mean) / width), log_ndtr(-(high - mean) / width)
        return a + np.log(-np.expm1(np.minimum(b - a, -1e-12))) - log_ndtr(-(np.log(start - 0.5) - mean) / width)

    def cost(guess):
        return -float(counts @ likelihood(guess[0], np.exp(guess[1])))

    logs = np.log(x)
    best = minimize(cost, (logs.mean(), np.log(logs.std() + 0.1)), method="Nelder-Mead", options={"maxiter": 2000})
    return likelihood(best.x[0], np.exp(best.x[1]))[inverse]
