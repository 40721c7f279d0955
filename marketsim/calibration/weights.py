"""How much points count: the kernel around what is published, and how wide it must be for enough of them."""

import numpy as np


def nearby(chi2, d):
    """(points,) weights of those near what is published, enough to learn slopes of d parameters from."""
    flat = np.zeros(len(chi2))
    return weighted(flat, chi2, narrowest(flat, chi2, min(0.8 * np.isfinite(chi2).sum(), 60 + 8 * d)))


def weighted(log_ratio, chi2, width):
    logs = np.where(np.isfinite(chi2), log_ratio - 0.5 * width * np.where(np.isfinite(chi2), chi2, 0), -np.inf)
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()


def size(weights):
    """Points that carry the weight: the effective sample size (Kish)."""
    return float(1 / (weights**2).sum())


def narrowest(log_ratio, chi2, least):
    """The greatest width of at most 1 at which `least` points carry the weight; next to 0 if none does."""
    if size(weighted(log_ratio, chi2, 1.0)) >= least:
        return 1.0
    low, high = -30.0, 0.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if size(weighted(log_ratio, chi2, np.exp(middle))) >= least else (low, middle)
    return float(np.exp(low))
