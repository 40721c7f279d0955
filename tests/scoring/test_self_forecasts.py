"""A model that forecasts futures of its own must be reliable: what it says happens as often as it says."""

from dataclasses import replace

import pytest

from marketsim.scoring.forecasts import futures, sealed
from marketsim.scoring.questions import ask
from marketsim.scoring.report import score
from marketsim.scoring.settling import resolved_by, truths

WORLDS = 30


@pytest.fixture(scope="module")
def told(tiny):
    """(resolved questions, forecasts, truths of the forecaster's own futures)."""
    own = futures(tiny, 500, 7)
    questions = ask(own(None))
    settled = truths(questions, own)
    there = settled.count(0) > 0
    asked = tuple(each for each, known in zip(questions, there, strict=True) if known)
    worlds = [f"tiny seed 99 run {run}" for run in range(WORLDS)]
    resolved = resolved_by(asked, futures(tiny, WORLDS, 99), worlds, "tiny")
    return resolved, sealed(asked, settled[:, there], tiny, 7), settled[:, there]


def test_it_is_reliable_and_beats_base_rates(told):
    resolved, forecasts, settled = told
    report = score(resolved, forecasts, futures=settled, samples=200)

    assert report.joint and report.calibration > 0.01
    assert 0 < report.lines["brier"].skill["base"][1]
    for row in report.events:
        assert row["expected"] == pytest.approx(row["came_true"], abs=0.1)


def test_the_same_forecasts_made_bolder_are_found_out(told):
    resolved, forecasts, settled = told

    def bolder(p):
        return round(p**2 / (p**2 + (1 - p) ** 2), 6)

    bold = tuple(replace(each, probability=bolder(each.probability)) for each in forecasts)
    report, honest = score(resolved, bold, samples=20), score(resolved, forecasts, futures=settled, samples=20)

    brier, right = report.lines["brier"].parts, honest.lines["brier"].parts
    assert brier.miscalibration > 3 * right.miscalibration
    assert brier.discrimination == pytest.approx(right.discrimination)
    assert brier.score > right.score
    assert "unsure" == report.verdict  # without their futures nobody knows which fates hang together


def test_futures_that_say_something_else_are_not_taken_for_the_forecasts_own(told):
    resolved, forecasts, settled = told
    other = (replace(forecasts[0], probability=0.77), *forecasts[1:])

    with pytest.raises(ValueError, match="futures must be those of the forecasts: .* was given 0.77, they say"):
        score(resolved, other, futures=settled)
