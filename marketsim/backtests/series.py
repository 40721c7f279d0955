"""What was published, period by period, and the same measured in simulated futures.

Where a source counts another market than the model's, an eighth of the sites or a tenth of the firms, both are counted
as multiples of their first observation. Figures that span orders of magnitude are compared as logarithms.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from marketsim.outcomes import FATES

FUNDED = 8500  # dot-coms that had raised money, the middle of 7,000 to 10,000: how many could have closed


@dataclass(frozen=True)
class Point:
    """A published figure of a period, in months of the scenario; `label` as published."""

    first: int
    last: int
    value: float
    label: str
    source: str

    months = property(lambda self: self.last - self.first + 1)


@dataclass(frozen=True)
class Series:
    """A published series and how futures are measured.

    measure: function of (outcomes, point) that gives (runs,) values; indexed: both as multiples of the first point;
    logs: compare logarithms; fitted: targets that saw these figures when the scenario's were sought, and what of them;
    at_risk: firms that could leave, where leaving is what is counted; stock: is it what is left that is counted?
    """

    id: str
    title: str
    unit: str
    scenario: str
    measure: Callable
    indexed: bool = False
    logs: bool = False
    fitted: str = ""
    note: str = ""
    at_risk: float | None = None
    stock: bool = False

    def points(self, scenario):
        """The published Points, in order."""
        found = []
        for row in published():
            if row["series"] == self.id:
                first, last = (month_of(scenario, row[name]) for name in ("first", "last"))
                value = float(row["value"]) / self.per(last - first + 1)
                found.append(Point(first, last, value, spoken(row), row["source"]))
        return tuple(found)

    def per(self, months):
        """What a published figure is divided by: closures become a share of the firms at risk a quarter."""
        if self.id == "dot-com closures":
            return FUNDED * months / 3
        return months if self.id == "group-buying sales" else 1

    def scaled(self, values, first):
        """Values on the scale of comparison; first: the value of the first point, in the same market."""
        with np.errstate(divide="ignore", invalid="ignore"):
            shown = np.asarray(values, float) / (first if self.indexed else 1.0)
            return np.log(np.maximum(shown, 1e-4)) if self.logs else shown

    def possible(self, values):
        """Values of a forecast as the figure can be: what is no logarithm here is a share, from 0 to 1."""
        return values if self.logs else np.clip(values, 0.0, 1.0)


@cache
def published():
    """The rows of published.csv."""
    with files(__package__).joinpath("published.csv").open(encoding="utf-8", newline="") as text:
        return tuple(csv.DictReader(text))


def month_of(scenario, text):
    """ "2000-09" as a month of the scenario; a bare number is an age in months."""
    if "-" not in text:
        return int(text)
    year, month = map(int, text.split("-"))
    first = scenario.first_month()
    return (year - first.year) * 12 + month - first.month


def spoken(row):
    return row["last"] if row["first"] == row["last"] else f"{row['first']} to {row['last']}"


# ------------------------------------------------------------------------------------------- measures


def over(outcomes, name, point):
    """(runs,) how much a running total grew in a period."""
    total = outcomes.metric(name).astype(float)
    return total[:, point.last] - (total[:, point.first - 1] if point.first > 0 else 0.0)


def closures(outcomes, point):
    """Closures a quarter, as a share of all that had raised money by the end of 2001."""
    at_risk = len(outcomes.firm_ids) + outcomes.metric("entered")[:, min(23, outcomes.months - 1)]
    return over(outcomes, "closed", point) / at_risk / (point.months / 3)


def operating(outcomes, point):
    """Sites that operate, not at rest."""
    return outcomes.metric("active")[:, point.last] + outcomes.metric("listed")[:, point.last].astype(float)


def sales(outcomes, point):
    """Sales a month."""
    return outcomes.metric("revenue")[:, point.first : point.last + 1].mean(axis=1, dtype=float)


def early(outcomes, point):
    """Priced rounds before Series C, a month."""
    months = slice(point.first, point.last + 1)
    return (outcomes.metric("rounds")[:, months] - outcomes.metric("late_rounds")[:, months]).mean(axis=1, dtype=float)


def down(outcomes, point):
    """Share of priced rounds that are down; NaN where there are none."""
    months = slice(point.first, point.last + 1)
    rounds, fell = (outcomes.metric(name)[:, months].sum(axis=1, dtype=float) for name in ("rounds", "down_rounds"))
    with np.errstate(invalid="ignore"):
        return fell / rounds


def surviving(outcomes, point):
    """Share of the firms that entered in the first year which had not closed at that age."""
    born, fate, when = (outcomes.firm(name) for name in ("born", "fate", "fate_month"))
    there = (fate > 0) & (born >= 0) & (born < 12)
    there[:, : len(outcomes.firm_ids)] = False
    closed = there & (fate == FATES.index("closed")) & (when - born < point.last)
    return 1 - closed.sum(axis=1) / np.maximum(there.sum(axis=1), 1)


SERIES = (
    Series(
        "dot-com closures",
        "Dot-coms that closed, of those with money",
        "share a quarter",
        "dot-com-2000",
        closures,
        fitted="V11: the quarter of most closures and the share closed by the end of 2001",
        at_risk=FUNDED,
    ),
    Series(
        "group-buying sites",
        "Group-buying sites that operate",
        "multiple of December 2010, as logarithm",
        "group-buying-2010",
        operating,
        indexed=True,
        logs=True,
        fitted="V9 and V10: the fall and its half-life",
        note="three sources count differently; the fall of late 2013 is partly a narrower count",
        stock=True,
    ),
    Series(
        "group-buying sales",
        "Group-buying sales",
        "multiple of 2010, as logarithm",
        "group-buying-2010",
        sales,
        indexed=True,
        logs=True,
        fitted="V10 shows the sales of 2012 over 2010; the growth of demand is a premise",
    ),
    Series(
        "early rounds",
        "Early-stage rounds",
        "multiple of 2018, as logarithm",
        "venture-us",
        early,
        indexed=True,
        logs=True,
        note="no target of the scenario; its climate was set after the fact; the model's market counts Series B too",
    ),
    Series(
        "down rounds",
        "Down rounds, of priced rounds",
        "share",
        "venture-us",
        down,
        fitted="V6: the shares of early 2022 and of 2023 to 2024",
    ),
    Series(
        "survival",
        "Firms not closed",
        "share, by age in months",
        "venture-us",
        surviving,
        stock=True,
        note="no target of the scenario; the source counts establishments of all trades, the model startups",
    ),
)


def series_of(scenario):
    """The series measured in a scenario, or in the one it extends."""
    return tuple(each for each in SERIES if each.scenario in (scenario.name, scenario.extends))
