"""Outcomes as Arrow tables, a block of runs at a time, straight from the arrays: ten thousand runs cost a few
seconds and the memory of one block. The columns are those of `Outcomes.months_frame`, `firms_frame` and so on."""

import numpy as np
import pyarrow as pa

from marketsim.outcomes import BUSINESSES, FATES, STAGES
from marketsim.schema import PARAMETERS, fields

BLOCK = 8_000_000  # figures in a block: about 32 MB


def blocks(runs, figures):
    """(first, last) of runs, so many that a block holds about BLOCK figures."""
    step = max(1, BLOCK // max(figures, 1))
    return [(first, min(first + step, runs)) for first in range(0, runs, step)]


def months(outcomes):
    """One row a run and month: run, month, date, every metric."""
    count, columns = outcomes.months, fields("Metrics")
    dates = np.array([outcomes.date_of(month) for month in range(count)], "datetime64[D]")
    for first, last in blocks(outcomes.runs, count * len(outcomes.metric_names)):
        size = last - first
        table = {
            "run": np.repeat(np.arange(first, last, dtype=np.int32), count),
            "month": np.tile(np.arange(count, dtype=np.int16), size),
            "date": np.tile(dates, size),
        }
        figures = turned(outcomes.months_array[first:last])
        yield labelled(table | dict(zip(outcomes.metric_names, figures, strict=True)), columns)


def firms(outcomes):
    """One row a run and firm that existed: fate, date, price, valuation path."""
    rows, names = outcomes.firms_array.shape[1], list(outcomes.firm_names)
    codes, buyers = (
        np.array(sorted(outcomes.buyer_names)),
        [outcomes.buyer_names[code] for code in sorted(outcomes.buyer_names)],
    )
    fate = outcomes.firm_fields.index("fate")
    for first, last in blocks(outcomes.runs, rows * len(outcomes.firm_fields)):
        block = outcomes.firms_array[first:last]
        there = np.flatnonzero(block[:, :, fate].ravel() > 0)
        figures = turned(block.reshape(-1, block.shape[2])[there])
        table = {"run": (there // rows + first).astype(np.int32), "firm": words(there % rows, names)}
        for name, values in zip(outcomes.firm_fields, figures, strict=True):
            if name == "buyer":
                seat = np.searchsorted(codes, values).clip(max=len(codes) - 1)
                values = words(seat, buyers, codes[seat] != values)
            table[name] = said(name, values, outcomes)
        yield labelled(table, fields("startups"))


def watch(outcomes):
    """One row a run, month and watched firm."""
    _, count, followed, _ = outcomes.watch_array.shape
    for first, last in blocks(outcomes.runs, count * max(followed, 1) * len(outcomes.watch_fields)):
        size = last - first
        table = {
            "run": np.repeat(np.arange(first, last, dtype=np.int32), count * followed),
            "month": np.tile(np.repeat(np.arange(count, dtype=np.int16), followed), size),
            "firm": words(np.tile(np.arange(followed), size * count), list(outcomes.watched)),
        }
        for name, values in zip(outcomes.watch_fields, turned(outcomes.watch_array[first:last]), strict=True):
            table[name] = said(name, values, outcomes)
        yield labelled(table, fields("startups"))


def params(outcomes):
    """One row a run: the parameters it drew."""
    yield labelled({"run": np.arange(outcomes.runs, dtype=np.int32)} | outcomes.params, PARAMETERS)


def runs(digests, verdicts):
    """One row a run: the fingerprint of the market as it ended, and which claims came true (null: left open)."""
    truths = {
        verdict.id: pa.array(np.ma.getdata(verdict.truth), mask=np.ma.getmaskarray(verdict.truth))
        for verdict in verdicts.resolved
    }
    yield labelled(
        {"run": np.arange(len(digests), dtype=np.int32), "digest": np.asarray(digests, np.uint64)} | truths, {}
    )


def claims(verdicts):
    """One row a claim; those that cannot be resolved have no probability, and say why."""
    resolved = [
        {
            name: getattr(verdict, name)
            for name in ("id", "text", "deadline", "criterion", "probability", "low", "high", "runs")
        }
        for verdict in verdicts.resolved
    ]
    silent = [{"id": name, "why": why} for name, why in verdicts.unresolvable]
    yield pa.Table.from_pylist(
        [*resolved, *silent],
        pa.schema(
            [
                ("id", pa.string()),
                ("text", pa.string()),
                ("deadline", pa.date32()),
                ("criterion", pa.string()),
                ("probability", pa.float64()),
                ("low", pa.float64()),
                ("high", pa.float64()),
                ("runs", pa.int32()),
                ("why", pa.string()),
            ]
        ),
    )


def turned(block):
    """A block of rows as one contiguous array a column."""
    return np.ascontiguousarray(block.reshape(-1, block.shape[-1]).T)


def words(codes, names, missing=None):
    """Codes as a column of words."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=missing), pa.array(names, pa.string()))


def said(name, values, outcomes):
    """A firm's field as it is stored: words, whole numbers, or figures."""
    spoken = {"fate": FATES, "stage": STAGES, "business": BUSINESSES, "home": outcomes.verticals}
    if name in spoken:
        return words(values, list(spoken[name]))
    field = declared(name, fields("startups"))
    return values.astype(np.int16) if field and field.type == "int64_t" and not isinstance(values, pa.Array) else values


def declared(name, known):
    """The declaration of a column; what was recorded at the start has the same as later."""
    return known.get(name) or known.get(name.removeprefix("first_"))


def labelled(columns, known):
    """A table whose columns say their unit."""
    table = pa.table(columns)
    marked = [
        field.with_metadata({"unit": known_as.unit}) if (known_as := declared(field.name, known)) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(marked))
