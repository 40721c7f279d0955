"""Questions with a deadline, as a table: what becomes of every firm, and every claim.

A row may be resolved (`outcome` 0 or 1, the day that was known, the evidence) or wait. `world` is empty for the real
one; a row resolved by a simulated future names it there ("floor seed 99 run 3"), and never passes for history.
"""

import csv
from dataclasses import astuple, dataclass, fields, replace
from datetime import date as Date

from marketsim.claims import Unresolvable, shipped
from marketsim.claims.definition import months_after
from marketsim.outcomes import FATES

EVENTS = {
    "claim": "as its criterion says; see `marketsim claims`",
    "listed": "its shares trade on an exchange on the deadline",
    "acquired": "a sale or merger of the whole firm has closed on or before the deadline",
    "closed": "it has ceased to operate on or before the deadline, for good",
    "raised": "its latest financing from the first month to the deadline is a priced round, worth more before the "
    "money than the round before it after the money; a bridge counts as a financing that is not priced",
}
WORDS = {
    "listed": "{} is listed on {}",
    "acquired": "{} is bought or merged by {}",
    "closed": "{} has closed by {}",
    "raised": "{} has raised above its last price, and nothing since, by {}",
}


@dataclass(frozen=True)
class Question:
    """One row. subject: a firm or a claim's id; event: one of EVENTS; outcome: True, False, or None while it waits;
    base: what a base rate says, if somebody has one."""

    id: str
    subject: str
    event: str
    deadline: Date
    text: str
    outcome: bool | None = None
    resolved: Date | None = None
    evidence: str = ""
    world: str = ""
    base: float | None = None

    def known(self, outcome, day, evidence, world=""):
        """The same, resolved."""
        return replace(self, outcome=outcome, resolved=day, evidence=evidence, world=world)


COLUMNS = tuple(field.name for field in fields(Question))


def ask(outcomes, deadlines=None, claims=True, firms=None):
    """Questions of a market: every firm there at the start, every event and deadline, then its claims.

    deadlines: dates within the runs; if None the ends of the 12th, the 24th and the last month, as far as they reach.
    claims: the shipped claims that these outcomes settle, too. firms: names; all if None.
    What is so at the start already, a firm listed or gone, is not asked.
    """
    deadlines = usual(outcomes) if deadlines is None else tuple(deadlines)
    for day in deadlines:
        if not 0 <= outcomes.last_month(day) < outcomes.months:
            raise ValueError(f"deadline must lie within the {outcomes.months} months from {outcomes.start}, got {day}")
    there = len(outcomes.firm_ids)
    chosen = range(there) if firms is None else [outcomes.row(firm) for firm in firms]
    return tuple(
        question
        for row in chosen
        for event in open_to(outcomes, row)
        for question in (asked(outcomes.firm_names[row], event, day) for day in deadlines)
    ) + (asked_claims(outcomes) if claims else ())


def usual(outcomes):
    """The ends of the 12th, the 24th and the last month."""
    spans = sorted({months for months in (12, 24) if months < outcomes.months} | {outcomes.months})
    eve = months_after(outcomes.start, -1).replace(day=28)
    return tuple(month_end(months_after(eve, months)) for months in spans)


def month_end(day):
    from calendar import monthrange

    return day.replace(day=monthrange(day.year, day.month)[1])


def open_to(outcomes, row):
    """The events that may still come over a firm: what it was at the start in every run cannot."""
    fates, months = outcomes.firm("fate")[:, row], outcomes.firm("fate_month")[:, row]
    listed = bool(((fates == FATES.index("listed")) & (months < 0)).any())
    return ("acquired", "closed") if listed else ("listed", "acquired", "closed", "raised")


def asked(firm, event, day):
    return Question(f"{firm}/{event}/{day}", firm, event, day, WORDS[event].format(firm, day))


def asked_claims(outcomes):
    """The shipped claims that these outcomes settle."""
    found = []
    for claim in shipped():
        try:
            claim.settled(outcomes)
        except Unresolvable:
            continue
        found.append(Question(claim.id, claim.id, "claim", claim.day(outcomes), claim.text))
    return tuple(found)


# ---------------------------------------------------------------------------------------------- files


def write(path, questions):
    """As CSV; an outcome as 0 or 1, nothing while it waits."""
    from marketsim.results import replacing

    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        for question in questions:
            lines.writerow("" if x is None else int(x) if isinstance(x, bool) else x for x in astuple(question))


def read(path):
    """Questions of a CSV file; ValueError in a line: file, row, column, rule, value."""
    from marketsim.scoring.rows import chance, day, one_of, rows, truth

    return tuple(
        Question(
            id=row.text("id"),
            subject=row.text("subject", row.text("id")),
            event=row.value("event", one_of(EVENTS), "claim"),
            deadline=row.value("deadline", day),
            text=row.text("text", row.text("id")),
            outcome=row.value("outcome", truth, None),
            resolved=row.value("resolved", day, None),
            evidence=row.text("evidence", ""),
            world=row.text("world", ""),
            base=row.value("base", chance, None),
        )
        for row in rows(path, ("id", "deadline"))
    )
