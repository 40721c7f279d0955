"""V2: how venture-backed firms end, pooled over ages as in the sample of Korteweg and Sorensen."""

import numpy as np

from .rounds import A, first_at, priced

YOUNGEST = 24  # months since the Series A: their sample of 1987-2005 is about six years old on average, so is 2 to 10


def pooled_fates(life):
    """V2: of firms whose Series A fell into the run, two years or more ago: listed, bought, closed, none of these.

    In those years the first round of venture funds was the Series A: what is a seed round today was angels' money.
    Who listed counts as listed whatever came later.
    """
    first = first_at(priced(life), A, len(life.firms["born"]))
    backed = np.flatnonzero(first <= life.months - YOUNGEST)
    if not len(backed):
        return {}
    listed = np.isin(backed, life.events("listing")["subject"])
    bought = life.fates(backed, "acquired", "merged") & ~listed
    closed = life.fates(backed, "closed") & ~listed
    return {
        "ipo": listed.mean(),
        "acquired": bought.mean(),
        "liquidated": closed.mean(),
        "no_exit": (~listed & ~bought & ~closed).mean(),
    }
