"""What claims ask of outcomes. What a market does not have makes them Unresolvable, by name."""

import numpy as np

from marketsim.claims.definition import Unresolvable
from marketsim.outcomes import FATES

NEVER = np.inf
ACTING = tuple(map(FATES.index, ("active", "dormant", "listed")))
LISTED = FATES.index("listed")


def among(known, truth):
    """The truth where it is known; open elsewhere."""
    return np.ma.array(truth, bool, mask=~np.asarray(known))


def at(outcomes, day):
    """The number of the last month that is over on that day."""
    return outcomes.last_month(day)


def since(outcomes, made, day):
    """The months that lie wholly after the day the claim was made, up to its deadline, as a slice."""
    first = (made.year - outcomes.start.year) * 12 + made.month - outcomes.start.month + 1
    if first > at(outcomes, day):
        raise Unresolvable(f"no month lies between {made}, when it was made, and its deadline {day}")
    return slice(max(first, 0), at(outcomes, day) + 1)


def row(outcomes, firm):
    """The row of a firm."""
    if not outcomes.has(firm):
        raise Unresolvable(f"it is about {firm}, which this market does not have")
    return outcomes.row(firm)


def cohort(outcomes, *names):
    """(name, rows) of the first of these cohorts that the market has."""
    for name in names:
        if len(rows := outcomes.cohort(name)):
            return name, rows
    raise Unresolvable(f"it is about the cohort {' or '.join(names)}, which this market does not have")


def starters(outcomes):
    """Rows of the firms that were there at the start; entrants come last."""
    return slice(len(outcomes.firm_ids))


def firms(outcomes, field, rows=slice(None)):
    """(runs, rows) of a field of firms."""
    if field not in outcomes.firm_fields:
        raise Unresolvable(f"these outcomes do not record {field!r} of firms")
    return outcomes.firm(field)[:, rows]


def metric(outcomes, name):
    """(runs, months) of a metric."""
    if name not in outcomes.metric_names:
        raise Unresolvable(f"these outcomes do not record the metric {name!r}")
    return outcomes.metric(name)


def month(outcomes, milestone, rows=slice(None)):
    """(runs, rows): the month of a milestone, NEVER where it did not come."""
    months = firms(outcomes, milestone, rows)
    return np.where(months >= 0, months, NEVER)


def followed(outcomes, firm, field):
    """(runs, months) of a firm's field, month by month."""
    row(outcomes, firm)
    if firm not in outcomes.watched:
        raise Unresolvable(f"it follows {firm} month by month, which this market does not do (watch = true)")
    return outcomes.followed(firm, field)


def param(outcomes, name):
    """(runs, 1) of a parameter, to compare with months or firms."""
    if name not in outcomes.params:
        raise Unresolvable(f"these outcomes do not record the parameter {name!r}")
    return np.asarray(outcomes.params[name])[:, None]


def acting(outcomes, rows=slice(None)):
    """(runs, rows) bool: is the firm there at the end of the run, active, dormant or listed?"""
    return np.isin(outcomes.firm("fate")[:, rows], ACTING)


def listed_by(outcomes, months, rows=slice(None)):
    """(runs, rows) bool: was the firm listed by those months, (runs, rows) or a number?"""
    return (outcomes.firm("fate")[:, rows] == LISTED) & (outcomes.firm("fate_month")[:, rows] <= months)
