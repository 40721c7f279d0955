"""The scoreboard in the terminal."""

from marketsim.words import chance, counted, frequency, interval

WIDE = 112  # columns from which every figure has a column of its own
BAR, SHOWN = 12, 6


def print_scoreboard(console, verdicts, facts, name):
    """Claims with probability, natural frequency and interval; what cannot be resolved, in short.

    name: the scenario as it was asked for, a name or a path.
    """
    from rich.markup import escape
    from rich.padding import Padding

    console.print(f"\n[bold]{escape(facts['title'])}[/]")
    if facts["changes"] and "fork" not in facts:
        said = (key if key.startswith("what-if ") else f"{key} = {value}" for key, value in facts["changes"].items())
        console.print(f"changed: {escape(', '.join(said))}")
    console.print(
        f"{counted(facts['runs_done'], 'future')} of {counted(facts['months'], 'month')}, seed {facts['seed']}, "
        f"in {facts['seconds']:.1f} s [dim]digest {facts['digest']}[/]\n"
    )
    console.print(board(verdicts.resolved, console.width >= WIDE))
    if sure := sum(verdict.known < verdict.runs for verdict in verdicts.resolved):
        console.print(
            f"[dim]* {counted(sure, 'claim')} settled by some of the futures only; the others leave "
            f"{'it' if sure == 1 else 'them'} open.[/]"
        )
    if verdicts.unresolvable:
        console.print(f"\n[bold]{counted(len(verdicts.unresolvable), 'other claim')} cannot be resolved here[/]")
        for silent, why in verdicts.unresolvable[:SHOWN]:
            console.print(
                Padding(
                    f"[dim]{escape(silent)}[/] {escape(brief(why, 2 * console.width - len(silent) - 12))}", (0, 0, 0, 2)
                )
            )
        if len(verdicts.unresolvable) > SHOWN:
            console.print(f"  [dim]and {len(verdicts.unresolvable) - SHOWN} more: marketsim claims {escape(name)}[/]")


def board(claims, wide):
    """A table; narrow terminals get id, deadline and text in one column."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    if wide:
        table.add_column("claim", no_wrap=True, style="dim")
        table.add_column("by", no_wrap=True)
        table.add_column("what it says", ratio=1)
        table.add_column("", no_wrap=True)
    else:
        table.add_column("claim, and by when", ratio=1)
    table.add_column("probability", justify="right", no_wrap=True)
    table.add_column("futures", no_wrap=True)
    table.add_column("95 %", justify="right", no_wrap=True)
    for each in claims:
        text, star = escape(each.text), "*" if each.known < each.runs else ""
        first = (
            [escape(each.id), str(each.deadline), text, bar(each.probability)]
            if wide
            else [f"{text}\n[dim]{escape(each.id)} · {each.deadline}[/]"]
        )
        table.add_row(
            *first,
            f"[bold]{chance(each.probability, each.low, each.high)}[/]",
            frequency(each.probability, each.known) + star,
            interval(each.low, each.high),
        )
    return table


def bar(share):
    """A share as a bar."""
    eighths = round(share * BAR * 8)
    text = "█" * (eighths // 8) + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[eighths % 8]
    return f"[blue]{text}[/][bright_black]{'·' * (BAR - len(text))}[/]"


def brief(text, most):
    """The beginning of a text, up to a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " ..."
