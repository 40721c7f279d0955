"""What a change does to every claim that both markets settle."""

from typing import NamedTuple

import numpy as np

from marketsim.claims.paired import linear, paired


class Turned(NamedTuple):
    """What becomes of something that is true or false in each run.

    one, other: its shares of the runs that settle it; difference, low, high; pairs: runs that settle it in both;
    gained, lost: those in which it becomes true, false; saved: as in `Paired`.
    """

    one: float
    other: float
    difference: float
    low: float
    high: float
    pairs: int
    gained: int
    lost: int
    saved: float


def turned(one, other):
    """Truths: the difference of two shares over the same runs, with the interval of `marketsim.claims.paired`.

    one, other: (runs,) bool, masked where the run leaves it open; each must be settled by some runs.
    """
    one, other = np.ma.asarray(one), np.ma.asarray(other)
    apart = paired(other, one)
    both = ~(np.ma.getmaskarray(one) | np.ma.getmaskarray(other))
    gained, lost = (int((new.data & ~old.data)[both].sum()) for new, old in ((other, one), (one, other)))
    lines = linear(one), linear(other)
    with np.errstate(invalid="ignore", divide="ignore"):
        saved = float((lines[0].var() + lines[1].var()) / np.float64((lines[1] - lines[0]).var()))
    shares = float(one.mean()), float(other.mean())
    return Turned(*shares, apart.value, apart.low, apart.high, int(both.sum()), gained, lost, saved)


def claims(one, other):
    """A row a claim, in the order of the first market's verdicts: id, text, deadline, then the columns of `Turned`.

    one, other: Verdicts over the same runs.
    """
    import pandas as pd

    its = {verdict.id: verdict for verdict in other}
    rows = [
        {"id": verdict.id, "text": verdict.text, "deadline": verdict.deadline}
        | turned(verdict.truth, its[verdict.id].truth)._asdict()
        for verdict in one
        if verdict.id in its
    ]
    return pd.DataFrame(rows, columns=["id", "text", "deadline", *Turned._fields])
