"""Early signs: a metric that gives the outcome away is found in its month, and noise gives nothing away."""

from types import SimpleNamespace

import numpy as np
import pytest

from marketsim.explanation.logistic import auc, fitted, out_of_fold
from marketsim.explanation.signs import early_signs


def told(runs=800, months=12, since=6, seed=3):
    """(outcomes, truth): six metrics of noise; from month `since` on, the fourth is higher where the claim is true."""
    luck = np.random.default_rng(seed)
    metrics = luck.normal(size=(runs, months, 6))
    truth = luck.random(runs) < 0.4
    metrics[:, since:, 3] += 2 * truth[:, None]
    names = tuple(f"metric {k}" for k in range(6))
    return SimpleNamespace(months_array=metrics, metric_names=names), np.ma.array(truth, mask=np.zeros(runs, bool))


def test_from_its_month_on_the_sign_is_seen_and_named_and_not_before():
    months = early_signs(*told(), 12)
    before, after = [each for each in months if each.month < 6], [each for each in months if each.month >= 6]

    assert all(each.low < 0.56 for each in before) and before
    assert all(each.low > 0.85 for each in after) and after
    assert {("metric 3", True)} == {(each.signs[0].metric, each.signs[0].higher) for each in after}


def test_signs_are_sought_before_the_claim_is_decided():
    assert 7 == max(each.month for each in early_signs(*told(), 8))


def test_runs_that_leave_it_open_play_no_part():
    outcomes, truth = told()
    truth.mask[:300] = True
    outcomes.months_array[:300] = 1e6

    assert early_signs(outcomes, truth, 12)[-1].low > 0.85


def test_with_too_few_true_or_false_runs_nothing_is_said():
    outcomes, truth = told(60)

    assert () == early_signs(outcomes, np.ma.array(np.arange(60) < 5, mask=np.zeros(60, bool)), 12)
    assert () == early_signs(outcomes, truth, 0)


def test_a_regression_recovers_the_weights_that_made_the_data():
    luck = np.random.default_rng(1)
    x = luck.normal(size=(20_000, 3))
    y = luck.random(20_000) < 1 / (1 + np.exp(-(x @ [1.0, -0.5, 0.0] - 0.7)))

    np.testing.assert_allclose([1, -0.5, 0, -0.7], fitted(x, y), atol=0.06)


def test_scores_out_of_fold_do_not_see_what_they_score():
    luck = np.random.default_rng(2)
    x, y = luck.normal(size=(200, 80)), luck.random(200) < 0.5
    value, low, high = auc(out_of_fold(x, y), y)
    seen, *_ = auc(np.column_stack([x, np.ones(200)]) @ fitted(x, y), y)

    assert low < 0.5 < high
    assert seen > 0.8  # the same regression on what it was fitted to


def test_auc_by_hand():
    value, _, _ = auc(np.array([3.0, 1.0, 2.0, 1.0]), np.array([True, True, False, False]))

    assert (1 + 1 + 0 + 0.5) / 4 == value


@pytest.mark.parametrize("apart", [0.0, 1.0])
def test_the_interval_of_auc_covers_it_nineteen_times_in_twenty(apart):
    from scipy.stats import norm

    luck, covered, truth = np.random.default_rng(9), 0, norm.cdf(apart / 2**0.5)
    for _ in range(800):
        y = luck.random(150) < 0.4
        _, low, high = auc(luck.normal(size=150) + apart * y, y)
        covered += low <= truth <= high

    assert 0.92 <= covered / 800 <= 0.98
