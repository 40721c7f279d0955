"""One source against another: the same firm, model, market or gate, told twice."""

from itertools import combinations, product

from .case import names, select
from .findings import close, found, listed, money, priced, times, weigh
from .registry import check

KIND = "cross-source"


@check(KIND)
def valuations(case):
    """Has a firm the same valuation in both sources?"""
    for a, b in case.both(case.companies):
        here, there = case.valuation(a), case.valuation(b)
        if here and there and not close(here, there):
            yield found(
                a.name,
                (case.place(a), case.place(b)),
                f"{a.source}: {money(here)}",
                f"{b.source}: {money(there)}, {times(max(here, there) / min(here, there))} apart",
                weigh(here, there),
                ratio=here / there,
                first_usd_bn=here / 1e9,
                second_usd_bn=there / 1e9,
            )


@check(KIND)
def revenues(case):
    """Has a firm the same revenue in both sources, and does the dearer account have the larger?"""
    for a, b in case.both(case.companies):
        here, there = case.revenue(a), case.revenue(b)
        if not here or not there or close(here, there):
            continue
        one, two = case.multiple(a), case.multiple(b)
        note, numbers = "", {}
        if one and two:
            crossed = (case.valuation(a) > case.valuation(b)) != (here > there)
            note = f"multiples {times(one)} and {times(two)}" + (
                "; the higher valuation has the lower revenue" if crossed else ""
            )
            numbers = {"first": one, "second": two, "crossed": float(crossed)}
        yield found(
            a.name,
            (case.place(a), case.place(b)),
            f"{a.source}: {money(here)} ({a.revenue_kind})",
            f"{b.source}: {money(there)} ({b.revenue_kind})",
            weigh(one, two) if note else weigh(here, there),
            note,
            first_usd_m=here / 1e6,
            second_usd_m=there / 1e6,
            **numbers,
        )


@check(KIND)
def pricing(case):
    """Does a firm charge in the same way in both sources?"""
    for a, b in combinations(case.stated(relation="charges"), 2):
        if a.source != b.source and a.subject == b.subject and a.value != b.value:
            claimed, computed = f"{a.source}: {a.value}", f"{b.source}: {b.value}"
            yield found(a.subject, (a, b), claimed, computed, "medium", regimes=2)


@check(KIND)
def backers(case):
    """Do the sources name any backer of a firm in common?"""
    for a, b in case.both(case.companies):
        ties = [
            select(case.investors, source=firm.source, target=firm.name, tie="invests") for firm in (a, b)
        ]
        here, there = ({tie.name for tie in each} for each in ties)
        if here and there and not here & there:
            yield found(
                a.name,
                (*ties[0], *ties[1]),
                f"{a.source}: {listed(sorted(here))}",
                f"{b.source}: {listed(sorted(there))}; none in common",
                "low",
                "compatible: the union may hold",
                first=len(here),
                second=len(there),
                common=0,
            )


@check(KIND)
def cohorts(case):
    """Do the sources speak of the same startups?"""
    sets = {s.id: select(case.companies, source=s.id, role="startup") for s in case.sources}
    for one, two in combinations(sets, 2):
        here, there = ({firm.name for firm in sets[source]} for source in (one, two))
        if here and there and here != there:
            yield found(
                "startups",
                tuple(map(case.place, sets[one] + sets[two])),
                f"{one} alone: {listed(sorted(here - there)) if here - there else 'none'}",
                f"{two} alone: {listed(sorted(there - here)) if there - here else 'none'}",
                "medium",
                f"in both: {listed(sorted(here & there)) if here & there else 'none'}",
                common=len(here & there),
                first_alone=len(here - there),
                second_alone=len(there - here),
            )


@check(KIND)
def rival_gates(case):
    """Do the sources put different gates before the same round?"""
    gates = [s for s in case.statements if s.relation.startswith("requires")]
    for a, b in combinations(gates, 2):
        if a.source != b.source and a.subject == b.subject and a.quantity != b.quantity:
            claimed, computed = (
                f"{s.source}: {s.quantity} {s.relation.split()[1]} {priced(s.value, s.unit)}" for s in (a, b)
            )
            yield found(a.subject, (a, b), claimed, computed, "medium", first=a.value, second=b.value)


