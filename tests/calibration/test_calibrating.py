"""`marketsim calibrate`: tables, document, files, and what cannot be asked."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from small import FORM, SCENARIO, written

from marketsim import calibration
from marketsim.calibration.batch import Batch
from marketsim.calibration.infer import gaps
from marketsim.calibration.table import middle
from marketsim.scenario import load
from marketsim.validation.lives import follow, lived

sys.path.insert(0, str(Path(__file__).parents[1]))
from command import TINY, ask  # noqa: E402


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The folder of a small calibration, and what it printed."""
    folder = tmp_path_factory.mktemp("calibration")
    code, out, err = ask("calibrate", written(folder), "--out", folder / "out", "--threads", 1, "--json", "--quiet")
    assert (0, "") == (code, err)
    return folder, json.loads(out)


def test_the_document_says_parameters_before_and_after_and_parts_with_their_role(done):
    _, document = done
    fall, lag = document["parameters"]

    assert ["price_decline", "foreign_lead"] == [fall["name"], lag["name"]]
    assert [1.65, 3.0, 4.35] == pytest.approx([fall["prior"][key] for key in ("low", "median", "high")])
    assert fall["low"] < fall["median"] < fall["high"]
    roles = {row["id"]: row["role"] for row in document["parts"]}
    assert {"V12.price_fall": "fit", "V12.abroad_lag": "fit", "V12.open_lag": "validation"} == roles


def test_what_rules_a_published_figure_is_learned(done):
    fall, lag = done[1]["parameters"]

    assert fall["shrinkage"] > 0.2 and lag["shrinkage"] > 0.2
    assert fall["low"] > fall["prior"]["low"] + 0.2
    assert lag["high"] / lag["low"] < 0.8 * lag["prior"]["high"] / lag["prior"]["low"]
    assert all(row["inside"] for row in done[1]["parts"] if row["role"] == "fit")


def test_a_folder_keeps_table_posterior_and_pictures(done):
    folder, document = done
    files = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*") if path.is_file()}

    posterior = {"posteriors/small.toml", "posteriors/small.csv"}
    assert {"table.npz", "result.json", "shown.png", "learned.png", *posterior} == files
    assert document == json.loads((folder / "out" / "result.json").read_text())


def test_scenarios_beside_it_draw_from_what_was_found(done):
    folder, document = done
    (folder / "out" / "mine.toml").write_text(SCENARIO)
    scenario = load(str(folder / "out" / "mine.toml"))

    assert 500 == len(scenario.parameters["foreign_lead"].draws)
    assert document["parameters"][1]["median"] == pytest.approx(
        np.median(scenario.parameters["foreign_lead"].draws), rel=1e-4
    )
    header = scenario.posteriors["small"]
    assert ("calibrated", 3, 3, 2, ["V12"]) == (header.source, header.seed, header.runs, header.rounds, header.held_out)
    assert (document["ess"], document["points"]) == (header.ess, header.points)


def test_the_same_command_again_measures_nothing_and_says_the_same(done):
    folder, document = done
    before = (folder / "out" / "table.npz").stat().st_mtime_ns
    _, out, _ = ask("calibrate", written(folder), "--out", folder / "out", "--threads", 1, "--json")

    assert document == json.loads(out)
    assert before == (folder / "out" / "table.npz").stat().st_mtime_ns


def test_processes_find_what_one_finds(done):
    task = calibration.problem(written(done[0]))
    points = {place: np.array([0.1 * place, -0.2]) for place in range(12)}
    with Batch(task, 1) as alone, Batch(task, 2) as several:
        one, two = dict(alone(points)), dict(several(points))

    assert all(np.array_equal(one[place], two[place]) for place in points)


def test_points_have_luck_of_their_own_unless_the_best_one_is_sought(done):
    task, points = calibration.problem(written(done[0])), {0: np.zeros(2), 1: np.zeros(2)}
    with Batch(task, 1) as apart, Batch(task, 1, common=True) as common:
        own, same = dict(apart(points)), dict(common(points))

    assert not np.array_equal(own[0], own[1]) and np.array_equal(same[0], same[1])


def test_a_point_shows_what_its_scenario_shows(done):
    from marketsim.start import Start
    from marketsim.validation.measures import MEASURES

    task = calibration.problem(written(done[0]))
    z = np.array([0.4, -1.0])
    set_ = {name: f"{float(values[0])!r} {task.priors[name].unit}" for name, values in task.values(z[None]).items()}
    start = Start(load("floor", set_))
    wanted = MEASURES["V12"](lived(start, 3, 14, start.scenario.months))
    with Batch(task, 1) as batch:
        shown = dict(batch({4: z}))[4][2]

    assert [wanted[column.part.name] for column in task.columns] == pytest.approx(shown, rel=1e-9)


