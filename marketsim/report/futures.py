"""Three futures worth reading: the most typical one, and a typical one among the best and among the worst."""

from dataclasses import replace

import numpy as np

from marketsim.typical import most_typical
from marketsim.words import money, month

from .html import Raw, cell, folded, noted, paragraph, table, text
from .section import Section

TENTH = 0.1
FEW = 20  # futures, below which there are no best and worst tenths
SHOWN = 14  # events of a story told at once
LARGE = 40_000  # startup-months of a future, from which on only the most typical is lived through
# What moves a market, in the order in which it is told when there is too much to tell.
FIRST = ("taken over", "closure", "listing", "cliff", "policy", "named champion", "weather", "rested", "round", "pivot")


def futures(case):
    """Each told by the events that mattered most, in full for those who unfold it."""
    if case.market is None:
        return Section(
            "futures",
            "Three futures worth reading",
            paragraph(
                "The rules have changed since these futures were run, so that none can be opened again and told."
            ),
        )
    parts = [story(case, run, title) for run, title in chosen(case.outcomes, case.typical)]
    lead = paragraph(
        noted(
            "A probability is a count of futures. Here are some of them, as they went; `marketsim replay` tells any "
            "other by its number. The typical one lies nearest to the median of all; the good and the bad one are "
            "typical of the tenth in which startups end up worth most, and least."
        )
    )
    title = "Three futures worth reading" if len(parts) == 3 else "A future worth reading"
    return Section("futures", title, lead + "".join(parts))


def chosen(outcomes, typical):
    """[(run, why)]: nearest to the median path of all, and of the tenths whose startups end up worth most and least."""
    found = [(typical, "The most typical")]
    if outcomes.runs < FEW or outcomes.months_array.shape[1] * len(outcomes.firm_ids) > LARGE:
        return found
    worth = np.argsort(outcomes.metric("value")[:, -1], kind="stable")
    tenth = max(2, int(TENTH * outcomes.runs))
    for side, title in ((worth[:tenth], "A bad one"), (worth[-tenth:], "A good one")):
        side = np.sort(side)
        run = int(side[most_typical(replace(outcomes, months_array=outcomes.months_array[side]))])
        if run not in (each for each, _ in found):
            found.append((run, title))
    return found


def story(case, run, title):
    """One future: where it ends, what mattered, everything."""
    from marketsim.stories import tell

    told = case.told.get(run) or tell(case.market(run), case.outcomes.months)
    number = run + case.outcomes.first_run
    value = case.outcomes.metric("value")[run]
    held = [each.id for each in case.verdicts.resolved if np.ma.filled(each.truth[run], False)]
    body = f"<h3>{text(title)}: future {number:,}</h3>\n"
    body += paragraph(
        f"Startups are worth {money(float(value[0]))} at first and {money(float(value[-1]))} in {month(case.end)}.",
        f"At the end: {told.closing}.",
        f"{len(held)} of {len(case.verdicts.resolved)} claims come true in it{': ' + ', '.join(held) if held else ''}.",
    )
    short = important(told.chapters)
    body += calendar((date, lines) for date, lines in short)
    whole = calendar((each.date, full(each)) for each in told.chapters) + ends(told.firms)
    return body + folded(f"Future {number:,} in full, and how every named firm ended", whole)


def important(chapters):
    """[(date, texts)] of the few events that mattered most: by kind, then by the sum in question."""
    events = [(chapter.date, event) for chapter in chapters for event in chapter.events if event.kind in FIRST]
    order = sorted(range(len(events)), key=lambda k: (-weight(events[k][1]), k))[:SHOWN]
    told = {}
    for k in sorted(order):
        told.setdefault(events[k][0], []).append(upper(events[k][1].text))
    return list(told.items())


def weight(event):
    """Million yuan at stake; what touches everybody weighs most."""
    if event.startup is None:
        return 1e9
    return max(event.amount, event.value) * (2 if event.kind in ("taken over", "closure", "listing", "cliff") else 1)


def full(chapter):
    return [upper(event.text) for event in chapter.events] + (
        [Raw(f'<span class="quiet">also: {text(chapter.also)}</span>')] if chapter.also else []
    )


def calendar(months):
    """Months with what happened in them."""
    lines = "".join(
        f"<li><b>{text(month(date))}</b><span>{'<br>'.join(map(cell, texts))}</span></li>\n" for date, texts in months
    )
    return f'<ol class="months">\n{lines}</ol>\n'


def ends(firms):
    """How the named firms ended."""
    if not firms:
        return ""
    rows = [
        (each.firm, each.words, "" if each.fate in ("acquired", "merged", "closed") else money(each.mark))
        for each in firms
    ]
    return table(("Firm", "How it ended", ">Value"), rows, "How the named firms ended")


def upper(sentence):
    """A sentence with a capital, unless it begins with a name that has one of its own."""
    first = sentence.split(" ", 1)[0]
    return sentence[0].upper() + sentence[1:] if first.islower() else sentence
