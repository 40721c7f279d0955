"""`marketsim backtest` as a user meets it."""

import json

import pytest
from command import TINY, ask


@pytest.fixture(scope="module")
def dot_com():
    code, out, err = ask("backtest", "dot-com-2000", "--runs", 24, "--json", "--quiet")
    assert (0, "") == (code, err)
    return json.loads(out)


def test_a_market_of_the_past_is_held_against_what_was_published(dot_com):
    (series,) = dot_com["series"]

    assert "dot-com closures" == series["id"] and "V11" in series["fitted"]
    assert dot_com["calibrated_figures"] > 0 and dot_com["knows_the_shock"] is False
    assert {"model", "model, weighted", "model, anchored", "persistence", "constant hazard"} <= {
        row["who"] for row in series["forecasters"]
    }
    assert all(row["crps"] > 0 and row["forecasts"] == 4 for row in series["forecasters"])
    assert 0.03 < series["test_size"] < 0.07
    assert all(number >= 19.9 for number in series["effective_futures"].values())


def test_the_page_says_what_is_not_out_of_sample(tmp_path):
    code, out, err = ask("backtest", "dot-com-2000", "--runs", 20, "--origins", 1, "--figures", tmp_path, "--quiet")

    assert 0 == code
    for words in ("NOT out of sample", "were sought with its targets in view", "too few to test", "do not know of it"):
        assert words in " ".join(out.split())
    assert (tmp_path / "dot-com-2000-backtest.png").exists() and "dot-com-2000-backtest.png" in err


def test_a_market_without_a_published_past_is_tested_firm_by_firm(tmp_path):
    words = ("backtest", TINY, "--worlds", 4, "--runs", 40, "--figures", tmp_path, "--quiet")
    code, out, _ = ask(*words, "--json")
    document = json.loads(out)

    assert 0 == code and [12, 18, 24] == document["origins"]
    assert {"bought", "closed"} == {row["event"] for row in document["forecasters"]}
    assert (tmp_path / "tiny-firms.png").exists()
    assert "nothing about whether it is" in " ".join(ask(*words)[1].split())


@pytest.mark.parametrize(
    "words, what",
    [
        (("dot-com-2001",), "did you mean dot-com-2000?"),
        ((TINY, "--ahead", "15"), "--ahead must leave room for three spans in 30 months, got 15"),
        ((TINY, "--runs", "3"), "--runs must be a whole number in 20 to 100,000, got 3"),
        ((TINY, "--worlds", "1"), "--worlds must be a whole number in 2 to 1,000, got 1"),
        ((TINY, "--origins", "0"), "--origins must be a whole number in 1 to 100, got 0"),
        ((TINY, "--set", "cut=x"), "--set cut: must be a number, got 'x'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(words, what):
    code, out, err = ask("backtest", *words, "--quiet")

    assert (2, "", 1) == (code, out, err.count("\n")) and what in err
