"""Who ends how: the whole market, and the firms known by name."""

import numpy as np

from marketsim.outcomes import FATES, GONE
from marketsim.words import month, percent, sum_of

from .drawing import drawn
from .html import figure, folded, table
from .section import Section

MOST = 22  # firms in the picture, those worth most at the start
LEVELS = (0.05, 0.5, 0.95)


def fates(case):
    """Shares of fates over time, and for each named firm at the end."""
    from marketsim.figures.fates import finding, mean_shares
    from marketsim.figures.panels import stacked

    outcomes = case.outcomes
    shares, dates = mean_shares(outcomes), [outcomes.date_of(number) for number in range(outcomes.months)]
    said = finding(shares, outcomes)
    body = figure(
        said,
        drawn(stacked(shares, dates), f"Stacked areas, the mean share of each fate month by month. {said}."),
        f"Mean share of each fate among all startups so far, newcomers included; {case.from_here}",
    )
    rows = named(case)
    if len(rows):
        body += by_name(case, rows)
    return Section("fates", "Who ends how", body)


def named(case):
    """Rows of the startups the scenario names one by one, the most valuable first."""
    single = [name for name, agent in case.scenario.startups.items() if agent.count is None]
    rows = np.array([case.outcomes.row(name) for name in single if name in case.outcomes.firm_names], int)
    return rows[np.argsort(-np.median(case.outcomes.firm("first_mark")[:, rows], axis=0), kind="stable")]


def by_name(case, rows):
    """The picture of the largest, the table of all."""
    from marketsim.figures.panels import lives

    outcomes = case.outcomes
    names = [outcomes.firm_names[row] for row in rows]
    fate = outcomes.firm("fate")[:, rows]
    shares = np.stack([(fate == number).mean(0) for number in range(len(FATES))], 1)
    gone = shares[:, list(GONE)].sum(1)
    shown = np.arange(min(MOST, len(rows)))
    shown = shown[np.argsort(-gone[shown], kind="stable")]
    said = f"By {month(case.end)}, {names[shown[0]]} is gone in {percent(float(gone[shown[0]]))} of the futures"
    if len(shown) > 1:
        said += f", {names[shown[-1]]} in {percent(float(gone[shown[-1]]))}"
    few = f" The {MOST} of them worth most at the start." if len(rows) > MOST else ""
    body = figure(
        said,
        drawn(lives([names[k] for k in shown], shares[shown]), f"Bars of fates for each named firm. {said}."),
        f"Per cent of futures in which each named firm has closed, merged, been bought, gone dormant, is active or "
        f"listed.{few} {case.from_here}",
    )
    listing = table(
        (
            "Firm",
            ">Value at the start, yuan",
            *(f">{fate}" for fate in ("Active", "Listed", "Dormant", "Bought", "Merged", "Closed")),
            ">Value at the end if it acts: median (nine in ten)",
        ),
        [line(outcomes, row, names[k], shares[k]) for k, row in enumerate(rows)],
        "Fates of the named firms",
    )
    return body + folded("Every named firm in figures", listing)


def line(outcomes, row, name, shares):
    """A firm's row of the table."""
    mark, acts = outcomes.firm("mark")[:, row], np.isin(outcomes.firm("fate")[:, row], (1, 2, 3))
    low, middle, high = (float(x) for x in np.quantile(mark[acts], LEVELS)) if acts.any() else (0.0, 0.0, 0.0)
    worth = f"{sum_of(middle)} ({sum_of(low)}-{sum_of(high)})" if acts.any() else ""
    parts = [
        percent(float(shares[FATES.index(fate)]))
        for fate in ("active", "listed", "dormant", "acquired", "merged", "closed")
    ]
    return (name, sum_of(float(np.median(outcomes.firm("first_mark")[:, row]))), *parts, worth)
