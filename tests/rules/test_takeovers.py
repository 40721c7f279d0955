"""Signing acquisitions: bids meet, the price is found, regulators take their time."""

import pytest
from bench import Bench, firm
from pytest import approx

from marketsim.agents import Fate


def auction(*bids, reserve=60.0, giants=3, firms=1, **params):
    """Giants bid for startup 0, which takes no less than 60."""
    bench = Bench(startups=firms, acquirers=giants, **params)
    bench.startup(0, sale_reserve=reserve, mark=100, peak=200)
    for k, bid in enumerate(bids):
        bench.acquirer(k, target=0, offer=bid, budget=1000)
    return bench


def signed(bench):
    """(seat, price) of the deal that startup 0 has signed."""
    bench.do("close_acquisitions")
    return firm(bench, "suitor"), firm(bench, "signed_price")


# ------------------------------------------------------------------------------------------- price


def test_the_highest_bidder_pays_the_second_bid():
    assert (1, 90) == signed(auction(80, 100, 90, seller_power=0.4))


def test_a_lone_bidder_leaves_the_seller_its_share_of_the_surplus():
    # 60 + 0.4 x (100 - 60)
    assert (0, approx(76)) == signed(auction(100, seller_power=0.4))


def test_the_sellers_share_counts_where_the_second_bid_is_lower():
    assert (0, approx(76)) == signed(auction(100, 70, seller_power=0.4))


def test_nothing_is_signed_below_the_reserve():
    bench = auction(59)

    assert (-1, 0) == signed(bench)
    assert [] == bench.events()


def test_a_startup_is_outbid_by_a_giant_and_the_other_way_round():
    bench = auction(80, firms=2)
    bench.startup(1, target=0, bid=90)

    assert (3 + 1, 80) == signed(bench)


def test_two_firms_that_want_each_other_do_not_swap():
    bench = Bench(startups=2, acquirers=1)
    for row in (0, 1):
        bench.startup(row, target=1 - row, bid=100, mark=100, sale_reserve=60)

    bench.do("close_acquisitions")

    assert 1 == len(bench.events("signed"))


def test_a_bid_for_a_firm_that_is_no_more_is_not_heard():
    bench = auction(100)
    bench.startup(0, live=0, fate="closed")

    assert (-1, 0) == signed(bench)


# ------------------------------------------------------------------------------------------ review


def test_politics_stops_a_giants_deal():
    bench = auction(100)
    bench.acquirer(0, hazard=1)

    assert (-1, 0) == signed(bench)
    assert ["withdrawn"] == [event for event, *_ in bench.events()]


def test_politics_does_not_stop_a_startups_deal():
    bench = auction(firms=2)
    bench.put("acquirers", slice(None), hazard=1)
    bench.startup(1, target=0, bid=90)

    assert 3 + 1 == signed(bench)[0]


def test_without_review_a_deal_completes_a_month_after_it_was_signed():
    bench = auction(100)

    bench.do("close_acquisitions")
    assert [Fate.ACTIVE, 1] == [firm(bench, "fate"), firm(bench, "closing")]
    bench.acquirer(0, target=-1)
    bench.wait(1).do("close_acquisitions")

    assert [Fate.ACQUIRED, 1] == [firm(bench, "fate"), firm(bench, "fate_month")]


@pytest.mark.parametrize("mean", [0.5, 1, 3])
def test_review_delays_deals_by_its_mean_beyond_the_first_month(mean):
    bench = Bench(startups=400, acquirers=400, offices=["mergers"], review_months=mean)
    bench.put("startups", slice(None), sale_reserve=1, mark=2)
    for row in range(400):
        bench.acquirer(row, target=row, offer=2, budget=10)

    bench.do("close_acquisitions")

    delays = bench.startups["closing"] - 1
    assert set(delays.tolist()) <= set(range(int(2 * mean) + 1))
    assert approx(mean, rel=0.1) == delays.mean()


def test_reviews_that_are_not_in_force_delay_nobody():
    bench = auction(100, offices=["mergers"], review_months=24)
    bench.regulator(0, active=0)

    bench.do("close_acquisitions")

    assert 1 == firm(bench, "closing")
