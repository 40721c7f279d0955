"""Valuation over revenue: stated multiples, their order, and ratios the wrong way round."""

from itertools import combinations

from .case import select
from .findings import close, found, money, times, weigh
from .growth import sized, yearly
from .registry import check

RATIO = "valuation/revenue"


@check("arithmetic")
def stated_multiples(case):
    """Is a stated multiple the valuation over the revenue, in one currency?"""
    for said in case.stated(quantity=RATIO, relation="="):
        firm = case.firm(said.source, said.subject)
        real = case.multiple(firm)
        if real is None or close(said.value, real):
            continue
        usd, note, numbers = case.valuation(firm), "", {}
        if firm.valuation_unit.startswith("CNY"):
            mixed = real * case.yuan_per_dollar
            fits = "which is the stated figure" if close(mixed, said.value) else "which does not fit either"
            note = f"yuan over dollars gives {times(mixed)}, {fits}"
            numbers = {"mixed": mixed}
        yield found(
            said.subject,
            (said, case.place(firm)),
            f"valuation is {times(said.value)} revenue",
            f"{times(real)}: {money(usd)} over {money(case.revenue(firm))}",
            weigh(said.value, real),
            note,
            multiple=real,
            valuation_usd_bn=usd / 1e9,
            **numbers,
        )


def order(case, source):
    """Firms of a source by multiple, the lowest first."""
    known = [firm for firm in select(case.companies, source=source) if case.multiple(firm)]
    return sorted(known, key=case.multiple)


@check("arithmetic")
def ranking(case):
    """Do firms stand in the order that their stated multiples put them in?"""
    stated = sorted(case.stated(quantity=RATIO, relation="="), key=lambda said: said.value)
    for low, high in combinations(stated, 2):
        below, above = (case.multiple(case.firm(said.source, said.subject)) for said in (low, high))
        if low.source != high.source or not below or not above or close(low.value, high.value):
            continue
        if above > below and not close(above, below):
            continue
        firms = order(case, low.source)
        yield found(
            f"{high.subject}, {low.subject}",
            (low, high, *map(case.place, firms)),
            f"{high.subject} {times(high.value)} stands above {low.subject} {times(low.value)}",
            "equal multiples" if close(above, below) else "the order is reversed",
            "high",
            "; ".join(f"{firm.name} {times(case.multiple(firm))}" for firm in firms),
            **{firm.name: case.multiple(firm) for firm in firms},
        )


def measured(case, source):
    """What a source lets one rank: its firms by multiple and margin, its segments by growth."""
    firms = select(case.companies, source=source)
    return {
        RATIO: {firm.name: case.multiple(firm) for firm in order(case, source)},
        "gross margin": {firm.name: firm.gross_margin for firm in firms if firm.gross_margin is not None},
        "growth": {segment.name: yearly(segment) for segment in sized(case) if segment.source == source},
    }


@check("arithmetic")
def superlatives(case):
    """Is what is called the highest or the lowest really so, and alone?"""
    for said in [*case.stated(relation="highest"), *case.stated(relation="lowest")]:
        values = measured(case, said.source).get(said.quantity, {})
        mine = values.pop(said.subject, None)
        if mine is None:
            continue
        beyond = {
            name: value
            for name, value in values.items()
            if close(value, mine, 0.01) or (value > mine) == (said.relation == "highest")
        }
        if beyond:
            firms = [case.firm(said.source, name) for name in (said.subject, *beyond)]
            yield found(
                said.subject,
                (said, *(case.place(firm) for firm in firms if firm)),
                f"{said.relation} {said.quantity} of {said.against}",
                f"{mine:.4g}, against {', '.join(f'{name} {value:.4g}' for name, value in beyond.items())}",
                "high",
                own=mine,
                **beyond,
            )


@check("wording")
def inverted_ratios(case):
    """Is a stated ratio that of the two figures given beside it, and not its inverse?"""
    for said in case.stated(relation="="):
        over, slash, under = said.quantity.partition("/")
        if not slash:
            continue
        near = {"source": said.source, "subject": said.subject, "locator": said.locator, "relation": "="}
        parts = [next(iter(case.stated(quantity=part, **near)), None) for part in (over, under)]
        if None in parts:
            continue
        top, bottom = (case.dollars(part.value, part.unit) for part in parts)
        if close(said.value, bottom / top) and not close(said.value, top / bottom):
            yield found(
                said.subject,
                (said, *parts),
                f"{said.quantity} of {times(said.value)}",
                f"{over} {money(top)} over {under} {money(bottom)} is {top / bottom:.3g}",
                "high",
                f"{times(said.value)} is {under}/{over}",
                ratio=top / bottom,
                inverse=bottom / top,
            )
