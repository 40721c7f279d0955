"""Lines that investors draw: the floor of 4bn yuan and the gate of 0.10 dollar a task, at Series C and later."""

from marketsim.claims.definition import claim
from marketsim.claims.needs import among, at, metric, param, since


def kept(outcomes, breaches, made, day):
    """(runs,): no such round after the claim was made; open where nobody closed a Series C or later at all."""
    months = since(outcomes, made, day)
    rounds, breaching = (metric(outcomes, name)[:, months].sum(axis=1) for name in ("late_rounds", breaches))
    return among(rounds > 0, breaching == 0)


@claim("S0-P3b", "No Series C or later above $0.10 a task without a way below", deadline="2026-12-31")
def nobody_passes_the_cost_gate(outcomes, day, made):
    """No startup closes a Series C or later, after the claim was made and by its deadline, at a task cost above the
    gate and off any path below it; open where no such round closes at all."""
    return kept(outcomes, "late_costly", made, day)


@claim("S1-P1b", "No Series C or later below 4bn yuan", deadline="2026-12-31")
def nobody_passes_below_the_floor(outcomes, day, made):
    """No startup closes a Series C or later at a post-money under the line, after the claim was made and by its
    deadline; open where no such round closes at all."""
    return kept(outcomes, "late_below", made, day)


@claim("S0-W2", "The typical cost of a task falls to $0.10")
def a_task_costs_ten_cents(outcomes, day):
    """In some month of the run the mean cost of a task, over firms that act, is at or below the gate."""
    cost = metric(outcomes, "cost")[:, :at(outcomes, day) + 1]
    return ((cost > 0) & (cost <= param(outcomes, "cost_gate"))).any(axis=1)
