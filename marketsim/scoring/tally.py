"""Forecasts and outcomes as counts: whoever said the same probability stands together.

Scores, decompositions, bootstraps and null samples are all functions of these counts, so that a resampled table costs
a matrix product and not another pass over twenty thousand rows.
"""

from dataclasses import dataclass

import numpy as np

from marketsim.scoring.rules import RULES


@dataclass(frozen=True)
class Tally:
    """Groups of equal forecast and equal reference, sorted by the forecast.

    said, base: (groups,) forecast and reference; asked, true: (clusters, groups) questions, and those that came true.
    """

    said: np.ndarray
    base: np.ndarray
    asked: np.ndarray
    true: np.ndarray

    @property
    def whole(self):
        """(asked, true), both (groups,), over all clusters."""
        return self.asked.sum(0), self.true.sum(0)

    def mean(self, rule, asked=None, true=None, said=None):
        """The mean score of `said`, the forecast itself if None; asked and true may be (samples, groups)."""
        asked, true = self.whole if asked is None else (asked, true)
        hit, miss = (RULES[rule](self.said if said is None else said, y) for y in (1, 0))
        return (times(true, hit) + times(asked - true, miss)) / asked.sum(-1)


def times(count, score):
    """Sum over groups of count times score, where none of something infinitely bad is nothing."""
    with np.errstate(invalid="ignore"):
        return np.where(count > 0, count * score, 0.0).sum(-1)


def tallied(said, base, outcome, cluster):
    """The Tally of questions in rows: forecast, reference, outcome (bool) and cluster (any labels)."""
    pairs, group = np.unique(np.stack([said, base], axis=1), axis=0, return_inverse=True)
    labels, place = np.unique(cluster, return_inverse=True)
    at, size = place * len(pairs) + group.ravel(), len(labels) * len(pairs)
    shape = (len(labels), len(pairs))
    asked = np.bincount(at, minlength=size).reshape(shape)
    true = np.bincount(at, np.asarray(outcome, float), minlength=size).reshape(shape)
    return Tally(pairs[:, 0], pairs[:, 1], asked.astype(float), true)
