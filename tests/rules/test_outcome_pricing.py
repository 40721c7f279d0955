"""Paid by outcome: larger contracts, and a margin that speaks for the product; what a large contract signals."""

import math

import pytest
from pytest import approx

from marketsim.agents import Business


@pytest.mark.parametrize(("model", "times"), [("OUTCOME", 1 + 4 * 10), ("SOLUTION", 1 + 4)])
def test_a_contract_paid_by_outcome_is_up_to_ten_times_the_usual(bench, put, model, times):
    """S0-M09: a contract lifts pull by four, one under outcome pricing by 40."""
    alpha = bench(contract_rate=1, outcome_lift=10).find("Alpha")
    put(alpha, premium=0, fit=0, business=Business[model])

    alpha.attract()

    assert 1 == alpha.landed
    assert approx(math.exp(0.3) * times) == alpha.attraction


def test_a_firm_paid_by_outcome_is_not_thought_to_win_less_otherwise(bench, stated):
    """What it wins in a usual month is what its growth says, as for any firm: the lift is an advantage."""
    plain, outcome = (bench(stated(business=f"'{model}'"), contract_rate=0.01, outcome_lift=10).find("Alpha")
                      for model in ("solution", "outcome"))

    assert approx(plain.fit) == outcome.fit


@pytest.mark.parametrize(
    ("more", "model", "margin"), [(0.025, "OUTCOME", 0.5), (-0.01, "OUTCOME", -0.2), (0, "SOLUTION", 0.5)]
)
def test_a_return_that_can_be_measured_wins_brand_with_margin(bench, put, more, model, margin):
    """S0-M19: a twelfth of 0.6 log points a unit of margin; what it wins this month is decided before."""
    alpha = bench(roi_push=0.6).find("Alpha")
    put(alpha, premium=0, fit=0, appeal=0.1, margin=margin, business=Business[model], cost=2 * (1 - margin))

    alpha.attract()

    assert approx(0.1 + more) == alpha.appeal
    assert approx(math.exp(0.3 + 0.1)) == alpha.attraction


@pytest.mark.parametrize(("premium", "landed"), [(0.99, 0), (1.19, 1)])
def test_a_large_contract_renews_the_story(bench, put, premium, landed):
    """S1-R07: 0.2 log points, after a hundredth of the story has faded."""
    alpha = bench(contract_signal=0.2).find("Alpha")
    put(alpha, premium=1, landed=landed)

    alpha.appraise()

    assert approx((premium, alpha.fundamental + premium)) == (alpha.premium, alpha.value)
