"""What-ifs that cannot be: one line each, with file, key, rule and value. And those on the command line."""

import json

import pytest
from command import TINY, ask

from marketsim.whatifs import WhatIf, WhatIfError, named, under


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "text, said",
    [
        ("cold-spel", "what-if cold-spel: there is none of that name; did you mean cold-spell?"),
        ("zzzzzz", "what-if zzzzzz: there is none of that name; see `marketsim what-ifs`"),
        ("cold-spell@soon", "what-if cold-spell: must begin in a month like 2026-03, got 'soon'"),
        ("cold-spell@2036-03", "must begin in 2025-07 to 2027-12, the months of floor, got 2036-03"),
        (
            "cost-gate@2026-03",
            "cannot begin at 2026-03: it changes gate_adoption, state_exempt, which a run has from "
            "its first month; `marketsim fork --month 2026-03` begins it there",
        ),
        ("mine.toml", "mine.toml: not readable, or not there"),
    ],
)
def test_a_name_that_cannot_be(text, said):
    with pytest.raises(WhatIfError) as error:
        under("floor", text)

    assert said in str(error.value)


@pytest.mark.parametrize(
    "text, said",
    [
        ("set = [", "own.toml: not TOML:"),
        ('title = "x"', "own.toml: own: changes nothing; say one of set, times, month, add"),
        ("sett.floor_line = 1", "own.toml: own.sett: unknown; say set, times, month, add, title"),
        ("set = 3", "own.toml: own.set: must be a table, got 3"),
        ('times.floor_line = "twice"', "own.toml: own.times.floor_line: must be a number, got 'twice'"),
        ("month.cold_month = 1.5", "own.toml: own.month.cold_month: must be a whole number, got 1.5"),
        ("times.floor_line = true", "own.toml: own.times.floor_line: must be a number, got True"),
        ("set.floor_lin = 3", "what-if own: floor_lin: unknown key"),
        ("set.floor_adoption = 2", "what-if own: floor (changed): parameters.floor_adoption: a share lies in 0 to 1"),
        ("times.floor_adoption = 9", "what-if own: parameters.floor_adoption: a share lies in 0 to 1"),
        ("set.floor_line = { uniform = [3, 1] }", "what-if own: floor_line: uniform must rise"),
        ('set."verticals.space.churn" = 1', "own: verticals.space.churn: there is no vertical 'space' in floor"),
        ('set."office.navy.strength" = 1', "own: office.navy.strength: nobody holds the office of navy in floor"),
        ('times."startups.MiniMax.moe" = 2', "what-if own: startups.MiniMax.moe: a share lies in 0 to 1"),
        ('times."startups.MiniMax.thrift.x" = 2', "there is no startup 'MiniMax.thrift' in floor"),
        ('times."regulators.CAC.hazard" = 2', "regulators.CAC.hazard: floor states no such figure to multiply"),
        ('add.navy = "sea"', "what-if own: regulators.navy.office: must be one of registry,"),
        ('add.CAC = "controls"', "what-if own: floor has a regulator 'CAC' already"),
    ],
)
def test_a_file_of_ones_own_that_cannot_be(tmp_path, text, said):
    (tmp_path / "own.toml").write_text(text)

    with pytest.raises(WhatIfError) as error:
        under("floor", str(tmp_path / "own.toml"))

    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_market_without_the_office_says_so():
    with pytest.raises(WhatIfError, match="nobody holds the office of champions in venture-us"):
        under("venture-us", "champion-policy")


def test_a_file_of_ones_own_is_as_good_as_a_shipped_one(tmp_path):
    (tmp_path / "mild.toml").write_text('title = "A mild line"\nset.floor_line = "1 billion yuan"\n')
    shock = named(str(tmp_path / "mild.toml"))

    assert WhatIf("mild", "A mild line", set={"floor_line": "1 billion yuan"}) == shock
    assert "1 billion yuan" == under("floor", shock).parameters["floor_line"].words()


def test_the_list_names_them_and_marks_those_that_may_begin_later():
    code, out, _ = ask("what-ifs")

    assert 0 == code
    assert "open-weights-parity-12m " in out
    assert "cold-spell* " in out


def test_the_list_for_a_market_says_what_would_change():
    code, out, _ = ask("what-ifs", "venture-us", "--json")
    rows = {row["name"]: row for row in json.loads(out)}

    assert 0 == code
    assert "champion-policy" not in rows
    assert {"contract_rate": "0 1 / month"} == rows["no-large-contracts"]["changes"]


def test_run_takes_what_ifs_and_keeps_them_in_its_provenance(tmp_path, monkeypatch):
    monkeypatch.setattr("marketsim.cli.writing.draw", lambda *_: ())  # for speed
    code, _, err = ask(
        "run",
        TINY,
        "--what-if",
        "cold-spell@2026-01",
        "--what-if",
        "data-wall",
        "--runs",
        5,
        "--quiet",
        "--out",
        tmp_path / "out",
    )
    facts = json.loads((tmp_path / "out" / "provenance.json").read_text())

    assert (0, "") == (code, err)
    assert ["what-if cold-spell@2026-01", "what-if data-wall"] == list(facts["changes"])
    assert 0 == ask("replay", tmp_path / "out", "--run", 3)[0]


def test_what_is_set_by_hand_prevails_over_a_what_if():
    code, out, _ = ask("run", TINY, "--what-if", "floor-for-all", "--set", "floor_adoption=0.3", "--runs", 2, "--json")

    assert (0, "0.3") == (code, json.loads(out)["changes"]["floor_adoption"])


def test_what_ifs_that_contradict_each_other_end_the_command_in_a_line():
    code, out, err = ask("run", TINY, "--what-if", "no-floor", "--what-if", "floor-for-all")

    assert (2, "", 1) == (code, out, err.count("\n"))
    assert "both change floor_adoption" in err


def test_a_sweep_runs_all_its_points_under_what_ifs(tmp_path):
    from marketsim.sweeps.plan import read_plan

    lines = [f'scenario = "{TINY}"', "runs = 2", "[vary]", "floor_line = [1000, 2000]"]
    plain, under_gate = tmp_path / "plain.toml", tmp_path / "gate.toml"
    plain.write_text("\n".join(lines))
    under_gate.write_text("\n".join(['what_if = ["cost-gate"]', *lines]))

    assert 1 == read_plan(under_gate).premise(1).parameters["gate_adoption"].value
    assert read_plan(plain).hash != read_plan(under_gate).hash


@pytest.mark.parametrize(
    "line, said",
    [
        ('what_if = "cost-gate"', "own.toml: what_if: must be a list of names, got 'cost-gate'"),
        ('what_if = ["cost-gat"]', "own.toml: what-if cost-gat: there is none of that name; did you mean cost-gate?"),
    ],
)
def test_a_sweep_says_in_a_line_which_what_if_cannot_be(tmp_path, line, said):
    from marketsim.sweeps.plan import PlanError, read_plan

    (tmp_path / "own.toml").write_text(f'scenario = "{TINY}"\n{line}\n')

    with pytest.raises(PlanError) as error:
        read_plan(tmp_path / "own.toml")

    assert said == str(error.value)
