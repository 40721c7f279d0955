"""What a probability owes to the figures a market leaves open, read off the futures that were run anyway.

Truth is regressed on the drawn parameters' ranks, on folds not fitted to. Main effects only, and figures of single
firms count as luck, so that what is found is the least there is; `marketsim explain` finds more.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

FOLDS = 5
ENOUGH = 15  # futures a parameter, below which nothing is said
FIFTH = 0.2


@dataclass(frozen=True)
class Unknown:
    """low, high: nine tenths of the predicted probabilities; share: of the variance of truth that parameters predict on
    futures not fitted to; moves: [(parameter, probability in its upper fifth less that in its lower, in the claim's
    favour)], the strongest first, those only that stand out among all that were looked at."""

    low: float
    high: float
    share: float
    moves: tuple


def unknown(outcomes, claims):
    """{claim: Unknown}; without those of which too few futures, or no open figures, tell anything."""
    names, ranks = open_ranks(outcomes.params)
    told = [each for each in claims if names and each.known >= ENOUGH * len(names) and 0 < each.probability < 1]
    settled = {}
    for each in told:
        settled.setdefault(np.ma.getmaskarray(each.truth).tobytes(), []).append(each)
    found = {}
    for together in settled.values():  # claims that the same futures settle are fitted at once
        there = ~np.ma.getmaskarray(together[0].truth)
        truths = np.stack([np.ma.getdata(each.truth)[there] for each in together], 1).astype(np.float32)
        for each, one in zip(together, fitted(names, ranks[there], truths, len(told)), strict=True):
            found[each.id] = one
    return found


def open_ranks(params):
    """(names, (runs, names) ranks in -1/2 to 1/2) of the parameters that differ between runs."""
    names = [name for name, values in params.items() if len(values) > 1 and (values != values[0]).any()]
    if not names:
        return names, np.empty((0, 0))
    ranks = np.empty((len(params[names[0]]), len(names)), np.float32)
    even = (np.arange(len(ranks), dtype=np.float32) + 0.5) / len(ranks) - 0.5
    for place, name in enumerate(names):
        ranks[np.argsort(params[name], kind="stable"), place] = even
    return names, ranks


def fitted(names, ranks, truths, claims):
    """What these parameters tell of the truths (runs, some) of claims, of so many that are looked at in all."""
    design = np.column_stack([np.ones(len(ranks), np.float32), ranks])
    gram, moment = design.T @ design, design.T @ truths
    guess = np.empty(truths.shape)
    for fold in range(FOLDS):
        part = slice(fold, None, FOLDS)
        left = gram - design[part].T @ design[part], moment - design[part].T @ truths[part]
        guess[part] = design[part] @ np.linalg.lstsq(*left, rcond=None)[0]
    bar = NormalDist().inv_cdf(1 - 0.025 / (len(names) * claims))
    gaps = moves(ranks, truths, bar)
    return [
        Unknown(*spread(truth, one), tuple((names[k], float(gap[k])) for k in np.argsort(-np.abs(gap)) if gap[k]))
        for truth, one, gap in zip(truths.T, guess.T, gaps.T, strict=True)
    ]


def spread(truth, guess):
    """(low, high, share) of an Unknown."""
    share = max(0.0, 1 - float(((truth - guess) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()))
    # A guess scatters for two reasons; only what holds on other futures is the parameters'.
    sure = truth.mean() + (guess - guess.mean()) * min(1.0, sqrt(share * truth.var() / max(guess.var(), 1e-12)))
    low, high = np.clip(np.quantile(sure, (0.05, 0.95)), 0, 1)
    return float(low), float(high), share


def moves(ranks, truths, bar):
    """(parameters, some): by how much upper and lower fifths differ; 0 where chance among so many would do as much."""
    upper, lower = (ranks > 0.5 - FIFTH).astype(np.float32), (ranks < FIFTH - 0.5).astype(np.float32)
    above, below = (np.maximum(side.sum(0)[:, None], 1) for side in (upper, lower))
    gap = upper.T @ truths / above - lower.T @ truths / below
    told = np.minimum(above, below) >= ENOUGH  # a claim may be settled on one side of a figure only
    return np.where(told & (np.abs(gap) > bar * np.sqrt(truths.var(0) * (1 / above + 1 / below))), gap, 0.0)
