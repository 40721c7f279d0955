"""V9, V10 and V11: producers come, are too many, and go."""

import numpy as np

from .rounds import share

FEW = 0.05  # of the peak


def producers(life):
    """(months,) firms that sell and are not at rest at each month's end, and (months,) firms that entered."""
    live = (life.paths["live"] != 0).sum(axis=1)
    resting = np.zeros(life.months, int)
    for kind, step in (("rested", 1), ("reopened", -1)):
        np.add.at(resting, life.events(kind)["month"], step)
    asleep, told = set(), life.events("rested", "reopened", "closure", "taken over")
    for kind, subject, month in zip(told["event"], told["subject"], told["month"], strict=True):
        if kind == "rested":
            asleep.add(subject)
        elif subject in asleep:
            asleep.discard(subject)
            if kind != "reopened":
                resting[month] -= 1
    entered = np.bincount(np.clip(life.events("entry")["month"], 0, None), minlength=life.months)
    return live - np.cumsum(resting), entered[: life.months]


def shakeout_shape(life):
    """V9: fall from the peak, entry and the hazard of leaving after it against before, sales.

    Free of the scale of time: everything is counted from the peak.
    """
    count, entered = producers(life)
    peak = int(np.argmax(count))
    if not 0 < peak < life.months - 1:
        return {"decline": 1 - share(count[-1], count[peak])}
    left = np.maximum(entered[1:] - np.diff(count), 0)
    hazard = [share(left[a:b].sum(), count[a:b].sum()) for a, b in ((0, peak), (peak, life.months - 1))]
    sales = life.paths["revenue"]
    third = max((life.months - peak) // 3, 1)
    return {
        "decline": 1 - share(count[-1], count[peak]),
        "entry": share(entered[-third:].mean(), entered[: peak + 1].mean()),
        "hazard": hazard[1] / hazard[0] if hazard[0] else np.nan,
        "output": share(sales[-1].sum(), sales[peak].sum()),
    }


def subsidy_war(life):
    """V10: month of the peak, months until half are left, the five largest when few are, sales of 2012 / 2010.

    The first months until half are gone are counted from the peak; where they never are, there is no half-life.
    """
    count, _ = producers(life)
    peak = int(np.argmax(count))
    found = {"peak_month": float(peak), "left": share(count[-1], count[peak])}
    half = np.flatnonzero(count[peak:] <= count[peak] / 2)
    few = np.flatnonzero(count[peak:] < FEW * count[peak])
    found["half_life"] = float(half[0]) if len(half) else np.inf
    if len(few):
        sales = life.paths["revenue"][peak + few[0]]
        found["top_five"] = share(np.sort(sales)[-5:].sum(), sales.sum())
    years = [slice(max(life.month(year), 0), max(life.month(year + 1), 0)) for year in (2010, 2012)]
    first, third = (life.paths["revenue"][year].sum() for year in years)
    return found | {"sales": share(third, first)}


def financing_shock(life):
    """V11: quarters from the shock of April 2000 to most closures; closures by the end of 2001 over firms at risk.

    At risk: every firm that had raised money, at the start or since. `window`: the share of two years' closures in
    the nine months that have most. `bought`: firms bought for each that closed.
    """
    shock, end = life.month(2000, 4), life.month(2002)
    if shock < 0 or life.months < end:
        return {}
    closed = life.events("closure")["month"]
    quarters = np.array([((closed >= at) & (closed < at + 3)).sum() for at in range(shock, life.months - 2, 3)])
    by_month = np.bincount(closed[closed < end], minlength=end)
    windows = np.convolve(by_month, np.ones(9), "valid")
    at_risk = len(np.unique(life.events("held", "round", "entry")["subject"]))
    bought = life.events("taken over")["month"]
    return {
        "peak_quarter": float(np.argmax(quarters)) if quarters.any() else np.nan,
        "closed": share(by_month.sum(), at_risk),
        "window": share(windows.max(), by_month.sum()),
        "bought": share((bought < end).sum(), by_month.sum()),
    }
