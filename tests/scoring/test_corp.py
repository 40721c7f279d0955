"""What a score is made of: worked by hand, and identities that hold for every table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketsim.scoring.corp import binned, parts, recalibrated
from marketsim.scoring.rules import RULES
from marketsim.scoring.tally import tallied

ROWS = st.lists(st.tuples(st.integers(1, 19), st.booleans()), min_size=2, max_size=60).filter(
    lambda rows: len({came for _, came in rows}) == 2
)


def table(rows):
    """(said, asked, true) of [(forecast, came true)]."""
    said, came = zip(*rows, strict=True)
    tally = tallied(np.array(said), np.zeros(len(rows)), np.array(came), np.arange(len(rows)))
    return tally.said, *tally.whole


HAND = ((0.2, 0), (0.2, 1), (0.8, 1), (0.8, 1))


def test_a_small_table_is_taken_apart_by_hand():
    # The fit says 1/2 and 1. Its score is 1/8, that of the base rate 3/4 x 1/4; the forecasts' own 0.76 / 4.
    made = parts(*table(HAND), "brier")

    assert (0.19, 0.065, 0.0625, 0.1875) == pytest.approx(
        (made.score, made.miscalibration, made.discrimination, made.uncertainty)
    )


def test_the_fit_never_falls_and_pools_what_would():
    said = np.array([0.1, 0.2, 0.3, 0.4])

    assert [0.0, 0.5, 0.5, 1.0] == recalibrated(said, np.full(4, 2.0), np.array([0.0, 2.0, 0.0, 2.0])).tolist()


@pytest.mark.parametrize("rule", RULES)
@given(rows=ROWS)
def test_the_parts_make_the_score_and_two_are_never_negative(rule, rows):
    made = parts(*table([(p / 20, came) for p, came in rows]), rule)

    assert made.score == pytest.approx(made.miscalibration - made.discrimination + made.uncertainty)
    assert made.miscalibration >= -1e-12 and made.discrimination >= -1e-12


@given(rows=ROWS)
def test_saying_something_else_in_the_same_order_changes_calibration_alone(rows):
    one, other = (
        parts(*table([(word(p), came) for p, came in rows]), "brier")
        for word in (lambda p: p / 20, lambda p: (p / 20) ** 3)
    )

    assert one.discrimination == pytest.approx(other.discrimination)
    assert one.uncertainty == pytest.approx(other.uncertainty)


def test_who_always_says_the_base_rate_is_calibrated_and_tells_nothing():
    made = parts(*table([(0.25, came) for came in (0, 0, 0, 1)]), "log")

    assert (0, 0) == pytest.approx((made.miscalibration, made.discrimination))
    assert made.uncertainty == made.score


def test_bins_hold_every_question_and_keep_equal_forecasts_together():
    luck = np.random.default_rng(1)
    rows = [(round(p, 1), bool(luck.random() < p)) for p in luck.random(500)]
    bins = binned(*table(rows), bins=7)

    assert 500 == sum(number for _, _, number in bins)
    assert sum(came for _, came in rows) == pytest.approx(sum(share * number for _, share, number in bins))
    for forecast in {p for p, _ in rows}:
        held = sum(p == forecast for p, _ in rows)
        assert any(number >= held for _, _, number in bins)


def test_the_order_of_questions_does_not_matter():
    assert parts(*table(HAND), "brier") == parts(*table(HAND[::-1]), "brier")
