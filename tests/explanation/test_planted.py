"""A mechanism planted in a small market is named by `explain`."""

from functools import cache

import pytest
from bench import tiny_with

from marketsim.claims import claim
from marketsim.explanation import explain
from marketsim.mechanisms import MECHANISMS
from marketsim.words import percent

RUNS = 400
FAST = ("floor_adoption", "cliff_hazard", "champions", "taste_crowd", "court_appetite", "moat_weight",
        "compliance_burden", "open_saving", "registry_months", "video_cost", "verticals.*.sensitivity",
        "gate_adoption")  # fmt: skip


@claim("planted-floor", "No late round closes below the line")
def no_late_round_below(outcomes, day):
    return outcomes.metric("late_below").sum(1) == 0


@claim("planted-cliff", "A firm in ten falls off a cliff")
def many_fall(outcomes, day):
    return (outcomes.firm("cliff")[:, : len(outcomes.firm_ids)] >= 0).mean(1) > 0.1


@claim("cheap", "The cost of a task falls fast")
def cost_falls_fast(outcomes, day):
    return outcomes.params["cost_decline"] > 0.8


def small(data):
    data["months"] = 18
    data["startups"]["small"]["count"] = 40


@cache
def explained(figures, about):
    market = tiny_with(small).with_values(dict(figures))
    tried = [each for each in MECHANISMS if each.figure in FAST]
    return explain(market, about, RUNS, mechanisms=tried, sensitivity=False)


FLOOR = (("floor_adoption", 1), ("state_exempt", 0))
CLIFF = (("cliff_hazard", 0.2), ("margin_shield", 0))


@pytest.mark.parametrize(
    ("figures", "about", "planted"),
    [(FLOOR, no_late_round_below, "floor_adoption"), (CLIFF, many_fall, "cliff_hazard")],
)
def test_the_mechanism_that_was_planted_comes_first_and_stands_out(figures, about, planted):
    first, second, *_ = explained(figures, about).effects

    assert planted == first.figure
    assert first.stands and first.low > 0.3
    assert abs(second.difference) < first.difference / 2


def test_a_mechanism_adds_what_is_missing_without_it():
    found = explained(FLOOR, no_late_round_below)
    first = found.effects[0]

    assert 1 == found.verdict.probability
    assert pytest.approx(first.difference) == 1 - first.without
    assert {"floor_adoption": 0} == first.changes
    assert RUNS // 4 == first.runs == found.tried


def test_a_mechanism_that_is_off_anyway_is_said_and_not_run():
    found = explained(CLIFF, many_fall)

    assert {"floor_adoption", "gate_adoption"} == {each.figure for each in found.idle}
    assert "floor_adoption" not in {each.figure for each in found.effects}


def test_a_claim_about_an_open_figure_lies_in_a_box_of_it_and_no_mechanism_moves_it():
    found = explained((), cost_falls_fast)
    true, false = found.boxes

    assert 0 == sum(each.swayed for each in found.effects)
    assert ["cost_decline"] == list(true.limits) == list(false.limits)
    assert true.holds and true.density > 0.9
    (low, _), (_, high) = (found.said(box)["cost_decline"] for box in (true, false))
    assert pytest.approx(0.8, abs=0.03) == float(low.split()[0]) == pytest.approx(float(high.split()[0]), abs=0.03)


def test_futures_to_read_are_of_the_kind_they_are_said_to_be():
    found = explained(CLIFF, many_fall)

    for kind, run in found.typical.items():
        assert kind == bool(found.verdict.truth[run])
    assert 0 <= found.extreme < RUNS


def test_pictures_are_titled_with_the_finding():
    from marketsim.cli.explaining import provenance
    from marketsim.figures import explained as pictures

    floor, cheap = explained(FLOOR, no_late_round_below), explained((), cost_falls_fast)
    title = pictures.mechanisms(floor, provenance(floor, RUNS, {})).texts[0].get_text()
    signs = pictures.early_signs(cheap, provenance(cheap, RUNS, {})).texts[0].get_text()

    assert f"The floor of 4bn yuan: without that {percent(floor.effects[0].without)} instead of 100 %" == title
    assert "the market shows which way it goes" in signs


def test_the_same_futures_explain_the_same():
    found = explained(FLOOR, no_late_round_below)
    again = explained.__wrapped__(FLOOR, no_late_round_below)

    assert found.as_dict() == again.as_dict()
