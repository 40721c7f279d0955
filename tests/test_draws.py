"""Luck: numbers that remember nothing, spread evenly, and turned into shapes that rise with them."""

import hashlib
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from bench import Bench, unit_open
from hypothesis import given, settings
from hypothesis import strategies as st

from marketsim._kernel import SHAPES, draw, philox_words, quantiles
from marketsim.schema import PURPOSES

UNIT = np.array([1e-12, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1 - 1e-12])
GOLDEN = "e7444364f90e9aa4"
# Every figure positive, so that each shape is as its docstring says.
FIGURES = {
    "constant": (3, 0, 0),
    "uniform": (2, 6, 0),
    "normal": (5, 2, 0),
    "lognormal": (4, 0.5, 0),
    "loguniform": (1, 100, 0),
    "triangular": (2, 10, 4),
    "pareto": (3, 2, 0),
}


def many(n, seed=7, run=0, who=None, month=0, why=20, index=0):
    """n draws, one for each `who`, or for one of them in n months."""
    return np.array(
        [draw(seed, run, k if who is None else who, month if who is None else k, why, index) for k in range(n)]
    )


def shape(name, u):
    return quantiles(name, *(float(x) for x in FIGURES[name]), np.ascontiguousarray(u, float))


# ------------------------------------------------------------------------------------------- draws


def test_a_draw_is_named_by_its_five_facts_and_by_nothing_else():
    facts = (7, 3, 0x800005, 12, 20, 64)
    same = {draw(*facts) for _ in range(3)}
    one_off = {draw(*(fact + (place == k) for k, fact in enumerate(facts))) for place in range(6)}

    assert 1 == len(same)
    assert 6 == len(one_off - same)


def test_a_draw_is_made_of_the_blocks_first_two_words():
    words = philox_words(7, 3, 0x800005, 12, 20 << 24 | 64)

    assert unit_open(*words[:2]) == draw(7, 3, 0x800005, 12, 20, 64)


def test_the_month_before_the_first_has_a_luck_of_its_own():
    assert draw(7, 0, 1, -1, 20) not in {draw(7, 0, 1, month, 20) for month in range(600)}


def test_a_test_sees_the_numbers_a_rule_sees():
    bench = Bench().wait(5)

    assert (
        bench.draw(1000, "SEARCH", 64)
        == bench.draws(1000, "SEARCH", 64)[0]
        == draw(7, 0, 1000, 5, PURPOSES["SEARCH"], 64)
    )


def test_draws_lie_strictly_between_nought_and_one():
    numbers = many(20_000)

    assert numbers.min() > 0 and numbers.max() < 1
    assert 20_000 == len(set(numbers.tolist()))


@pytest.mark.parametrize("along", ["who", "month", "run", "index", "why"])
def test_draws_are_uniform_along_every_fact(along):
    # 16 equal bins of 16,000 draws: chi-squared of 15 degrees is below 44.3 with probability 0.9999.
    numbers = np.array(
        [
            draw(
                7,
                *(k if along == fact else 1 for fact in ("run", "who", "month")),
                k % 200 + 1 if along == "why" else 20,
                k if along in ("index", "why") else 0,
            )
            for k in range(16_000)
        ]
    )
    counts = np.bincount((16 * numbers).astype(int), minlength=16)

    assert ((counts - 1000) ** 2 / 1000).sum() < 44.3


@pytest.mark.parametrize("other", [{"seed": 8}, {"run": 1}, {"month": 1}, {"why": 21}, {"index": 1}])
def test_draws_that_differ_in_one_fact_are_uncorrelated(other):
    # The standard error of a correlation of 10,000 pairs is a hundredth.
    assert abs(np.corrcoef(many(10_000), many(10_000, **other))[0, 1]) < 0.04


def test_an_agents_luck_in_a_month_says_nothing_of_the_next():
    numbers = many(10_000, who=5)

    assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 0.04


def test_the_two_numbers_of_a_draw_are_uncorrelated():
    bench = Bench()
    pairs = np.array([bench.draws(who, "SYNDICATE") for who in range(10_000)])

    assert abs(np.corrcoef(pairs.T)[0, 1]) < 0.04
    assert (abs(pairs.mean(axis=0) - 0.5) < 4 / sqrt(12 * 10_000)).all()


def test_ten_thousand_draws_have_the_golden_bits():
    assert GOLDEN == hashlib.sha256(many(10_000).astype("<f8").tobytes()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------ shapes


def test_every_shape_but_choice_is_tested_here():
    assert set(SHAPES) - {"choice"} == set(FIGURES)


@pytest.mark.parametrize(("name", "formula"), [
    ("constant", lambda u: 3),
    ("uniform", lambda u: 2 + 4 * u),
    ("normal", lambda u: NormalDist(5, 2).inv_cdf(u)),
    ("lognormal", lambda u: 4 * exp(0.5 * NormalDist().inv_cdf(u))),
    ("loguniform", lambda u: 100 ** u),
    ("triangular", lambda u: 2 + sqrt(16 * u) if u < 0.25 else 10 - sqrt(48 * (1 - u))),
    ("pareto", lambda u: 3 / sqrt(1 - u)),
])
def test_a_shapes_quantiles_are_those_of_its_formula(name, formula):
    np.testing.assert_allclose(shape(name, UNIT), [formula(u) for u in UNIT.tolist()], rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "median"), [("uniform", 4), ("normal", 5), ("lognormal", 4), ("loguniform", 10), ("pareto", 3 * sqrt(2))]
)
def test_medians_are_as_stated(name, median):
    assert median == pytest.approx(shape(name, [0.5])[0], rel=1e-14)


@pytest.mark.parametrize("name", FIGURES)
@settings(max_examples=50, deadline=None)
@given(low=st.floats(1e-9, 1 - 1e-9), high=st.floats(1e-9, 1 - 1e-9))
def test_more_luck_never_gives_less(name, low, high):
    low, high = sorted((low, high))

    small, large = shape(name, [low, high])
    assert small <= large


def test_triangular_covers_its_corners():
    # The mode at either end: no division by nought.
    np.testing.assert_allclose(quantiles("triangular", 2.0, 10.0, 2.0, np.array([0.0, 0.75, 1.0])), [2, 6, 10])
    np.testing.assert_allclose(quantiles("triangular", 2.0, 10.0, 10.0, np.array([0.0, 0.25, 1.0])), [2, 6, 10])


@pytest.mark.parametrize("name", ["uniform", "normal", "lognormal", "pareto"])
def test_draws_turned_into_a_shape_have_its_mean(name):
    mean = {"uniform": 4, "normal": 5, "lognormal": 4 * exp(0.125), "pareto": 6}[name]

    assert mean == pytest.approx(shape(name, many(40_000)).mean(), rel=0.03)


def test_a_log_uniform_figure_spends_as_long_in_every_decade():
    figures = shape("loguniform", many(10_000))

    assert 0.5 == pytest.approx((figures < 10).mean(), abs=0.02)
    assert log(10) == pytest.approx(np.log(figures).mean(), rel=0.02)
