"""Proper scores: a forecaster does best by saying what it believes. Lower is better; 0 is perfect."""

import numpy as np


def brier(probability, outcome):
    """(p - y)^2 of each forecast (Brier, Monthly Weather Review 78, 1950): 0.25 for a coin."""
    return (np.asarray(probability, float) - outcome) ** 2


def log_score(probability, outcome):
    """-ln of what was given to what happened, in nats (Good 1952): 0.69 for a coin, infinite for a sure miss."""
    given = np.where(outcome, probability, 1 - np.asarray(probability, float))
    with np.errstate(divide="ignore"):
        return -np.log(given)


def crps(ensemble, value, weights=None):
    """Continuous ranked probability score of a weighted ensemble at a value, in the value's unit.

    E|X - y| - E|X - X'| / 2 (Gneiting and Raftery, J. Am. Stat. Assoc. 102, 2007); for one member the absolute error.
    The ensemble is taken as the forecast it is: no correction for a finite number of members.
    """
    x = np.asarray(ensemble, float)
    w = np.full(len(x), 1 / len(x)) if weights is None else np.asarray(weights, float) / np.sum(weights)
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order]
    below = np.cumsum(w)[:-1]
    spread = np.sum(np.diff(x) * below * (1 - below))  # half the mean distance between two members
    return float(np.sum(w * np.abs(x - value)) - spread)


RULES = {"brier": brier, "log": log_score}
