"""Terms and sets: members without figures, outcomes left out, predictions of what is already so."""

import re

from .case import names, select
from .findings import found, listed, priced
from .registry import check

FATES = (
    "acquired",
    "merged",
    "shut down",
    "listed",
    "pivoted",
)  # ways in which a startup may cease to be one


@check("coverage")
def members(case):
    """Has every member of a named set figures in the source that names it?"""
    for said in case.stated(quantity="firms", relation="members"):
        firms = {name: case.firm(said.source, name) for name in names(said)}
        bare = [name for name, firm in firms.items() if not case.valuation(firm) and not case.revenue(firm)]
        if bare:
            elsewhere = [firm for firm in case.companies if firm.name in bare and case.valuation(firm)]
            yield found(
                listed(bare),
                (said, *map(case.place, elsewhere)),
                f"{said.subject}: {len(firms)} firms",
                f"{len(firms) - len(bare)} with figures, none for {listed(bare)}",
                "medium",
                "; ".join(
                    f"{firm.source} has {priced(firm.valuation, firm.valuation_unit)}" for firm in elsewhere
                ),
                members=len(firms),
                figured=len(firms) - len(bare),
            )


@check("definition")
def outcomes(case):
    """Which ends of a startup does a count of exits leave open, and is the cohort listed?"""
    for said in case.stated(quantity="exits", relation="counts"):
        left = [fate for fate in FATES if fate not in names(said)]
        cohort = case.stated(source=said.source, subject=said.subject, relation="members")
        if left:
            yield found(
                said.subject,
                (said, *cohort),
                f"counts {listed(names(said))}",
                f"says nothing of {listed(left)}" + ("" if cohort else "; the cohort is not listed"),
                "low" if cohort else "high",
                left_open=len(left),
                cohort_listed=len(cohort),
                **dict.fromkeys(left, 1),
            )


@check("contradiction")
def already_so(case):
    """Is a state predicted that the source's own table already dates to its present?"""
    for said in case.stated(relation="becomes"):
        now = select(case.sources, source=said.source)[0].text_last.year
        for head in select(case.tables, source=said.source):
            if head.cell.lower() != said.quantity:
                continue
            for cell in select(case.tables, source=said.source, id=head.id):
                year = re.match(r"\d{4}", cell.column)
                if year and int(year[0]) <= now and cell.cell.lower() == str(said.value).lower():
                    yield found(
                        said.subject,
                        (said, cell),
                        f"{said.quantity} becomes {said.value}",
                        f"the table has it in {year[0]}",
                        "medium",
                        since=int(year[0]),
                    )