def test_a_life_is_the_same_with_and_without_a_live_market(tiny, start_of_tiny):
    from marketsim.market import Market

    one, two = lived(start_of_tiny, 4, 3, 18), follow(Market(tiny, 4, 3), 18)

    for name in ("ledger", "firms", "paths", "air"):
        assert all(np.array_equal(getattr(one, name)[key], getattr(two, name)[key]) for key in getattr(two, name)), name
    assert (one.start, one.months, one.unicorn_line) == (two.start, two.months, two.unicorn_line)


def test_the_pages_name_each_parameter_and_figure(done, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    folder, document = done
    _, out, err = ask("calibrate", written(folder), "--out", folder / "out", "--threads", 1)

    names = ("price_decline", "foreign_lead", "V12.price_fall")
    for words in (*names, "inside fit", "validation", "times cheaper in a year"):
        assert words in out
    assert f"{document['points']} points x 3 runs, seed 3; " in out and "points carry the weight (ESS)" in out
    assert "posteriors/small.toml" in err


def test_the_best_point_alone_is_better_than_where_it_began_and_leaves_no_posterior(tmp_path):
    document, table = sought(tmp_path, written(tmp_path), 5)
    task = calibration.problem(written(tmp_path))
    began = gaps(middle(table["values"][:1])[0, list(task.fit)], *task.observed)
    ended = sum(row["loss"] for row in document["parts"] if row["role"] == "fit")

    assert task.present == pytest.approx(table["z"][0])
    assert ended < 0.5 * (began**2).sum()
    assert "ess" not in document and not (tmp_path / "posteriors").exists()


def test_a_search_of_more_rounds_goes_on_and_ends_where_it_would_have(tmp_path):
    path = written(tmp_path)
    _, before = sought(tmp_path / "twice", path, 1)
    document, after = sought(tmp_path / "twice", path, 2)

    assert sought(tmp_path / "once", path, 2)[0]["parameters"] == document["parameters"]
    assert (8 + 1, 16 + 2) == (len(before["z"]), len(after["z"]))
    assert np.array_equal(before["values"], after["values"][:9], equal_nan=True)


def sought(folder, path, rounds):
    """The document and the table of a search for the best point."""
    words = ("--mode", "--threads", 1, "--points", 8, "--json", "--quiet")
    code, out, err = ask("calibrate", path, "--out", folder, "--rounds", rounds, *words)
    assert (0, "") == (code, err)
    with np.load(folder / "table.npz") as table:
        return json.loads(out), dict(table)


def test_more_rounds_go_on_with_what_the_folder_holds(tmp_path):
    words = ("calibrate", written(tmp_path), "--out", tmp_path, "--threads", 1, "--json", "--quiet", "--rounds")
    tables, documents = [], []
    for rounds in (1, 2):
        documents.append(json.loads(ask(*words, rounds)[1]))
        with np.load(tmp_path / "table.npz") as table:
            tables.append(dict(table))
    first, both = tables

    assert np.array_equal(first["values"], both["values"][: 24 + 60], equal_nan=True)
    assert [24, 24, 60, 60] == [(both["round"] == round).sum() for round in (0, 1, -1, -2)]
    assert [24 + 60, 2 * (24 + 60)] == [document["points"] for document in documents]
    assert documents[0]["parameters"] != documents[1]["parameters"]


def test_known_truths_are_inferred_again(tmp_path):
    code, out, _ = ask("calibrate", written(tmp_path), "--check", "--out", tmp_path, "--threads", 1, "--points", 100,
                       "--json")  # fmt: skip
    document = json.loads(out)

    assert (0, 100, True) == (code, document["truths"], document["right"]), document
    assert ["price_decline", "foreign_lead"] == [row["name"] for row in document["parameters"]]
    assert (tmp_path / "ranks.png").read_bytes().startswith(b"\x89PNG")


def test_a_posterior_is_put_where_scenarios_look(tmp_path):
    (tmp_path / "calibrations").mkdir()
    path = written(tmp_path / "calibrations")
    code, _, _ = ask("calibrate", path, "--keep", "--out", tmp_path / "out", "--threads", 1, "--quiet")

    assert 0 == code
    assert ["small.csv", "small.toml"] == sorted(path.name for path in (tmp_path / "posteriors").iterdir())


def test_another_calibration_in_the_folder_is_not_lost_unless_told(done):
    folder, _ = done
    path = written(folder, FORM.replace("seed = 3", "seed = 4"))
    code, _, err = ask("calibrate", path, "--out", folder / "out", "--threads", 1)

    assert 2 == code and "holds another calibration: use another --out, or --force" in err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("venture-uk",), "venture-uk: no such calibration; there are "),
        (("venture-us", "--threads", 0), "--threads must be a whole number in 1 to 256, got 0"),
        (("venture-us", "--points", 2), "venture-us.toml: points: Input should be greater than or equal to 8, got 2"),
        (("venture-us", "--mode", "--check"), "--mode, --check, --leave-out and --keep exclude each other"),
        (("venture-us", "--out", TINY), "--out must be a folder, got "),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(words, line):
    code, out, err = ask("calibrate", *words)

    assert (2, "") == (code, out)
    assert err.startswith(f"marketsim: {line}") and 1 == len(err.splitlines())
