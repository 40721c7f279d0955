"""Who joins and who leaves: listings, closures, the dormant, and entry."""

from math import log

import pytest
from bench import Bench, made
from pytest import approx

from marketsim._kernel import MarketFault
from marketsim.agents import Fate

LIST, REST, CLOSE, WAKE = 2, 3, 4, 5


def firm(bench, name, row=0):
    return bench.startups[name][row]


def decided(intent, rule, fate="active", **figures):
    """One firm worth 100 with 7 in cash has decided; the settlement follows in month 3."""
    bench = Bench(startups=1, list_share=0.2).wait(3)
    bench.startup(0, **({"intent": intent, "fate": fate, "mark": 100, "cash": 7, "founders": 0.75, "others": 0.05,
                         "stake": [0.2] + [0] * 15, "holder": [0] + [-1] * 15, "preferences": 50} | figures))
    before = bench.money() - made(bench.world)
    bench.do(rule)
    assert before == approx(bench.money() - made(bench.world), rel=1e-12)
    return bench


# ---------------------------------------------------------------------------------------- listings


def test_the_public_buys_a_fifth_at_the_days_price():
    # A fifth of the firm after the money is a quarter of what it was worth before.
    bench = decided(LIST, "list_firms")
    price = 100 * (0.9 + 0.2 * bench.draw(firm(bench, "uid"), "FLOTATION"))

    assert [Fate.LISTED, 3, -1] == [firm(bench, name) for name in ("fate", "fate_month", "live")]
    assert approx(7 + price / 4) == firm(bench, "cash")
    assert [approx(0.6), approx(0.04 + 0.2), approx(0.16)] == [
        firm(bench, "founders"),
        firm(bench, "others"),
        firm(bench, "stake")[0],
    ]
    assert [("listing", 0, -1, approx(price / 4))] == bench.events()
    assert approx(price / 4) == bench.environment["sources"][0]


def test_a_listed_firm_places_more_shares_and_keeps_its_listing():
    bench = decided(LIST, "list_firms", fate="listed", fate_month=1, exit_price=90)

    assert [Fate.LISTED, 1, 90] == [firm(bench, name) for name in ("fate", "fate_month", "exit_price")]
    assert ["placement"] == [event for event, *_ in bench.events()]
    assert firm(bench, "cash") > 7


@pytest.mark.parametrize("revenue", [0, 100])
def test_a_listed_firm_that_runs_dry_closes_and_is_still_one_that_was_listed(revenue):
    # Neither asleep nor private again, whatever its customers would carry.
    bench = Bench(startups=1)
    bench.startup(0, fate="listed", cash=-1, mark=100, revenue=revenue, margin=0.5, core=1)

    bench.do("seek_exit", "close_firms", "take_stock")

    assert Fate.CLOSED == firm(bench, "fate")


def test_preferences_end_with_the_listing():
    assert 0 == firm(decided(LIST, "list_firms"), "preferences")


@pytest.mark.parametrize("figures", [{"suitor": 0}, {"live": 0, "fate": "closed"}, {"intent": CLOSE}])
def test_a_promised_an_ended_and_an_otherwise_minded_firm_does_not_list(figures):
    bench = decided(rule="list_firms", **({"intent": LIST} | figures))

    assert [] == bench.events()
    assert 7 == firm(bench, "cash")


# ------------------------------------------------------------------------------ closing and resting


@pytest.mark.parametrize("cash", [7, -7])
def test_what_a_closing_firm_has_or_owes_leaves_the_market(cash):
    bench = decided(CLOSE, "close_firms", cash=cash)

    assert [Fate.CLOSED, 3, 0, 0] == [firm(bench, name) for name in ("fate", "fate_month", "live", "cash")]
    assert cash == bench.environment["sinks"][0]
    assert [("closure", 0, -1, float(cash))] == bench.events()


def test_a_closing_firms_customers_go_to_the_rivals():
    bench = decided(CLOSE, "close_firms", base=[5, 3] + [0] * 14)

    assert [5, 3] == bench.environment["rivals_base"][:2].tolist()
    assert 0 == firm(bench, "base").sum()


def test_who_is_left_money_gets_it_by_preference_and_share():
    # 50 of preferences take all of 7, and one investor holds them.
    assert approx(7) == decided(CLOSE, "close_firms").investors["returned"][0]


def test_a_resting_firm_sleeps_without_cash_and_wakes_again():
    bench = decided(REST, "close_firms", cash=-2)
    assert [Fate.DORMANT, 3, -1, 0] == [firm(bench, name) for name in ("fate", "fate_month", "live", "cash")]

    bench.startup(0, intent=WAKE)
    bench.wait(2).do("close_firms")

    assert [Fate.ACTIVE, 5] == [firm(bench, name) for name in ("fate", "fate_month")]
    assert ["rested", "reopened"] == [event for event, *_ in bench.events()]


