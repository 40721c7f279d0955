"""What is wrong with a plan is said in one line: file, key, rule, value."""

import pytest
from sweep_plans import plan_file

from marketsim.sweeps import PlanError, read_plan

VARY = "[vary]\nfloor_line = [1, 2]\n"
SOBOL = '[design]\nkind = "sobol"\npoints = 4\n'

TABLES = [
    ("[vary]\nfloor_lin = [1]", "vary.floor_lin: unknown key; did you mean floor_line?"),
    ("[vary]\nfloor_line = []", "vary.floor_line: must have levels, got none"),
    ('[vary]\nfloor_line = ["x"]', "vary.floor_line: must be a number, got 'x'"),
    ("[vary]\nfloor_line = [[1]]", "vary.floor_line: must be a number, or a text like '0.5 billion dollar', got [1]"),
    ("[vary]\nfloor_line = [nan]", "vary.floor_line: must be a finite number, got nan"),
    ('[vary]\nfloor_line = ["1 kg"]', "vary.floor_line: unit must be like 'million yuan', got 'kg'"),
    ("[vary]\nfloor_adoption = [2]", "vary.floor_adoption: a share lies in 0 to 1, got 2"),
    ("[vary]\nmonths = [2, 3]", "vary.months: is said at the top of a plan, for all points"),
    ('[vary]\nhurdle = [1]\n"parameters.hurdle" = [2]',
     "vary.parameters.hurdle: is the same figure as hurdle, which is there too"),
    (VARY + "[policies]\na = 3", "policies.a: must be a table of figures, got 3"),
    (VARY + "[policies]\na = { floor_lin = 3 }", "policies.a.floor_lin: unknown key; did you mean floor_line?"),
    ("[set]\nmonths = 3", "set.months: is said at the top of a plan, for all points"),
    ('[design]\nkind = "sobl"', "design.kind: must be one of grid, one-at-a-time, sobol, latin-hypercube, table, "
     "got 'sobl'; did you mean sobol?"),
    ('[design]\npoint = 3', "design.point: unknown key of grid; there are kind"),
    ('[design]\nkind = "sobol"\nseed = 1\n' + VARY,
     "design.points: must be a whole number in 1 to 10000000, got nothing"),
    (SOBOL.replace("4", "0") + VARY, "design.points: must be a whole number in 1 to 10000000, got 0"),
    (SOBOL, "vary: missing; say what varies, and in which range"),
    ("[vary]\nfloor_line = { uniform = [1, 2] }",
     "vary.floor_line: a grid needs levels: a list, or a range with `levels = 5`"),
    (SOBOL + "[vary]\nfloor_line = { uniform = [2, 1] }", "vary.floor_line: uniform must rise, got [2.0, 1.0]"),
    (SOBOL + "[vary]\nfloor_line = { unifrm = [1, 2] }", "vary.floor_line: must be levels, or one of choice, uniform, "
     "normal, lognormal, loguniform, triangular, pareto; got unifrm"),
    (SOBOL + '[vary]\nfloor_line = { uniform = [1, 2], unit = "kg" }',
     "vary.floor_line: unit must be like 'million yuan', got 'kg'"),
    (SOBOL + "[vary]\nfloor_adoption = { uniform = [1, 2] }",
     "vary.floor_adoption: a share lies in 0 to 1, got "),
    ("[vary]\nhurdle = { uniform = [1, 2], levels = 0 }",
     "vary.hurdle: levels: must be a whole number in 1 to 1000000, got 0"),
    ("".join(["[vary]\n", *(f"{key} = {{ uniform = [0.1, 0.2], levels = 1000 }}\n"
                            for key in ("hurdle", "procurement", "attention"))]),
     "design: must make at most 10,000,000 points, got 1,000,000,000"),
    ("[varyy]\nfloor_line = [1]", "varyy: unknown key; did you mean vary?"),
]
TOPS = [
    ({"scenario": None}, "scenario: missing; say a shipped name, or the path of a .toml file"),
    ({"scenario": "flor"}, "scenario: flor: no such scenario; did you mean floor?"),
    ({"scenario": 3}, "scenario: must be a text, got 3"),
    ({"runs": 0}, "runs: must be a whole number in 1 to 2147483648, got 0"),
    ({"runs": "many"}, "runs: must be a whole number in 1 to 2147483648, got 'many'"),
    ({"seed": -1}, "seed: must be a whole number in 0 to 18446744073709551615, got -1"),
    ({"months": 601}, "months: must be a whole number in 1 to 600, got 601"),
    ({"chunk": 0}, "chunk: must be a whole number in 1 to 2147483648, got 0"),
    ({"run": 3}, "run: unknown key; did you mean runs?"),
    ({"basis": "txt"}, "basis: must be one of publication, text, got 'txt'; did you mean text?"),
    ({"keep": ["month"]}, "keep: must be one of months, firms, got 'month'; did you mean months?"),
    ({"keep": "months"}, "keep: must be a list, got 'months'"),
    ({"metrics": ["value", "value"]}, "metrics: must name each once, got 'value' twice"),
]


@pytest.mark.parametrize("text, said", TABLES)
def test_a_table_that_cannot_be(tmp_path, text, said):
    with pytest.raises(PlanError) as trouble:
        read_plan(plan_file(tmp_path, text))

    assert str(trouble.value).startswith(f"plan.toml: {said}") and "\n" not in str(trouble.value)


@pytest.mark.parametrize("top, said", TOPS)
def test_an_entry_that_cannot_be(tmp_path, top, said):
    with pytest.raises(PlanError) as trouble:
        read_plan(plan_file(tmp_path, VARY, **top))

    assert f"plan.toml: {said}" == str(trouble.value)


def test_a_plan_that_is_not_there_and_one_that_is_not_toml(tmp_path):
    (tmp_path / "plan.toml").write_text("runs = = 3")

    with pytest.raises(PlanError, match="none.toml: No such file or directory$"):
        read_plan(tmp_path / "none.toml")
    with pytest.raises(PlanError, match="^plan.toml: not TOML: "):
        read_plan(tmp_path / "plan.toml")


def test_a_scenario_beside_the_plan_is_found(tmp_path, monkeypatch):
    from sweep_plans import TINY

    (tmp_path / "mine.toml").write_text(TINY.read_text())
    path = plan_file(tmp_path, VARY, scenario="mine.toml")
    monkeypatch.chdir("/")

    assert "tiny" == read_plan(path).scenario.name
