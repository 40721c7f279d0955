"""What margins bear: pricing power until open weights are level, cost against the typical firm's, free users."""

from math import exp

import pytest
from bench import Bench
from pytest import approx


def priced(lag, squeeze, **figures):
    """A month of the frontiers with open weights `lag` months behind, prices at 1.8 times a cost of 1."""
    bench = Bench(usual_markup=1.8, parity_squeeze=squeeze, price_follow=0.5, **figures)
    bench.set(open_lag=lag, cost_frontier=1, price_level=1.8)
    bench.do("advance")
    return bench.environment


@pytest.mark.parametrize(
    ("markup", "lag", "squeeze"),
    [(1.8, 3, 1), (1.8, 1.5, 1), (1.4, 1, 1), (1, 0.5, 1), (1, 0, 1), (1.4, 0, 0.5), (1.8, 0, 0)],
)
def test_what_prices_add_to_cost_goes_in_the_last_month_before_open_weights_count_as_level(markup, lag, squeeze):
    """S0-M16, S0-R05: 1 + 0.8 (1 - squeeze x (1.5 - lag, in 0 to 1)); half a month counts as parity."""
    assert approx(markup) == priced(lag, squeeze)["markup"][0]


def test_typical_prices_follow_the_markup_that_parity_leaves():
    """Half of the way a month from 1.8 to the cost of 1."""
    assert approx(1.4) == priced(0, 1)["price_level"][0]
    assert approx(1.8) == priced(3, 1)["price_level"][0]


def test_parity_set_for_a_month_takes_the_markup_in_it():
    bench = Bench(usual_markup=1.8, parity_squeeze=1, parity_month=0)
    bench.set(open_lag=3)

    bench.do("advance")

    assert 1 == bench.environment["markup"][0]


@pytest.fixture
def margin_of(bench):
    """Alpha's margin after a month in which it goes all the way; three months ahead of open weights: 0.5 + 0.03."""

    def after(figures, firm, **params):
        alpha = bench(margin_speed=12, **params).find("Alpha")
        for name, value in figures.items():
            alpha.world.environment[name][0] = value
        for name, value in ({"data": 0} | firm).items():
            setattr(alpha, name, value)
        alpha.operate()
        return alpha.margin

    return after


@pytest.mark.parametrize(("margin", "data"), [(0.53 - 0.47 * 0.25, 0), (0.605 - 0.395 * 0.125, 0.5), (0.68, 1)])
def test_a_price_cut_comes_out_of_the_margin_that_does_not_rest_on_data(margin_of, margin, data):
    """The markup falls from 2 to 1.6: cost is a quarter more of the price; 0.15 data is added before."""
    assert approx(margin) == margin_of({"markup": 1.6}, {"data": data})


@pytest.mark.parametrize(
    ("more", "cost"), [(0, 1.2), (0.1, 1.2 * exp(-0.5)), (-0.1, 1.2 * exp(0.5)), (0.2, 0.01), (-0.2, 100)]
)
def test_a_firm_that_serves_at_less_than_a_typical_cost_keeps_more(margin_of, more, cost):
    """S0-M03, S1-M04: a fifth a log point below 1.2 times best practice, of one log point at most."""
    assert approx(0.53 + more) == margin_of({}, {"cost": cost}, margin_cost=0.2, typical_thrift=1.2)


def test_cheaper_serving_for_all_is_no_firm_s_advantage(margin_of):
    assert approx(0.53) == margin_of({"cost_frontier": 0.5}, {"cost": 0.6}, margin_cost=0.2, typical_thrift=1.2)


@pytest.mark.parametrize(("less", "users", "price"), [(0, 0, 2), (0.25, 5, 2), (0.5, 10, 2), (0.25, 10, 1)])
def test_free_users_cost_the_more_the_more_of_them_to_a_yuan_of_sales(margin_of, less, users, price):
    """S0-M05: 0.3 yuan each a month over sales of 5 + 1 million, at the start's price level of 2."""
    assert approx(0.53 - less) == margin_of({"price_level": price}, {"users": users}, free_cost=0.3)


def test_no_margin_is_below_minus_one(margin_of):
    assert -1 == margin_of({}, {"users": 1e3}, free_cost=0.3)
