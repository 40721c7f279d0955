"""The ledger: what the sources say, as tables, each row with its id and its place.

`table("companies")` gives the rows of one table, `tables()` all of them. The two articles they were read from
(`sources.csv`) are kept apart: S0 describes a surge of valuations, S1 a floor of 4bn yuan.
"""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from .rows import (
    Cell,
    Claim,
    Company,
    Figure,
    Mechanism,
    Model,
    Number,
    Risk,
    Segment,
    Source,
    Statement,
    Tie,
    Words,
)

ROWS = {
    "sources": Source,
    "companies": Company,
    "models": Model,
    "investors": Tie,
    "segments": Segment,
    "tables": Cell,
    "claims": Claim,
    "mechanisms": Mechanism,
    "risks": Risk,
    "statements": Statement,
}


def figure(text):
    """A number where the text is one, the text itself otherwise."""
    try:
        return float(text)
    except ValueError:
        return text


READ = {
    str: str,
    Number: lambda text: float(text) if text else None,
    Words: lambda text: tuple(word.strip() for word in text.split(";") if word.strip()),
    date | None: lambda text: date.fromisoformat(text) if text else None,
    Figure: lambda text: figure(text) if text else None,
}


@cache
def table(name):
    """The rows of a table, frozen, in the order of the file."""
    if name not in ROWS:
        raise ValueError(f"table must be one of {', '.join(ROWS)}, got {name!r}")
    kind = ROWS[name]
    read = [READ[each] for each in kind.__annotations__.values()]
    with files(__name__).joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as text:
        header, *lines = csv.reader(text)
    if tuple(header) != kind._fields:
        raise ValueError(
            f"{name}.csv must have the columns {', '.join(kind._fields)}, got {', '.join(header)}"
        )
    return tuple(kind(*(of(cell) for of, cell in zip(read, line, strict=True))) for line in lines)


def tables():
    """All tables by name."""
    return {name: table(name) for name in ROWS}
