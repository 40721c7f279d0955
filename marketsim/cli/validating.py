"""`marketsim validate`: published figures beside the model's own."""

import json as plain_json
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, understood

LOOK = {"pass": "green", "miss": "bold red", None: "dim"}


def validate(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")
    ],
    runs: Annotated[int, typer.Option(help="How many futures to measure.")] = 40,
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure; may be repeated.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    figures: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw a picture for each target into this folder.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Measure published patterns in simulated markets, as their sources do, and say which are met."""
    from marketsim.cli.progress import Progress
    from marketsim.validation import validate as look

    for name, value, least, most in (("runs", runs, 1, 100_000), ("seed", seed, 0, 2**64 - 1)):
        if not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most}, got {value}")
    premise, changes = chosen(scenario, set_ or ())
    if figures and figures.exists() and not figures.is_dir():
        raise Refusal(f"--figures must be a folder, got {figures}")
    with Progress(console(error=True), quiet) as progress:
        progress.stage(f"{runs:,} futures of {premise.name}")
        with understood():
            report = look(premise, runs, seed, progress)
    if json:
        print(plain_json.dumps(report.document(), ensure_ascii=False, indent=1))
    else:
        print_report(console(), report)
    if figures:
        draw(report, changes, figures, quiet or json)


def print_report(page, report):
    """A table: a section for each target, a line for each of its numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from marketsim.validation.page import band, said

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("target", ratio=1)
    for name in ("published", "model", "90 % of runs", "z", "accepted", ""):
        table.add_column(name, justify="right", no_wrap=True)
    for judged in report.targets:
        target = judged.target
        role = "sanity" if target.role == "sanity" else judged.role
        mark = f"[{LOOK[judged.verdict]}]{judged.verdict}[/] [dim]{role}[/]"
        table.add_row(f"[bold]{target.id} {escape(target.title)}[/]\n[dim]{escape(target.source)}[/]", *[""] * 5, mark)
        for row in judged.rows:
            part, look = row.part, LOOK[row.verdict]
            table.add_row(
                f"  {escape(part.words)}",
                said(part.published, part.unit),
                said(row.model, part.unit),
                f"{said(row.low, part.unit)} to {said(row.high, part.unit)}",
                said(row.z),
                band(part),
                f"[{look}]{row.verdict or ''}[/]",
                style="dim" if row.verdict is None else "",
            )
        table.add_section()
    page.print(table)
    gates = [judged for judged in report.targets if judged.target.role == "gate"]
    met = [judged for judged in gates if judged.verdict == "pass"]
    page.print(
        f"\n{len(met)} of {len(gates)} targets met in {report.runs:,} futures of {report.scenario.name}, "
        f"seed {report.seed}; sanity targets do not count, nor lines without an accepted band."
    )
    if any(judged.role == "fit" for judged in gates):
        free, kept = ([judged for judged in those if judged.role == "validation"] for those in (gates, met))
        rest = f"of the {len(free)} held out {len(kept)} are met" if free else "none is held out"
        page.print(f"Figures were fitted to {len(gates) - len(free)} of these; {rest}.")
    if found := fitted(report.scenario):
        name = report.scenario.name
        page.print(f"{found} figures of {name} were sought by hand with these targets in view: a pass is a fit here.")


def fitted(scenario):
    """How many of the scenario's figures are calibrated without a posterior that says to what."""
    kinds = (scenario.startups, scenario.investors, scenario.acquirers)
    agents = (agent.figures for kind in kinds for agent in kind.values())
    tables = (scenario.parameters, *scenario.verticals.values(), *scenario.defaults.values(), *agents)
    return sum(
        quantity.source == "calibrated" and not quantity.posterior for table in tables for quantity in table.values()
    )


def draw(report, changes, folder, quiet):
    """A picture for each target: SCENARIO-V3.png."""
    from marketsim.figures import save
    from marketsim.figures.validation import beside
    from marketsim.provenance import identity

    facts = identity(report.scenario, report.seed, report.runs, report.scenario.months, "publication")
    facts |= {"runs_done": report.runs, "changes": dict(changes)}
    folder.mkdir(parents=True, exist_ok=True)
    for judged in report.targets:
        save(beside(judged, facts), folder / f"{report.scenario.name}-{judged.target.id}.png")
    if not quiet:
        console(error=True).print(f"{len(report.targets)} pictures in {folder}")
