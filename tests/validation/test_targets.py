"""The published figures: whole, sourced, and the same as in the tables they come from."""

from math import inf

import pytest

from marketsim.scenario import load, shipped
from marketsim.validation.measures import MEASURES
from marketsim.validation.targets import TARGETS, Part, measured_in


def test_fourteen_targets_are_published_each_with_a_measure():
    assert [f"V{k}" for k in range(1, 15)] == [target.id for target in TARGETS]
    assert {target.id for target in TARGETS} == set(MEASURES)


def test_what_everybody_knows_by_heart_counts_for_nothing():
    assert {"V1", "V4"} == {target.id for target in TARGETS if target.role == "sanity"}
    assert {"gate", "sanity"} == {target.role for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_a_target_says_whom_it_counts_when_and_where(target):
    names = [part.name for part in target.parts]

    assert all((target.title, target.source, target.population, target.age))
    assert len(names) == len(set(names))
    assert any(part.judged for part in target.parts)
    assert set(target.scenarios) <= set(shipped())


@pytest.mark.parametrize("part", [part for target in TARGETS for part in target.parts], ids=lambda part: part.name)
def test_a_band_is_whole_and_a_share_lies_in_nought_to_one(part):
    assert (part.low is None) == (part.high is None)
    assert not part.judged or part.low < part.high
    assert part.unit != "share" or 0 <= part.published <= 1


def test_the_published_figure_lies_in_the_band_except_where_the_source_gives_a_range_for_others():
    outside = {
        f"{target.id}.{part.name}"
        for target in TARGETS
        for part in target.parts
        if part.judged and not part.low <= part.published <= part.high
    }

    assert set() == outside


def test_shares_that_exclude_each_other_add_up_to_one():
    published = {target.id: {part.name: part.published for part in target.parts} for target in TARGETS}

    assert pytest.approx(1) == sum(published["V2"].values())
    assert pytest.approx(1, abs=0.01) == sum(published["V1"].values())


def test_the_targets_of_a_market_are_those_it_is_made_for():
    names = {name: {target.id for target in measured_in(load(name))} for name in shipped()}

    assert {"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V13", "V14"} == names["venture-us"]
    assert {"V9", "V10"} == names["group-buying-2010"]
    assert {"V11"} == names["dot-com-2000"]
    assert {"V12"} == names["floor"] == names["surge"] == names["china-ai-2025"]


def test_a_part_without_a_band_is_not_judged():
    assert not Part("days", "days", 420.0).judged
    assert Part("ratio", "ratio", 1.8, -inf, 2.0).judged
