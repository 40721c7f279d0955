"""The exact mathematics: near enough to the truth, and the same bits everywhere."""

import hashlib
import math

import numpy as np
import pytest
from mpmath import cos, erfc, exp, log, mp, mpf, pi, sin, sqrt

from marketsim._kernel import exact_exp, exact_log, exact_probit, exact_sincos_turn, philox_words

INF, NAN = math.inf, math.nan
GOLDEN = "9c142606720354b57c88320fd50b77b409c49364efdc2e4b041a85f449821aec"


@pytest.fixture(autouse=True)
def fifty_digits():
    with mp.workdps(50):
        yield


def scattered(n):
    """n whole numbers of 53 bits in no order, the same everywhere."""
    return (np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(11)


def units(n):
    """n odd multiples of 2^-53, in (0, 1)."""
    return (scattered(n) | np.uint64(1)) / 2.0**53


def between(low, high, n):
    return low + (high - low) * units(n)


def magnitudes(n):
    """n positive normal numbers, every power of two as likely."""
    return (np.uint64(0x0010 << 48) + scattered(n) * np.uint64(2**10) % np.uint64(0x7FE0 << 48)).view(float)


def worst_error_in_ulps(approximation, truth, points):
    true = [truth(mpf(x)) for x in points.tolist()]
    return max(abs(mpf(y) - t) / math.ulp(float(t)) for y, t in zip(approximation(points).tolist(), true, strict=True))


@pytest.mark.parametrize(("low", "high"), [(-1e-9, 1e-9), (-0.35, 0.35), (-30, 30), (-708, 709.78)])
def test_exp_is_within_one_ulp_and_a_half_of_mpmath(low, high):
    assert worst_error_in_ulps(exact_exp, exp, between(low, high, 1000)) <= 1.5


@pytest.mark.parametrize("points", [between(0.999, 1.001, 1000), between(0.7, 1.42, 1000), magnitudes(1000)])
def test_log_is_within_one_ulp_and_a_half_of_mpmath(points):
    assert worst_error_in_ulps(exact_log, log, points) <= 1.5


def test_sine_and_cosine_of_a_turn_are_within_2e_16_of_mpmath():
    turns = units(2000)

    sines, cosines = exact_sincos_turn(turns)

    for t, s, c in zip(turns.tolist(), sines.tolist(), cosines.tolist(), strict=True):
        assert abs(s - sin(2 * pi * mpf(t))) <= 2e-16
        assert abs(c - cos(2 * pi * mpf(t))) <= 2e-16


@pytest.mark.parametrize("tail", [1, 1e-2, 1e-9, 1e-50, 1e-290])
def test_probit_inverts_the_normal_distribution_to_15_digits(tail):
    chances = tail * units(500)

    for u, x in zip(chances.tolist(), exact_probit(chances).tolist(), strict=True):
        off = (erfc(-x / sqrt(2)) / 2 - mpf(u)) / (exp(-(mpf(x) ** 2) / 2) / sqrt(2 * pi))
        assert abs(off) <= 1e-15 * abs(x)


def test_exp_knows_where_doubles_end():
    x = np.array([0.0, -0.0, 709.782712893384, 709.7827128933841, 1e308, INF, -708.0000000000001, -1e308, -INF, NAN])

    expected = [1, 1, 1.797693134862273e308, INF, INF, INF, 0, 0, 0, NAN]
    np.testing.assert_allclose(exact_exp(x), expected, rtol=1e-15)
    assert exact_exp(np.array([-708.0]))[0] > 0


def test_log_knows_where_doubles_end():
    x = np.array([1.0, 0.0, -0.0, 5e-324, -1.0, -INF, INF, NAN, 2.2250738585072014e-308, 1.7976931348623157e308])

    expected = [0, -INF, -INF, -INF, NAN, NAN, INF, NAN, -708.3964185322641, 709.782712893384]
    np.testing.assert_array_equal(exact_log(x), expected)


def test_quarter_turns_are_exact():
    sines, cosines = exact_sincos_turn(np.array([0, 0.25, 0.5, 0.75]))

    np.testing.assert_array_equal(sines, [0, 1, 0, -1])
    np.testing.assert_array_equal(cosines, [1, 0, -1, 0])


def test_the_median_of_the_normal_is_zero_and_nothing_lies_outside_its_chances():
    np.testing.assert_array_equal(exact_probit(np.array([0.5, 0, 1, -1, 2, NAN])), [0, NAN, NAN, NAN, NAN, NAN])


def test_probit_is_symmetric_to_the_bit():
    chances = units(10_000)

    np.testing.assert_array_equal(exact_probit(1 - chances), -exact_probit(chances))


def test_probit_rises_with_the_chance():
    chances = np.sort(units(10_000))

    assert (np.diff(exact_probit(chances)) > 0).all()


@pytest.mark.parametrize("function", [exact_exp, exact_log, exact_probit, exact_sincos_turn])
def test_a_number_alone_has_the_bits_it_has_among_many(function):
    numbers = units(37)

    alone = [function(numbers[k : k + 1]) for k in range(numbers.size)]
    np.testing.assert_array_equal(np.concatenate(alone, axis=-1), function(numbers))


def test_the_numbers_are_the_same_on_every_machine():
    chances = units(200_000)
    tails = np.ldexp(chances, -(np.arange(chances.size) % 900))
    columns = [
        exact_exp((chances - 0.5) * 1440),
        exact_log(magnitudes(chances.size)),
        *exact_sincos_turn(chances),
        exact_probit(chances),
        exact_probit(tails),
    ]

    assert GOLDEN == hashlib.sha256(np.stack(columns).astype("<f8").tobytes()).hexdigest()


@pytest.mark.parametrize(
    ("key", "counter", "words"),
    [
        (0, "00000000 00000000 00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        (2**64 - 1, "ffffffff ffffffff ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (0x299F31D0A4093822, "243f6a88 85a308d3 13198a2e 03707344", "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)
def test_philox_gives_the_published_words(key, counter, words):
    """Known answers of Random123 (Salmon, Moraes, Dror and Shaw 2011)."""
    assert hexadecimal(words) == philox_words(key, *hexadecimal(counter))


def hexadecimal(words):
    return tuple(int(word, 16) for word in words.split())
