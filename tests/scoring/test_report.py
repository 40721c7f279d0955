"""Scores of a whole table: base rates, clusters, what is left out."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from handwritten import said

from marketsim.scoring.questions import Question
from marketsim.scoring.report import references, score

DAY = date(2020, 12, 31)


def question(firm, came, world="", **facts):
    return Question(f"{firm}/closed", firm, "closed", DAY, "", came, DAY, "seen", world, **facts)


def pairs(*questions):
    return [(each, said(each.id, 0.5)) for each in questions]


def test_a_base_rate_is_that_of_the_others():
    rates, where = references(pairs(question("A", True), question("B", True), question("C", False)), "subject")

    # A half and one more half in two others, and so on.
    assert [1.5 / 3, 1.5 / 3, 2.5 / 3] == pytest.approx(rates)
    assert "known only afterwards" in where


def test_a_base_rate_that_is_given_is_taken():
    rates, where = references(pairs(question("A", True, base=0.2), question("B", False, base=0.1)), "subject")

    assert ([0.2, 0.1], "given") == (rates.tolist(), where)


def many(chances, worlds=8, seed=2):
    """Firms that close with these chances in each of some worlds."""
    luck = np.random.default_rng(seed)
    questions = [
        question(f"firm {k}", bool(luck.random() < p), f"m seed 9 run {world}")
        for world in range(worlds)
        for k, p in enumerate(chances)
    ]
    return questions, [said(f"firm {k}/closed", float(p)) for k, p in enumerate(chances)]


def test_who_knows_the_chances_beats_the_base_rate_and_a_coin():
    report = score(*many(np.linspace(0.02, 0.98, 60).round(2)), samples=200)

    assert 480 == report.questions and ("world", 8) == report.clusters
    for line in report.lines.values():
        for value, low, high in line.skill.values():
            assert 0 < low <= value <= high < 1
    assert "fits" == report.verdict


def test_who_says_the_base_rate_has_no_skill_against_it():
    questions, forecasts = many(np.full(50, 0.2))
    report = score([replace(each, base=0.2) for each in questions], forecasts, samples=100)

    assert (0.0, 0.0, 0.0) == report.lines["brier"].skill["base"]


def test_one_history_is_clustered_by_its_firms():
    questions, forecasts = many(np.linspace(0.1, 0.9, 30).round(2), worlds=1)
    report = score([replace(each, world="") for each in questions], forecasts, samples=50)

    assert ("subject", 30) == report.clusters


def test_a_sure_miss_is_shown_as_it_is_and_json_knows_no_infinity():
    questions, forecasts = many(np.linspace(0.1, 0.9, 30).round(2))
    report = score(questions, [replace(forecasts[0], probability=0.0), *forecasts[1:]], samples=50)

    assert np.inf == report.lines["log"].parts.score
    assert json.loads(json.dumps(report.document(), allow_nan=False))["scores"]["log"]["score"]["value"] is None


def test_what_waits_is_counted_and_not_scored():
    questions, forecasts = many(np.linspace(0.1, 0.9, 30).round(2))
    report = score([*questions, replace(questions[0], outcome=None)], forecasts, samples=20)

    assert (240, 1) == (report.questions, report.waiting)
