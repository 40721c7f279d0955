"""What governments do: champions, filings, and the market that compliance makes."""

from marketsim.claims.definition import Unresolvable, claim
from marketsim.claims.needs import among, at, metric, month, param, row

LIST = ("champions", "subsidy", "procurement")  # who is named, what they are paid, what is bought from them


def in_force(outcomes, day):
    """(runs,): has the champion policy come by that day?"""
    return (metric(outcomes, "champions")[:, :at(outcomes, day) + 1] > 0).any(axis=1)


def parts(outcomes):
    """(runs,): how many of list, subsidy and procurement the policy has."""
    return sum((param(outcomes, name)[:, 0] > 0).astype(int) for name in LIST)


@claim("S0-P4", "A national champion policy: list, subsidy and procurement", within=12)
def champions_are_named(outcomes, day):
    """By then a policy is in force that names a few champions, subsidises them and buys from them first."""
    return in_force(outcomes, day) & (parts(outcomes) == len(LIST))


@claim("S0-P4-weak", "A champion policy with two of list, subsidy and procurement", within=12, row="S0-P4")
def champions_are_half_named(outcomes, day):
    """By then a policy is in force that does two or more of: name champions, subsidise them, buy from them first."""
    return in_force(outcomes, day) & (parts(outcomes) >= 2)


@claim("S0-P4a-foreign", "The champion policy leaves foreign models next to nothing", within=12, row="S0-P4a")
def foreign_models_are_kept_out(outcomes, day):
    """In the last month before the deadline foreign models have less than 1 % of spending; open where the policy
    has not come by then."""
    return among(in_force(outcomes, day), metric(outcomes, "foreign_share")[:, at(outcomes, day)] < 0.01)


def cleared(outcomes, rows, day):
    """(runs,): has one of these firms gained a regulated vertical by that day?"""
    return (month(outcomes, "licensed", rows) <= at(outcomes, day)).any(axis=1)


@claim("S1-W1", "The filing round of Q3 2025 gives somebody a new vertical", deadline="2025-09-30")
def somebody_gains_a_vertical(outcomes, day):
    """By then some firm has been cleared for a regulated vertical that it did not have at the start."""
    return cleared(outcomes, slice(None), day)


def gains(firm, short):
    """S1-W1 asks who: one claim for each firm whose filings the source counts."""
    words = f"By then {firm} has been cleared for a regulated vertical that it did not have at the start."
    make = claim(f"S1-W1-{short}", f"The filing round of Q3 2025 gives {firm} a new vertical", deadline="2025-09-30",
                 row="S1-W1", criterion=words)
    return make(lambda outcomes, day: cleared(outcomes, [row(outcomes, firm)], day))


zhipu_gains_a_vertical = gains("Zhipu AI", "zhipu")
minimax_gains_a_vertical = gains("MiniMax", "minimax")
o1_gains_a_vertical = gains("01.AI", "01ai")


@claim("S1-C18", "Spending on compliance grows fastest")
def compliance_grows_fastest(outcomes, day):
    """In the last month of the run no vertical's spending has grown by more, since the start, than compliance's."""
    if "compliance" not in outcomes.verticals:
        raise Unresolvable("it is about the vertical compliance, which this market does not have")
    fastest = metric(outcomes, "fastest")[:, at(outcomes, day)]
    return fastest == outcomes.verticals.index("compliance")
