"""The test of two forecasters: worked by hand, and of the size it says."""

import numpy as np
import pytest
from scipy.stats import norm, t

from marketsim.backtests.difference import compared, size, statistic


def test_the_test_is_worked_by_hand():
    # Differences 1, 2, 3, 2: mean 2, variance 1/2, standard error sqrt(1/8); correction sqrt(3/4).
    mean, p = compared([2, 3, 4, 3], [1, 1, 1, 1])

    assert 2 == mean
    assert 2 * t.sf(np.sqrt(3 / 4) * 2 / np.sqrt(1 / 8), 3) == pytest.approx(p)


def test_lags_of_overlapping_forecasts_count():
    # Differences 3, 1, -1, 1: mean 1; variance 2, autocovariance at lag one 0: two steps ahead change the factor alone.
    one, two = (statistic(np.array([[3.0, 1.0, -1.0, 1.0]]), steps)[0] for steps in (1, 2))

    assert np.sqrt(3 / 4) / np.sqrt(2 / 4) == pytest.approx(one)
    assert np.sqrt((4 + 1 - 4 + 2 / 4) / 4) / np.sqrt(2 / 4) == pytest.approx(two)


def test_few_forecasts_are_not_tested():
    assert np.isnan(compared([1, 2, 3], [0, 0, 0])[1])
    assert np.isnan(compared([1, 2, 3, 4, 5], [0, 0, 0, 0, 1], steps=3)[1])


def test_forecasters_that_never_differ_have_no_p():
    mean, p = compared([1, 2, 3, 4], [1, 2, 3, 4])

    assert 0 == mean and np.isnan(p)


@pytest.mark.parametrize("n, steps", [(4, 1), (6, 1), (8, 1), (30, 1), (30, 2), (60, 3)])
def test_it_finds_differences_that_are_none_about_as_often_as_it_says(n, steps):
    assert 0.03 <= size(n, steps) <= 0.07


def test_two_steps_ahead_and_few_forecasts_it_finds_too_many_and_says_so():
    assert 0.07 < size(8, 2) < 0.16


def test_without_the_correction_it_would_be_far_worse():
    luck = np.random.default_rng(1)
    shocks = luck.standard_normal((20_000, 9))
    gap = shocks[:, 1:] + shocks[:, :-1]
    factor = np.sqrt((8 + 1 - 4 + 2 / 8) / 8)
    plain = np.mean(np.abs(statistic(gap, 2) / factor) > norm.ppf(0.975))

    assert plain > size(8, 2) + 0.05


def test_a_difference_that_is_there_is_found():
    luck = np.random.default_rng(2)
    found = [compared(luck.normal(1, 1, 20), np.zeros(20))[1] < 0.05 for _ in range(200)]

    assert 0.95 <= np.mean(found)
