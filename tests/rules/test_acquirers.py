"""Buyers: what a target is worth to a big technology firm and to another startup, and what they bid."""

from math import exp, log

import pytest
from bench import Bench
from pytest import approx


def counter(*sellers, budget=1000.0, **params):
    """One big technology firm that studies everybody on its desk; sellers are (mark, reserve)."""
    bench = Bench(startups=len(sellers), acquirers=1, **({"attention": 1, "bid_share": 0.5} | params))
    bench.acquirer(0, budget=budget)
    for row, (mark, reserve) in enumerate(sellers):
        bench.startup(row, mark=mark, sale_reserve=reserve)
        bench.sell_to(row, 0, 0)
    return bench


def bids(bench, row=0):
    """(target, bid) of the big technology firm."""
    bench.do("bid")
    return bench.acquirers["target"][row], approx(bench.acquirers["offer"][row])


def test_the_bid_is_the_reserve_and_a_share_of_the_surplus():
    # Worth 100, reserve 60: 60 + 0.5 x 40.
    assert (0, 80) == bids(counter((100, 60)))


@pytest.mark.parametrize(("needs", "firm", "fit"), [
    ({"need_data": 0.5}, {"data": 0.4, "embedded": 0.5}, 0.1),
    ({"need_users": 0.4}, {"users": 5}, 0.1),
    ({"need_talent": 0.3}, {"capability": 2}, 0.1),
    ({"need_talent": 0.3}, {"capability": 99}, 0.3),
    ({"need_talent": 0.3}, {"capability": -99}, 0),
    ({}, {"data": 1, "embedded": 1, "users": 5, "capability": 2}, 0),
])
def test_a_target_is_worth_more_where_it_has_what_the_buyer_needs(needs, firm, fit):
    # Users count by 5 / (5 + 15), talent by months ahead of open weights over six.
    bench = counter((100, 60), users_half=15, bid_share=1)
    bench.acquirer(0, **needs)
    bench.startup(0, **firm)

    assert (0, 100 * exp(fit)) == bids(bench)


def test_in_a_buyers_market_a_target_is_worth_less():
    assert (0, 75) == bids(counter((100, 60), buyers_market=log(2) - log(1.5), bid_share=1))


def test_the_appraisal_is_the_buyers_own():
    bench = counter((100, 60), appraisal_noise=0.05, bid_share=1)

    target, worth = bids(bench)

    assert 0 == target
    assert worth != 100
    assert 80 < worth.expected < 125


@pytest.mark.parametrize("reserve", [100, 130])
def test_nobody_bids_where_there_is_no_surplus(reserve):
    assert (-1, 0) == bids(counter((100, reserve)))


def test_the_best_surplus_is_bid_for():
    # Surpluses are 20, 90 and 50.
    assert (1, 155) == bids(counter((100, 80), (200, 110), (300, 250)))


@pytest.mark.parametrize(("budget", "bid"), [(70, (0, 70)), (59, (-1, 0))])
def test_the_budget_bounds_the_bid_and_must_cover_the_reserve(budget, bid):
    assert bid == bids(counter((100, 60), budget=budget))


@pytest.mark.parametrize("figures", [{"fate": "listed"}, {"fate": "closed"}, {"suitor": 0}])
def test_listed_ended_and_promised_firms_are_not_for_sale(figures):
    bench = counter((100, 60))
    bench.startup(0, **figures)

    assert (-1, 0) == bids(bench)


def test_a_dormant_firm_is_for_sale():
    bench = counter((100, 60))
    bench.startup(0, fate="dormant")

    assert (0, 80) == bids(bench)


@pytest.mark.parametrize(("shift", "looks"), [(-1e-9, -1), (1e-9, 0)])
def test_a_well_known_seller_is_hard_to_overlook(shift, looks):
    """Twice the chance at the value at which half the notice is given, were the whole to be three times the chance."""
    luck = counter((100, 60)).draw(3000, "LOOKOUT", 1000)
    bench = counter((100, 60), attention=luck / 2 + shift, notice=2, notice_half=400)
    bench.startup(0, peak=400)

    assert looks == bids(bench)[0]


def test_without_attention_or_appetite_nobody_is_looked_at():
    assert (-1, 0) == bids(counter((100, 60), attention=0))


