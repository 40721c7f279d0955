"""`marketsim replay`: one future of a result folder, opened again as a live market and told."""

import json as plain_json
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, console, understood


def replay(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `marketsim run` wrote.")],
    run: Annotated[int, typer.Option("--run", help="Which future, by number.")],
    firm: Annotated[
        str | None, typer.Option("--firm", metavar="NAME", help="Tell only what concerns this firm or investor.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
):
    """Tell the story of one future, month by month, and check that it is the same future."""
    from marketsim.provenance import kernel
    from marketsim.results import Results
    from marketsim.stories import tell

    with understood():
        results = Results(folder)
        facts, stored = results.provenance, results.digest(run)
        story = tell(results.market(run), facts["months"], firm)
    agrees = story.digest == stored
    if json:
        print(
            plain_json.dumps(
                {
                    "scenario": facts["scenario"],
                    "seed": facts["seed"],
                    "run": run,
                    "firm": firm,
                    **story.as_dict(),
                    "digest": f"{story.digest:016x}",
                    "digest_agrees": agrees,
                },
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        print_story(console(), story, facts, run)
    if not agrees:
        other = "" if facts["kernel"] == kernel() else "; the rules have changed since"
        raise Refusal(
            f"digest differs: run {run} ended with {stored:016x}, its replay with {story.digest:016x}{other}", 1
        )
    if not json:
        console().print(f"[dim]digest agrees: {stored:016x}[/]")


def print_story(console, story, facts, run):
    """Months on the left, what happened on the right, and how the named firms ended up."""
    from rich.markup import escape
    from rich.table import Table

    from marketsim.words import month

    console.print(f"\n[bold]Future {run:,} of {escape(facts['scenario'])}[/], seed {facts['seed']}")
    console.print(f"At the start: {escape(story.opening)}.\n")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for chapter in story.chapters:
        lines = [escape(upper(event.text)) for event in chapter.events] + (
            [f"[dim]also: {escape(chapter.also)}[/]"] if chapter.also else []
        )
        for place, line in enumerate(lines):
            table.add_row("" if place else month(chapter.date), line)
    console.print(table)
    console.print(f"\nAt the end: {escape(story.closing)}.\n")
    if story.firms:
        console.print(endings(story.firms, console.width))


def endings(firms, width):
    """The named firms as the story ends."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from marketsim.words import percent, sum_of

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name, side in (
        ("firm", "left"),
        ("how it ended", "left"),
        ("value, yuan", "right"),
        ("sales a year", "right"),
        ("growth", "right"),
        ("margin", "right"),
    ):
        table.add_column(name, justify=side, no_wrap=name not in ("firm", "how it ended"))
    for end in firms:
        gone = end.fate in ("acquired", "merged", "closed")
        figures = (
            ["", "", "", ""]
            if gone
            else [sum_of(end.mark), sum_of(end.revenue), grown(end.growth), percent(end.margin)]
        )
        table.add_row(escape(end.firm), escape(end.words), *figures, style="dim" if gone else "")
    return table


def grown(log_growth):
    """Log growth a year as per cent."""
    from math import exp

    return f"{100 * (exp(log_growth) - 1):+.0f} %"


def upper(text):
    """A sentence's first letter as a capital, if it is an ordinary word."""
    first = text.split(" ", 1)[0]
    return (
        text[0].upper() + text[1:]
        if first in ("a", "an", "the", "money", "open", "filings", "merger", "export")
        else text
    )
