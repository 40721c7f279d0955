"""V13 on growth of a known law."""

import numpy as np
import pytest
from lifetimes import life

from marketsim.validation.measures.growth import growth_law, hill, subbotin, width_against_size, yearly

LEVELS = (np.arange(4000) + 0.5) / 4000


def laplace(u):
    return np.where(u < 0.5, np.log(2 * u), -np.log(2 - 2 * u))


def normal(u):
    from scipy.special import ndtri

    return ndtri(u)


def uniform(u):
    return 2 * u - 1


@pytest.mark.parametrize(("law", "low", "high"), [(laplace, 0.95, 1.05), (normal, 1.9, 2.1), (uniform, 3.5, 4.0)])
def test_the_shape_of_a_law_is_found(law, low, high):
    assert low < subbotin(law(LEVELS)) < high


def test_a_cubic_tail_has_exponent_three():
    x = np.sign(LEVELS - 0.5) * (1 - np.abs(2 * LEVELS - 1)) ** (-1 / 3)

    assert pytest.approx(3, abs=0.1) == hill(x)


def firms(beta):
    """3,600 firms whose sales of two years differ by Laplace growth as wide as their size to the power -beta."""
    n = 3600
    luck = laplace((np.arange(n) * 0.6180339887 + 0.5 / n) % 1)  # evenly spread over every range of sizes
    size = np.exp(np.linspace(0, 8, n))
    second = size * np.exp(0.3 * size**-beta * luck + 0.2)
    sales = np.concatenate([np.tile(size / 12, (12, 1)), np.tile(second / 12, (12, 1))])
    return life(born=[0] * n, months=24, paths={"revenue": sales, "live": np.full(sales.shape, -1)})


@pytest.mark.parametrize("beta", [0.0, 0.17])
def test_width_falls_with_size_as_it_was_made_to(beta):
    size, rate = yearly(firms(beta))

    assert pytest.approx(beta, abs=0.02) == width_against_size(size, rate)
    assert pytest.approx(beta, abs=0.02) == growth_law(firms(beta))["beta"]
    assert pytest.approx(1.0, abs=0.07) == growth_law(firms(beta))["shape"]


def test_firms_that_did_not_act_through_both_years_are_left_out():
    market = firms(0.0)
    market.paths["live"][5, :1000] = 0

    assert 2600 == len(yearly(market)[0])


def test_few_firms_have_no_law():
    market = firms(0.0)
    market.paths["live"][5, 100:] = 0

    assert {} == growth_law(market)
