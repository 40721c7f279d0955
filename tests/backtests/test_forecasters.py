"""What one would say without the model, by hand, and how futures are weighted by the past."""

import numpy as np
import pytest

from marketsim.backtests.forecasters import anchored, drift, hazard, history, model, persistence, weights_by
from marketsim.backtests.series import Series

TIMES = np.array([0.0, 4.0, 8.0])
STOCK = Series("s", "", "", "", None, stock=True, logs=True)
FLOW = Series("f", "", "", "", None, at_risk=100)


def middle(told):
    return float(np.median(told[0]))


def spread(told):
    return float(np.std(told[0]))


def test_persistence_says_the_last_and_drift_goes_on():
    seen = np.array([1.0, 3.0, 5.0])

    assert 5.0 == pytest.approx(middle(persistence(None, TIMES, seen, 4.0)))
    assert 7.0 == pytest.approx(middle(drift(None, TIMES, seen, 4.0)))
    assert 3.0 == pytest.approx(middle(history(None, TIMES, seen, 4.0)))


def test_what_is_farther_is_less_sure_as_in_a_random_walk():
    seen = np.array([1.0, 3.0, 5.0])

    # Steps of 2 in 4 months each: 1 a root month.
    assert 2.0 == pytest.approx(spread(persistence(None, TIMES, seen, 4.0)), rel=0.02)
    assert 4.0 == pytest.approx(spread(persistence(None, TIMES, seen, 16.0)), rel=0.02)


def test_a_stock_goes_on_falling_at_its_rate_since_the_peak():
    # From its peak, ln 8, to ln 2 in 4 months: a half every two months.
    seen = np.log([4.0, 8.0, 2.0])

    assert np.log(2) - 2 * np.log(2) == pytest.approx(middle(hazard(STOCK, TIMES, seen, 4.0)))


def test_a_stock_that_has_not_fallen_stays():
    assert 3.0 == pytest.approx(middle(hazard(STOCK, TIMES, np.array([1.0, 2.0, 3.0]), 4.0)))


def test_a_flow_goes_on_at_its_mean_as_wide_as_its_count():
    told = hazard(FLOW, TIMES, np.array([0.03, 0.05]), 4.0)

    assert 0.04 == pytest.approx(middle(told))
    # Eight counted of a hundred twice: the next count and what is not known of the mean.
    assert np.sqrt(0.04 / 100 * 1.5) == pytest.approx(spread(told), rel=0.02)


def test_where_nobody_can_leave_there_is_no_hazard():
    assert hazard(Series("r", "", "", "", None), TIMES, np.array([1.0, 2.0]), 4.0) is None


def test_futures_that_agree_with_the_past_count_more():
    luck = np.random.default_rng(3)
    past = luck.normal(size=(500, 2))
    weights, effective = weights_by(past, np.array([1.0, 1.0]))
    near, far = ((past - at) ** 2 for at in (1.0, -1.0))

    assert weights[np.argmin(near.sum(1))] > 10 * weights[np.argmin(far.sum(1))]
    assert 1.0 == pytest.approx(weights.sum())
    assert 20 <= effective < 500


@pytest.mark.parametrize("away", [0.0, 3.0, 50.0])
def test_however_far_the_past_lies_a_few_lucky_futures_do_not_speak_for_all(away):
    past = np.random.default_rng(4).normal(size=(400, 6))

    assert 20 * 0.999 <= weights_by(past, np.full(6, away))[1]


def test_a_point_at_which_all_futures_agree_tells_nothing():
    past = np.column_stack([np.zeros(50), np.random.default_rng(5).normal(size=50)])
    one, other = (weights_by(past, np.array([at, 0.0]))[0] for at in (0.0, 9.0))

    assert one.tolist() == other.tolist()


def test_weighting_finds_the_parameter_behind_the_past():
    # The future doubles what the past showed; the weighted median follows the past, the plain one does not.
    rate = np.linspace(0, 2, 401)
    futures = np.column_stack([np.zeros(401), rate, 2 * rate])
    seen = np.array([0.0, 1.5, 3.0])
    plain, told = (make(futures, seen, 1, 2) for make in (model, anchored))

    assert 2.0 == pytest.approx(plain[0] @ plain[1])
    assert 2.75 < told[0] @ told[1] < 3.0
