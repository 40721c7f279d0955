"""Futures written by hand: three firms, four runs, twelve months, of which everybody can see what became."""

from datetime import date

import numpy as np

from marketsim.outcomes import ALL_FIELDS, FATES, Outcomes
from marketsim.scoring.forecasts import Forecast

FIRMS = ("Anvil", "Bellows", "Crucible")
UP, DOWN, BRIDGE = 1, 3, 4


def outcomes(months=12, **fields):
    """Four runs from January 2020 on; fields: {field: (runs, firms) or what broadcasts to it}; fates in words."""
    firms = np.zeros((4, len(FIRMS), len(ALL_FIELDS)), np.float32)
    for field in ("fate_month", "last_round"):
        firms[:, :, ALL_FIELDS.index(field)] = -1
    for field, values in {"fate": "active", **fields}.items():
        if field == "fate":
            values = np.vectorize(FATES.index)(values)
        firms[:, :, ALL_FIELDS.index(field)] = values
    return Outcomes(
        start=date(2020, 1, 1),
        metric_names=(),
        months_array=np.zeros((4, months, 0), np.float32),
        firms_array=firms,
        watch_array=np.zeros((4, months, 0, 0), np.float32),
        firm_names=FIRMS,
        firm_ids=(1, 2, 3),
        buyer_names={},
        watched=(),
        cohorts={},
        verticals=("finance",),
        regulated=(False,),
    )


def said(id, probability, made=date(2020, 1, 1), **facts):
    """A forecast of one's own, without a seal."""
    return Forecast(id, None, "", probability, None, None, made, **facts)
