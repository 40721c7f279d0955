"""Who gains and who loses: every firm that both markets start with, by name."""

import numpy as np

from marketsim.claims.paired import holm
from marketsim.outcomes import FATES

from .claims import turned
from .pairs import LEVEL, paired, student

ACTS = [FATES.index(fate) for fate in ("active", "dormant", "listed")]
SOLD = [FATES.index(fate) for fate in ("acquired", "merged")]


def worth(outcomes, rows):
    """(runs, rows) million yuan that owners have in the end: the fair value, the price the firm fetched, or nothing."""
    fate = outcomes.firm("fate")[:, rows]
    mark, price = outcomes.firm("mark")[:, rows], outcomes.firm("exit_price")[:, rows]
    return np.where(np.isin(fate, ACTS), mark, np.where(np.isin(fate, SOLD), price, 0)).astype(float)


def acts(outcomes, rows):
    """(runs, rows) bool: active, dormant or listed in the end."""
    return np.isin(outcomes.firm("fate")[:, rows], ACTS)


def common(one, other):
    """(names, rows in the first market, rows in the second) of the firms that both start with."""
    rows = {name: row for row, name in enumerate(other.firm_names[: len(other.firm_ids)])}
    shared = [(name, row, rows[name]) for row, name in enumerate(one.firm_names[: len(one.firm_ids)]) if name in rows]
    names, first, second = zip(*shared, strict=True) if shared else ((), (), ())
    return list(names), np.array(first, int), np.array(second, int)


def firms(one, other):
    """A row a firm: its worth with the columns of `Paired`; better and worse, shares of runs; acting_one, acting_other,
    acting_difference, acting_low, acting_high; clear: its worth differs, and so do all that are marked so, with 95 %
    together (Holm's correction).
    """
    import pandas as pd

    names, first, second = common(one, other)
    a, b = worth(one, first), worth(other, second)
    table = pd.DataFrame({"firm": names} | paired(a, b)._asdict())
    table["better"], table["worse"] = (b > a).mean(0), (b < a).mean(0)
    stands, stood = acts(other, second), acts(one, first)
    shares = [turned(stood[:, k], stands[:, k]) for k in range(len(names))]
    for name in ("one", "other", "difference", "low", "high"):
        table[f"acting_{name}"] = [getattr(share, name) for share in shares]
    table["clear"] = holm(doubts(table)) < 1 - LEVEL
    return table


def doubts(table):
    """P-values of no difference, of rows with the columns of `Paired`."""
    from scipy.special import stdtr

    difference, pairs = table["difference"].to_numpy(), table["pairs"].to_numpy()
    error = (table["high"] - table["low"]).to_numpy() / 2 / student(pairs - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ps = 2 * stdtr(np.maximum(pairs - 1, 1), -np.abs(difference) / error)
    return np.where(difference == 0, 1.0, np.nan_to_num(ps, nan=1.0))
