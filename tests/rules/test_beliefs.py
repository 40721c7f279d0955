"""Investors' tastes, beliefs and funds."""

import pytest
from bench import Bench
from pytest import approx


def investor(bench, name, k=0):
    return bench.investors[name][k]


def test_taste_moves_from_size_to_cost_and_depth():
    # 0.12 / 12 off the weight on size; 0.6 / 12 of the way from 0.1 to 0.3 and to 0.5.
    bench = Bench(size_fade=0.12, cost_rise=0.6, cost_taste=0.3, depth_taste=0.5)
    bench.investor(0, weight_size=0.3, weight_cost=0.1, weight_depth=0.1)
    bench.investor(1, weight_size=0.001)

    bench.do("believe")

    assert [approx(0.29), approx(0.11), approx(0.12)] == [
        investor(bench, f"weight_{what}") for what in ("size", "cost", "depth")
    ]
    assert 0 == investor(bench, "weight_size", 1)


@pytest.mark.parametrize(("a_month", "belief"), [(0.02, 1), (0.005, 0)])
def test_who_reconsiders_follows_the_trend_when_a_years_return_beats_its_cost(a_month, belief):
    bench = Bench(belief_review=1, belief_intensity=1e4, trend_cost=0.1)
    bench.set(mark_return=a_month)
    bench.investor(0, belief=1 - belief)

    bench.do("believe")

    assert belief == investor(bench, "belief")


def test_who_does_not_reconsider_believes_what_it_did():
    bench = Bench(belief_review=0, belief_intensity=1e4)
    bench.set(mark_return=1)
    bench.investor(0, belief="trend")

    bench.do("believe")

    assert [1, 0] == bench.investors["belief"].tolist()


@pytest.mark.parametrize(("months", "hot", "raised"), [(29, 1, 0), (30, 1, 500), (30, 0, 0)])
def test_a_new_fund_comes_after_the_old_ones_term(months, hot, raised):
    bench = Bench(fund_term=30, fund_rate=1, cold_funds=0).wait(months)
    bench.set(hot=hot)
    bench.investor(0, fund=500, powder=20, vintage=0)

    bench.do("believe")

    assert [20 + raised, raised] == [investor(bench, "powder"), investor(bench, "called")]
    assert (months if raised else 0) == investor(bench, "vintage")
