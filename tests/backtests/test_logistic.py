"""The regression finds what was planted, and is modest where there is nothing to see."""

import numpy as np
import pytest

from marketsim.backtests.logistic import fitted


def test_it_finds_the_law_behind_the_outcomes():
    luck = np.random.default_rng(6)
    x = luck.normal(size=(20_000, 2))
    chance = 1 / (1 + np.exp(-(-1 + 1.5 * x[:, 0])))
    law = fitted(x, luck.random(20_000) < chance)

    assert np.abs(law.chance(x) - chance).max() < 0.05
    assert [-1, 1.5, 0] == pytest.approx(law.weights, abs=0.08)


def test_without_columns_that_say_something_it_is_the_base_rate():
    law = fitted(np.ones((99, 1)), np.arange(99) < 9)

    assert 9.5 / 100 == pytest.approx(law.chance(np.ones((1, 1)))[0])


def test_a_past_without_events_gives_a_small_chance_and_not_none():
    law = fitted(np.random.default_rng(7).normal(size=(50, 3)), np.zeros(50))

    assert 0.001 < law.chance(np.zeros((1, 3)))[0] < 0.05


def test_a_column_that_tells_all_is_not_believed_without_end():
    x = np.linspace(-1, 1, 40)[:, None]
    law = fitted(x, x[:, 0] > 0)

    assert 0.5 < law.chance(np.array([[0.2]]))[0] < 0.999
