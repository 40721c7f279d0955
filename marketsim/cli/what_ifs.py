"""`marketsim what-ifs`: the shocks and policies that can be named."""

import json as plain_json
from typing import Annotated

import typer

from marketsim.cli.manners import chosen, console


def what_ifs(
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="List only those that fit it, with what they change.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
):
    """List the what-ifs: shocks and policies by name, for --what-if.

    They combine; where a mark says so, one may begin at a date: --what-if cold-spell@2026-03.
    """
    from marketsim.whatifs import shipped

    rows = list(shipped().values()) if scenario is None else fitting(chosen(scenario)[0])
    if json:
        print(plain_json.dumps([document(*row) if scenario else document(row) for row in rows], indent=1))
    else:
        print_rows(rows if scenario else [(shock, None) for shock in rows])


def fitting(scenario):
    """[(what-if, {key: figure in words})] of those that the scenario has room for."""
    from marketsim.whatifs import WhatIfError, shipped
    from marketsim.whatifs.applying import changes, quantity, with_regulators

    rows = []
    for shock in shipped().values():
        try:
            with_it = with_regulators(scenario, shock)
            asked = changes(with_it, [shock])
            figures = {".".join(filter(None, place)): quantity(with_it, place, each) for place, each in asked.items()}
        except WhatIfError:
            continue
        rows.append((shock, {key.removeprefix("parameters."): each.words() for key, each in figures.items()}))
    return rows


def document(shock, figures=None):
    """A what-if as plain data."""
    plain = {"name": shock.name, "title": shock.title, "text": shock.text, "row": shock.row, "starts": shock.starts}
    return plain | ({"changes": figures} if figures is not None else {})


def print_rows(rows):
    """A table: name, row of the ledger, what happens; with a scenario also the figures that change."""
    from rich.markup import escape

    from marketsim.cli.scenarios import listing
    from marketsim.words import listed

    table = listing(("what-if", "row", "what happens"), narrow=(0, 1))
    for shock, figures in rows:
        says = escape(shock.title)
        if figures:
            pairs = [f"{key} = {value}" for key, value in figures.items()]
            says += f"\n[dim]{escape(listed(pairs, 3))}[/]"
        table.add_row(f"[bold]{shock.name}[/]{'*' if shock.starts else ''}", shock.row, says)
    console().print(table)
    console().print("[dim]* may begin at a date: --what-if NAME@2026-03[/]")
