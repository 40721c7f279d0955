"""A cold market: firms change hands below what they are worth, and fewer are founded where powder runs out."""

from math import exp, log

import pytest
from bench import Bench
from pytest import approx


@pytest.mark.parametrize(("bid", "hot"), [(75, 0), (100, 1)])
def test_in_the_cold_big_technology_firms_pay_less(bid, hot):
    """S1-R09: three quarters of a worth of 100, bid in full."""
    bench = Bench(startups=1, attention=1, bid_share=1, cold_discount=log(4 / 3))
    bench.set(hot=hot)
    bench.acquirer(0, budget=1000)
    bench.startup(0, mark=100, sale_reserve=60)
    bench.sell_to(0, 0, 0)

    bench.do("bid")

    assert approx(bid) == bench.acquirers["offer"][0]


@pytest.mark.parametrize(("bid", "hot"), [(50, 0), (100 * 2 / 3, 1)])
def test_in_the_cold_startups_pay_less_on_top_of_what_a_buyers_market_takes(bid, hot):
    bench = Bench(attention=1, bid_share=1, court_size=1, buyers_market=log(3 / 2), cold_discount=log(4 / 3))
    bench.set(hot=hot)
    bench.startup(0, mark=100, sale_reserve=10)
    bench.startup(1, mark=1000, cash=1000, runway=24)
    bench.sell_to(0, 0, 2)

    bench.do("court")

    assert approx(bid) == bench.startups["bid"][1]


@pytest.mark.parametrize(
    ("reserve", "hot", "months"), [(1000 * exp(-1.3), 0, 0), (1000 * exp(-0.8), 1, 0), (100, 0, 9)]
)
def test_in_the_cold_sellers_short_of_money_take_less_down_to_their_salvage(bench, put, reserve, hot, months):
    """exp(-0.8 - 0.5) of fair value instead of exp(-0.8), at least a tenth."""
    alpha = bench(cold_discount=0.5).find("Alpha")
    put(alpha, hot=hot, for_sale=months, runway=5, drought=2)

    alpha.seek_exit()

    assert approx(reserve) == alpha.sale_reserve


def test_a_firm_in_no_hurry_asks_the_same_in_the_cold(bench):
    alpha = bench(cold_discount=0.5).find("Alpha")

    alpha.seek_exit()

    assert approx(1250) == alpha.sale_reserve


# -------------------------------------------------------------------------------------------- entry


def entered(rate, powder=100.0, months=1, **params):
    """New firms in a month, with 100 of powder at the start and room between price and cost."""
    bench = Bench(startups=1, room=60, entry_rate=rate, **params).wait(months)
    bench.set(cost_frontier=1, price_level=9, demand=100, powder_first=100)
    bench.metrics["powder"][0] = powder
    bench.do("enter")
    return bench.world.running - 1


def test_fewer_are_founded_where_powder_runs_out_and_more_where_it_piles_up():
    half, quarter, double = entered(8), entered(4), entered(32)
    assert quarter < half < double

    assert half == entered(16, 50, entry_capital=1)
    assert quarter == entered(16, 50, entry_capital=2)
    assert double == entered(16, 200, entry_capital=1)


def test_powder_counts_fourfold_at_most_and_without_any_nobody_is_founded():
    assert entered(32) == entered(8, 1e9, entry_capital=1)
    assert 0 == entered(16, 0, entry_capital=1)


def test_where_founders_do_not_mind_or_have_not_looked_yet_powder_does_not_matter():
    assert entered(16) == entered(16, 0, entry_capital=0) == entered(16, 100, entry_capital=1)
    assert entered(16, months=0) == entered(16, 0, months=0, entry_capital=1)
