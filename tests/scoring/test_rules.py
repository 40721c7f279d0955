"""Scores worked by hand, and why nobody gains by saying what it does not believe."""

import numpy as np
import pytest

from marketsim.scoring.rules import RULES, brier, crps, log_score


def test_a_coin_scores_a_quarter_and_the_logarithm_of_two():
    assert [0.25, 0.25] == brier([0.5, 0.5], [0, 1]).tolist()
    assert np.log([2, 2]) == pytest.approx(log_score([0.5, 0.5], [0, 1]))


def test_who_said_four_fifths_and_was_right_pays_little_and_who_was_wrong_much():
    assert [0.04, 0.64] == pytest.approx(brier(0.8, np.array([1, 0])))
    assert [-np.log(0.8), -np.log(0.2)] == pytest.approx(log_score(0.8, np.array([1, 0])))


def test_a_sure_miss_costs_one_and_infinitely_much():
    assert 1 == brier(0.0, 1) and np.inf == log_score(0.0, 1)
    assert 0 == brier(1.0, 1) and 0 == log_score(1.0, 1)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("truth", [0.03, 0.3, 0.5, 0.9])
def test_saying_what_one_believes_is_best(rule, truth):
    said = np.linspace(0.01, 0.99, 99)
    expected = truth * RULES[rule](said, 1) + (1 - truth) * RULES[rule](said, 0)

    assert truth == pytest.approx(said[np.argmin(expected)])


def test_the_continuous_score_of_one_member_is_its_error():
    assert 3.0 == crps([5.0], 2.0)


def test_the_continuous_score_of_two_members_is_worked_by_hand():
    # E|X - y| = 1/2; half of E|X - X'| = 1/4.
    assert 0.25 == crps([0.0, 1.0], 0.0)
    assert 0.25 == crps([0.0, 1.0], 0.5)
    assert 0.0625 == pytest.approx(crps([0.0, 1.0], 0.0, [3, 1]))


@pytest.mark.parametrize("value", [-3.0, 0.2, 4.0])
def test_the_continuous_score_is_the_area_between_the_law_and_the_step(value):
    luck = np.random.default_rng(3)
    members, weights = luck.normal(size=25), luck.random(25)
    x = np.linspace(-6, 6, 200_001)
    law = weights[np.argsort(members)].cumsum()[np.searchsorted(np.sort(members), x, side="right") - 1] / weights.sum()
    law[x < members.min()] = 0

    assert np.trapezoid((law - (x >= value)) ** 2, x) == pytest.approx(crps(members, value, weights), abs=2e-4)


def test_the_continuous_score_of_yes_and_no_is_the_brier_score():
    assert brier(0.3, 1) == pytest.approx(crps([1.0, 0.0], 1.0, [0.3, 0.7]))
