"""`marketsim questions`, `forecast` and `score` as a user meets them."""

import json
from datetime import date

import pytest
from command import TINY, ask
from handwritten import said

from marketsim.scoring.forecasts import write as write_forecasts
from marketsim.scoring.questions import Question, read, write

DAY = date(2020, 12, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with questions, the same resolved by six futures, and forecasts."""
    folder = tmp_path_factory.mktemp("scored")
    assert 0 == ask("questions", TINY, "-o", folder / "q.csv", "--by", "2026-12-31", "--named")[0]
    assert 0 == ask("questions", TINY, "-o", folder / "r.csv", "--by", "2026-12-31", "--named", "--worlds", 6)[0]
    code, out, _ = ask("forecast", TINY, "-o", folder / "f.csv", "--questions", folder / "q.csv", "--runs", 60)
    assert 0 == code and "publish the file's fingerprint" in out
    return folder


def test_questions_are_forecast_and_scored_by_the_commands(folder):
    code, out, err = ask("score", folder / "r.csv", "--forecasts", folder / "f.csv", "--quiet")

    assert (0, "") == (code, err)
    for word in ("Brier score", "miscalibration", "skill against a coin", "whole worlds drawn again, 6 of them"):
        assert word in out
    assert len(read(folder / "r.csv")) == 6 * len(read(folder / "q.csv"))


def test_json_is_one_document_and_the_same_with_the_futures_run_again(folder):
    code, out, _ = ask("score", folder / "r.csv", "--forecasts", folder / "f.csv", "--json", "--quiet")
    again = json.loads(
        ask("score", folder / "r.csv", "--forecasts", folder / "f.csv", "--scenario", TINY, "--json", "--quiet")[1]
    )
    alone = json.loads(out)

    assert 0 == code
    assert alone["scores"] == again["scores"]
    assert (False, True) == (alone["calibration"]["joint"], again["calibration"]["joint"])


def test_a_scenario_is_scored_without_a_file_and_leaves_a_picture(folder, tmp_path):
    code, out, _ = ask("score", folder / "r.csv", "--scenario", TINY, "--runs", 60, "-o", tmp_path / "out", "--quiet")

    assert 0 == code and "Calibration:" in out
    assert {"score.json", "reliability.png", "reliability.svg"} == {path.name for path in (tmp_path / "out").iterdir()}


def complaint(*words):
    code, out, err = ask(*words)
    assert (2, "", 1) == (code, out, err.count("\n")), err
    return err


def test_a_question_that_is_resolved_already_is_not_forecast(tmp_path):
    write(tmp_path / "q.csv", [Question("a", "a", "claim", DAY, "", True, DAY, "seen")])
    write_forecasts(tmp_path / "f.csv", [said("a", 0.5, date(2021, 2, 1))])
    words = ("score", tmp_path / "q.csv", "--forecasts", tmp_path / "f.csv", "--quiet")

    assert "a: forecast on 2021-02-01, after it was resolved on 2020-12-31: that is no forecast" in complaint(*words)
    code, out, _ = ask(*words, "--hindcast", "-o", tmp_path / "out")
    assert 0 == code and "1 of them hindcasts: said after the answer was known" in out
    assert "too few to trust" in out
    assert (tmp_path / "out" / "reliability.svg").exists()


@pytest.mark.parametrize(
    "words, what",
    [
        (("score", "q.csv"), "say --scenario, --forecasts, or both"),
        (("score", "q.csv", "--forecasts", "f.csv", "--set", "cut=1"), "--set changes a --scenario, and there is none"),
        (("score", "none.csv", "--forecasts", "f.csv"), "none.csv: No such file or directory"),
        (
            ("score", "r.csv", "--scenario", TINY, "--seed", "99", "--runs", "20", "--quiet"),
            "seed 99 also made the world 'tiny seed 99 run 0': ask another one",
        ),
        (("score", "r.csv", "--forecasts", "f.csv", "--scenario", TINY, "--set", "cut=0.5"), "f.csv: hash: must be"),
        (
            ("score", "r.csv", "--scenario", "dot-com-2000", "--runs", "4", "--quiet"),
            "r.csv: dot-com-2000 cannot settle it: deadline 2026-12-31 lies outside the 30 months from 2000-01-01",
        ),
        (("questions", TINY, "-o", "x.csv", "--by", "2031-01-01"), "deadline must lie within the 30 months"),
        (
            ("questions", TINY, "-o", "x.csv", "--worlds", "-1"),
            "--worlds must be a whole number in 0 to 10,000, got -1",
        ),
        (("forecast", TINY, "-o", "x.csv", "--runs", "0"), "--runs must be a whole number in 1 to 1,000,000, got 0"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(folder, monkeypatch, words, what):
    monkeypatch.chdir(folder)

    assert what in complaint(*words)
