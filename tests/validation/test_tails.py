"""Laws whose exponent is known."""

import numpy as np
import pytest

from marketsim.validation.measures.tails import exponent, power_against_lognormal, tail

LEVELS = (np.arange(20_000) + 0.5) / 20_000


def pareto(alpha, least=1):
    """Whole numbers that follow a discrete power law from `least` on: quantiles, no luck."""
    from scipy.special import zeta

    numbers = np.arange(least, 400_000)
    above = zeta(alpha, numbers) / zeta(alpha, least)
    return numbers[np.searchsorted(-above, -(1 - LEVELS), side="right") - 1]


def lognormal():
    from scipy.special import ndtri

    return np.maximum(np.round(np.exp(1.5 + 0.8 * ndtri(LEVELS))), 1)


@pytest.mark.parametrize("alpha", [1.8, 2.2, 3.0])
def test_the_exponent_of_a_power_law_is_found(alpha):
    assert pytest.approx(alpha, abs=0.02) == exponent(pareto(alpha))


def test_the_tail_begins_where_the_law_does():
    mixed = np.concatenate([pareto(2.5, 10), np.repeat(np.arange(1, 10), 3000)])
    found, start = tail(mixed)

    assert pytest.approx(2.5, abs=0.05) == found
    assert 8 <= start <= 14


def test_a_lognormal_is_preferred_where_it_made_the_numbers():
    assert power_against_lognormal(lognormal()) < -1.96


def test_a_lognormal_cannot_beat_a_power_law_by_much_where_that_made_them():
    assert power_against_lognormal(pareto(2.2)) > -1.96


def test_all_alike_have_no_exponent():
    assert np.isnan(exponent([1, 1, 1]))
    assert np.isnan(power_against_lognormal([1, 1, 1]))
