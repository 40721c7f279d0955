"""A target left out: what the others predict of it, where that is known in closed form."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from small import FORM, written
from toys import OWN, SLOPE, Simulator, gaussian

from marketsim.calibration.leaving import leave_out, predicted, without
from marketsim.calibration.rounds import calibrate, looked
from marketsim.calibration.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))
from command import ask  # noqa: E402

RUNS, SHOWN = 4, np.array([1.0, -0.5, 0.8, 0.3])
LUCK = OWN**2 / (RUNS / 1.4)  # of the median of the runs, which varies as a mean of 2.8


def exact(left, shown, sd):
    """(mean, covariance) of a point's figures left out, given the others as published."""
    kept = [k for k in range(4) if k not in left]
    slope, noise = SLOPE[kept], np.diag(sd[kept] ** 2 + LUCK)
    covariance = np.linalg.inv(np.eye(3) + slope.T @ np.linalg.solve(noise, slope))
    mean, out = covariance @ slope.T @ np.linalg.solve(noise, shown[kept]), SLOPE[left]
    return out @ mean, out @ covariance @ out.T + LUCK * np.eye(len(left))


def told(left, shown=SHOWN, sd=0.5, points=1500, rounds=3):
    """(posterior, draws of the figures left out) from rounds that were fitted to all four; and the closed form."""
    table, sd = Table(3, RUNS, 4), np.full(4, sd)
    batch = Simulator(gaussian, RUNS, np.random.default_rng(2))
    calibrate(table, batch, (shown, sd), range(4), points, rounds, 5, predicted=0)
    asked, proposals = batch.asked, looked(table, (shown, sd), range(4), rounds)
    kept = [k for k in range(4) if k not in left]
    found = without(table, proposals, (shown[kept], sd[kept]), kept, left, np.random.default_rng(3), 4000)
    assert asked == batch.asked == points * rounds
    return *found, *exact(left, shown, sd)


@pytest.mark.parametrize("left", [[0], [1], [2], [3], [0, 3]], ids=str)
def test_a_figure_left_out_is_predicted_as_the_closed_form_has_it(left):
    found, shown, mean, covariance = told(left)

    assert 1 == found.width
    assert mean == pytest.approx(shown.mean(0), abs=0.08)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(shown.std(0), rel=0.1)


def test_few_points_with_a_kernel_too_wide_predict_the_same():
    found, shown, mean, covariance = told([2], sd=0.05, points=150, rounds=2)

    assert found.width < 0.5
    assert mean == pytest.approx(shown.mean(0), abs=0.1)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(shown.std(0), rel=0.2)


def test_what_is_published_of_a_figure_left_out_does_not_matter():
    absurd = SHOWN + [0, 0, 3, 0]
    mean = exact([2], SHOWN, np.full(4, 0.5))[0]

    assert mean == pytest.approx(told([2], absurd)[1].mean(0), abs=0.12)
    assert abs(absurd[2] - mean[0]) > 2


def test_a_figure_that_most_points_do_not_show_is_not_predicted():
    rng = np.random.default_rng(1)
    z, drawn = rng.standard_normal((200, 2)), rng.standard_normal((50, 2))
    shown, even = z[:, 0] + 0.1 * rng.standard_normal(200), np.full(200, 1 / 200)
    third = np.arange(200) % 3 == 0

    assert np.isnan(predicted(drawn, z, np.where(third, shown, np.nan), even, rng)).all()
    assert drawn[:, 0] == pytest.approx(predicted(drawn, z, np.where(third, np.nan, shown), even, rng), abs=0.5)


