"""Outcomes written by hand: a few futures in which everybody can see what is true."""

from datetime import date

import numpy as np

from marketsim.claims import shipped
from marketsim.outcomes import ALL_FIELDS, FATES, WATCH_FIELDS, Outcomes

START = date(2025, 7, 1)
UNBORN, ACTIVE, DORMANT, LISTED, ACQUIRED, MERGED, CLOSED = range(len(FATES))
NEVER = ("fate_month", "late_round", "late_below", "late_costly", "above_line", "below_line", "unicorn", "ripe",
         "big_contract", "signed_month", "licensed", "buyer")
NOTHING = {"fate": ACTIVE} | dict.fromkeys(NEVER, -1)
PARAMS = {"floor_line": 4000, "cost_gate": 0.72, "unicorn_line": 7200,
          "champions": 5, "subsidy": 0.15, "procurement": 0.5}


def futures(runs=2, months=30, *, firms=("Anvil", "Bellows"), entrants=0, cohorts=None, metrics=None, fields=None,
            followed=None, params=None, verticals=("finance", "media"), already_gone=None):
    """Outcomes from July 2025 on, in which nothing happens but what is said.

    fields: {field: number, or {firm: number or one a run}}; metrics: {metric: number, one a month, or runs x months};
    followed: {firm: {field: one a month, or runs x months}}; params: {parameter: number, or one a run}.
    """
    fields, metrics, followed = fields or {}, metrics or {}, followed or {}
    names = (*firms, *(f"entrant {k + 1}" for k in range(entrants)))
    firms_array = np.zeros((runs, len(names), len(ALL_FIELDS)), np.float32)
    for field, value in {**NOTHING, **fields}.items():
        firms_array[:, :, ALL_FIELDS.index(field)] = NOTHING.get(field, 0)
        for firm, figure in (value if isinstance(value, dict) else dict.fromkeys(names, value)).items():
            firms_array[:, names.index(firm), ALL_FIELDS.index(field)] = figure
    months_array = np.zeros((runs, months, len(metrics)), np.float32)
    for place, value in enumerate(metrics.values()):
        months_array[:, :, place] = value
    watch_array = np.zeros((runs, months, len(followed), len(WATCH_FIELDS)), np.float32)
    for place, paths in enumerate(followed.values()):
        for field, path in {"fate": ACTIVE, **paths}.items():
            watch_array[:, :, place, WATCH_FIELDS.index(field)] = path
    return Outcomes(
        start=START, metric_names=tuple(metrics), months_array=months_array, firms_array=firms_array,
        watch_array=watch_array, firm_names=names, firm_ids=tuple(100 + row for row in range(len(firms))),
        buyer_names={}, watched=tuple(followed), verticals=verticals, regulated=(True,) * len(verticals),
        cohorts={name: tuple(map(names.index, members)) for name, members in (cohorts or {}).items()},
        params={name: np.full(runs, value, float) for name, value in {**PARAMS, **(params or {})}.items()},
        already_gone=already_gone or {})


def at(month):
    """The number of a month: at("2025-07") is 0."""
    year, number = map(int, month.split("-"))
    return (year - START.year) * 12 + number - START.month


def path(months=30, usual=0, **then):
    """One figure a month: path(usual=5, **{"2026-01": 2}) is 5 until December 2025 and 2 from January on."""
    figures = np.full(months, usual, float)
    for month, figure in then.items():
        figures[at(month):] = figure
    return figures


def pulse(*months, height=1, length=30):
    """One figure a month, 0 but in these months."""
    figures = np.zeros(length)
    figures[[at(month) for month in months]] = height
    return figures


def get(id):
    """A shipped claim."""
    return next(each for each in shipped() if each.id == id)


def told(id, outcomes, basis="publication"):
    """What a claim says of each run: True, False, or None where it stays open."""
    return get(id).settled(outcomes, basis).tolist()
