"""What a change does to every metric, month by month."""

import numpy as np

from .pairs import paired

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def months(one, other):
    """A row a metric and month: metric, unit, month, date, the columns of `Paired`, and q05 to q95 of the differences.

    one, other: outcomes of the same runs.
    """
    import pandas as pd

    from marketsim.schema import fields

    units = {name: field.unit for name, field in fields("Metrics").items()}
    months = min(one.months, other.months)
    dates = pd.to_datetime([one.date_of(month) for month in range(months)])
    tables = []
    for name in one.metric_names:
        a, b = one.metric(name)[:, :months].astype(float), other.metric(name)[:, :months].astype(float)
        spread = dict(zip(("q05", "q25", "q50", "q75", "q95"), quantiles(b - a), strict=True))
        when = {"metric": name, "unit": units[name], "month": np.arange(months, dtype=np.int16), "date": dates}
        tables.append(pd.DataFrame(when | paired(a, b)._asdict() | spread))
    return pd.concat(tables, ignore_index=True)


def quantiles(differences):
    """(levels, months) over the runs in which both are numbers; nan where there are none."""
    out = np.full((len(LEVELS), differences.shape[1]), np.nan)
    for month, column in enumerate(differences.T):
        if len(known := column[np.isfinite(column)]):
            out[:, month] = np.quantile(known, LEVELS)
    return out
