"""Completing acquisitions: the price is paid, everything moves, and nothing is made."""

import pytest
from bench import Bench, firm, made
from pytest import approx

from marketsim.agents import Fate


def due(seat, price=80.0, firms=2, budget=1000.0, **params):
    """Startup 0, worth 100 with 7 in cash, is to be completed by the buyer in this seat this month."""
    bench = Bench(startups=firms, acquirers=1, investors=2, **params)
    bench.startup(0, suitor=seat, signed_price=price, closing=0, mark=100, peak=160, cash=7, founders=1)
    bench.acquirer(0, budget=budget)
    return bench


def test_a_giant_pays_and_gets_what_is_in_the_till():
    bench = due(0)
    before = bench.money() - made(bench.world)

    bench.do("close_acquisitions")

    assert [bench.acquirers["budget"][0], firm(bench, "cash")] == [1000 - 80 + 7, 0]
    assert [Fate.ACQUIRED, 0, 80] == [firm(bench, name) for name in ("fate", "live", "exit_price")]
    assert [bench.acquirers["uid"][0], 1] == [firm(bench, "buyer"), bench.acquirers["deals"][0]]
    assert [1, 80, 1, approx(80 / 160)] == [bench.environment[name][0] for name in
                                            ("acquired_now", "spent_now", "priced_deals", "price_ratio")]
    assert [("taken over", 0, 0, 80.0)] == bench.events()
    assert before == approx(bench.money() - made(bench.world), rel=1e-12)


def test_the_price_that_is_noted_is_the_price_that_is_paid():
    # Two deals of 80 are due, and 100 is in the purse: whatever happens, nobody is paid with money that is not there.
    bench = due(0, budget=100)
    bench.startup(1, suitor=0, signed_price=80, closing=0, mark=100, peak=160, founders=1)

    bench.do("close_acquisitions")

    noted = sum(amount for _, _, _, amount in bench.events("taken over"))
    assert noted == approx(100 + 7 - bench.acquirers["budget"][0])
    assert noted == bench.environment["spent_now"][0]


def test_preferences_come_first_and_the_rest_goes_by_shares():
    # 50 of 80 are preferences, held 3 to 1; of the other 30, a tenth times three and one are theirs.
    bench = due(0)
    bench.startup(0, preferences=50, founders=0.6, holder=[1, 0] + [-1] * 14, stake=[0.3, 0.1] + [0] * 14)

    bench.do("close_acquisitions")

    assert [approx(12.5 + 3), approx(37.5 + 9)] == bench.investors["returned"].tolist()


def test_preferences_that_the_price_does_not_cover_take_it_all():
    bench = due(0, price=40)
    bench.startup(0, preferences=50, founders=0.75, holder=[1] + [-1] * 15, stake=[0.25] + [0] * 15)

    bench.do("close_acquisitions")

    assert [0, approx(40)] == bench.investors["returned"].tolist()


def test_a_startup_pays_part_in_cash_and_the_rest_in_new_shares():
    # A quarter of 80 in cash; 60 in shares of a firm worth 240: a fifth of it, before founders' 1.
    bench = due(1 + 1, cash_part=0.25)
    bench.startup(1, mark=240, cash=100, founders=1)
    before = bench.money() - made(bench.world)

    bench.do("close_acquisitions")

    assert [firm(bench, "cash", 1), firm(bench, "acquisitions", 1)] == [100 - 20 + 7, 1]
    assert [approx(0.8), approx(0.2)] == [firm(bench, "founders", 1), firm(bench, "others", 1)]
    assert firm(bench, "uid", 1) == firm(bench, "buyer")
    assert before == approx(bench.money() - made(bench.world), rel=1e-12)


def test_cash_is_at_most_half_of_what_the_buyer_has():
    bench = due(1 + 1, cash_part=0.25)
    bench.startup(1, mark=280, cash=20, founders=1)

    bench.do("close_acquisitions")

    # 10 in cash, 70 in shares: 70 / 350.
    assert [17, approx(0.2)] == [firm(bench, "cash", 1), firm(bench, "others", 1)]


@pytest.mark.parametrize(("buyers_mark", "fate"), [(240, Fate.MERGED), (300, Fate.ACQUIRED)])
def test_a_target_above_its_part_of_the_buyers_value_merges(buyers_mark, fate):
    # 100 against 0.35 x 240 = 84 and 0.35 x 300 = 105.
    bench = due(1 + 1, merger_size=0.35)
    bench.startup(1, mark=buyers_mark, founders=1)

    bench.do("close_acquisitions")

    assert fate == firm(bench, "fate")


