"""Valuations foreseen, premiums foreseen, and valuations given in two currencies."""

from .findings import close, found, money, percent, priced, times, weigh
from .multiples import order
from .registry import check


@check("arithmetic")
def targets(case):
    """Does a valuation foreseen lie below today's, and how fast must revenue grow to go with it?"""
    for aim in case.stated(quantity="valuation"):
        now = case.valuation(case.firm(aim.source, aim.subject))
        if not aim.months or not now or case.dollars(aim.value, aim.unit) >= now:
            continue
        firm, goal = case.firm(aim.source, aim.subject), case.dollars(aim.value, aim.unit)
        under = "under " if aim.relation == "<" else ""
        rows, note, numbers = [aim, case.place(firm)], "", {}
        for sales in case.stated(
            quantity="revenue", source=aim.source, subject=aim.subject, locator=aim.locator, months=aim.months
        ):
            if not case.revenue(firm):
                continue
            grow = case.dollars(sales.value, sales.unit) / case.revenue(firm)
            yearly, monthly = grow ** (12 / aim.months), grow ** (1 / aim.months) - 1
            rows.append(sales)
            note = f"and revenue times {grow:.3g}: x{yearly:.2f} a year, {percent(monthly)} a month"
            numbers = {"growth": grow, "per_year": yearly, "per_month": monthly}
        yield found(
            firm.name,
            rows,
            f"{under}{priced(aim.value, aim.unit)} within {aim.months:.0f} months",
            f"{percent(goal / now - 1)} from {money(now)} today",
            "high" if aim.relation == "=" else "low",
            note,
            change=goal / now - 1,
            **numbers,
        )


@check("multiple")
def premiums(case):
    """What multiple is foreseen for a kind of firm, against the firms with figures in the same source?"""
    for worth in case.stated(quantity="valuation", relation="between"):
        near = {"source": worth.source, "subject": worth.subject, "locator": worth.locator}
        for sales in case.stated(quantity="revenue", **near):
            firms = order(case, worth.source)
            low, high = (
                case.dollars(value, worth.unit) / case.dollars(sales.value, sales.unit)
                for value in (worth.value, worth.high)
            )
            for firm in firms:
                real = case.multiple(firm)
                if low <= real <= high:
                    continue
                yield found(
                    worth.subject,
                    (worth, sales, case.place(firm)),
                    f"{low:.3g}-{high:.3g}x revenue",
                    f"{firm.name} has {times(real)}, a premium of {low / real:.1f}-{high / real:.1f}x",
                    "low",
                    low=low,
                    high=high,
                    multiple=real,
                    premium_low=low / real,
                    premium_high=high / real,
                )


@check("units")
def conversions(case):
    """Is a valuation given in two currencies the same in both, at the rate of this audit?"""
    for said in case.stated(quantity="valuation", relation="~"):
        firm = case.firm(said.source, said.subject)
        usd = case.valuation(firm)
        if usd and not close(case.dollars(said.value, said.unit), usd):
            rate = case.yuan_per_dollar * case.dollars(said.value, said.unit) / usd
            yield found(
                firm.name,
                (said, case.place(firm)),
                f"{money(usd)} is about {priced(said.value, said.unit)}",
                f"{usd * case.yuan_per_dollar / 1e9:.3g}bn yuan at {case.yuan_per_dollar:g} yuan a dollar",
                weigh(rate, case.yuan_per_dollar),
                f"the stated pair implies {rate:.2f} yuan a dollar",
                rate=rate,
            )
