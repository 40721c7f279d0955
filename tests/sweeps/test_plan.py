"""A plan is a file: read, checked in one line, hashed by what can change a number, and whole again from plain data."""

import json
import pickle

import pytest
from sweep_plans import plan_file

from marketsim.scenario import checked, load, shipped
from marketsim.sweeps import Plan, PlanError, read_plan

LINES = "[vary]\nfloor_line = [2000, 4000]\n"


@pytest.fixture
def plan(tmp_path):
    return lambda text=LINES, **top: read_plan(plan_file(tmp_path, text, **top))


def test_numbers_run_over_points_and_policies_the_policy_fastest(plan):
    points = plan(LINES + '[policies]\nnone = {}\n"no floor" = { floor_adoption = 0 }').points

    assert [0, 1, 2, 3] == [point.number for point in points]
    assert ["none", "no floor", "none", "no floor"] == [point.policy for point in points]
    assert [{"floor_line": 2000}, {"floor_line": 2000, "floor_adoption": 0}] == [point.values for point in points[:2]]


def test_a_policy_prevails_over_what_varies(plan):
    points = plan(LINES + '[policies]\n"no floor" = { "parameters.floor_line" = 0 }').points

    assert [{"floor_line": 0}, {"floor_line": 0}] == [point.values for point in points]


def test_values_are_kept_in_the_figures_own_unit(plan):
    read = plan('[vary]\nfloor_line = ["0.5 billion dollar", "360 million yuan", 100]')

    assert [3600, 360, 100] == read.column("floor_line")
    assert {"floor_line": "million yuan"} == read.units


def test_a_level_that_is_there_twice_is_refused_in_whatever_unit_it_is_said(plan):
    with pytest.raises(PlanError, match="vary.floor_line: must have levels that differ, got 3600.0 twice$"):
        plan('[vary]\nfloor_line = [3600, "0.5 billion dollar"]')


def test_true_and_false_are_one_and_nought(plan):
    assert [1, 0] == plan("[vary]\nhot_start = [true, false]").column("hot_start")


def test_a_premise_is_the_scenario_with_the_points_figures_and_nothing_else_changed(plan):
    read = plan("[vary]\nhurdle = [0.3]")
    premise = read.premise(0)

    assert 0.3 == premise.parameters["hurdle"].value
    assert read.scenario.hash == premise.copied(parameters=read.scenario.parameters).hash


def test_what_is_set_holds_at_every_point(plan):
    read = plan('[set]\nfloor_rise = "0.1 1 / year"\n' + LINES)

    assert [0.1, 0.1] == [read.premise(point).parameters["floor_rise"].value for point in read.points]


def test_a_firm_whose_name_has_a_dot_can_vary(tmp_path):
    path = plan_file(tmp_path, '[vary]\n"startups.01.AI.cash" = ["2 billion yuan", 500]', scenario="floor")

    assert 2000 == read_plan(path).premise(0).startups["01.AI"].figures["cash"].value


def test_words_vary_as_words(plan):
    read = plan('[vary]\n"startups.Zhipu AI.business" = ["open core", "solution"]')

    assert ["open core", "solution"] == read.column("startups.Zhipu AI.business")
    assert "solution" == read.premise(1).startups["Zhipu AI"].figures["business"].value


def test_without_anything_that_varies_a_plan_has_one_point_a_policy(plan):
    assert [""] == [point.policy for point in plan("").points]
    assert ["a", "b"] == [point.policy for point in plan("[policies]\na = {}\nb = { hurdle = 1 }").points]


def test_defaults_are_those_of_a_run(plan):
    read = plan(runs=None, months=None)

    assert (7, 1000, 30, "publication", None, (), ()) == (
        read.seed, read.runs, read.months, read.basis, read.chunk, read.keep, read.metrics)


# --------------------------------------------------------------------------------------------- hash


@pytest.mark.parametrize("text, top", [
    (LINES.replace("4000", "4001"), {}), (LINES, {"seed": 8}), (LINES, {"runs": 5}), (LINES, {"months": 4}),
    (LINES, {"basis": "text"}), (LINES, {"keep": ["months"]}), (LINES, {"metrics": ["value"]}),
    ("[set]\nhurdle = 1\n" + LINES, {}), (LINES + "[policies]\na = {}", {}), (LINES, {"scenario": "floor"}),
])
def test_whatever_can_change_a_number_or_a_column_changes_the_hash(plan, text, top):
    assert plan().hash != plan(text, **top).hash


