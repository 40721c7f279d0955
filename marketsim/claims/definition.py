"""A claim: a sentence that can be wrong, its deadline, and the function of outcomes that settles it.

The function takes (outcomes, day) and gives one bool a run; one that looks at what happens after the claim was
made takes (outcomes, day, made). Its docstring is the resolution criterion. Where a run leaves the claim open it
gives a masked array (`among`); where a market cannot settle it at all it raises Unresolvable.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from inspect import cleandoc, signature

import numpy as np

from marketsim.ledger import table

BASES = ("publication", "text")
MID_2025 = date(2025, 6, 30)  # the texts' own time: the middle of the year S0 speaks from, and S1's mid-2025


class Unresolvable(Exception):
    """This market cannot settle the claim; the text says why, without the claim's name."""


def months_after(day, months):
    """The same day so many months later; the end of a month stays the end of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    at_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))


@dataclass(frozen=True)
class Claim:
    """id; text in our words; criterion; settle(outcomes, day[, made]); deadline, or `within` months of being made.

    `row` is the row of the ledger it reads ("" for one's own), `source` where that stands. Without a deadline the
    claim is looked at on the last day of the run.
    """

    id: str
    text: str
    criterion: str
    settle: Callable
    deadline: date | None = None
    within: int | None = None
    row: str = ""
    source: str = ""

    def made(self, outcomes, basis):
        """The day it was made: the page's date, or the text's own time; for one's own the eve of the market."""
        source = next((each for each in table("sources") if self.source.startswith(f"{each.source} ")), None)
        if source is None:
            return outcomes.start - timedelta(days=1)
        return source.published if basis == "publication" else MID_2025

    def day(self, outcomes, basis="publication"):
        """Its deadline on this basis; the last day of the run if it has none."""
        if self.within is not None:
            return months_after(self.made(outcomes, basis), self.within)
        return self.deadline or outcomes.date_of(outcomes.months) - timedelta(days=1)

    def settled(self, outcomes, basis="publication"):
        """(runs,) masked bool: true, false, or open."""
        day = self.day(outcomes, basis)
        if not outcomes.reaches(day):
            raise Unresolvable(f"its deadline {day} lies beyond the last month of these runs")
        if outcomes.last_month(day) < 0:
            raise Unresolvable(f"its deadline {day} lies before the end of the first month")
        made = (self.made(outcomes, basis),) if len(signature(self.settle).parameters) > 2 else ()
        truth = np.ma.asarray(self.settle(outcomes, day, *made))
        if truth.shape != (outcomes.runs,) or truth.dtype != bool:
            raise TypeError(f"claim {self.id}: must give one bool a run, shape ({outcomes.runs},), "
                            f"got {truth.dtype} {truth.shape}")
        return truth


def claim(id, text, *, deadline=None, within=None, row=None, source=None, criterion=None):
    """Make a claim of a function (see the top of the file).

    deadline: a date or "2026-09-30"; within: months from the day it was made, instead.
    row: of the ledger, if it is not the id; source: where it stands, if not in the ledger.
    criterion: how it is settled, if the function's docstring does not say it.
    """
    if deadline is not None and within is not None:
        raise ValueError(f"claim {id}: say deadline or within, not both: got {deadline} and {within}")
    read = next((each for each in table("claims") if each.id == (row or id)), None)
    if row and not read:
        raise ValueError(f"claim {id}: row must be one of the ledger's claims, got {row!r}")

    def make(settle):
        words = criterion or " ".join(cleandoc(settle.__doc__ or text).split())
        due = date.fromisoformat(deadline) if isinstance(deadline, str) else deadline
        return Claim(id, text, words, settle, due, within, read.id if read else "",
                     source or (f"{read.source} {read.locator}" if read else ""))

    return make
