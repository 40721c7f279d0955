"""Markets described: sliders that a scenario takes, and what it can settle."""

import pytest

from marketsim.scenario import load, shipped
from marketsim.schema import PARAMETERS, fields
from marketsim.server.sliders import chapters, sliders


@pytest.fixture(scope="module")
def described(server, name):
    return server.get(f"/api/v1/scenarios/{name}").json()


def test_the_market_it_was_started_with_comes_first_and_all_shipped_ones_follow(server, name):
    names = [each["name"] for each in server.get("/api/v1/scenarios").json()]

    assert [name, *shipped()] == [names[0], *sorted(names[1:])]


def test_every_market_says_how_many_futures_to_ask_for(server):
    for market in server.get("/api/v1/scenarios").json():
        runs = market["runs"]
        assert 1 <= runs["preview"] <= runs["full"] <= runs["most"] <= 20_000, market["name"]


@pytest.mark.parametrize("market", shipped())
def test_a_scenario_takes_both_ends_of_every_slider(market):
    premise = load(market)
    for slider in sliders(premise, ()):
        assert slider["low"] < slider["high"] and 0 < slider["step"] <= slider["high"] - slider["low"], slider
        for value in (slider["low"], slider["high"]):
            assert premise.with_values({slider["key"]: value})


@pytest.mark.parametrize("market", shipped())
def test_a_slider_stands_where_the_scenario_does(market):
    for slider in sliders(load(market), ()):
        never = slider["kind"] == "month" and slider["value"] == slider["never"]
        assert never or slider["low"] <= slider["value"] <= slider["high"], slider
        assert slider["open"] == (slider["calibrated"] is not None)
        if drawn := slider["calibrated"]:
            assert slider["low"] <= drawn["low"] < drawn["high"] <= slider["high"], slider


def test_every_parameter_stands_in_one_chapter():
    names = [name for _, names in chapters() for name in names]

    assert sorted(PARAMETERS) == sorted(names) and "The floor and the gates" == chapters()[0][0]


def test_a_market_s_own_figures_are_marked(described):
    from marketsim.server.describe import own

    assert {"floor_line", "floor_adoption"} <= own(load("floor"), "floor")
    assert "mood_noise" not in own(load("floor"), "floor")
    assert {True, False} >= {each["own"] for each in described["parameters"]}


def test_a_description_names_claims_metrics_and_what_is_assumed(described, server, name):
    answer = server.post("/api/v1/runs", json={"scenario": name, "runs": 100}).json()

    assert {claim["id"] for claim in answer["claims"]} <= {claim["id"] for claim in described["claims"]}
    assert list(fields("Metrics")) == [metric["key"] for metric in described["metrics"]]
    assert set(described["shown"]) == set(answer["metrics"])
    assert all(each["why"] for each in described["unresolvable"])
    assert {"assumed"} >= {each["source"] for each in described["assumptions"]} - {"calibrated"}


def test_a_what_if_that_is_listed_can_be_asked(described, house, name):
    assert described["what_ifs"]
    for each in described["what_ifs"]:
        assert house.markets.asked(name, None, (each["name"],)).hash != house.markets.premise(name).hash, each["name"]


def test_a_market_nobody_has_heard_of_is_missing(server):
    assert 404 == server.get("/api/v1/scenarios/atlantis").status_code
