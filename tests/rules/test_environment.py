"""What happens to everybody: the floor's path, policy in force, demand, frontiers, chips, climate."""

from math import cos, exp, log, pi, sqrt

import pytest
from bench import Bench
from pytest import approx


def after(rule, months=0, startups=1, offices=(), params=(), **figures):
    """A bench on which one rule of the market was applied once, `months` after the start."""
    bench = Bench(startups=startups, offices=offices, **dict(params)).wait(months)
    bench.set(**figures)
    bench.do(rule)
    return bench


def figure(bench, name, place=0):
    return bench.environment[name][place]


def normal(pair):
    """Box and Muller (1958)."""
    first, second = pair
    return sqrt(-2 * log(first)) * cos(2 * pi * second)


# ------------------------------------------------------------------------------------------ policy


def test_the_floor_rises_along_its_path_and_spreads_among_investors():
    params = {
        "floor_line": 4000,
        "floor_rise": log(1.1),
        "floor_adoption": 0.2,
        "floor_spread": 0.3,
        "gate_adoption": 0.5,
        "gate_spread": 1,
    }

    start, year = (after("enact", months, params=params) for months in (0, 12))

    assert [approx(4000), approx(0.2), approx(0.5)] == [
        figure(start, name) for name in ("line", "line_adoption", "gate_adoption")
    ]
    assert [approx(4400), approx(0.5), 1] == [figure(year, name) for name in ("line", "line_adoption", "gate_adoption")]


def test_a_crackdown_shuts_its_vertical_in_proportion_to_its_strength_and_never_more_than_all():
    bench = Bench(offices=["crackdown"], verticals=3, crackdown_depth=0.6)
    bench.regulator(0, vertical=1)
    bench.do("enact")
    assert [0, 0.6, 0] == bench.environment["shut"][:3].tolist()

    bench.regulator(0, vertical=-1, strength=0.5)
    bench.do("enact")
    assert [0.3, 0.3, 0.3] == bench.environment["shut"][:3].tolist()

    bench.regulator(0, vertical=0, strength=2)
    bench.do("enact")
    assert [1, 0, 0] == bench.environment["shut"][:3].tolist()


def test_an_instrument_out_of_force_does_nothing():
    bench = Bench(
        offices=["registry", "champions", "controls", "crackdown"], censorship=1, walled_garden=1, crackdown_depth=1
    )
    bench.put("regulators", slice(None), active=0)

    bench.do("enact")

    assert [0, 0, 0] == [figure(bench, name) for name in ("usefulness", "walled", "controls")]
    assert 0 == bench.environment["shut"].sum()


def test_content_controls_and_export_controls_are_as_strong_as_their_instruments():
    bench = Bench(offices=["registry", "controls"], censorship=0.2)
    bench.put("regulators", slice(None), strength=0.5)

    bench.do("enact")

    assert [approx(0.1), 0.5] == [figure(bench, name) for name in ("usefulness", "controls")]


def champions(months=0, **figures):
    """Three firms that sell 1, 100 and 10 a month, and an office that may name two of them."""
    bench = Bench(startups=3, offices=["champions"], champions=2, champion_taste=0, walled_garden=1).wait(months)
    bench.regulator(0, since=0, **figures)
    for row, revenue in enumerate((1, 100, 10)):
        bench.startup(row, revenue=revenue)
    bench.do("enact")
    return bench


def test_champions_are_named_once_by_revenue_when_the_policy_starts():
    bench = champions()

    assert [0, 1, 1] == bench.startups["champion"].tolist()
    assert [("policy", -1, 0, 1.0), ("named champion", 1, 0, 0.0), ("named champion", 2, 0, 0.0)] == bench.events()
    assert 1 == figure(bench, "walled")
    bench.wait(1).do("enact")
    assert [0, 1, 1] == bench.startups["champion"].tolist()


