"""Standing at a point one knows what lies before it, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from marketsim.backtests.futures import Measured, without_shock
from marketsim.backtests.rolling import backtest, quantiles
from marketsim.backtests.series import SERIES
from marketsim.scenario import load

SITES = next(each for each in SERIES if each.id == "group-buying sites")


@pytest.fixture(scope="module")
def market():
    return load("group-buying-2010")


@pytest.fixture(scope="module")
def seen(market):
    points = SITES.points(market)
    return SITES.scaled([point.value for point in points], points[0].value)


def around(seen, noise=0.05, runs=200):
    """Futures that wander about what was published."""
    wander = np.random.default_rng(1).normal(0, noise, (runs, len(seen))).cumsum(axis=1)
    return seen + wander - wander[:, :1]


def told(market, knowing, blind=None, shock=None, **options):
    measured = Measured({SITES.id: knowing}, {SITES.id: knowing if blind is None else blind}, shock, len(knowing))
    return backtest(SITES, market, measured, **options)


def test_futures_that_are_right_beat_everybody(market, seen):
    rows = {row["who"]: row for row in told(market, around(seen)).rows()}

    plain_ones = ("persistence", "drift", "mean so far", "constant hazard")
    assert {"model", "model, weighted", "model, anchored", *plain_ones} == set(rows)
    for plain in plain_ones:
        assert rows["model"]["crps"] < rows[plain]["crps"] / 2
    assert rows["model"]["p"] < 0.2 and rows["model"]["covered"] > 0.8
    assert 1.0 == pytest.approx(1 - rows["persistence"]["skill"])


def test_every_later_figure_is_forecast_from_every_origin_with_a_past(market, seen):
    test = told(market, around(seen))

    pairs = {(each.origin, each.target) for each in test.by("model")}
    assert {(a, b) for a in range(1, len(seen) - 1) for b in range(a + 1, len(seen))} == pairs
    assert {len(seen) - 3, len(seen) - 2} == {each.origin for each in told(market, around(seen), origins=2).by("model")}


def test_what_comes_later_changes_no_forecast(market, seen):
    points = SITES.points(market)
    later = replace(points[-1], value=9999.0)
    series = replace(SITES)
    series.__dict__["points"] = lambda scenario: (*points[:-1], later)
    futures = around(seen)
    measured = Measured({SITES.id: futures}, {SITES.id: futures}, None, len(futures))
    one, other = (backtest(each, market, measured) for each in (SITES, series))

    assert one.seen[-1] != other.seen[-1]
    for before, after in zip(one.trials, other.trials, strict=True):
        for name in ("low", "middle", "high", "rises"):
            assert getattr(before, name) == getattr(after, name)
    assert one.effective == other.effective


def test_before_the_shock_nobody_knows_of_it(market, seen):
    points, other = SITES.points(market), around(np.zeros(len(seen)))
    shock = points[2].last
    blind, knowing = told(market, around(seen), other, shock), told(market, around(seen), other, shock, premises=True)

    assert blind.by("model", 1)[0].middle == pytest.approx(0, abs=0.1)  # stands at point 1, before
    assert knowing.by("model", 1)[0].middle == pytest.approx(seen[2], abs=0.1)
    assert blind.by("model", 1)[1:] == knowing.by("model", 1)[1:]


def test_the_market_without_its_shock_turns_as_any_market_may(market):
    other = without_shock(market)

    assert (16, -1) == tuple(int(each.parameters["cold_month"].value) for each in (market, other))
    assert -1 == other.parameters["window_shut_month"].value
    assert other.parameters["cooling"].value > 0 == market.parameters["cooling"].value


def test_quantiles_of_a_weighted_ensemble_are_its_members():
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([0.2, 0.5, 0.3])

    assert (1.0, 1.0, 2.0, 3.0) == quantiles(values, weights, (0.05, 0.5, 0.8, 0.95))
