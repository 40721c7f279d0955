"""Markets at the extremes: no capital, no floor, boundless demand, one of a kind, no exchange."""

from functools import cache

import numpy as np
from bench import tiny_with
from stage import MONTHS, RUNS, SEED, figures, firms, furnish, had, met, play, stage

from marketsim.ensemble import simulate
from marketsim.market import Market

ACTIVE, DORMANT, LISTED, CLOSED = 1, 2, 3, 6
NO_WINDOW = {"window_start": 0, "window_opens": 0}
MODELS = ("api", "subscription", "outcome", "solution", "open_core", "pure_open")
NO_PROFIT = {f"margin_{model}": 0 for model in MODELS} | {
    **dict.fromkeys(("margin_data", "margin_lead", "margin_cost"), 0),
    "margin_speed": 12,
}
NO_COMPLIANCE = {"compliance_fixed": 0, "compliance_cost": 0}
CALM = {"sales_noise": 0, "contract_rate": 0, "regulators.crackdown.strength": 0}
LINE_MARKS = {"above_line", "below_line", "late_below"}


def poor(data):
    furnish(data)
    data["defaults"]["investors"] |= figures(fund=0.001, powder=0)


def one_startup(data):
    del data["startups"]["small"]


def one_investor(data):
    del data["investors"]["fund"]


@cache
def ensemble(edit, months=MONTHS, settings=()):
    return simulate(tiny_with(edit).with_values(dict(settings)), RUNS // 2, SEED, months)


def played(edit, months=MONTHS, **settings):
    return ensemble(edit, months, tuple(sorted(settings.items()))).outcomes


def typical_price(parity_month, months=12):
    """The price level after a year, over what best practice costs by then."""
    market = Market(stage().with_values({"parity_month": parity_month, "parity_squeeze": 1}))
    for _ in range(months):
        market.step()
    environment = market.world.environment
    return environment["price_level"][0] / environment["cost_frontier"][0]


def test_without_capital_no_firm_is_funded_and_many_more_close_or_rest():
    rich, starved = play(), played(poor, **NO_WINDOW)

    assert 0 == starved.metric("rounds").max() == starved.metric("bridges").max() == starved.metric("listings").max()
    assert met(CLOSED, DORMANT)(starved).mean() > 2 * met(CLOSED, DORMANT)(rich).mean()


def test_without_capital_and_without_profit_nobody_is_left_at_work():
    starved = played(poor, 60, **NO_WINDOW, **NO_PROFIT)

    assert 0 == met(ACTIVE, LISTED)(starved).max()
    assert met(CLOSED, DORMANT)(starved).mean() > 0.7


def test_without_floor_and_compliance_it_does_not_matter_where_the_line_is():
    here, there = (play(floor_line=line, **NO_COMPLIANCE) for line in (4000, 400))

    for name in set(here.firm_fields) - LINE_MARKS:
        np.testing.assert_array_equal(firms(here, name), firms(there, name), name)


def test_where_all_apply_the_floor_there_is_no_late_round_below_it_wherever_it_is():
    for line in (4000, 400):
        free, floored = (play(floor_line=line, floor_adoption=share, state_exempt=0) for share in (0, 1))

        assert free.metric("late_below").sum() > 0
        assert 0 == floored.metric("late_below").sum()


def test_with_parity_at_once_prices_and_margins_collapse_and_more_firms_fail():
    apart, level = (play(parity_month=month, parity_squeeze=1) for month in (-1, 0))

    assert typical_price(0) < 0.75 * typical_price(-1)
    assert level.metric("survivors_margin")[:, -1].mean() < 0.5 * apart.metric("survivors_margin")[:, -1].mean()
    assert level.metric("value")[:, -1].mean() < apart.metric("value")[:, -1].mean()
    assert met(CLOSED, DORMANT)(level).mean() > 1.2 * met(CLOSED, DORMANT)(apart).mean()


def test_with_boundless_demand_no_value_falls_off_a_cliff():
    bounded, boundless = play(**CALM), play(**CALM, demand_scale=20)

    assert had("cliff")(bounded).mean() > 0.03
    assert 0 == had("cliff")(boundless).max()


def test_a_market_of_one_startup_is_all_its_own():
    o = played(one_startup, entry_rate=0)
    at_work = o.metric("active") + o.metric("listed") + o.metric("dormant") > 0

    assert at_work[:, 0].all()
    np.testing.assert_allclose(o.metric("revenue_hhi")[at_work], 1, rtol=1e-6)
    np.testing.assert_allclose(o.metric("top5_value")[at_work], 1, rtol=1e-6)
    assert 0 == o.metric("merged").max() == firms(o, "acquisitions").max()


def test_one_investor_is_behind_every_round():
    alone = ensemble(one_investor)
    deals = alone.deals([0, 1])
    rounds = deals[deals.event.isin(["round", "bridged"])]

    assert len(rounds) > 0
    assert {"Alibaba"} == set(rounds.party)
    assert alone.outcomes.metric("rounds").mean() < 0.5 * play().metric("rounds").mean()


def test_while_the_listing_window_is_shut_nobody_lists():
    assert play().metric("listings")[:, -1].mean() > 0.5
    assert 0 == play(window_shut_month=0).metric("listings").max()
