"""Which of many futures to read first."""

import numpy as np

PATHS = (
    "active",
    "dormant",
    "listed",
    "acquired",
    "merged",
    "closed",
    "entered",
    "value",
    "top5_value",
    "top5_funding",
    "powder",
    "revenue",
    "revenue_hhi",
    "margin",
    "mood",
    "filings",
    "acquisitions",
    "rounds",
    "raised",
)
FLOWS = ("acquisitions", "rounds", "raised")  # a month's; told by their sum so far


def most_typical(outcomes):
    """The run whose standardised metric paths lie nearest to the median path: the one to read first."""
    return int(distances(outcomes).argmin())


def distances(outcomes, among=slice(None)):
    """(runs,): how far the standardised metric paths of each run lie from the median path, of those `among`.

    Each metric and month is scaled by its interquartile range over the runs, and a deviation counts as three at most;
    what happens in a month is summed up so far first, so that a round a month early is no great matter.
    """
    distance = np.zeros(outcomes.runs)
    for name in PATHS:
        paths = outcomes.metric(name).astype(float)
        paths = paths.cumsum(1) if name in FLOWS else paths
        low, middle, high = np.quantile(paths[among], (0.25, 0.5, 0.75), axis=0)
        width = np.where(high > low, high - low, np.maximum(paths[among].std(0), 1e-12))
        distance += np.minimum(np.abs(paths - middle) / width, 3).mean(1)
    return distance
