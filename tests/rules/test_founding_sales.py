"""What firms and rivals sell at the start, and how hard they pull."""

import math

import pytest
from pytest import approx


def test_half_of_sales_are_at_home_and_the_rest_even_elsewhere(bench):
    third = "[verticals.games]\ndemand = {value=50, source='assumed'}\n"
    text = third + "[startups.Beta]\napproved = {value=['finance','media','games'], source='assumed'}"
    market = bench(text)

    assert [5, 0, 0] == market.find("Alpha").base[:3].tolist()
    assert approx([2.5, 1.25, 1.25]) == market.find("Beta").base[:3]


def test_a_firm_is_cleared_and_at_full_depth_where_it_sells(bench):
    market = bench()
    alpha, beta = market.find("Alpha"), market.find("Beta")

    assert [(0b01, 1), (0b11, 2)] == [(firm.approved, firm.breadth) for firm in (alpha, beta)]
    assert approx([1.5, 0, 1, 1]) == [*alpha.reach[:2], *beta.reach[:2]]
    assert approx([1.5, 1]) == [alpha.embedded, beta.embedded]


def test_rivals_hold_what_startups_do_not(bench):
    """Startups sell 7.5 of 300 in finance and 2.5 of 100 in media; a tenth of the rest of finance is foreign."""
    environment = bench().world.environment

    assert approx([263.25, 97.5]) == environment["rivals_base"][:2]
    assert approx([29.25, 0]) == environment["foreign_base"][:2]


def test_a_vertical_is_at_least_as_large_as_what_is_sold_in_it(bench):
    environment = bench("[verticals.media]\ndemand = {value=1, source='assumed'}").world.environment

    assert approx(2.5 / 0.95) == environment["demand"][1]


def test_a_pull_of_one_wins_the_sales_of_a_usual_firm_in_a_year(bench):
    """Rivals win back the tenth of 12 x 292.5 and 12 x 97.5 million that leaves them, and what demand adds."""
    assert approx([5.85, 1.95]) == bench().world.environment["rivals_pull"][:2]


@pytest.mark.parametrize(("growth", "pull"), [(0.3, 7.8), (-0.02, 1.56), (-1, 0.975)])
def test_rivals_pull_more_where_demand_grows_and_never_less_than_nothing(bench, growth, pull):
    """12 x 97.5 / 60 times growth and churn of 0.1, at least 0.05."""
    market = bench(f"[verticals.media]\ndemand_growth = {{value={growth}, source='assumed'}}")

    assert approx(pull) == market.world.environment["rivals_pull"][1]


@pytest.mark.parametrize(
    ("wins", "firm"),
    [(30, {}), (60, {"growth": 1}), (30 + 60 * math.log(2), {"ndr": 0.5}), (3, {"growth": 0.01}), (12, {"revenue": 2})],
    ids=str,
)
def test_a_firm_s_fit_is_what_its_growth_and_retention_say_beyond_its_quality(bench, wins, firm, stated):
    """What it wins in a year, over the usual 60 million and its depth of 1.5; sales shrink by a twentieth at most."""
    alpha = bench(stated(**firm), ndr_speed=0).find("Alpha")

    alpha.attract()

    assert approx(wins / 60 / 1.5) == alpha.attraction
    assert approx(math.log(wins / 90) - 0.3 - 0.15 * max(alpha.premium, -1)) == alpha.fit


def test_firms_of_the_same_growth_differ_by_what_fit_the_scenario_says(bench, stated):
    alpha = bench(stated(fit=0.4)).find("Alpha")

    alpha.attract()

    assert approx(math.exp(0.4) / 3) == alpha.attraction


def test_large_contracts_are_part_of_what_a_firm_wins(bench):
    """One in five months brings four times more: a lift of 0.8 in the mean."""
    alpha = bench(contract_rate=0.1).find("Alpha")

    assert approx(math.log(1 / 3 / 1.8) - 0.3 - 0.15 * alpha.premium) == alpha.fit


def test_a_firm_grows_in_the_first_month_as_its_growth_says(bench):
    """Half a year's log growth where demand grows by 0.3 a year: 0.04 in the month, a little less by its end."""
    growing = "demand_growth = {value=0.3, source='assumed'}"
    market = bench(f"[verticals.finance]\n{growing}\n[verticals.media]\n{growing}", ndr_speed=0)
    alpha = market.find("Alpha")
    market.world.environment["demand"][:] *= math.exp(0.3 / 12)
    for firm in market.members["startups"]:
        firm.attract()

    market.sell()

    assert approx(0.5, rel=0.05) == 12 * math.log(alpha.revenue / 5)


def test_brand_is_what_size_in_each_vertical_says(bench, stated):
    """ln of sales over the usual 60 million a year and over breadth; it is in the pull, and so not in the fit."""
    market = bench(stated(revenue=20), appeal_of_size=0.5)
    alpha, beta = market.find("Alpha"), market.find("Beta")

    alpha.attract()

    assert approx((math.log(2), -math.log(2) / 2)) == (alpha.appeal, beta.appeal)
    assert approx(120 / 60 / 1.5) == alpha.attraction


def test_a_firm_without_sales_has_a_thousandth_of_the_usual_brand(bench, stated):
    alpha = bench(stated(revenue=0), appeal_of_size=1).find("Alpha")

    assert approx(math.log(0.001)) == alpha.appeal


def test_rivals_edge_multiplies_their_pull(bench):
    even = bench().world.environment["rivals_pull"][1]
    ahead = bench("[verticals.media]\nincumbent_pull = {value=1.5, source='assumed'}").world.environment["rivals_pull"]

    assert approx(1.5 * even) == ahead[1]