@pytest.mark.parametrize("intent", [REST, CLOSE, WAKE])
def test_a_firm_that_has_signed_waits_for_its_buyer(intent):
    bench = decided(intent, "close_firms", suitor=0)

    assert [] == bench.events()


# ------------------------------------------------------------------------------------------- entry


def newcomers(months=1, room=60, rate=1.0, cost=1.0, price=9.0, **params):
    """An empty market but for one firm; entrants are worth 100 and sell a fifth of themselves to be founded."""
    bench = Bench(startups=1, room=room, entry_rate=rate, entry_headroom=0.5, entrant_value=100, usual_dilution=0.2,
                  raise_months=20, entrant_revenue=0.1, **params)
    bench.set(cost_frontier=cost, price_level=price, demand=100, rivals_base=100)
    counts = []
    for _ in range(months):
        before = bench.world.running
        bench.do("enter")
        counts.append(bench.world.running - before)
        bench.wait(1)
    return bench, counts


def test_founders_come_as_often_as_poisson_says():
    # At a mean of ln 2: none below 0.5, one below 0.847, two below 0.967, three below 0.994.
    bench, counts = newcomers(30, rate=log(2))
    other = Bench(startups=1)
    for count in counts:
        assert count == sum(other.draw(0, "BIRTHS") > bound for bound in (0.5, 0.8466, 0.9667, 0.9944, 0.9992))
        other.wait(1)

    assert {0, 1} < set(counts)
    assert sum(counts) == bench.environment["newcomers"][0]


def test_nobody_founds_a_firm_where_prices_are_at_cost():
    assert [0] * 12 == newcomers(12, rate=30, cost=2, price=2)[1]


def test_entry_rises_with_the_room_between_price_and_cost_up_to_its_headroom():
    # A markup of a quarter against a headroom of a half: half the rate.
    half, full, double = (newcomers(24, rate=rate, price=price)[1] for rate, price in ((2, 1.25), (1, 1.5), (1, 3)))

    assert half == full == double


def test_a_hot_mood_brings_founders():
    # exp(ln 2 x 1) doubles the rate, and a mood above one counts as one.
    hot, doubled = Bench(startups=1, room=60, entry_rate=1, entry_mood=log(2)), Bench(startups=1, room=60, entry_rate=2)
    for bench in (hot, doubled):
        bench.set(cost_frontier=1, price_level=9, demand=100, mood=3 if bench is hot else 0)
        bench.do("enter")

    assert doubled.world.running == hot.world.running


def entrant(**params):
    bench, counts = newcomers(40, rate=0.2, **params)
    assert 1 <= sum(counts)
    return bench, 1


def test_an_entrant_sells_a_fifth_of_itself_for_its_first_money():
    bench, row = entrant()
    price = firm(bench, "post", row)

    assert approx(100) == price
    assert [approx(20)] * 4 == [firm(bench, name, row) for name in ("cash", "raised", "recent", "preferences")]
    assert [0.8, 0.2] == [firm(bench, name, row) for name in ("founders", "others")]
    assert [approx(1), approx(20)] == [firm(bench, "overhead", row), firm(bench, "runway", row)]
    assert [Fate.ACTIVE, -1, 0] == [firm(bench, name, row) for name in ("fate", "live", "stage")]
    assert firm(bench, "born", row) == firm(bench, "fate_month", row) == firm(bench, "last_round", row)


def test_an_entrants_first_customers_leave_the_rivals():
    bench, row = entrant()
    home = firm(bench, "home", row)
    born = sum(bench.startups["base"][1:bench.world.running, home])

    assert firm(bench, "base", row)[home] > 0
    assert approx(100 - born) == bench.environment["rivals_base"][home]


def test_entrants_are_numbered_and_told():
    bench, counts = newcomers(30)

    assert list(range(0x400000, 0x400000 + sum(counts))) == bench.startups["uid"][1:bench.world.running].tolist()
    assert [row for _, row, _, _ in bench.events("entry")] == list(range(1, 1 + sum(counts)))


def test_a_months_entry_pays_for_what_it_brings():
    bench, counts = newcomers(1, rate=8)
    assert 0 < sum(counts)
    bench.do("take_stock")

    assert approx(bench.money(), rel=1e-12) == made(bench.world)


def test_a_market_that_is_full_says_so():
    bench, _ = newcomers(3, room=2, rate=8)

    with pytest.raises(MarketFault, match="no room for another entrant"):
        bench.world.raise_fault()
