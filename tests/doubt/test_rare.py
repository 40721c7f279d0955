"""Rare events against brute force: no bias, intervals that cover, and a gain where figures bring the event about."""

import numpy as np
import pytest

from marketsim.doubt.events import deepest_fall, rare_claim, rare_cliff, sector_cliff
from marketsim.doubt.rare import density, estimate, importance, learnt, mean_of, tilt_of, tilted
from marketsim.open_figures import OpenFigures
from marketsim.question import question

NAMES = tuple("abcd")
SLOPES, SCATTER, LEVEL = np.array([3.0, 2.0, 0.0, 0.0]), 0.5, 5.2


def world(seed):
    """Severities: two figures of four matter, and luck, which belongs to a future's number."""
    return lambda shares, first: (
        shares @ SLOPES + SCATTER * np.random.default_rng([seed, first]).normal(size=len(shares))
    )


@pytest.fixture(scope="module")
def truth():
    """By brute force: two million futures; the error is a fiftieth of the answer."""
    luck = np.random.default_rng(0)
    return float(np.mean([(luck.random((100_000, 4)) @ SLOPES + SCATTER * luck.normal(size=100_000) >= LEVEL).mean()
                          for _ in range(20)]))  # fmt: skip


def test_the_mean_of_many_estimates_is_what_brute_force_gives(truth):
    found = [importance(world(seed), NAMES, LEVEL, 1000, 500, seed) for seed in range(150)]
    values = np.array([each.probability for each in found])

    assert 0.0005 < truth < 0.01
    assert abs(values.mean() - truth) < 4 * (values.std() / 150**0.5 + truth / 50)
    assert 0.9 <= np.mean([each.low <= truth <= each.high for each in found])
    assert pytest.approx(values.std(), rel=0.3) == np.mean([each.error for each in found])  # the variance is known


def test_it_takes_far_fewer_futures_than_brute_force_and_says_how_many(truth):
    found = importance(world(1), NAMES, LEVEL, 4000, 1000, 1)
    plain = (truth * (1 - truth) / 4000) ** 0.5

    assert found.gain > 5
    assert pytest.approx((plain / found.error) ** 2, rel=0.5) == found.gain
    assert {"a", "b"} <= set(found.tilts) and found.tilts["a"] > found.tilts["b"] > 0


def test_an_event_that_is_all_luck_gains_nothing_and_loses_nothing():
    def luck_alone(seed):
        return lambda shares, first: np.random.default_rng([seed, first]).random(len(shares))

    found = [importance(luck_alone(seed), NAMES, 0.99, 2000, 500, seed) for seed in range(60)]

    assert 0.8 < np.median([each.gain for each in found]) < 1.1
    assert abs(np.mean([each.probability for each in found]) - 0.01) < 0.0015


def test_an_event_that_never_comes_is_bounded():
    found = importance(lambda shares, first: shares[:, 0], NAMES, 2.0, 500, 200)

    assert 0 == found.probability == found.low
    assert 0.01 < found.high < 0.06  # as the hundred futures say that were drawn as ever


def test_yes_or_no_learns_its_tilts_from_the_mean_where_it_is_yes():
    found = importance(lambda shares, first: shares[:, 1] > 0.9, NAMES, 1.0, 4000, 1000)

    assert {"b"} == set(found.tilts)
    assert found.low <= 0.1 <= found.high and found.gain > 2


def test_weights_average_to_one_and_none_exceeds_five():
    luck, tilts = np.random.default_rng(2), np.array([4.0, 0.0, -2.0, 0.5])
    own = luck.random((100_000, 4))
    drawn = np.concatenate([own[:20_000], tilted(own[20_000:], tilts)])
    weights = 1 / (0.2 + 0.8 * density(drawn, tilts))

    assert pytest.approx(1, abs=0.02) == weights.mean()
    assert weights.max() <= 5
    assert pytest.approx(1, abs=0.02) == density(own, tilts).mean()


@pytest.mark.parametrize("tilt", [-6.0, -1.0, 1e-6, 0.3, 5.0])
def test_a_tilted_figure_has_its_mean(tilt):
    even = ((np.arange(100_000) + 0.5) / 100_000)[:, None]

    assert pytest.approx(mean_of(tilt), abs=1e-4) == tilted(even, np.array([tilt])).mean()
    assert pytest.approx(tilt, abs=1e-3) == tilt_of(mean_of(tilt))


def test_what_may_be_chance_is_not_tilted():
    luck = np.random.default_rng(5)
    shares = luck.random((1000, 30))

    assert np.count_nonzero(learnt(shares, luck.normal(size=1000), 2.0)) <= 2
    assert np.count_nonzero(learnt(shares, (luck.random(1000) < 0.1).astype(float), 1.0)) <= 2


def test_an_estimate_by_hand():
    found = estimate(np.array([True, False, True, False]), np.array([2.0, 1.0, 0.5, 0.5]), 2, 4, 10, {})

    assert 2.5 / 4 == found.probability
    assert pytest.approx(np.sqrt(2 * 2.0 + 2 * 0.125) / 4) == found.error  # sample variances of (2, 0) and (1/2, 0)


def test_a_fall_is_measured_within_a_year_from_the_highest_month():
    from types import SimpleNamespace

    def value(*path):
        return SimpleNamespace(metric=lambda name: np.array([path], float), months=len(path))

    assert [0.5] == deepest_fall(value(10, 20, 10, 15))
    assert [0.0] == deepest_fall(value(1, 2, 3))
    slow = np.linspace(100, 40, 31)
    assert pytest.approx(24 / (100 - 2 * 18)) == deepest_fall(value(*slow))[0]  # not the 60 % of thirty months


def test_in_a_market_it_agrees_with_brute_force(tiny):
    share, months = 0.35, 14
    found = rare_cliff(tiny, share, 900, months=months, pilots=600)
    plain = question(tiny, sector_cliff(share), months=months).truth(1500)
    p = plain.mean()
    error = np.hypot(found.error, (p * (1 - p) / 1500) ** 0.5)

    assert p > 0
    assert abs(found.probability - p) < 3.5 * error


def test_a_claim_is_found_true_as_often_as_plain_futures_say(tiny):
    from marketsim.claims import claim

    @claim("cheap", "Cost falls as fast as it may, and sellers ask little")
    def cheap(outcomes, day):
        return (outcomes.params["cost_decline"] > 1.1) & (outcomes.params["premium_asked"] < 0.25)

    found = rare_claim(tiny, cheap, 2000, months=1, pilots=1500)

    assert abs(found.probability - 0.125 * 0.125) < 4 * found.error
    assert found.gain > 2
    assert {"cost_decline", "premium_asked"} <= set(found.tilts) <= set(OpenFigures(tiny).names)


def test_what_cannot_be_asked_is_said_in_a_line(tiny):
    closed = tiny.with_values({name: q.typical() for name, q in tiny.parameters.items() if q.drawn})
    with pytest.raises(ValueError, match="leaves no figure open"):
        rare_cliff(closed, 0.5)
    with pytest.raises(ValueError, match="share above 0 and below 1"):
        sector_cliff(1.5)
