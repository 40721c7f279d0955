"""Who is the next to be worth a billion dollars, and which kind of open-source firm gets to 4bn yuan."""

import numpy as np

from marketsim.claims.definition import claim
from marketsim.claims.needs import NEVER, among, firms, listed_by, month, since
from marketsim.outcomes import BUSINESSES

VERTICAL, WITH_REVENUE = 1, 2  # bits of unicorn_kind


def next_unicorn_is_vertical(outcomes, day, made):
    """The first unlisted firm to cross a billion dollars after the claim was made takes 80 % of its revenue from one
    regulated vertical and has 100 million dollars of it a year; of several in one month all do. Open where none
    crosses by the deadline. Firms that were above at the start, or before the claim, are not the next."""
    months = since(outcomes, made, day)
    crossed = month(outcomes, "unicorn")
    counts = (crossed >= months.start) & (crossed < months.stop) & ~listed_by(outcomes, crossed)
    crossed = np.where(counts, crossed, NEVER)
    first = crossed.min(axis=1, keepdims=True)
    both = firms(outcomes, "unicorn_kind") == VERTICAL + WITH_REVENUE
    return among(first[:, 0] < NEVER, (both | (crossed > first)).all(axis=1))


next_unicorn_by_2026, next_unicorn_by_2027 = (
    claim(f"S1-P2@{year}", f"The next unicorn, by the end of {year}, is vertical with $100m of revenue",
          deadline=f"{year}-12-31", row="S1-P2")(next_unicorn_is_vertical) for year in (2026, 2027))


@claim("S1-P3", "Open core reaches 4bn yuan more often than pure open source")
def open_core_reaches_the_line_more_often(outcomes, day):
    """Of the firms that end as pure open source a smaller share was ever worth the line than of those that end as
    open core; open where one of the kinds has no firm, or neither has one that was."""
    business, there = firms(outcomes, "business"), firms(outcomes, "fate") > 0
    reached = firms(outcomes, "above_line") >= 0
    kinds = [there & (business == BUSINESSES.index(kind)) for kind in ("pure open", "open core")]
    both = np.all([kind.any(axis=1) for kind in kinds], axis=0)
    pure, core = ((kind & reached).sum(axis=1) / np.maximum(kind.sum(axis=1), 1) for kind in kinds)
    return among(both & (pure + core > 0), pure < core)
