"""Least squares over firms, run by run."""

import numpy as np
import pytest

from marketsim.claims.slopes import slopes

X = np.array([[0.0, 1, 2, 3], [5, 1, 1, 7]])
EVERYBODY = np.ones((2, 4), bool)


def test_one_x_gives_the_correlation():
    y = np.array([[1.0, 3, 2, 6], [2, 2, 1, 0]])

    found, exists = slopes(y, [X], EVERYBODY)

    assert found[:, 0] == pytest.approx([np.corrcoef(a, b)[0, 1] for a, b in zip(X, y, strict=True)])
    assert exists.all()


def test_two_xs_give_what_a_textbook_solver_gives():
    z = np.array([[3.0, 1, 4, 1], [2, 7, 1, 8]])
    y = 2 * X - 3 * z + 7

    found, exists = slopes(y, [X, z], EVERYBODY)

    expected = [[2 * x.std() / out.std(), -3 * other.std() / out.std()] for x, other, out in zip(X, z, y, strict=True)]
    assert found == pytest.approx(np.array(expected))
    assert exists.all()


def test_an_x_held_fixed_may_turn_the_sign_of_another():
    size, debt = np.array([[1.0, 2, 3, 4]]), np.array([[1.0, 2, 3, 5]])
    y = debt - 0.5 * size

    alone, _ = slopes(y, [size], EVERYBODY[:1])
    together, _ = slopes(y, [size, debt], EVERYBODY[:1])

    assert alone[0, 0] > 0 > together[0, 0]


def test_only_those_among_count():
    y = np.array([[1.0, 2, 3, -99], [0, 0, 1, 1]])
    among = np.array([[True, True, True, False], [True, True, True, True]])

    found, _ = slopes(y, [X], among)

    assert found[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("y, xs", [
    (np.ones((2, 4)), [X]), (X, [np.full((2, 4), 0.3)]), (X, [X, 2 * X + 1])], ids=["y alike", "x alike", "x twice"])
def test_what_cannot_be_told_apart_has_no_slope(y, xs):
    found, exists = slopes(y, xs, EVERYBODY)

    assert not exists.any()
    assert np.isfinite(found).all()


def test_as_many_firms_as_slopes_are_too_few():
    nobody, two = np.zeros((1, 4), bool), np.array([[True, True, False, False]])

    assert not slopes(X[:1], [X[:1] ** 2], nobody)[1].any()
    assert not slopes(X[:1], [X[:1] ** 2], two)[1].any()
