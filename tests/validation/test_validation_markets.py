"""The markets the rules are validated in: what they are, and that they knew nothing of what came after their start."""

from datetime import date

import pytest

from marketsim.scenario import load, read

MARKETS = ("venture-us", "group-buying-2010", "dot-com-2000")
COMMON = read("common")[0]["sources"]


@pytest.mark.parametrize("name", MARKETS)
def test_a_source_younger_than_the_start_is_a_generic_rate(name):
    scenario = load(name)
    young = {
        source.title
        for key, source in scenario.sources.items()
        if key not in COMMON and source.date > scenario.first_month()
    }

    assert set() == {title for title in young if not title.startswith("Generic rate: ")}


@pytest.mark.parametrize("name", MARKETS)
def test_nothing_of_the_chinese_rules_is_in_force(name):
    scenario = load(name)

    assert ["mergers"] == [agent.figures["office"].value for agent in scenario.regulators.values()]
    assert all(
        scenario.parameters[key].value == 0
        for key in (
            "champions",
            "subsidy",
            "procurement",
            "walled_garden",
            "censorship",
            "floor_adoption",
            "gate_adoption",
        )
    )


def test_a_thousand_startups_pass_through_the_american_market_with_giants_to_buy_them():
    scenario = load("venture-us")

    assert 84 <= scenario.months <= 120
    assert scenario.parameters["entry_rate"].value * scenario.months >= 1000
    assert any("giant" in name for name in scenario.acquirers)


def test_group_buying_has_one_vertical_thin_margins_and_free_entry():
    scenario = load("group-buying-2010")

    assert 1 == len(scenario.verticals)
    assert scenario.parameters["margin_solution"].value < 0.2
    assert scenario.parameters["entry_rate"].value >= 20


def test_the_shocks_are_where_history_has_them():
    shocks = {name: load(name).date_of(load(name).parameters["cold_month"].value) for name in MARKETS}

    assert {
        "venture-us": date(2022, 4, 1),
        "group-buying-2010": date(2011, 7, 1),
        "dot-com-2000": date(2000, 4, 1),
    } == shocks
