"""A logistic regression that shrinks its weights, and how well a score tells two kinds of runs apart."""

from math import sqrt

import numpy as np

from marketsim.claims.intervals import NORMAL_95

PENALTY = 10.0  # on squared weights of standardised figures
STEPS = 30


def fitted(x, y, penalty=PENALTY):
    """Weights (columns + 1,), the last for the constant, of the penalised likelihood, by Newton's method.

    x: (runs, columns), standardised; y: (runs,) bool. The constant is not penalised (Hastie, Tibshirani and Friedman,
    Elements of Statistical Learning, 2009, ch. 4.4).
    """
    x = np.column_stack([x, np.ones(len(x))])
    weights, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], penalty)
    ridge[-1] = 1e-6
    for _ in range(STEPS):
        chance = logistic(x @ weights)
        slope = x.T @ (y - chance) - ridge * weights
        curve = (x * (chance * (1 - chance) + 1e-9)[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step * min(1.0, 5 / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    return weights


def logistic(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


def out_of_fold(x, y, folds=5, seed=0):
    """(runs,): a score of each run from a fit that has not seen it; all in standard deviations of the runs it saw."""
    part = np.random.default_rng(seed).permutation(len(y)) % folds
    scores = np.empty(len(y))
    for k in range(folds):
        seen, other = part != k, part == k
        middle, width = x[seen].mean(0), x[seen].std(0)
        keep = width > 1e-9 * (1 + np.abs(middle))
        z = (x[:, keep] - middle[keep]) / width[keep]
        weights = fitted(z[seen], y[seen])
        scores[other] = z[other] @ weights[:-1] + weights[-1] - np.log(y[seen].mean() / (1 - y[seen].mean()))
    return scores


def auc(scores, y, z=NORMAL_95):
    """(value, low, high): how often a true run scores above a false one, ties for half; 95 % interval.

    The interval of DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837-845. scores, y: (runs,).
    """
    from scipy.stats import rankdata

    true, false = scores[y], scores[~y]
    m, n = len(true), len(false)
    ranks = rankdata(np.concatenate([true, false]))
    above = (ranks[:m] - rankdata(true)) / n  # of each true run, the share of false ones below it
    below = 1 - (ranks[m:] - rankdata(false)) / m
    value = float(above.mean())
    error = sqrt(above.var(ddof=1) / m + below.var(ddof=1) / n)
    return value, max(0.0, value - z * error), min(1.0, value + z * error)