def test_a_clearance_and_a_month_of_capability_count_a_tenth_of_a_log_point_of_revenue():
    # ln(1 + 10) + 3 clearances x 0.1 + 20 months x 0.1 = 4.70 beats ln(1 + 100) = 4.62.
    bench = Bench(startups=2, offices=["champions"], champions=1)
    bench.regulator(0, since=0)
    bench.startup(0, revenue=100)
    bench.startup(1, revenue=10, breadth=3, capability=20)

    bench.do("enact")

    assert [0, 1] == bench.startups["champion"].tolist()


def test_who_has_left_the_market_is_not_named():
    bench = Bench(startups=2, offices=["champions"], champions=2)
    bench.regulator(0, since=0)
    bench.startup(0, revenue=100, live=0, fate="closed")

    bench.do("enact")

    assert [0, 1] == bench.startups["champion"].tolist()


def test_a_list_of_champions_that_lapses_leaves_no_champions():
    bench = champions(lasts=6)

    bench.wait(6).do("announce", "enact")

    assert 0 == bench.regulators["active"][0]
    assert [0, 0, 0] == bench.startups["champion"].tolist()


# ------------------------------------------------------------------------------------------ demand


def test_demand_grows_at_its_rate_and_the_rate_bends_to_the_long_run():
    # 1.2 a year, scaled by a half, is 0.05 a month; 0.24 / 12 of the way from 1.2 to 0.2 is 0.02.
    bench = after(
        "advance",
        params={"demand_scale": 0.5, "demand_bend": 0.24, "demand_long_run": 0.2},
        demand=100,
        demand_growth=1.2,
    )

    assert approx(100 * exp(0.05)) == figure(bench, "demand")
    assert approx(1.18) == figure(bench, "demand_growth")


def test_a_slowdown_takes_growth_away_from_its_month_on():
    params = {"demand_scale": 1, "slowdown": 0.6, "slowdown_month": 5}

    before, then = (after("advance", months, params=params, demand=100, demand_growth=1.2) for months in (4, 5))

    assert approx(100 * exp(0.1)) == figure(before, "demand")
    assert approx(100 * exp(0.05)) == figure(then, "demand")


def test_a_verticals_shock_is_three_fifths_shared_and_four_fifths_its_own():
    bench = after("advance", params={"demand_noise": 0.1}, demand=100)

    shared = normal(bench.draws(0, "SPENDING", 16))
    for v in (0, 1):
        shock = 0.6 * shared + 0.8 * normal(bench.draws(0, "SPENDING", v))
        assert approx(100 * exp(0.1 * shock)) == figure(bench, "demand", v)


# --------------------------------------------------------------------------------------- frontiers


def test_without_noise_frontiers_gain_a_month_a_month_and_the_lag_returns_to_its_mean():
    # 1.2 / 12 of the way from 5 to 3 is 0.2.
    bench = after(
        "advance", params={"lag_mean": 3, "lag_pull": 1.2}, frontier=10, foreign=17, open_lag=5, open=5, parity_since=-1
    )

    assert [11, 18, approx(4.8), approx(6.2)] == [
        figure(bench, name) for name in ("frontier", "foreign", "open_lag", "open")
    ]
    assert -1 == figure(bench, "parity_since")


def test_open_weights_are_never_unlearned():
    bench = after("advance", params={"lag_mean": 30, "lag_pull": 12}, frontier=10, open_lag=5, open=5)

    assert approx(30) == figure(bench, "open_lag")
    assert 5 == figure(bench, "open")


def test_open_weights_catch_up_by_the_month_of_parity():
    # Three quarters of the way at the third month's end of four: a quarter of the mean lag of 4 is left.
    params = {"lag_mean": 4, "parity_month": 4}

    third, there = (after("advance", months, params=params, open_lag=4, parity_since=-1) for months in (2, 4))

    assert [approx(1), -1] == [figure(third, "open_lag"), figure(third, "parity_since")]
    assert [0, 4] == [figure(there, "open_lag"), figure(there, "parity_since")]
    assert figure(there, "frontier") == figure(there, "open")


