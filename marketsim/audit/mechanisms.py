"""Causes and effects that cannot all hold: opposite signs, and a cause whose opposite does the same."""

from itertools import combinations

from .findings import found
from .registry import check

SIGNS = {"+": "raises", "-": "lowers"}


def pairs(case):
    """Mechanisms of one source with the same driver and outcome, both with a definite sign."""
    for a, b in combinations(case.mechanisms, 2):
        if (a.source, a.driver, a.outcome) == (b.source, b.driver, b.outcome) and {
            a.sign,
            b.sign,
        } <= SIGNS.keys():
            yield a, b


def told(mechanism):
    return (
        f"{mechanism.level} {mechanism.driver} {SIGNS[mechanism.sign]} {mechanism.outcome}: {mechanism.cause}"
    )


@check("contradiction")
def opposite_signs(case):
    """Does the same cause move the same outcome both ways?"""
    for a, b in pairs(case):
        if a.level == b.level and a.sign != b.sign:
            yield found(a.driver, (a, b), told(a), told(b), "medium", mechanisms=2)


@check("contradiction")
def cause_and_opposite(case):
    """Do a cause and its opposite move the same outcome the same way?"""
    for a, b in pairs(case):
        if a.level != b.level and a.sign == b.sign:
            yield found(a.driver, (a, b), told(a), told(b), "medium", mechanisms=2)
