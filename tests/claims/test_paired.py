"""Differences under the same luck cover the truth as often as they say."""

import numpy as np
import pytest

from marketsim.claims import Unresolvable
from marketsim.claims.paired import holm, linear, paired

OFTEN = 1500  # times an interval is computed


def truth(values, known=None):
    return np.ma.array(
        values, bool, mask=np.zeros(np.shape(values), bool) if known is None else ~np.asarray(known, bool)
    )


def test_a_difference_is_of_shares_and_counts_the_runs_that_turn():
    apart = paired(truth([1, 1, 1, 0]), truth([1, 0, 0, 1]))

    assert 0.25 == apart.value
    assert 3 == apart.swayed
    assert 1 == apart.p  # two against one


def test_equal_truths_differ_by_nought_and_the_interval_says_how_sure_that_is():
    apart = paired(truth([1] * 200), truth([1] * 200))

    assert (0, 1, 0) == (apart.value, apart.p, apart.swayed)
    assert pytest.approx(1.96 * 2**0.5 / 202, rel=1e-3) == apart.high == -apart.low


@pytest.mark.parametrize(("gained", "lost"), [(0.02, 0.0), (0.05, 0.03), (0.3, 0.1), (0.0, 0.6)])
@pytest.mark.parametrize("runs", [60, 400])
def test_the_interval_covers_the_truth_about_nineteen_times_in_twenty(gained, lost, runs):
    luck = np.random.default_rng(3)
    covered = 0
    for _ in range(OFTEN):
        u, base = luck.random(runs), luck.random(runs) < 0.5
        one, other = base.copy(), base.copy()
        up, down = u < gained, (u >= gained) & (u < gained + lost)
        one[up], other[up], one[down], other[down] = True, False, False, True
        apart = paired(truth(one), truth(other))
        covered += apart.low <= gained - lost <= apart.high

    assert 0.93 <= covered / OFTEN <= 1


def test_where_runs_leave_it_open_the_interval_covers_the_difference_of_the_shares():
    luck, runs, covered = np.random.default_rng(4), 300, 0
    for _ in range(OFTEN):
        shared, own = luck.random(runs), luck.random((2, runs))
        one = truth(shared < 0.6, own[0] < 0.7)
        other = truth(shared < 0.45, own[1] < 0.5 + 0.2 * (shared < 0.5))  # open more often where it is false
        settled = 0.7 * 0.5 + 0.5 * 0.5
        covered += (apart := paired(one, other)).low <= 0.6 - 0.45 * 0.7 / settled <= apart.high

    assert 0.93 <= covered / OFTEN <= 0.97


def test_the_linear_figures_of_a_claim_have_the_mean_of_its_probability():
    all_known, some = truth([1, 0, 1, 1]), truth([1, 0, 1, 1], [1, 1, 0, 1])

    np.testing.assert_allclose([0.25, -0.75, 0.25, 0.25], linear(all_known))
    assert pytest.approx(2 / 3 - 0.5) == linear(some, 0.5).mean()
    with pytest.raises(Unresolvable):
        linear(truth([1, 1], [0, 0]))


def test_holms_correction_by_hand():
    np.testing.assert_allclose([0.03, 0.06, 0.06, 1.0], holm([0.0075, 0.03, 0.02, 1.0]))
