"""Estimates of the experiments on data whose answer is known."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from marketsim import load
from marketsim.open_figures import OpenFigures
from marketsim.start import Start

sys.path.insert(0, str(Path(__file__).parents[2] / "experiments"))

import reckoning
import wording

LUCK = np.random.default_rng(5)


def test_a_ratio_of_sums_is_the_mean_of_its_linearised_runs():
    part, whole = np.array([1, 2, 0, 3]), np.array([2, 4, 2, 4])

    runs = reckoning.over(part, whole)

    assert 0.5 == runs.mean()
    assert runs[0] == 0.5 and runs[2] == pytest.approx(0.5 - 1 / 3)


def test_its_interval_is_that_of_the_ratio_and_not_of_its_parts():
    whole = LUCK.integers(1, 50, 4000)
    part = 0.25 * whole + LUCK.normal(0, 0.1, 4000)

    found = reckoning.mean(reckoning.over(part, whole))

    assert found.low < 0.25 < found.high and found.high - found.low < 0.001


def test_where_a_curve_crosses_is_found_between_its_levels():
    curves = [level + LUCK.normal(0, 0.05, 500) for level in (0.0, 1.0, 2.0, 3.0)]

    found = reckoning.crossing([0, 10, 20, 30], curves, 1.5)

    assert found.low < 15 < found.high and 14.5 < found.value < 15.5


def test_a_curve_that_is_there_already_or_never_says_so():
    curves = [np.full(9, level) for level in (1.0, 2.0)]

    assert reckoning.ALREADY == reckoning.crossing([0, 1], curves, 0.5)
    assert reckoning.NEVER == reckoning.crossing([0, 1], curves, 3)
    assert reckoning.NEVER == reckoning.crossing([0, 1], curves, 0.5, rising=False)
    assert "at last" == wording.turning(reckoning.NEVER, str, "at first", "at last")


@pytest.mark.parametrize("planted", [0.0, -0.3])
def test_a_jump_is_found_where_it_was_planted_and_nowhere_else(planted):
    x = LUCK.uniform(-3, 3, (3000, 8))
    chance = 0.6 + 0.05 * x + planted * (x >= 0)

    found = reckoning.mean(reckoning.jump(x, LUCK.random(x.shape) < chance, np.ones(x.shape, bool), 2.0))

    assert found.low < planted < found.high and found.high - found.low < 0.1


@pytest.fixture(scope="module")
def drawn():
    """The open figures of a market in many runs, without running them."""
    from marketsim.schema import PARAMETERS

    scenario = load("floor")
    table = Start(scenario).parameters(3, 4000)
    return scenario, SimpleNamespace(params={name: table[:, k] for k, name in enumerate(PARAMETERS)})


def test_the_figure_that_was_planted_is_what_an_answer_hinges_on(drawn):
    scenario, outcomes = drawn
    name = OpenFigures(scenario).names[3]
    rank = outcomes.params[name].argsort().argsort() / 4000

    found = reckoning.hinges(scenario, outcomes, 0.2 * rank + LUCK.normal(0, 0.3, 4000))

    assert [name] == [each.name for each in found]
    assert found[0].apart.low < 0.2 * 2 / 3 < found[0].apart.high


def test_an_answer_moves_within_the_parameters_as_far_as_was_planted(drawn):
    scenario, outcomes = drawn
    first, second = OpenFigures(scenario).names[2:4]
    ranks = [outcomes.params[name].argsort().argsort() / 4000 - 0.5 for name in (first, second)]
    moved = ranks[0] - ranks[1]

    low, high = reckoning.within(scenario, outcomes, moved + LUCK.normal(0, 1, 4000), share=False)

    # Two uniforms of width 1: standard deviation 1 / sqrt(6).
    assert 2 * 1.645 / 6**0.5 == pytest.approx(high - low, rel=0.15)


def test_an_answer_that_nothing_moves_stays_where_it_is(drawn):
    scenario, outcomes = drawn

    low, high = reckoning.within(scenario, outcomes, LUCK.normal(0, 1, 4000), share=False)

    assert high - low < 0.5
    assert [] == reckoning.hinges(scenario, outcomes, LUCK.normal(0, 1, 4000))


def test_words_follow_the_sign_and_its_interval():
    up, nought, down = (reckoning.Estimate(x, x - 0.01, x + 0.01) for x in (0.05, 0.0, -0.05))

    assert "5.0 points more (+4.0 to +6.0)" == wording.more(up)
    assert "5.0 points less (-6.0 to -4.0)" == wording.more(down)
    assert "no clear change (-1.0 to +1.0 points)" == wording.more(nought)
    assert ["up", "same", "down"] == [wording.by_sign(each, "up", "same", "down") for each in (up, nought, down)]
