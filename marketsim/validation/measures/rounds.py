"""Priced rounds, one row each, read off a run's ledger: what Carta and Crunchbase count."""

from typing import NamedTuple

import numpy as np

SEED, A, B, C, D = 1, 2, 3, 4, 5
UP, FLAT, DOWN = 1, 2, 3


class Rounds(NamedTuple):
    """(rounds,) arrays in the order of firms and months; money in million yuan, `backers` in investors."""

    subject: np.ndarray
    month: np.ndarray
    stage: np.ndarray
    tone: np.ndarray
    amount: np.ndarray
    post: np.ndarray
    backers: np.ndarray

    def where(self, there):
        return Rounds(*(column[there] for column in self))


def priced(life):
    """The priced rounds of a run: cheques of one firm in one month belong together. Bridges are not among them."""
    cheques = life.events("round")
    key = cheques["subject"].astype(np.int64) * 100_000 + cheques["month"]
    _, first, inverse, backers = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    detail = cheques["detail"][first]
    return Rounds(
        subject=cheques["subject"][first],
        month=cheques["month"][first],
        stage=detail % 16,
        tone=detail // 16,
        amount=np.bincount(inverse, cheques["amount"], len(first)),
        post=cheques["value"][first],
        backers=backers,
    )


def first_at(rounds, stage, rows):
    """(rows,) the month of each firm's first round at a stage; NaN for none."""
    month = np.full(rows, np.nan)
    there = rounds.where(rounds.stage == stage)
    for subject, at in zip(there.subject[::-1], there.month[::-1], strict=True):
        month[subject] = at
    return month


def share(part, whole):
    """part / whole; NaN where there is nothing to share."""
    return float(part) / float(whole) if whole else float("nan")


def within(month, span):
    """(…,) bool: do these months lie in [first, last)?"""
    return (month >= span[0]) & (month < span[1])
