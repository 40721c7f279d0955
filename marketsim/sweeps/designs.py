"""How points are laid out over the varied figures: each design turns axes into sets of values, one a point."""

import csv
from itertools import product
from math import prod
from pathlib import Path

import numpy as np

MOST = 10_000_000  # points of a plan
ENDS = 2  # levels that one-at-a-time takes of a range, unless told: its low and its high end


class DesignError(ValueError):
    """A design that makes no points; the text is one line without the file."""


def grid(axes):
    """Every level with every other, the last axis fastest."""
    for axis in axes:
        if axis.range is not None and not axis.count:
            raise DesignError(f"vary.{axis.key}: a grid needs levels: a list, or a range with `levels = 5`")
    fits(prod(len(axis.levels) if axis.range is None else axis.count for axis in axes))
    keys = [axis.key for axis in axes]
    return (dict(zip(keys, values, strict=True)) for values in product(*(axis.steps() for axis in axes)))


def one_at_a_time(axes):
    """The scenario as it is, then each figure at each of its levels while all others stay as the scenario has them.

    The first point changes nothing: what the scenario draws anew for each run stays drawn there.
    """
    yield {}
    for axis in axes:
        for value in axis.steps(ENDS):
            yield {axis.key: value}


def sobol(axes, points, seed):
    """Scrambled Sobol points (Owen 1998): they fill the space evenly, best in numbers that are powers of two.

    Levels in a list are taken as equally likely.
    """
    from warnings import catch_warnings, simplefilter

    from scipy.stats.qmc import Sobol

    with catch_warnings():
        simplefilter("ignore")  # a number that is no power of two is the user's choice; `sweep show` says so
        return spread(axes, lively(Sobol, len(axes), seed).random(points))


def latin_hypercube(axes, points, seed):
    """Each figure's range is cut into as many equally likely parts as there are points, and each part is met once."""
    from scipy.stats.qmc import LatinHypercube

    return spread(axes, lively(LatinHypercube, len(axes), seed).random(points))


def lively(sampler, size, seed):
    """A sampler of scipy's, whose word for a generator has changed."""
    from inspect import signature

    word = "rng" if "rng" in signature(sampler).parameters else "seed"
    return sampler(size, **{word: np.random.default_rng(seed)})


def spread(axes, shares):
    """Points of the unit cube as values of the axes."""
    inside = np.clip(shares, 2.0**-40, 1 - 2.0**-40)
    columns = [axis.at(inside[:, place]) for place, axis in enumerate(axes)]
    keys = [axis.key for axis in axes]
    return (dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True))


def table(path):
    """(keys, rows) of a CSV or Parquet file: a column a key, a row a point; an empty cell leaves a figure alone."""
    path = Path(path)
    readers = {".csv": from_csv, ".parquet": from_parquet}
    if path.suffix not in readers:
        raise DesignError(f"design.file: must be a .csv or .parquet file, got {path.name!r}")
    try:
        keys, rows = readers[path.suffix](path)
    except (OSError, UnicodeDecodeError) as error:
        raise DesignError(f"design.file: {path.name}: {getattr(error, 'strerror', None) or error}") from None
    if not rows:
        raise DesignError(f"design.file: {path.name}: must have a row a point, got none")
    return keys, rows


def from_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as text:
        head, *lines = list(csv.reader(text)) or [[]]
    keys = sound(path, head)
    rows = []
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        if len(line) != len(keys):
            raise DesignError(f"design.file: {path.name}: line {number}: must have {len(keys)} cells, got {len(line)}")
        rows.append({key: cell.strip() for key, cell in zip(keys, line, strict=True) if cell.strip()})
    return keys, rows


def from_parquet(path):
    import pyarrow as pa
    from pyarrow import parquet

    try:
        data = parquet.read_table(path)
    except pa.ArrowInvalid as error:
        raise DesignError(f"design.file: {path.name}: not Parquet: {error}") from None
    keys = sound(path, data.column_names)
    rows = data.rename_columns(keys).to_pylist()
    return keys, [{key: value for key, value in row.items() if value is not None} for row in rows]


def sound(path, names):
    """The keys of a table's columns, each of which must be there once."""
    keys = [name.strip().removeprefix("parameters.") for name in names]
    if not any(keys):
        raise DesignError(f"design.file: {path.name}: must have a column a key, got none")
    if twice := sorted({key for key in keys if keys.count(key) > 1 or not key}):
        raise DesignError(f"design.file: {path.name}: columns must have names of their own, got {twice[0]!r}")
    return keys


def fits(points):
    """Refuse what nobody can run."""
    if points > MOST:
        raise DesignError(f"design: must make at most {MOST:,} points, got {points:,}")
