"""Intervals that cover, tests of calibration that neither sleep nor cry wolf, and fates that hang together."""

import numpy as np
import pytest

from marketsim.scoring.doubt import calibrated, interval, resampled, skill
from marketsim.scoring.tally import tallied

WORLDS, FIRMS = 40, 25


def market(luck, tie=1.5):
    """(forecast, outcome, world) of firms whose fates share their world's climate."""
    climate = np.repeat(luck.normal(0, tie, WORLDS), FIRMS)
    said = np.full(WORLDS * FIRMS, 0.3)
    came = luck.random(WORLDS * FIRMS) < 1 / (1 + np.exp(1.1 - climate))
    return said, came, np.repeat(np.arange(WORLDS), FIRMS)


def covered(cluster_of, tables=150):
    """How often the 95 % interval of the Brier score holds what a thousand worlds would show."""
    luck = np.random.default_rng(11)
    chances = 1 / (1 + np.exp(1.1 - luck.normal(0, 1.5, 400_000)))
    true = np.mean(chances * 0.49 + (1 - chances) * 0.09)
    hits = 0
    for _ in range(tables):
        said, came, world = market(luck)
        tally = tallied(said, np.zeros(len(said)), came, cluster_of(world))
        low, high = interval([tally.mean("brier", *drawn) for drawn in resampled(tally, 200)])
        hits += low <= true <= high
    return hits / tables


def test_the_interval_of_a_score_covers_if_whole_worlds_are_drawn_again():
    assert 0.88 <= covered(lambda world: world)


def test_and_would_not_if_firms_of_one_world_were_taken_for_experiments_of_their_own():
    assert 0.7 >= covered(lambda world: np.arange(len(world)))


def test_skill_is_nought_for_the_reference_itself_and_one_for_the_perfect():
    assert [0.0, 1.0, -1.0] == skill([0.2, 0.0, 0.4], 0.2).tolist()
    assert np.isnan(skill(0.1, 0.0))


def table(said, came):
    return tallied(said, np.zeros(len(said)), came, np.arange(len(said)))


def test_right_forecasts_are_seldom_called_wrong_and_bold_ones_nearly_always():
    luck, right, bold = np.random.default_rng(4), [], []
    for _ in range(60):
        chance = luck.random(400).round(2).clip(0.01, 0.99)
        came = luck.random(400) < chance
        bolder = 1 / (1 + ((1 - chance) / chance) ** 2.5)
        right.append(calibrated(table(chance, came), samples=60)[0])
        bold.append(calibrated(table(bolder.round(3), came), samples=60)[0])

    assert 0.15 >= np.mean(np.array(right) <= 0.05)
    assert 0.9 <= np.mean(np.array(bold) <= 0.05)


def test_the_band_holds_the_recalibrated_forecasts_of_who_is_right():
    luck = np.random.default_rng(8)
    chance = luck.random(3000).round(1)
    tally = table(chance, luck.random(3000) < chance)
    _, low, high = calibrated(tally, samples=100)

    assert (low <= tally.said + 0.02).all() and (high >= tally.said - 0.02).all()


def test_fates_that_hang_together_are_no_proof_against_who_knows_that_they_do():
    # Everything comes true, or nothing, at even odds; all were given a half. One world is one toss of a coin.
    said, came = np.full(100, 0.5), np.ones(100, bool)
    futures = np.full((200, 1), 100.0), np.repeat([[0.0], [100.0]], 100, axis=0)

    alone, _, _ = calibrated(table(said, came))
    tied, _, _ = calibrated(table(said, came), futures=futures)
    assert 0.01 > alone
    assert 1.0 == pytest.approx(tied)