def test_parity_is_dated_once():
    bench = after("advance", 7, params={"lag_mean": 3}, open_lag=0.2, parity_since=3)

    assert 3 == figure(bench, "parity_since")


def test_cost_falls_with_the_frontier_and_price_follows_its_usual_markup():
    # exp(-12 ln 2 / 12) halves a cost of 2; a price of 6 goes a quarter of the way to 3 x 1.
    bench = after(
        "advance",
        params={"cost_decline": 12 * log(2), "price_decline": 12 * log(4), "usual_markup": 3, "price_follow": 0.25},
        cost_frontier=2,
        price_level=6,
        fixed_price=1,
    )

    assert [approx(1), approx(5.25), approx(0.25)] == [
        figure(bench, name) for name in ("cost_frontier", "price_level", "fixed_price")
    ]


def test_chips_gain_a_half_to_one_and_a_half_of_their_rate_up_to_the_limit():
    bench = after("advance", params={"chip_gain": 0.12, "chip_limit": 2}, chip_parity=0.6)
    limited = after("advance", params={"chip_gain": 0.12, "chip_limit": 0.604}, chip_parity=0.6)

    assert approx(0.6 + 0.01 * (0.5 + bench.draw(0, "CHIPS"))) == figure(bench, "chip_parity")
    assert 0.604 == figure(limited, "chip_parity")


def test_chips_are_at_parity_from_the_stated_month_on():
    params = {"chip_limit": 2, "chip_parity_month": 8}

    assert [0.6, 1] == [
        figure(after("advance", month, params=params, chip_parity=0.6), "chip_parity") for month in (7, 8)
    ]


# ----------------------------------------------------------------------------------------- climate


@pytest.mark.parametrize(("hot", "turned"), [(0, 1), (1, 0)])
def test_a_hazard_of_one_turns_the_climate_and_none_leaves_it(hot, turned):
    assert hot == figure(after("advance", hot=hot), "hot")
    assert turned == figure(after("advance", params={"cooling": 1, "warming": 1}, hot=hot), "hot")


@pytest.mark.parametrize("hot", [0, 1])
def test_the_climate_is_cold_in_the_month_it_is_said_to_be(hot):
    assert 0 == figure(after("advance", 6, params={"cold_month": 6}, hot=hot), "hot")


@pytest.mark.parametrize(("hot", "mood"), [(1, 0.2 + 0.1 * (0.5 - 0.2)), (0, 0.2 + 0.1 * (-0.4 - 0.2))])
def test_mood_moves_to_the_climates_own(hot, mood):
    bench = after("advance", params={"hot_mood": 0.5, "cold_mood": 0.4, "mood_speed": 0.1}, hot=hot, mood=0.2)

    assert approx(mood) == figure(bench, "mood")


@pytest.mark.parametrize(("marks", "mood"), [(0.05, 0.02), (3, 0.08), (-3, -0.08)])
def test_mood_feeds_on_marks_within_a_fifth(marks, mood):
    assert approx(mood) == figure(after("advance", params={"herding": 0.4}, mark_return=marks), "mood")


@pytest.mark.parametrize(("mood", "bound"), [(5, 2), (-5, -2)])
def test_mood_has_bounds(mood, bound):
    assert bound == figure(after("advance", mood=mood), "mood")


@pytest.mark.parametrize(("params", "window", "then"), [
    ({}, 1, 1), ({}, 0, 0), ({"window_shuts": 1}, 1, 0), ({"window_opens": 1}, 0, 1),
    ({"window_opens": 1, "window_shut_month": 3}, 0, 0), ({"window_opens": 1, "window_shut_month": 4}, 0, 1)])
def test_the_window_opens_and_shuts_by_its_hazards_and_stays_shut_when_told(params, window, then):
    assert then == figure(after("advance", 3, params=params, window=window), "window")
