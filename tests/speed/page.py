"""The bench's table, on a terminal and as docs/speed.md."""

from inspect import cleandoc

VERDICTS = {True: "met", False: "missed", None: ""}
HEAD = """# Speed

All figures are from one run of `{command}` on the machine below{quick}. Contenders take turns, a figure is the
minimum of its turns unless it says otherwise, and a ratio is one of minima. Time is CPU time of the thread where
nothing is said of the clock. A *startup-month* is one startup that is still in the market at the end of one month.

To run it again: `make speed`, or `python tests/speed` with `--only doors` for one part, `--quick` for a short pass,
`--json FILE` for the figures, `--write` for this page. Close what else is running: ratios bear noise, seconds do
not.
"""


def shown(value):
    """A figure with three or four digits that matter."""
    if value is None:
        return "-"
    if isinstance(value, str | bool):
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    size = abs(value)
    if isinstance(value, int) or size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 1 else f"{value:.3g}"


def title(name):
    return {"startup": "Start-up"}.get(name, name.capitalize())


def summary(parts):
    """One line: how many targets are met, and which are not."""
    asked = [(part["name"], row) for part in parts for row in part["rows"] if row["met"] is not None]
    missed = [f"{name}: {row['what']}" for name, row in asked if not row["met"]]
    text = f"{len(asked) - len(missed)} of {len(asked)} targets met"
    return f"{text}; missed: {'; '.join(missed)}" if missed else text


def show(facts, parts):
    """Print it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    colours = {True: "green", False: "bold red", None: ""}
    table = Table(title=f"{facts['processor']}, {facts['cores']} cores, {facts['instruction set']}, {facts['date']}")
    for name in ("what", "value", "unit", "target", "verdict"):
        table.add_column(name, justify="right" if name == "value" else "left", no_wrap=name in ("value", "verdict"))
    table.add_column("note", style="dim", ratio=1)
    for part in parts:
        table.add_section()
        table.add_row(Text(title(part["name"]), style="bold"))
        for row in part["rows"]:
            cells = (row["what"], shown(row["value"]), row["unit"], row["target"] or "")
            verdict = Text(VERDICTS[row["met"]], style=colours[row["met"]])
            table.add_row(*(Text(str(cell)) for cell in cells), verdict, Text(str(row["note"])))
    console.print(table)
    console.print(Text(summary(parts)))


def written(facts, parts, quick):
    """The page in Markdown."""
    command = "python tests/speed --quick --write" if quick else "make speed ARGS=--write"
    lines = [HEAD.format(command=command, quick=", a short pass" if quick else ""), f"**{summary(parts)}.**", ""]
    lines += ["| machine | |", "|---|---|", *(f"| {name} | {cell(text)} |" for name, text in facts.items()), ""]
    for part in parts:
        lines += [f"## {title(part['name'])}", "", cleandoc(part["about"]), ""]
        lines += ["| what | value | unit | target | verdict | note |", "|---|--:|---|---|---|---|"]
        for row in part["rows"]:
            met = {True: "met", False: "**missed**", None: ""}[row["met"]]
            cells = (row["what"], shown(row["value"]), row["unit"], row["target"] or "", met, row["note"])
            lines.append(f"| {' | '.join(map(cell, cells))} |")
        lines.append("")
    return "\n".join(lines)


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")
