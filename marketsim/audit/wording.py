"""Statements against each other: two names, two trends, many causes, and what is both denied and shown."""

from itertools import groupby

from .case import names, select
from .findings import found, listed
from .registry import check


def grouped(case, *relations):
    """Statements on one quantity of one subject in one source."""

    def key(said):
        return said.source, said.subject, said.quantity

    some = sorted((s for s in case.statements if s.relation in relations), key=key)
    return [list(group) for _, group in groupby(some, key)]


@check("naming")
def aliases(case):
    """Does one thing go by two names?"""
    for group in grouped(case, "named"):
        called = list(dict.fromkeys(said.value for said in group))
        if len(called) > 1:
            yield found(
                group[0].subject,
                group,
                f"its {group[0].quantity} is {called[0]}",
                f"it is also {listed(called[1:])}",
                "low",
                names=len(called),
            )


@check("tension")
def trends(case):
    """Is one quantity said to fall and to rise?"""
    for group in grouped(case, "falls", "rises"):
        if len({said.relation for said in group}) == 2:
            down, up = (select(group, relation=way) for way in ("falls", "rises"))
            yield found(
                group[0].quantity,
                group,
                f"falls: {down[0].value}",
                f"rises: {up[0].value}",
                "low",
                falls=len(down),
                rises=len(up),
            )


@check("causality")
def explanations(case):
    """Is one thing put down to several causes?"""
    for group in grouped(case, "because"):
        causes = list(dict.fromkeys(said.value for said in group))
        if len(causes) > 1:
            yield found(
                group[0].subject,
                group,
                f"because of {causes[0]}",
                f"also because of {'; '.join(causes[1:])}",
                "low",
                causes=len(causes),
            )


@check("contradiction")
def absences(case):
    """Are there customers in industries where a firm is said to have no contract?"""
    for said in case.stated(quantity="contracts in a regulated industry", relation="none"):
        lists = case.stated(source=said.source, subject="regulated industries", relation="members")
        regulated = {industry for each in lists for industry in names(each)}
        shown = [
            tie
            for tie in select(case.investors, source=said.source, target=said.subject, tie="buys")
            if tie.industry in regulated
        ]
        if shown:
            yield found(
                said.subject,
                (said, *lists, *shown),
                f"no {said.quantity.replace('contracts', 'contract')}",
                "; ".join(f"{tie.name} buy from it ({tie.industry}: {tie.notes})" for tie in shown),
                "low",
                "compatible only if these contracts are small",
                customers=len(shown),
            )


@check("classification")
def sectors(case):
    """Is a firm a key player of a sector that is not among its verticals?"""
    for segment in case.segments:
        for name in segment.players if segment.sector else ():
            firm = case.firm(segment.source, name)
            if firm and firm.verticals and segment.sector not in firm.verticals:
                yield found(
                    name,
                    (segment, firm),
                    f"key player of {segment.name}",
                    f"works in {listed(firm.verticals)}",
                    "low",
                    verticals=len(firm.verticals),
                )