@check(KIND)
def registrars(case):
    """Is the same agency the registrar in both sources?"""
    agencies = select(case.investors, kind="regulator", tie="registers")
    for a, b in combinations(agencies, 2):
        if a.source != b.source and a.name != b.name:
            claimed, computed = (f"{tie.source}: {tie.name}, {tie.notes}" for tie in (a, b))
            yield found("registration of models", (a, b), claimed, computed, "medium", agencies=2)


@check(KIND)
def market_sizes(case):
    """Is one family of segments the same size in both sources, in the same year?"""
    for a, b in product(case.segments, case.segments):
        if a.source >= b.source or a.family != b.family or not a.first_usd_bn or not b.first_usd_bn:
            continue
        if a.first_year != b.first_year or close(a.first_usd_bn, b.first_usd_bn):
            continue
        total = sum(
            s.first_usd_bn or 0 for s in select(case.segments, source=b.source, first_year=b.first_year)
        )
        yield found(
            f"{a.family} market, {a.first_year:.0f}",
            (a, b),
            f"{a.source}: ${a.first_usd_bn:g}bn, {a.name}",
            f"{b.source}: ${b.first_usd_bn:g}bn, {b.name}; all its segments ${total:.3g}bn",
            "medium",
            f"{times(a.first_usd_bn / b.first_usd_bn)} apart, {times(a.first_usd_bn / total)} on the sum",
            ratio=a.first_usd_bn / b.first_usd_bn,
            total_usd_bn=total,
            ratio_total=a.first_usd_bn / total,
        )


@check(KIND)
def counts(case):
    """Is a figure of the same subject the same in both sources?"""
    for a, b in combinations(case.stated(relation=">"), 2):
        if (
            a.source == b.source
            or (a.subject, a.quantity) != (b.subject, b.quantity)
            or close(a.value, b.value)
        ):
            continue
        claimed, computed = (
            f"{s.source}: over {s.value:,.0f} {s.quantity}" + (f" ({s.against})" if s.against else "")
            for s in (a, b)
        )
        yield found(
            a.subject,
            (a, b),
            claimed,
            computed,
            "low",
            "different objects" if a.against != b.against else "",
            first=a.value,
            second=b.value,
            ratio=b.value / a.value,
        )


@check(KIND)
def model_prices(case):
    """Do the sources price models of one owner and one size alike?"""
    priced = [model for model in case.models if model.price_usd and model.total_b]
    for a, b in combinations(priced, 2):
        if a.source == b.source or (a.owner, a.total_b, a.price_unit) != (b.owner, b.total_b, b.price_unit):
            continue
        if not close(a.price_usd, b.price_usd):
            yield found(
                a.owner,
                (a, b),
                f"{a.source}: {a.name}, {a.total_b:g}B, ${a.price_usd:g} {a.price_unit}",
                f"{b.source}: {b.name}, {b.total_b:g}B, ${b.price_usd:g} {b.price_unit}",
                "low",
                f"{times(b.price_usd / a.price_usd)} for the same size",
                ratio=b.price_usd / a.price_usd,
            )


@check(KIND)
def outsiders(case):
    """Is a member of a named set, valued only by another source, far from the other members?"""
    for said in case.stated(quantity="firms", relation="members"):
        own = {name: case.valuation(case.firm(said.source, name)) for name in names(said)}
        values = [value for value in own.values() if value]
        for firm in case.companies:
            worth = case.valuation(firm)
            if firm.source == said.source or not worth or own.get(firm.name, 0) is not None or not values:
                continue
            low, high = min(values) / worth, max(values) / worth
            if low <= 1 <= high:
                continue
            yield found(
                firm.name,
                (said, case.place(firm)),
                f"{said.source}: of the {said.subject}, worth {money(min(values))} to {money(max(values))}",
                f"{firm.source}: {money(worth)}, {low:.0f}-{high:.0f}x away",
                "medium",
                low=low,
                high=high,
                worth_cny_bn=worth * case.yuan_per_dollar / 1e9,
            )
