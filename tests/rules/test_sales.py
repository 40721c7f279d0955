"""Selling: what customers spend is shared out once a month, to the last yuan."""

import pytest
from bench import Bench
from pytest import approx


def shop(*firms, demand=100, rivals=60, foreign=0, pull=3, **params):
    """A vertical of `demand`, and firms given as (sales, keep, attraction) with depth 1 in it."""
    bench = Bench(startups=len(firms), verticals=1, **params)
    for row, (sales, keep, attraction) in enumerate(firms):
        bench.startup(row, keep=keep, attraction=attraction, revenue=sales)
        bench.startups["base"][row, 0], bench.startups["reach"][row, 0] = sales, 1
    bench.environment["demand"][0], bench.environment["rivals_pull"][0] = demand, pull
    bench.environment["rivals_base"][0], bench.environment["foreign_base"][0] = rivals, foreign
    bench.set(frontier=0, open=-3)
    return bench


def sales(bench):
    return bench.startups["base"][:, 0].tolist()


def test_what_left_its_supplier_is_shared_by_pull():
    # 40 keep half: 20 stay, rivals keep their 60; of the 20 that are free a pull of 1 against 3 gets 5.
    bench = shop((40, 0.5, 1.0))

    bench.do("sell")

    assert [approx(25)] == sales(bench)
    assert approx(75) == bench.environment["rivals_base"][0]


def test_growing_demand_is_free_to_choose():
    # 40 + 60 stay; 20 are new: 5 for the startup.
    bench = shop((40, 1.0, 1.0), demand=120)

    bench.do("sell")

    assert [approx(45)] == sales(bench)


def test_where_customers_would_spend_more_than_there_is_everybody_gets_the_same_part_less():
    # 40 x 1.5 + 60 = 120 against 100: everybody gets five sixths, and nobody is free to choose.
    bench = shop((40, 1.5, 1.0))

    bench.do("sell")

    assert [approx(50)] == sales(bench)
    assert approx(50) == bench.environment["rivals_base"][0]


def test_depth_multiplies_pull():
    # 40 are free; pulls are 1 x 1, 1 x 0.5 and 2.5: they get 10, 5 and 25.
    bench = shop((0, 1, 1.0), (0, 1, 1.0), pull=2.5)
    bench.startups["reach"][1, 0] = 0.5

    bench.do("sell")

    assert [approx(10), approx(5)] == sales(bench)


def test_rivals_lose_customers_at_their_own_rate():
    # exp(-12 ln 2 / 12) = 1/2 of 60 stay; of the 30 + 40 that are free the startup gets a quarter.
    bench = shop((0, 1, 1.0), rivals_churn=12 * 0.6931471805599453)

    bench.do("sell")

    assert [approx(17.5)] == sales(bench)
    assert approx(82.5) == bench.environment["rivals_base"][0]


def test_foreign_models_have_their_part_of_the_rivals_pull():
    # Pulls: startup 1, rivals 3 x (1 - 1/3) = 2, foreign 3 x 1/3 = 1; 30 are free.
    bench = shop((10, 1, 1.0), rivals=40, foreign=20, foreign_lead=7)
    bench.environment["foreign_share"][0] = 1 / 3
    bench.set(foreign=7)

    bench.do("sell")

    assert [approx(17.5)] == sales(bench)
    assert approx(55) == bench.environment["rivals_base"][0]
    assert approx(27.5) == bench.environment["foreign_base"][0]


def test_a_wall_takes_foreign_customers_and_their_pull_away():
    # The 20 are free as well, and nobody abroad pulls: of 50 the startup gets a third.
    bench = shop((10, 1, 1.0), rivals=40, foreign=20, foreign_lead=7)
    bench.environment["foreign_share"][0] = 1 / 3
    bench.set(foreign=7, walled=1)

    bench.do("sell")

    assert 0 == bench.environment["foreign_base"][0]
    assert [approx(10 + 50 / 3)] == sales(bench)


@pytest.mark.parametrize(("self_host", "rivals"), [(0, 2 * 3), (1, 3), (0.5, 4.5)])
def test_rivals_pull_more_the_further_they_lead_open_weights_but_for_those_who_run_them_themselves(self_host, rivals):
    # A lead of ln 2 / 0.1 months more than usual doubles the pull of 3, except for the self-hosted part.
    bench = shop((0, 1, 1.0), rivals=0, self_host=self_host, quality_pull=0.1)
    bench.set(frontier=6.931471805599453)

    bench.do("sell")

    assert [approx(100 / (1 + rivals))] == sales(bench)


def test_a_crackdown_stops_its_share_of_sales():
    # Shut by 0.6: 16 of 40 stay, pull is 0.4 against 3.6 on the 24 that are free.
    bench = shop((40, 1.0, 1.0), pull=3.6)
    bench.environment["shut"][0] = 0.6

    bench.do("sell")

    assert [approx(16 + 24 * 0.1)] == sales(bench)


def test_a_crackdown_that_lasts_stops_its_share_once_not_anew_every_month():
    # Nobody leaves and nobody is free to choose but by the crackdown: 40 % of sales are left, in every month of it.
    bench = shop((40, 1.0, 0.0))
    bench.environment["shut"][0] = 0.6
    bench.do("sell")
    assert [approx(16)] == sales(bench)

    bench.do("sell")

    assert [approx(16)] == sales(bench)


def test_a_wall_of_half_height_takes_half_of_foreign_customers_once_not_anew_every_month():
    bench = shop((0, 1, 0.0), rivals=50, foreign=50, pull=3)
    bench.set(walled=0.5)
    bench.do("sell")
    assert approx(25) == bench.environment["foreign_base"][0]

    bench.do("sell")

    assert approx(25) == bench.environment["foreign_base"][0]


def test_revenue_is_the_sum_over_verticals_and_last_months_is_booked():
    bench = shop((40, 0.5, 1.0))
    bench.environment["demand"][1], bench.environment["rivals_pull"][1] = 8, 1
    bench.startups["reach"][0, 1] = 1

    bench.do("sell")

    # 25 as above, and half of 8 in the other vertical.
    assert approx(29) == bench.startups["revenue"][0]
    assert 40 == bench.startups["booked"][0]


def test_who_has_left_the_market_sells_nothing_and_takes_nothing():
    bench = shop((40, 0.5, 1.0), (0, 1, 100.0))
    bench.startup(1, live=0, fate="closed")

    bench.do("sell")

    assert [approx(25), 0] == sales(bench)
