"""`marketsim claims` and `audit`: what the sources claim, and where they contradict themselves."""

import json as plain_json
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, understood
from marketsim.cli.running import Basis

PROBE = 16  # futures that tell whether a market can settle a claim


def claims(
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="Say also what this market can settle.")
    ] = None,
    basis: Annotated[Basis, typer.Option(help='What "within 18 months" counts from.')] = Basis.publication,
):
    """List the claims: what each says, by when, and how it is settled."""
    from rich.markup import escape

    from marketsim.claims import reasons, shipped
    from marketsim.words import counted

    if scenario is None:
        rows, silent = [(each.id, due(each, basis.value), each.text, each.criterion) for each in shipped()], reasons()
    else:
        verdicts = probe(scenario, basis.value)
        rows = [(each.id, str(each.deadline), each.text, each.criterion) for each in verdicts.resolved]
        silent = dict(verdicts.unresolvable)
    page = console()
    from marketsim.cli.scenarios import listing

    table = listing(("claim", "by", "what it says, and how it is settled"), narrow=(0, 1))
    for name, day, text, criterion in rows:
        table.add_row(escape(name), day, f"[bold]{escape(text)}[/]\n[dim]{escape(criterion)}[/]")
    page.print(table)
    page.print(
        f"\n[bold]{counted(len(silent), 'claim')} cannot be resolved{' as written' if scenario is None else ' here'}[/]"
    )
    table = listing(("claim", "why"), narrow=(0,))
    for name, why in silent.items():
        table.add_row(escape(name), escape(why))
    page.print(table)


def due(claim, basis):
    """A claim's deadline where no market is in hand."""
    if claim.within is None:
        return str(claim.deadline or "the end")
    return str(claim.day(None, basis))


def probe(scenario, basis):
    """Verdicts of a handful of futures: enough to say what this market can settle, and why not the rest."""
    from marketsim.claims import evaluate
    from marketsim.ensemble import simulate

    premise, _ = chosen(scenario)
    with understood():
        return evaluate(simulate(premise, PROBE).outcomes, basis)


def audit(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A shipped scenario; its sources are audited.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
):
    """Recompute what a scenario's sources claim, and list where they contradict themselves."""
    from difflib import get_close_matches

    from marketsim.audit import SCENARIOS
    from marketsim.audit import audit as look

    if name not in SCENARIOS:
        near = get_close_matches(name, list(SCENARIOS), 1, 0.6)
        raise Refusal(
            f"{name}: no sources to audit; "
            + (f"did you mean {near[0]}?" if near else f"there are {', '.join(SCENARIOS)}")
        )
    found = look(SCENARIOS[name])
    if json:
        print(
            plain_json.dumps(
                {"scenario": name, "sources": SCENARIOS[name], "findings": [each.as_dict() for each in found]},
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        print_findings(name, found, SCENARIOS[name])


def print_findings(name, found, sources):
    """The gravest first."""
    from rich.markup import escape

    from marketsim.cli.scenarios import listing
    from marketsim.words import counted

    page, look = console(), {"high": "bold red", "medium": "yellow", "low": "dim"}
    table = listing(("where", "what is claimed, and what the figures give"))
    for each in found:
        note = f"\n[dim]{escape(each.note)}[/]" if each.note else ""
        table.add_row(
            f"[{look[each.severity]}]{each.severity}[/]\n{escape(each.where)}",
            f"[bold]{escape(each.subject)}[/]: {escape(each.claimed)}\n{escape(each.computed)}{note}",
            end_section=False,
        )
    page.print(table)
    grave = sum(each.severity == "high" for each in found)
    page.print(
        f"\n{counted(len(found), 'finding')} in {counted(len(sources), 'source')} behind {name}, {grave} of them grave."
    )
