"""Luck and parameters kept apart: right on worlds whose variances are known."""

import numpy as np
import pytest

from marketsim.claims import claim
from marketsim.doubt.nested import components, decomposed, luck_and_parameters
from marketsim.ensemble import simulate

WORLDS = 300


def world(luck, points, runs, p=0.3, spread=0.15, openly=0.0):
    """(points, runs) masked bool: each point's probability from a beta distribution; some runs leave it open."""
    size = p * (1 - p) / spread**2 - 1 if spread else 0
    own = luck.beta(p * size, (1 - p) * size, points) if spread else np.full(points, p)
    return np.ma.array(luck.random((points, runs)) < own[:, None], mask=luck.random((points, runs)) < openly)


@pytest.mark.parametrize(("spread", "openly"), [(0.15, 0.0), (0.15, 0.4), (0.0, 0.0)])
def test_the_variance_between_points_is_found_without_bias(spread, openly):
    luck, found = np.random.default_rng(1), []
    for _ in range(WORLDS):
        truth = world(luck, 60, 10, spread=spread, openly=openly)
        known = (~np.ma.getmaskarray(truth)).sum(1)
        found.append(components(truth.filled(False).sum(1)[known > 0], known[known > 0])[1])

    error = np.std(found) / WORLDS**0.5
    assert abs(np.mean(found) - spread**2) < 4 * error


@pytest.mark.parametrize(
    ("p", "spread", "openly"), [(0.3, 0.15, 0.0), (0.3, 0.0, 0.0), (0.05, 0.03, 0.0), (0.5, 0.3, 0.3)]
)
def test_the_interval_for_luck_covers_the_probability(p, spread, openly):
    luck = np.random.default_rng(2)
    ends = [decomposed("x", world(luck, 50, 12, p, spread, openly)).luck for _ in range(WORLDS)]

    assert np.mean([low <= p <= high for low, high in ends]) >= 0.92


def test_an_interval_that_forgets_the_points_would_not():
    from marketsim.claims import wilson

    luck = np.random.default_rng(2)
    truths = [world(luck, 50, 12, 0.5, 0.3) for _ in range(WORLDS)]

    assert np.mean([low <= 0.5 <= high for low, high in (wilson(int(t.sum()), 600) for t in truths)]) < 0.8


def test_the_spread_and_the_band_are_those_of_the_points():
    luck = np.random.default_rng(3)
    found = [decomposed("x", world(luck, 100, 12)) for _ in range(100)]

    assert np.mean([each.spread_low <= 0.15 <= each.spread_high for each in found]) >= 0.88
    from scipy.stats import beta

    size = 0.3 * 0.7 / 0.15**2 - 1
    np.testing.assert_allclose(
        beta.ppf((0.05, 0.95), 0.3 * size, 0.7 * size), np.mean([each.parameters for each in found], axis=0), atol=0.02
    )


def test_where_points_do_not_differ_all_is_luck():
    luck = np.random.default_rng(4)
    found = [decomposed("x", world(luck, 60, 12, spread=0.0)) for _ in range(100)]

    assert np.mean([each.spread_low == 0 for each in found]) > 0.9
    assert np.mean([each.share for each in found]) < 0.02


def test_a_probability_that_the_points_decide_is_all_parameters():
    truth = np.ma.array(np.repeat([[True], [False]], 20, axis=1).repeat(30, axis=0), mask=False)
    found = decomposed("x", truth)

    assert pytest.approx(1) == found.share
    assert 0.4 < found.luck[0] + 0.05 < 0.5 < found.luck[1]  # as 60 points say, not as 1,200 runs


@claim("dear", "Sellers ask more than four tenths above worth")
def dear(outcomes, day):
    return outcomes.params["premium_asked"] > 0.4


@claim("lucky", "The first run of two")
def lucky(outcomes, day):
    return (np.arange(outcomes.runs) + outcomes.first_run) % 2 == 0


def test_in_a_market_parameters_and_luck_are_told_apart(tiny):
    found = luck_and_parameters(tiny, [dear, lucky], points=40, runs=6, months=1)

    assert pytest.approx(1) == found["dear"].share
    assert 0 == found["lucky"].spread and (0.5, 0.5) == found["lucky"].parameters
    assert {0.0, 1.0} == set(found["dear"].shares)


def test_a_market_that_leaves_nothing_open_has_luck_alone(tiny):
    closed = tiny.with_values({name: q.typical() for name, q in tiny.parameters.items() if q.drawn})
    found = luck_and_parameters(closed, points=10, runs=4, months=3)

    assert found
    assert {0.0} == {each.spread for each in found.values()} == {each.spread_high for each in found.values()}


def test_points_are_those_an_ensemble_draws_and_each_run_has_luck_of_its_own(tiny):
    seen = []

    @claim("seen", "What runs saw")
    def look(outcomes, day):
        seen.append((outcomes.params, outcomes.metric("demand")[:, -1].copy()))
        return np.ones(outcomes.runs, bool)

    luck_and_parameters(tiny, [look], points=5, runs=3, months=2)
    params, demand = seen[0]

    assert 15 == len(set(demand))
    for name, own in simulate(tiny, 5, months=1).outcomes.params.items():
        np.testing.assert_array_equal(np.repeat(own, 3), params[name], name)
    assert 5 == len(set(params["premium_asked"]))  # those of a posterior may meet the same row twice


def test_too_few_points_or_runs_are_refused(tiny):
    with pytest.raises(ValueError, match="runs must be 2 or more, got 1"):
        luck_and_parameters(tiny, runs=1)
    with pytest.raises(ValueError, match="points must be 5 or more, got 4"):
        luck_and_parameters(tiny, points=4)