def test_nothing_beyond_what_was_shown_is_predicted():
    rng = np.random.default_rng(1)
    z = rng.uniform(-1, 1, (200, 1))
    far = predicted(np.full((20, 1), 9.0), z, np.clip(z[:, 0], 0, 1), np.full(200, 1 / 200), rng)

    assert [z.max()] * 20 == pytest.approx(far)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The folder of a small calibration that is finished."""
    folder = tmp_path_factory.mktemp("leaving")
    code, _, err = ask("calibrate", written(folder), "--out", folder / "out", "--threads", 1, "--quiet")
    assert (0, "") == (code, err)
    return folder


def test_a_finished_table_is_asked_and_nothing_else_changes(done):
    kept = {path: path.stat().st_mtime_ns for path in (done / "out").rglob("*") if path.is_file()}
    words = ("calibrate", written(done), "--out", done / "out", "--threads", 1, "--leave-out", "--json")
    code, out, _ = ask(*words)
    fall, lag = json.loads(out)["left_out"]

    assert 0 == code and json.loads(out) == json.loads((done / "out" / "left-out.json").read_text())
    assert kept == {path: path.stat().st_mtime_ns for path in kept}
    assert ("V12.price_fall", "V12.abroad_lag") == (fall["id"], lag["id"])
    for row in (fall, lag):
        assert row["low"] < row["median"] < row["high"]
        assert row["inside"] == (row["accepted"][0] <= row["median"] <= row["accepted"][1])
        assert row["holds"] == (row["low"] <= row["published"] <= row["high"])


def test_a_figure_that_only_its_own_parameter_rules_is_predicted_no_better_than_by_the_priors(done):
    _, out, _ = ask("calibrate", written(done), "--out", done / "out", "--threads", 1, "--leave-out", "--json")
    fall = json.loads(out)["left_out"][0]
    whole = json.loads((done / "out" / "result.json").read_text())["parts"][0]

    assert "V12.price_fall" == whole["id"] and fall["fitted"] == whole["median"]
    assert abs(np.log(fall["median"] / fall["prior"][1])) < abs(np.log(fall["median"] / fall["prior"][0]))
    assert np.log(fall["high"] / fall["low"]) > 0.5 * np.log(fall["prior"][2] / fall["prior"][0])


def test_the_page_says_what_was_not_fitted(done, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    _, out, err = ask("calibrate", written(done), "--out", done / "out", "--threads", 1, "--leave-out")

    for words in ("V12.price_fall", "V12.abroad_lag", "side not fitted", "times cheaper in a year", "of 2 figures"):
        assert words in out
    assert "left-out.json" in err


def test_a_single_figure_cannot_be_left_out(tmp_path):
    path = written(tmp_path, FORM.replace(', "V12.abroad_lag"', ""))
    code, out, err = ask("calibrate", path, "--out", tmp_path, "--threads", 1, "--leave-out", "--quiet")

    assert (2, "") == (code, out)
    assert err == "marketsim: fit: only one figure is fitted, so nothing tells of it when it is left out\n"


def columns(*ids):
    return [SimpleNamespace(id=id, target=id[0], part=SimpleNamespace(name=id[1:])) for id in ids]


@pytest.mark.parametrize(
    ("ids", "left"),
    [
        (("Aa", "Ba", "Ca", "Ab"), {"A": (0, 3), "B": (1,), "C": (2,)}),
        (("Aa", "Ab", "Aa", "Ab"), {"A.a": (0, 2), "A.b": (1, 3)}),
    ],
)
def test_parts_of_a_target_are_left_out_together_and_those_of_a_single_one_one_by_one(ids, left):
    table, sd = Table(3, RUNS, 4), np.full((2, 4), 0.5)
    calibrate(table, Simulator(gaussian, RUNS, np.random.default_rng(2)), (SHOWN, sd), range(4), 300, 2, 5, predicted=0)
    form = SimpleNamespace(seed=1, rounds=2)
    problem = SimpleNamespace(columns=columns(*ids), fit=(0, 1, 2, 3), observed=(SHOWN, sd), form=form)
    found = leave_out(SimpleNamespace(problem=problem, table=table)).left

    assert left == {each.name: each.places for each in found}
    for each in found:
        mean = exact(list(each.places), SHOWN, sd[0])[0]
        assert mean == pytest.approx(each.shown.mean(0), abs=0.25)
