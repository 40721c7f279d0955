"""Runs draw from a posterior: a row for all its parameters, the same in both doors, and known wherever it goes."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from small import HEADER, ROWS, SCENARIO, mine

from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.posteriors import fitted_parts
from marketsim.provenance import provenance
from marketsim.results import Results
from marketsim.scenario import ScenarioError, checked, load
from marketsim.start import Start
from marketsim.validation import validate

sys.path.insert(0, str(Path(__file__).parents[1]))
from command import ask  # noqa: E402


def drawn(scenario, runs=400, seed=5, first=0):
    from marketsim.schema import PARAMETERS

    params, names = Start(scenario).parameters(seed, runs, first), list(PARAMETERS)
    return {name: params[:, names.index(name)] for name in names}


def test_a_run_draws_one_row_for_all_parameters(tmp_path):
    params = drawn(load(mine(tmp_path)))
    rows = set(zip(params["price_decline"], params["foreign_lead"], strict=True))

    assert {(2.5, 2.6), (3.0, 3.1), (3.5, 3.6), (4.0, 4.1)} == rows


def test_every_row_is_drawn_about_as_often(tmp_path):
    lags = drawn(load(mine(tmp_path)))["foreign_lead"]

    assert all(70 < (lags == row).sum() < 130 for row in (2.6, 3.1, 3.6, 4.1))


def test_a_run_draws_the_same_row_whatever_runs_are_beside_it(tmp_path):
    scenario = load(mine(tmp_path))

    assert np.array_equal(drawn(scenario)["foreign_lead"][100:], drawn(scenario, 300, first=100)["foreign_lead"])
    assert not np.array_equal(drawn(scenario)["foreign_lead"], drawn(scenario, seed=6)["foreign_lead"])


def test_a_parameter_set_by_hand_leaves_the_luck_of_the_others_alone(tmp_path):
    was, now = drawn(load(mine(tmp_path))), drawn(load(mine(tmp_path), {"price_decline": "2 1 / year"}))

    assert {2.0} == set(now["price_decline"])
    assert all(np.array_equal(was[name], now[name]) for name in was if name != "price_decline")


def test_both_doors_draw_the_same_row(tmp_path):
    scenario = load(mine(tmp_path))
    ensemble = simulate(scenario, 5, seed=2)
    for run in range(5):
        market = Market(scenario, 2, run)
        assert ensemble.outcomes.params["foreign_lead"][run] == market.params["foreign_lead"]
        for _ in range(14):
            market.step()
        assert ensemble.digests[run] == market.digest


def test_the_draws_are_part_of_what_a_scenario_is(tmp_path):
    was = load(mine(tmp_path)).hash

    assert was == load(mine(tmp_path, header=HEADER.replace("20.5", "30"))).hash
    assert was != load(mine(tmp_path, rows=ROWS.replace("4.1", "4.2"))).hash


def test_a_result_knows_its_draws_when_the_posterior_is_gone(tmp_path):
    scenario = load(mine(tmp_path))
    ensemble = simulate(scenario, 2, seed=2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "provenance.json").write_text(json.dumps(provenance(ensemble, 2, {}, "publication")))
    (tmp_path / "posteriors" / "small.csv").unlink()

    again = Results(tmp_path / "out").scenario
    assert scenario.hash == again.hash and scenario.parameters == again.parameters
    assert ["V12.price_fall"] == again.posteriors["small"].fit


def test_a_longer_or_doubled_scenario_keeps_its_posterior(tmp_path):
    longer = load(mine(tmp_path), {"months": "20"})

    assert 20 == longer.months and (2.6, 3.1, 3.6, 4.1) == longer.parameters["foreign_lead"].draws
    assert longer.hash == checked(json.loads(longer.model_dump_json(exclude_none=True)), "again").hash


def test_a_scenario_that_extends_another_may_say_otherwise(tmp_path):
    mine(tmp_path)
    (tmp_path / "child.toml").write_text(
        SCENARIO.partition("[parameters]")[0].replace('"floor"', f'"{tmp_path}/mine.toml"').replace('"mine"', '"child"')
        + '[parameters]\nforeign_lead = { value = 3, unit = "months", source = "assumed" }\n'
    )
    child = load(str(tmp_path / "child.toml"))

    assert 3 == child.parameters["foreign_lead"].value and "small" == child.parameters["price_decline"].posterior
    assert {"V12.price_fall"} == fitted_parts(child) - fitted_parts(load("floor"))


def test_a_posterior_of_which_nothing_is_drawn_was_fitted_to_nothing_here(tmp_path):
    path = mine(tmp_path)
    by_hand = load(path, {"price_decline": "2 1 / year", "foreign_lead": "3 months"})

    assert "V12.price_fall" in fitted_parts(load(path))
    assert "V12.price_fall" not in fitted_parts(by_hand)


def test_the_page_says_median_range_and_source(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    _, out, _ = ask("show", mine(tmp_path), "--parameters")
    line = next(line for line in out.splitlines() if line.strip().startswith("foreign_lead"))

    assert "3.35 (" in line and "posterior small) months drawn" in line
    assert "calibrated" in line and "2025-06-30" in line


def test_a_target_that_was_fitted_validates_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    path = mine(tmp_path, SCENARIO.replace("[parameters]", "fitted = []\n[parameters]"))
    roles = {row["id"]: row["role"] for row in validate(load(path), runs=2).document()["targets"]}
    _, out, _ = ask("validate", path, "--runs", 2, "--quiet")

    wanted = {"V12": "fit", "V12.price_fall": "fit", "V12.open_lag": "validation", "V12.abroad_lag": "validation"}
    assert wanted == roles
    assert "Figures were fitted to 1 of these; none is held out." in out


def test_a_target_that_figures_stated_here_were_sought_for_validates_nothing(tmp_path):
    path = mine(tmp_path, SCENARIO.replace("[parameters]", 'fitted = ["V12.open_lag"]\n[parameters]'))
    roles = {row["id"]: row["role"] for row in validate(load(path), runs=2).document()["targets"]}

    assert ("fit", "fit", "validation") == tuple(
        roles[f"V12.{name}"] for name in ("price_fall", "open_lag", "abroad_lag")
    )
    assert {"fit"} == {row["role"] for row in validate("floor", runs=2).document()["targets"]}


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"scenario": SCENARIO.replace('"small"', '"smal"')},
         "smal: no such posterior; there are small"),
        ({"scenario": SCENARIO.replace("foreign_lead", "lag_noise")},
         "parameters.lag_noise.posterior: small has price_decline, foreign_lead, but no 'lag_noise'"),
        ({"scenario": SCENARIO.replace('"1 / year"', '"1 / month"')},
         "parameters.price_decline.unit: small has it in '1 / year', got '1 / month'"),
        ({"scenario": SCENARIO.replace('"small"', "3")}, "parameters.price_decline.posterior: must be a name, got 3"),
        ({"rows": ROWS.replace("3.1", "x")}, "posterior small: could not convert string to float: 'x'"),
        ({"rows": ROWS.replace("3.0,3.1\n", "")}, "posterior small: must hold 4 draws of price_decline, foreign_lead"),
        ({"rows": ROWS.replace("3.1", "nan")}, "posterior small: must hold finite numbers"),
        ({"header": HEADER.replace("seed = 3", "")}, "posterior small: seed: Field required"),
        ({"header": HEADER.replace("seed = 3", "seed")}, "posterior small: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line(tmp_path, options, line):
    with pytest.raises(ScenarioError) as error:
        load(mine(tmp_path, **options))

    assert str(error.value).startswith(f"mine.toml: {line}") and 1 == len(str(error.value).splitlines())


def test_only_parameters_come_from_a_posterior(tmp_path):
    text = SCENARIO + '[defaults.startups]\nrunway = { posterior = "small", draws = [1, 2], source = "calibrated" }\n'

    with pytest.raises(ScenarioError, match="defaults.startups.runway: only parameters can be drawn from a posterior"):
        load(mine(tmp_path, text))


def test_a_share_above_one_is_refused_whichever_row_has_it(tmp_path):
    header = HEADER.replace('foreign_lead = "months"', 'core_share = "share"')
    text = SCENARIO.replace("foreign_lead", "core_share")

    with pytest.raises(ScenarioError, match="parameters.core_share: a share lies in 0 to 1"):
        load(mine(tmp_path, text, header, ROWS.replace("foreign_lead", "core_share")))
