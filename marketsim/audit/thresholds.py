"""Lines and gates: who fails them, who is on the wrong side, and which have nothing to stand on."""

from .case import select
from .findings import found, money, percent, priced, times
from .registry import check

PASSES = {"<": lambda value, gate: value < gate, ">=": lambda value, gate: value >= gate}


def gates(case):
    """Requirements: the statement and its operator."""
    return [(s, s.relation.split()[1]) for s in case.statements if s.relation.startswith("requires")]


@check("threshold")
def gate_examples(case):
    """Does even the best example that the source gives fail its own gate?"""
    for gate, sign in gates(case):
        examples = case.stated(
            source=gate.source, quantity=gate.quantity, relation="=", unit=gate.unit, months=None
        )
        if not examples:
            continue
        best = (min if sign == "<" else max)(examples, key=lambda s: s.value)
        if not PASSES[sign](best.value, gate.value):
            change = gate.value / best.value - 1
            yield found(
                best.subject,
                (best, gate),
                f"{gate.subject}: {gate.quantity} {sign} {priced(gate.value, gate.unit)}",
                f"the best example has {priced(best.value, best.unit)}, {percent(change)} to go",
                "low",
                best=best.value,
                gate=gate.value,
                change=change,
            )


@check("arithmetic")
def reserve_prices(case):
    """Does a deal go through below the price that is said to be the reserve?"""
    for gate, sign in gates(case):
        if gate.quantity != "price":
            continue
        reserve = case.dollars(gate.value, gate.unit)
        for deal in select(case.investors, source=gate.source, tie="acquires"):
            if deal.amount_usd_m is None or PASSES[sign](deal.amount_usd_m * 1e6, reserve):
                continue
            share = deal.amount_usd_m * 1e6 / reserve
            yuan = deal.amount_usd_m * case.yuan_per_dollar / 1e3
            yield found(
                f"{deal.name} buys {deal.target}",
                (gate, deal),
                f"no deal under {priced(gate.value, gate.unit)} ({money(reserve)})",
                f"{money(deal.amount_usd_m * 1e6)} is {yuan:.2f}bn yuan, {share:.0%} of the line",
                "high",
                share=share,
                price_cny_bn=yuan,
            )


@check("contradiction")
def dividing_lines(case):
    """Does a firm above a dividing line lack what only those below should lack?"""
    for line in case.stated(relation="line"):
        reach = case.dollars(line.value, line.unit)
        for said in case.stated(source=line.source, quantity=line.subject, relation="lacks"):
            firm = case.firm(said.source, said.subject)
            worth = case.valuation(firm)
            if worth and worth >= reach:
                yield found(
                    firm.name,
                    (line, said, case.place(firm)),
                    f"{line.subject} has a line at {priced(line.value, line.unit)}: {line.against}",
                    f"{times(worth / reach)} the line, yet {said.value}"
                    + (f" with {firm.filings:.0f} filings" if firm.filings else ""),
                    "medium",
                    factor=worth / reach,
                    filings=firm.filings or 0,
                )


@check("missing")
def bases(case):
    """Does a reason or a trigger rest on a quantity of which the source gives no figure?"""
    for said in case.statements:
        if said.relation != "is" and not said.relation.startswith("trigger"):
            continue
        figures = [
            s
            for s in case.stated(source=said.source, subject=said.subject, quantity=said.quantity)
            if isinstance(s.value, float) and not s.relation.startswith("trigger")
        ]
        if not figures:
            test = said.relation.removeprefix("trigger ")
            value = f"{said.value:.0%}" if isinstance(said.value, float) else said.value
            yield found(
                said.subject,
                (said,),
                f"{said.quantity} {test} {value}",
                f"no figure for its {said.quantity} today",
                "medium" if said.relation.startswith("trigger") else "low",
                figures=0,
            )
