"""The scoreboard: every claim with its probability, and both kinds of doubt."""

from marketsim.words import chance, counted, frequency, interval

from .html import Raw, folded, noted, paragraph, quiet, strong, table, text
from .section import Section

WIDTH, HEIGHT = 160, 20


def board(case):
    """Predictions first, then triggers and regularities, in the order of the ledger."""
    claims = case.verdicts.resolved
    if not claims:
        return Section("claims", "The claims", paragraph("No claim can be resolved in this market.") + silent(case))
    from marketsim.figures.scoreboard import finding

    rows = [
        (
            Raw(f"{text(each.text)}<br>{quiet(' · '.join(filter(None, (each.id, each.source))))}"),
            strong(chance(each.probability, each.low, each.high), "big"),
            Raw(bar(each, case.unknown.get(each.id))),
            interval(each.low, each.high),
            Raw(f'<span class="whole">{each.deadline}</span>'),
            frequency(each.probability, each.known) + ("*" if each.known < each.runs else ""),
        )
        for each in claims
    ]
    body = paragraph(f"{finding(claims)}.", kind="lead")
    body += paragraph(
        "The dot is the probability. The short dark bar is the 95 % interval that comes from having tried a limited "
        "number of futures (luck alone). "
        + (
            "The long pale bar says where the probability would lie, nine times in ten, if the figures this market "
            "leaves open were known: at least so much is doubt about the market itself. Where there is none, it is "
            "luck, or the figures of single firms, that decides."
            if case.unknown
            else 'What is not known about the market itself is not in it: see "How sure we are".'
        )
    )
    body += table(
        ("Claim", ">Probability", "0 to 100 %", ">Luck alone", "By", "Futures"), rows, "Claims and probabilities"
    )
    if partly := sum(each.known < each.runs for each in claims):
        body += paragraph(
            f"* {counted(partly, 'claim is', 'claims are')} settled by some of the futures only; the others "
            f"leave {'it' if partly == 1 else 'them'} open.",
            kind="note",
        )
    criteria = table(
        ("Claim", "It is true if"), [(each.id, each.criterion) for each in claims], "How claims are settled"
    )
    return Section(
        "claims",
        "The claims and their probabilities",
        body + folded("How each claim is settled", criteria) + silent(case),
    )


def silent(case):
    """What cannot be resolved, and why."""
    why = case.verdicts.unresolvable
    if not why:
        return ""
    return folded(
        f"{counted(len(why), 'other statement')} of the sources cannot be settled in this market",
        table(
            ("Statement", "Why not"),
            [(name, noted(reason)) for name, reason in why],
            "Statements that cannot be settled",
        ),
    )


def bar(verdict, doubt):
    """A share as a dot, with its interval of luck, and that of what is unknown."""
    said = f"{chance(verdict.probability, verdict.low, verdict.high)}, luck {interval(verdict.low, verdict.high)}"
    pale = ""
    if doubt and doubt.high - doubt.low > 0.01:
        pale = box(doubt, 6, 8, "band")
        said += f", with the open figures known {interval(doubt.low, doubt.high)}"
    return (
        f'<svg class="bar" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{text(said)}">'
        f'<path d="M4 1V19M{WIDTH / 2:g} 4V16M{WIDTH - 4} 1V19" style="stroke:var(--grid);fill:none"/>{pale}'
        f"{box(verdict, 8, 4, 'blue')}"
        f'<circle cx="{at(verdict.probability)}" cy="10" r="3.6" style="fill:var(--blue)"/></svg>'
    )


def box(ends, top, height, colour):
    """A bar from `ends.low` to `ends.high`."""
    width = max((WIDTH - 8) * (ends.high - ends.low), 1)
    place = f'x="{at(ends.low)}" y="{top}" width="{width:.1f}" height="{height}"'
    return f'<rect {place} style="fill:var(--{colour})"/>'


def at(share):
    return f"{4 + (WIDTH - 8) * share:.1f}"
