"""`marketsim sweep status` and `query`: how far a sweep is, and what came out of it."""

import json as plain_json
import sys
from contextlib import contextmanager
from csv import writer
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, console, understood

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a sweep.", show_default=False)]


@contextmanager
def sound():
    """What is wrong with a plan, a store or a query in a line."""
    from marketsim.sweeps.store import Halted

    with understood():
        try:
            yield
        except Halted as halt:
            raise Refusal(halt, 1) from None


def status(
    folder: Folder,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
):
    """Say how far a sweep is, and what went wrong in it."""
    from marketsim.cli.sweep_pages import print_status
    from marketsim.sweeps.ask import open_sweep
    from marketsim.sweeps.state import state

    with sound():
        facts = state(open_sweep(folder))
    if json:
        print(plain_json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        print_status(console(), facts)


def query(
    folder: Folder,
    question: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT.", show_default=False)],
    csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As a JSON list of records.")] = False,
):
    """Ask a sweep in SQL (DuckDB's), whether it is complete or not.

    Tables: runs (point, run, digest, fault, a column a claim, metrics of the last month), points (point, policy, a
    column a varied figure), months and firms if the plan keeps them. Names with a dash want quotes: "S0-P1".
    share("S0-P1") is the share of runs in which a claim is true. Without a format at most 100 rows are shown.

    marketsim sweep query out/x 'SELECT policy, share("S0-P1") FROM runs JOIN points USING (point) GROUP BY ALL'
    """
    from marketsim.cli.sweep_pages import print_answer
    from marketsim.sweeps.query import rows
    from marketsim.sweeps.store import Store

    if csv and json:
        raise Refusal("say one of --csv and --json")
    with sound():
        names, lines = rows(Store.open(folder), question)
    if csv:
        write = writer(sys.stdout, lineterminator="\n")
        write.writerow(names)
        write.writerows(lines)
    elif json:
        records = [{name: plain(value) for name, value in zip(names, line, strict=True)} for line in lines]
        print(plain_json.dumps(records, ensure_ascii=False, indent=1, default=text))
    else:
        print_answer(console(), names, lines)


def plain(value):
    """A value as JSON has it, which knows no infinity."""
    return value if not isinstance(value, float) or isfinite(value) else None


def text(value):
    """What JSON has no type for: DuckDB's decimals, dates, lists of arrays."""
    return float(value) if isinstance(value, Decimal) else str(value)
