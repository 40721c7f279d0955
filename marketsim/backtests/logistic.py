"""Logistic regression in a screen: few columns, many rows, a ridge for those that say nothing."""

from dataclasses import dataclass

import numpy as np

RIDGE = 1.0  # of standardised columns, in pseudo-observations; the constant is free


@dataclass(frozen=True)
class Logit:
    """A fitted law: centre and scale of the columns, and weights with the constant first."""

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray

    def chance(self, columns):
        """(rows,) probabilities of (rows, columns) figures."""
        return 1 / (1 + np.exp(-np.clip(self.design(columns) @ self.weights, -30, 30)))

    def design(self, columns):
        return np.column_stack([np.ones(len(columns)), (columns - self.centre) / self.scale])


def fitted(columns, outcome, ridge=RIDGE):
    """The Logit of (rows, columns) figures and (rows,) outcomes: penalised likelihood by Newton's method.

    Half an event and half a non-event are added, so that a past without events gives a small chance, not none.
    """
    columns, outcome = np.asarray(columns, float), np.asarray(outcome, float)
    scale = columns.std(axis=0)
    law = Logit(columns.mean(axis=0), np.where(scale > 1e-12, scale, 1.0), np.zeros(columns.shape[1] + 1))
    x = np.vstack([law.design(columns), np.eye(1, columns.shape[1] + 1), np.eye(1, columns.shape[1] + 1)])
    y, counts = np.append(outcome, [1.0, 0.0]), np.append(np.ones(len(outcome)), [0.5, 0.5])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 0.0
    weights = law.weights
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (counts * (y - p)) - penalty * weights
        step = np.linalg.solve((x.T * (counts * p * (1 - p))) @ x + np.diag(penalty + 1e-9), slope)
        weights = weights + np.clip(step, -4, 4)
        if np.abs(step).max() < 1e-9:
            break
    return Logit(law.centre, law.scale, weights)
