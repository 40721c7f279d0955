"""How sure one can be: what luck does to the numbers, and what is not known about the market."""

import re

from marketsim.manual.marks import meaning
from marketsim.schema import PARAMETERS
from marketsim.words import chance, counted, interval

from .html import Raw, paragraph, quiet, strong, table, text
from .section import Section

MOVES = 3


def doubt(case):
    """For each claim: the interval of luck, the range under what is unknown, and the open figures that move it most."""
    claims, found = case.verdicts.resolved, case.unknown
    if not claims:
        return None
    drawn = sum(quantity.drawn for quantity in case.scenario.parameters.values())
    widest = max((each.high - each.low) / 2 for each in claims)
    body = paragraph(
        f"Having tried {case.facts['runs_done']:,} futures leaves every probability uncertain by luck, at 95 % by up "
        f"to {100 * widest:.2g} points either way. More futures narrow that. They do not narrow what is not known "
        f"about the market: {counted(drawn, 'parameter of the rules is', 'parameters of the rules are')} drawn anew "
        "for each future from the range it may lie in, and the probabilities are averages over these ranges."
    )
    if not found:
        few = "How much these matter cannot be told from so few futures." if drawn else "No parameter is left open."
        return Section("doubt", "How sure we are", body + paragraph(few))
    body += paragraph(
        "The table has, for each claim that an open parameter moves, where its probability would lie, nine times in "
        "ten, if these parameters were known; and what moves it most: by how many points the probability is higher in "
        "futures in which the parameter is in its upper fifth than in those in which it is in its lower. All this is "
        "the least there is: parameters are taken one by one, figures of single firms count as luck, and the rules "
        "themselves may be wrong."
    )
    moved = sorted(
        (each for each in claims if each.id in found and found[each.id].moves), key=lambda each: -width(found[each.id])
    )
    rows = [row(each, found[each.id]) for each in moved]
    if rows:
        body += table(
            ("Claim", ">Probability", ">Luck alone", ">If parameters were known", "What moves it most, points"),
            rows,
            "Two kinds of doubt, and what each probability hinges on",
        )
    else:
        body += paragraph("No open parameter stands out for any claim in so many futures.")
    rest = [each.id for each in claims if each not in moved]
    if rest and rows:
        body += paragraph(
            f"For the other {counted(len(rest), 'claim')} no open parameter stands out: {', '.join(rest)}.", kind="note"
        )
    return Section("doubt", "How sure we are", body)


def width(doubt):
    return doubt.high - doubt.low


def row(claim, doubt):
    known = interval(doubt.low, doubt.high) if width(doubt) > 0.01 else "hardly elsewhere"
    return (
        Raw(f"{text(claim.text)} {quiet(claim.id)}"),
        strong(chance(claim.probability, claim.low, claim.high)),
        interval(claim.low, claim.high),
        known,
        Raw("<br>".join(moving(name, gap) for name, gap in doubt.moves[:MOVES])),
    )


def moving(name, gap):
    """ "−8 odds of ... (window_opens)" """
    plain = re.sub(r" \([^)]*\)$", "", meaning(PARAMETERS[name]))
    sign = "+" if gap > 0 else "−"
    return f"<strong>{sign}{abs(100 * gap):.0f}</strong> {text(name.replace('_', ' '))} {quiet(plain)}"