def wedding(loss=0.25, **params):
    """Startup 1 takes startup 0 over; they sell 8 and 20 in the first vertical, 4 and nothing in the second."""
    bench = due(1 + 1, integration_loss=loss, staff_kept=0.5, **params)
    bench.startup(
        0,
        base=[8, 4] + [0] * 14,
        reach=[1, 0.5] + [0] * 14,
        approved=0b11,
        breadth=2,
        revenue=12,
        data=0.6,
        users=8,
        overhead=6,
    )
    bench.startup(
        1,
        base=[20, 0] + [0] * 14,
        reach=[0.9] + [0] * 15,
        approved=0b01,
        breadth=1,
        revenue=20,
        data=0.2,
        users=2,
        overhead=10,
        mark=300,
        founders=1,
    )
    bench.set(rivals_base=50)
    bench.do("close_acquisitions")
    return bench


def test_three_quarters_of_customers_follow_and_the_rest_goes_to_the_rivals():
    bench = wedding()

    assert [26, 3] == firm(bench, "base", 1)[:2].tolist()
    assert [0, 0] == firm(bench, "base")[:2].tolist()
    assert [52, 51] == bench.environment["rivals_base"][:2].tolist()


def test_a_buyers_revenue_is_what_its_customers_pay():
    assert 29 == firm(wedding(), "revenue", 1)


def test_bought_sales_are_not_growth():
    # 28 + 76 and 4 + 96 are what customers spend: the market stands still but for the purchase.
    bench = wedding(loss=0, growth_memory=1)
    bench.startup(1, keep=1)
    bench.environment["demand"][:2] = 104, 100
    bench.environment["rivals_base"][:2] = 76, 96

    bench.wait(1).do("sell", "operate")

    assert approx(32) == firm(bench, "revenue", 1)
    assert approx(0, abs=1e-9) == firm(bench, "growth", 1)


def test_clearances_depth_users_data_and_people_pass_to_the_buyer():
    # Depth at 0.7 of the target's where that is more; data (0.2 x 20 + 0.6 x 12) / 32.
    bench = wedding()

    assert [0b11, 2] == [firm(bench, "approved", 1), firm(bench, "breadth", 1)]
    assert [0.9, approx(0.35)] == firm(bench, "reach", 1)[:2].tolist()
    assert [approx(0.35), 2 + 6, 10 + 3] == [firm(bench, name, 1) for name in ("data", "users", "overhead")]


def test_a_takeover_grants_no_clearance():
    # Two were granted to the target and one to its buyer.
    bench = wedding()

    bench.do("take_stock")

    assert 3 == bench.metrics["filings"][0]


def test_a_buyer_with_better_data_keeps_it():
    bench = due(1 + 1)
    bench.startup(0, data=0.1, revenue=12)
    bench.startup(1, data=0.5, revenue=12, mark=300, founders=1)

    bench.do("close_acquisitions")

    assert 0.5 == firm(bench, "data", 1)


@pytest.mark.parametrize("figures", [{"live": 0, "fate": "closed"}])
def test_a_deal_falls_through_when_the_buyer_is_no_more(figures):
    bench = due(1 + 1)
    bench.startup(1, **figures)

    bench.do("close_acquisitions")

    assert [-1, Fate.ACTIVE, 7] == [firm(bench, name) for name in ("suitor", "fate", "cash")]
    assert [("withdrawn", 0, 2, 80.0)] == bench.events()


def test_a_deal_may_be_withdrawn():
    bench = due(0, withdrawal=1)

    bench.do("close_acquisitions")

    assert [-1, 1000] == [firm(bench, "suitor"), bench.acquirers["budget"][0]]
    assert [("withdrawn", 0, 0, 80.0)] == bench.events()


def test_a_deal_that_is_not_due_waits():
    bench = due(0)
    bench.startup(0, closing=1)

    bench.do("close_acquisitions")

    assert 0 == firm(bench, "suitor")
    assert [] == bench.events()


def test_an_ended_firm_leaves_nothing_open():
    bench = due(0)
    bench.startup(0, ask=5, attraction=1, queue=1, target=1, reach=1)

    bench.do("close_acquisitions")

    assert [0, 0, -1, -1, -1] == [firm(bench, name) for name in ("ask", "attraction", "suitor", "target", "queue")]
    assert 0 == firm(bench, "reach").sum()
