"""V1: stakes, dilution, preferences, worked by hand."""

import pytest
from lifetimes import SEED, A, event, life, raised

from marketsim.validation.measures.returns import realised, return_bins


def firm(*end):
    """A founding worth 10 of which 2 is money; a seed of 4 at 20; a Series A of 10 at 50."""
    return life(
        [event("entry", 0, 0, 2.0, 10.0), raised(12, 0, SEED, 4.0, 20.0), raised(24, 0, A, 10.0, 50.0), *end], born=[0]
    )


def test_a_listing_pays_by_stakes_that_later_money_diluted():
    # After the A: seed 0.2 * 0.8 = 0.16, A 0.2. New shares of 40 on 160 leave 0.8 of each.
    found = list(realised(firm(event("listing", 60, 0, amount=40.0, value=160.0))))

    assert [pytest.approx(0.16 * 0.8 * 160 / 4), pytest.approx(0.2 * 0.8 * 160 / 10)] == found


def test_a_small_sale_pays_preferences_by_stakes_among_those_who_paid():
    # 2 + 4 + 10 = 16 were paid in; a price of 8 goes to stakes 0.128, 0.16 and 0.2.
    found = list(realised(firm(event("taken over", 40, 0, amount=8.0))))

    assert [pytest.approx(8 * 0.16 / 0.488 / 4), pytest.approx(8 * 0.2 / 0.488 / 10)] == found


def test_a_closed_firm_returns_nothing_and_one_that_acts_is_not_counted():
    assert [0.0, 0.0] == list(realised(firm(event("closure", 40, 0, amount=0.5))))
    assert [] == list(realised(firm()))


def test_cheques_of_one_month_are_one_financing():
    cheques = [raised(9, 0, SEED, 3.0, 20.0), raised(9, 0, SEED, 1.0, 20.0, party=5)]
    shared = life([event("entry", 0, 0, 2.0, 10.0), *cheques, event("listing", 20, 0, value=100.0)], born=[0])

    assert [pytest.approx(0.2 * 100 / 4)] == list(realised(shared))


def test_bins_hold_all_of_it():
    # A seed returns 0.16 * 1250 / 4 = 50 times, an A 0.2 * 1250 / 10 = 25 times.
    found = return_bins(firm(event("listing", 60, 0, amount=0.0, value=1250.0)))

    assert 1 == sum(found.values()) == found["over_20x"]
    assert {} == return_bins(firm())
