"""What `marketsim score` prints: the score, what it is made of, and what it does not show."""

NAMES = {"brier": "Brier score", "log": "log score, nats"}
PARTS = (
    ("score", ""),
    ("miscalibration", "  miscalibration"),
    ("discrimination", "  - discrimination"),
    ("uncertainty", "  + uncertainty"),
)


def print_report(page, report, source):
    """Scores with intervals, events, calibration; then how the intervals were made."""
    from rich.markup import escape

    from marketsim.words import counted

    late = f", [bold red]{report.late:,} of them hindcasts: said after the answer was known[/]" if report.late else ""
    page.print(f"\n[bold]{counted(report.questions, 'resolved question')}[/] {escape(source)}{late}", soft_wrap=True)
    if report.waiting:
        page.print(f"{counted(report.waiting, 'question')} not resolved, not scored")
    page.print()
    page.print(scores(report))
    page.print()
    page.print(events(report))
    page.print()
    for remark in remarks(report):
        page.print(remark)


def scores(report):
    table = grid("", "value", "95 %")
    for rule, line in report.lines.items():
        for name, words in PARTS:
            value, low, high = (getattr(each, name) for each in (line.parts, line.low, line.high))
            table.add_row(words or f"[bold]{NAMES[rule]}[/]", figure(value), f"{figure(low)} to {figure(high)}")
        for name, words in (("base", "base rates"), ("coin", "a coin")):
            value, low, high = line.skill[name]
            table.add_row(f"  skill against {words}", share(value), f"{share(low)} to {share(high)}")
    return table


def events(report):
    table = grid("event", "questions", "expected", "came true", "Brier", "skill against base rates")
    for row in report.events:
        table.add_row(
            row["event"],
            f"{row['questions']:,}",
            share(row["expected"]),
            share(row["came_true"]),
            figure(row["brier"]),
            share(row["skill_base"]),
        )
    return table


def grid(*names):
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, name in enumerate(names):
        table.add_column(name, justify="right" if place else "left", no_wrap=True)
    return table


def remarks(report):
    """How calibration was judged, what was drawn again, and where base rates come from."""
    from marketsim.scoring.report import FEW

    by, number = report.clusters
    how = (
        "against right forecasts whose fates hang together as in the model's futures"
        if report.joint
        else ("against right forecasts of independent fates")
    )
    said = {"fits": "no sign of miscalibration", "misses": "miscalibrated"}.get(report.verdict, "unsure")
    more = (
        ""
        if report.joint
        else ". Where fates hang together that is too strict: give the --scenario too, if there is one"
    )
    yield f"Calibration: {said} (p = {report.calibration:.2g} {how}){more if report.verdict == 'unsure' else ''}."
    yield (
        f"Intervals: whole {by}s drawn again, {number:,} of them"
        + (", too few to trust" if number < FEW else "")
        + ("." if by == "world" else "; they hold for other subjects in this same world, not for another history.")
    )
    yield f"Base rates: {report.bases}."


def figure(x):
    return f"{x:.4f}" if x == x else "-"


def share(x):
    return f"{100 * x:.3g} %" if x == x else "-"
