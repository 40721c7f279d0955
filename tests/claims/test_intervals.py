"""Wilson's interval: worked values, its edges, and how often it covers."""

from math import comb, sqrt

import pytest

from marketsim.claims import wilson


@pytest.mark.parametrize("true, known, low, high", [
    (5, 10, 0.2366, 0.7634),  # (0.5 +- 1.96 sqrt(0.025 + 0.0096)) within 1 + 0.384
    (0, 10, 0.0, 0.2775),  # z2 / (n + z2) = 3.8415 / 13.8415
    (10, 10, 0.7225, 1.0),
    (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3
    (15, 148, 0.0624, 0.1605),
    (1, 29, 0.0061, 0.1718),
])
def test_known_values(true, known, low, high):
    assert wilson(true, known) == pytest.approx((low, high), abs=5e-5)


def test_its_ends_are_where_the_score_test_just_rejects():
    low, high = wilson(37, 120)

    for p in (low, high):
        assert abs(37 / 120 - p) / sqrt(p * (1 - p) / 120) == pytest.approx(1.959964)


@pytest.mark.parametrize("known", [1, 7, 10_000])
def test_where_none_or_all_agree_it_ends_at_the_edge_and_is_the_same_from_both_sides(known):
    low, high = wilson(0, known)

    assert low == 0 < high < 1
    assert wilson(known, known) == pytest.approx((1 - high, 1))


def coverage(known, p):
    """The exact probability that the interval of a binomial draw holds p."""
    chances = (comb(known, k) * p**k * (1 - p) ** (known - k) for k in range(known + 1))
    return sum(chance for k, chance in enumerate(chances) if wilson(k, known)[0] <= p <= wilson(k, known)[1])


@pytest.mark.parametrize("known", [10, 50, 200])
def test_it_covers_in_nineteen_of_twenty_cases_on_average_and_never_far_less(known):
    covered = [coverage(known, p / 200) for p in range(1, 200)]

    assert sum(covered) / len(covered) == pytest.approx(0.95, abs=0.01)
    assert min(covered) > 0.83


@pytest.mark.parametrize("true, known", [(-1, 10), (11, 10), (0, 0)])
def test_impossible_counts_are_refused_with_their_value(true, known):
    with pytest.raises(ValueError, match=f"of {known} runs .* got {true}"):
        wilson(true, known)
