"""Who gains and who loses, by what firms were at the start: above the line, open core, their vertical, their stage."""

import numpy as np

from marketsim.outcomes import BUSINESSES, STAGES

from .firms import acts, common, worth
from .pairs import paired

SAID = {"pure open": "open source"}


def groups(one, other, opening):
    """A row a group and measure: kind, group, firms (on average), measure, unit, then the columns of `Paired`.

    one, other: outcomes of the same runs. opening: the first market's after one month, whose stage, business and home
    count, so that nobody is sorted by what became of it later; champions are those of either market, in the end.
    """
    import pandas as pd

    _, first, second = common(one, other)
    rows = []
    for kind, name, members in sorted_out(one, other, opening, first, second):
        if members.any():
            rows += measured(kind, name, members, one, other, first, second)
    newcomers = [slice(len(each.firm_ids), None) for each in (one, other)]
    sums = [worth(each, those).sum(1) for each, those in zip((one, other), newcomers, strict=True)]
    came = float((one.firm("fate")[:, newcomers[0]] > 0).sum(1).mean())
    rows.append(row("newcomers", "newcomers", came, "worth", "million yuan", *sums))
    return pd.DataFrame(rows)


def sorted_out(one, other, opening, first, second):
    """(kind, group, (runs, firms) bool) of every group."""
    everybody = np.ones((one.runs, len(first)), bool)
    yield "all", "all", everybody
    line = one.params["floor_line"][:, None]
    above = one.firm("first_mark")[:, first] >= line
    yield "line", "above the line", above
    yield "line", "below the line", ~above
    named = (one.firm("champion")[:, first] > 0) | (other.firm("champion")[:, second] > 0)
    yield "champions", "champions", named
    yield "champions", "never champions", ~named if named.any() else ~everybody
    for kind, words in (("business", BUSINESSES), ("stage", STAGES), ("home", opening.verticals)):
        told = opening.firm(kind)[:, first]
        for number, word in enumerate(words):
            yield kind, SAID.get(word, word), told == number


def measured(kind, name, members, one, other, first, second):
    """Worth, share still acting and money raised of one group."""
    size = members.sum(1)
    a, b = worth(one, first), worth(other, second)
    yield row(kind, name, size.mean(), "worth", "million yuan", (a * members).sum(1), (b * members).sum(1))
    a, b = acts(one, first), acts(other, second)
    with np.errstate(invalid="ignore"):
        shares = [(x & members).sum(1) / size for x in (a, b)]
    yield row(kind, name, size.mean(), "acting", "share", *shares)
    a, b = one.firm("raised")[:, first].astype(float), other.firm("raised")[:, second].astype(float)
    yield row(kind, name, size.mean(), "raised", "million yuan", (a * members).sum(1), (b * members).sum(1))


def row(kind, name, size, measure, unit, a, b):
    about = {"kind": kind, "group": name, "firms": float(size), "measure": measure, "unit": unit}
    return about | {key: float(value) for key, value in paired(a, b)._asdict().items()}