def test_comments_the_name_and_the_size_of_chunks_leave_the_hash_alone(plan):
    assert plan().hash == plan("# a comment\n" + LINES.replace("2000", "2e3"), name="other.toml", chunk=2).hash


def test_a_tables_content_is_in_the_hash_and_not_its_form(plan, tmp_path):
    table = '[design]\nkind = "table"\nfile = "points.csv"'
    hashes = []
    for content in ("floor_line\n1\n2\n", "floor_line\n1.0\n2e0\n", "floor_line\n1\n3\n"):
        (tmp_path / "points.csv").write_text(content)
        hashes.append(plan(table).hash)

    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize("through", [lambda data: json.loads(json.dumps(data)),
                                     lambda data: pickle.loads(pickle.dumps(data))])
def test_a_plan_is_whole_again_from_plain_data(plan, through):
    text = "[vary]\nhurdle = { normal = [0.3, 0.1], levels = 3 }\n[policies]\na = {}\nb = { floor_line = 1 }"
    read = plan(text, keep=["months"], metrics=["value"])
    again = Plan.from_dict(through(read.as_dict()))

    assert (read, read.hash, read.text) == (again, again.hash, again.text)


def test_plain_data_of_which_something_was_changed_is_refused(plan):
    data = plan().as_dict()
    data["points"][1][1]["floor_line"] = 1.0

    with pytest.raises(PlanError, match="is not the one that was run"):
        Plan.from_dict(data)


def test_plain_data_holds_no_path_of_this_machine(plan, tmp_path):
    data = plan().as_dict() | {"text": ""}  # the text is the user's own

    assert str(tmp_path) not in json.dumps(data)


# --------------------------------------------------------------------------------- figures changed


@pytest.mark.parametrize("name", [*shipped(), "tiny"])
def test_a_figure_changed_alone_is_as_if_the_whole_scenario_had_been_checked_again(name, tiny):
    scenario = tiny if name == "tiny" else load(name)
    firm, vertical = next(iter(scenario.startups)), next(iter(scenario.verticals))
    changes = {"floor_line": 5000, "hurdle": "0.25", f"startups.{firm}.post": "3 billion dollar",
               f"verticals.{vertical}.demand": 3}
    before, fast = scenario.hash, scenario.with_values(changes)
    again = checked(fast.model_dump(mode="json", exclude_none=True), "again")

    assert before != fast.hash == again.hash
    assert 5000 == fast.parameters["floor_line"].value and "set by hand" == fast.parameters["floor_line"].source
    assert "billion dollar" == fast.startups[firm].figures["post"].unit


@pytest.mark.parametrize("changes, said", [
    ({"flor_line": 1}, "--set flor_line: unknown key; did you mean floor_line?"),
    ({"floor_line": "dear"}, "--set floor_line: must be a number, got 'dear'"),
    ({"floor_line": "3 months"},
     "tiny (changed): parameters.floor_line: unit must be like 'million yuan', got 'months'"),
    ({"startups.Zhipu AI.pst": 1}, "tiny (changed): startups.Zhipu AI.pst: unknown field; did you mean post?"),
    ({"startups.Zhipu A.post": 1}, "--set startups.Zhipu A.post: unknown key; did you mean startups.Zhipu AI.post?"),
    ({"startups.small.count": 3}, "--set startups.small.count: is not a figure and cannot be changed by hand"),
    ({"startups.small": 3}, "--set startups.small: unknown key; see `marketsim show NAME`"),
    ({"months": 900}, "tiny (changed): months: Input should be less than or equal to 600, got 900"),
    ({"floor_adoption": 2}, "tiny (changed): parameters.floor_adoption: a share lies in 0 to 1, got 2 share"),
])
def test_a_change_that_cannot_be_is_told_in_a_line(tiny, changes, said):
    with pytest.raises(ValueError) as trouble:
        tiny.with_values(changes)

    assert said == str(trouble.value)
