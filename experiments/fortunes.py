"""What becomes of firms and of a market's value, a number a run: what several experiments look at."""

import numpy as np
from reckoning import over

from marketsim.outcomes import FATES, GONE

FADED = (*GONE, FATES.index("dormant"))
SOLD = (FATES.index("acquired"), FATES.index("merged"))


def starters(outcomes, field):
    """(runs, firms): a field of the firms there at the start."""
    return outcomes.firm(field)[:, : len(outcomes.firm_ids)]


def ended(outcomes, fates=FADED, which=None, rows=None):
    """(runs,): the share of them that end so; which: (runs, firms) bool, those that count; rows: these instead."""
    met = np.isin(starters(outcomes, "fate") if rows is None else outcomes.firm("fate")[:, rows], fates)
    return met.mean(1) if which is None else over(met & which, which)


def worth(outcomes, rows):
    """(runs, rows): million yuan that firms are worth at the end, or were sold for; nought if they closed."""
    fate = outcomes.firm("fate")[:, rows]
    value = np.where(np.isin(fate, SOLD), outcomes.firm("exit_price")[:, rows], outcomes.firm("mark")[:, rows])
    return np.where(np.isin(fate, (FATES.index("closed"), FATES.index("unborn"))), 0.0, value).astype(float)


def lasting(outcomes, rows):
    """(runs,): mean ln of the same, a closed firm at its last value, so that no single one decides."""
    fate = outcomes.firm("fate")[:, rows]
    value = np.where(np.isin(fate, SOLD), outcomes.firm("exit_price")[:, rows], outcomes.firm("mark")[:, rows])
    return np.log(np.maximum(value, 1.0)).mean(1, dtype=float)


def change(one, other):
    """(runs,): the change of the value of all firms at the end, as a share of what it is on average in the first."""
    before, after = (each.metric("value")[:, -1].astype(float) for each in (one, other))
    return (after - before) / before.mean()
