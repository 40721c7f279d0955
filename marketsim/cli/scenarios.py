"""`marketsim scenarios`, `show` and `check`: what there is, what is in it, and whether one's own is sound."""

from typing import Annotated

import typer

from marketsim.cli.manners import chosen, console, understood

KINDS = ("startups", "investors", "acquirers", "regulators")


def scenarios():
    """List the scenarios that come with marketsim."""
    from rich.markup import escape

    from marketsim.scenario import load, shipped

    table = listing(("name", "title", "start", "months", "named", "startups in all"), right=(3, 4, 5), narrow=(0, 2))
    for name in shipped():
        scenario = load(name)
        table.add_row(
            f"[bold]{name}[/]",
            escape(scenario.title),
            scenario.start,
            str(scenario.months),
            str(sum(agent.count is None for agent in scenario.startups.values())),
            f"{members(scenario, 'startups'):,}",
        )
    console().print(table)


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A shipped scenario, or the path of a .toml file.")],
    parameters: Annotated[
        bool, typer.Option("--parameters", help="Every parameter with unit, source and date.")
    ] = False,
    firms: Annotated[bool, typer.Option("--firms", help="Every startup, named or in a group.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Everything, sources included.")] = False,
):
    """Show what a scenario holds: every figure with its unit, source and date."""
    from marketsim.cli.showing import print_agents, print_figures, print_sources, print_summary
    from marketsim.schema import PARAMETERS

    scenario, _ = chosen(name)
    page = console()
    print_summary(page, scenario, plain=not (parameters or firms or everything))
    if parameters or everything:
        print_figures(
            page, scenario, "Parameters", scenario.parameters, {key: field.meaning for key, field in PARAMETERS.items()}
        )
    if everything:
        for vertical, figures in scenario.verticals.items():
            print_figures(page, scenario, f"Vertical {vertical}", figures)
    for kind in KINDS:
        if everything or firms and kind == "startups":
            print_agents(page, scenario, kind)
    if everything:
        print_sources(page, scenario)


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The path of a .toml file, or a shipped scenario.")],
):
    """Check a scenario file; one line says what is in it, or what is wrong."""
    from pathlib import Path

    from marketsim.start import Start
    from marketsim.words import counted

    scenario, _ = chosen(file)
    with understood():
        Start(scenario).world()
    parts = [counted(members(scenario, kind), kind[:-1]) for kind in KINDS] + [
        counted(len(scenario.verticals), "vertical")
    ]
    print(f"{Path(file).name}: {', '.join(parts)}, {scenario.months} months from {scenario.start}: fine")


def members(scenario, kind):
    """How many of a kind there are, groups counted in full."""
    return sum(agent.count or 1 for agent in getattr(scenario, kind).values())


def listing(columns, right=(), narrow=()):
    """An empty table in the house's look."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, name in enumerate(columns):
        table.add_column(name, justify="right" if place in right else "left", no_wrap=place in narrow)
    return table
