"""Differences under common luck: arithmetic by hand, and intervals that hold as often as they say."""

import numpy as np
import pytest

from marketsim.claims.paired import adjusted_wald
from marketsim.comparison.claims import turned
from marketsim.comparison.pairs import paired

STUDENT_3 = 3.182446305284263  # the 97.5 % quantile with three degrees of freedom, from tables


def test_a_mean_difference_by_hand():
    # Differences 1, 3, 2, 2: mean 2, variance 2/3, standard error sqrt(2/3/4).
    figures = paired([10, 20, 30, 40], [11, 23, 32, 42])

    assert (25, 27, 2, 4) == (figures.one, figures.other, figures.difference, figures.pairs)
    half = STUDENT_3 * (2 / 3 / 4) ** 0.5
    assert pytest.approx((2 - half, 2 + half)) == (figures.low, figures.high)


def test_what_pairing_saves_by_hand():
    # Variances 500/3 (of 10, 20, 30, 40) and 522/3 (of 11, 23, 32, 42), that of the differences 2/3.
    figures = paired([10, 20, 30, 40], [11, 23, 32, 42])

    assert pytest.approx((500 / 3 + 522 / 3) / (2 / 3)) == figures.saved


def test_figures_that_do_not_go_together_save_nothing():
    rng = np.random.Generator(np.random.Philox(5))
    one, other = rng.normal(size=(2, 20_000))

    assert pytest.approx(1, abs=0.03) == paired(one, other).saved


def test_a_difference_that_is_the_same_in_every_pair_is_known_for_sure():
    figures = paired([1.0, 5.0, 9.0], [2.0, 6.0, 10.0])

    assert (1, 1, 1) == (figures.difference, figures.low, figures.high)
    assert np.inf == figures.saved


def test_pairs_with_a_figure_that_is_not_a_number_do_not_count():
    figures = paired([1.0, np.nan, 3.0, 5.0], [2.0, 7.0, 5.0, np.inf])

    assert (2, 2, 3.5, 1.5) == (figures.pairs, figures.one, figures.other, figures.difference)


def test_one_pair_has_a_difference_and_no_interval():
    figures = paired([1.0], [3.0])

    assert 2 == figures.difference
    assert np.isnan([figures.low, figures.high]).all()


def test_columns_are_taken_each_by_itself():
    one, other = np.array([[1.0, 5], [2, 5], [4, 5]]), np.array([[2.0, 5], [4, 5], [5, 8]])

    both, each = paired(one, other), [paired(one[:, k], other[:, k]) for k in (0, 1)]

    for name in both._fields:
        np.testing.assert_array_equal([getattr(column, name) for column in each], getattr(both, name))


def test_the_interval_of_bonett_and_price_by_hand():
    # 7 of 48 turn true, 1 false: (8 - 2) / 50 = 0.12, its standard error sqrt((0.16 + 0.04 - 0.0144) / 50).
    low, high = adjusted_wald(7, 1, 48)

    half = 1.959963984540054 * (0.1856 / 50) ** 0.5
    assert pytest.approx((0.12 - half, 0.12 + half)) == (low, high)


def test_an_interval_stays_within_what_shares_can_differ_by():
    assert adjusted_wald(2, 0, 2)[1] == 1
    assert adjusted_wald(0, 2, 2)[0] == -1


def test_what_never_turns_is_not_known_for_sure():
    low, high = adjusted_wald(0, 0, 1000)

    assert pytest.approx(-low) == high
    assert 0.002 < high < 0.004  # the rule of three would say 0.003


def test_runs_that_turn_are_counted_by_hand():
    one = np.array([1, 1, 1, 0, 0, 0, 0, 0, 1, 1], bool)
    other = np.array([1, 1, 0, 1, 1, 1, 0, 0, 1, 1], bool)

    figures = turned(one, other)

    assert (10, 3, 1) == (figures.pairs, figures.gained, figures.lost)
    assert pytest.approx((0.5, 0.7, 0.2)) == (figures.one, figures.other, figures.difference)
    # Variances of the two 0.25 and 0.21; of the difference 0.4 - 0.04.
    assert pytest.approx(0.46 / 0.36) == figures.saved


def test_a_claim_left_open_counts_where_it_is_settled():
    one = np.ma.array([1, 0, 1, 0], bool, mask=[0, 0, 0, 1])
    other = np.ma.array([1, 1, 0, 1], bool, mask=[0, 0, 1, 0])

    figures = turned(one, other)

    assert pytest.approx((2 / 3, 1, 1 / 3)) == (figures.one, figures.other, figures.difference)
    assert (2, 1, 0) == (figures.pairs, figures.gained, figures.lost)


@pytest.mark.parametrize("up, down, runs", [(0.2, 0.1, 50), (0.05, 0.02, 200), (0.01, 0.0, 400), (0.3, 0.3, 30)])
def test_the_interval_for_shares_holds_as_often_as_it_says(up, down, runs):
    rng = np.random.Generator(np.random.Philox(11))
    draws = rng.multinomial(runs, [up, down, 1 - up - down], 4000)

    held = [low <= up - down <= high for low, high in (adjusted_wald(*draw[:2], runs) for draw in draws)]

    assert 0.935 < np.mean(held) < 0.995  # 4,000 draws are off by 0.007 at most in twenty cases


def test_the_interval_for_figures_holds_as_often_as_it_says():
    rng = np.random.Generator(np.random.Philox(12))
    luck = rng.normal(size=(25, 4000))
    figures = paired(luck, 0.5 + 0.9 * luck + 0.3 * rng.normal(size=luck.shape))

    held = ((figures.low <= 0.5) & (0.5 <= figures.high)).mean()

    assert 0.94 < held < 0.96
    assert (figures.saved > 5).mean() > 0.9
