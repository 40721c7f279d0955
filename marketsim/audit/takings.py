"""What users, prices and margins imply: a year's revenue, and a year's cost."""

import re

from .findings import close, found, money, short, times, weigh
from .registry import check

WORDS = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


@check("arithmetic")
def subscriptions(case):
    """Do users, conversion and price give the stated revenue?"""
    for firm in case.companies:
        own = {"source": firm.source, "subject": firm.name, "relation": "="}
        parts = [
            next(iter(case.stated(quantity=what, **own)), None) for what in ("users", "conversion", "price")
        ]
        revenue = case.revenue(firm)
        if None in parts or not revenue:
            continue
        users, share, price = (part.value for part in parts)
        yearly = 12 * price
        implied = 1e6 * users * share * yearly
        if close(implied, revenue):
            continue
        payers = revenue / yearly
        yield found(
            firm.name,
            (*parts, case.place(firm)),
            f"{users:g}m users, {share:.2%} paying ${price:g} a month, {money(revenue)} a year",
            f"{money(implied)} a year, {times(implied / revenue)} the stated",
            weigh(implied, revenue),
            f"{money(revenue)} means {payers / 1e3:.0f}k payers, {payers / users / 1e6:.2%} of users",
            revenue_usd_m=implied / 1e6,
            factor=implied / revenue,
            payers_k=payers / 1e3,
            conversion=payers / users / 1e6,
        )


@check("units")
def bills(case):
    """Is what is called a cost the price of a unit, and how many units does the margin imply?"""
    for said in case.stated(quantity="running cost"):
        firm = case.firm(said.source, said.subject)
        _, _, unit = said.unit.partition("/")
        if unit in ("", "year", "month") or not firm or firm.gross_margin is None or not firm.revenue_usd_m:
            continue
        cost = case.revenue(firm) * (1 - firm.gross_margin)
        count, thing = pack(unit)
        units = count * cost / said.value
        users = next(iter(case.stated(source=said.source, subject=said.subject, quantity="users")), None)
        rows, note, numbers = [said, case.place(firm)], "", {}
        if users:
            each = units / (1e6 * users.value) / 12
            rows.append(users)
            note = f"{short(each)} {thing} for each user and month"
            numbers = {"per_user_month_m": each / 1e6}
        yield found(
            firm.name,
            rows,
            f"costs of ${said.value:g} per {unit}",
            f"a unit price; the margin implies {money(cost)} a year, {short(units, WORDS)} {thing}",
            "low",
            note,
            cost_usd_m=cost / 1e6,
            units_tn=units / 1e12,
            **numbers,
        )


def pack(unit):
    """How many of what: "1M tokens" is a million tokens, "video" one video."""
    sized = re.fullmatch(r"(\d+)([kM]?) (.+)", unit)
    return (int(sized[1]) * {"": 1, "k": 1e3, "M": 1e6}[sized[2]], sized[3]) if sized else (1, unit)