def test_appetite_meets_firms_that_are_not_for_sale():
    bench = counter((100, 60), attention=0)
    bench.acquirer(0, appetite=1)

    assert (0, 80) == bids(bench)


def test_last_months_bid_is_forgotten():
    bench = counter((100, 60))
    bench.acquirer(0, desk=-1, target=0, offer=80)

    assert (-1, 0) == bids(bench)


@pytest.mark.parametrize(("budget", "granted"), [(0, 10), (590, 10), (595, 5), (600, 0), (900, 0)])
def test_the_budget_is_refilled_up_to_five_years_of_it(budget, granted):
    bench = Bench()
    bench.acquirer(0, budget=budget, refill=10)

    bench.do("bid")

    assert [granted, budget + granted] == [bench.acquirers["granted"][0], bench.acquirers["budget"][0]]


# ------------------------------------------------------------------------------ a startup as buyer


def suitor(mark=100.0, reserve=60.0, cash=1000.0, own=1000.0, **params):
    """Startup 1, worth 1,000 with 1,000 in cash, studies startup 0, worth 100, on its desk."""
    bench = Bench(
        startups=2, acquirers=1, **({"attention": 1, "bid_share": 0.5, "court_size": 0.9, "court_runway": 12} | params)
    )
    bench.startup(0, mark=mark, sale_reserve=reserve)
    bench.startup(1, mark=own, cash=cash, runway=24)
    bench.sell_to(0, 0, 2)
    return bench


def courts(bench, row=1):
    bench.do("court")
    return bench.startups["target"][row], approx(bench.startups["bid"][row])


def test_a_startup_bids_as_a_giant_does():
    assert (0, 80) == courts(suitor())


@pytest.mark.parametrize(("params", "firm", "fit"), [
    ({"court_users": 0.4}, {"users": 5}, 0.1),
    ({"court_data": 0.5}, {"data": 0.2}, 0.1),
    ({"court_clearances": 0.4}, {"breadth": 2}, 0.1),
    ({"court_clearances": 0.4}, {"breadth": 16}, 0.4),
])
def test_a_startup_wants_users_data_and_clearances(params, firm, fit):
    bench = suitor(users_half=15, bid_share=1, **params)
    bench.startup(0, **firm)

    assert (0, 100 * exp(fit)) == courts(bench)


def test_like_buys_like_but_the_buyer_is_larger():
    # A target e^1.5 times smaller is the best match; at e^3 the distance of 1.5 costs 0.6 x 1.5 / 3 = 0.3 log points.
    near, far = (suitor(mark=100, own=100 * exp(gap), unlikeness=0.6, bid_share=1) for gap in (1.5, 3))

    assert (0, 100) == courts(near)
    assert (0, 100 * exp(-0.3)) == courts(far)


@pytest.mark.parametrize(
    ("cash", "paper", "bid"), [(150, 0, (0, 75)), (0, 0.065, (0, 65)), (100, 0.02, (0, 70)), (-50, 0.05, (-1, 0))]
)
def test_a_startup_pays_with_half_its_cash_and_shares_up_to_a_part_of_its_value(cash, paper, bid):
    assert bid == courts(suitor(cash=cash, paper_share=paper))


@pytest.mark.parametrize("figures", [{"runway": 11}, {"fate": "dormant"}, {"suitor": 0}, {"mark": 111}])
def test_short_sleeping_promised_and_small_startups_buy_nobody(figures):
    # At most nine tenths of 111 is below 100.
    bench = suitor()
    bench.startup(1, **figures)

    assert (-1, 0) == courts(bench)


def test_a_listed_startup_buys():
    bench = suitor()
    bench.startup(1, fate="listed")

    assert (0, 80) == courts(bench)


@pytest.mark.parametrize(("own", "target"), [(1, 0), (0, -1)])
def test_only_those_with_a_model_of_their_own_look_around(own, target):
    bench = suitor(court_appetite=1, attention=0)
    bench.startup(1, own=own)

    assert target == courts(bench)[0]


def test_nobody_bids_for_itself():
    bench = Bench(startups=1, court_appetite=1, bid_share=1)
    bench.startup(0, mark=100, sale_reserve=1, cash=1000, runway=24, own=1)

    assert (-1, 0) == courts(bench, 0)
