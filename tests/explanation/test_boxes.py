"""A box that was planted is found, and where there is none, none stands up."""

import numpy as np
import pytest

from marketsim.explanation.boxes import discovered


def planted(runs=4000, columns=12, inside=0.85, outside=0.25, seed=1):
    """(shares, truth): true mostly where column 2 is above 0.6 and column 7 below 0.5."""
    luck = np.random.default_rng(seed)
    shares = luck.random((runs, columns))
    there = (shares[:, 2] > 0.6) & (shares[:, 7] < 0.5)
    return shares, luck.random(runs) < np.where(there, inside, outside)


def test_a_planted_box_is_found_with_its_limits():
    box = discovered(*planted())

    assert {2, 7} == set(box.limits)
    assert pytest.approx(0.6, abs=0.06) == box.limits[2][0] and 1 == box.limits[2][1]
    assert pytest.approx(0.5, abs=0.06) == box.limits[7][1] and 0 == box.limits[7][0]
    assert box.holds and box.low <= 0.85 <= box.high + 0.03
    assert pytest.approx(0.2, abs=0.05) == box.mass


def test_its_figures_are_counted_where_it_was_not_found():
    shares, truth = planted()
    box = discovered(shares, truth)
    limits = box.limits
    inside = np.all([(shares[:, k] >= low) & (shares[:, k] <= high) for k, (low, high) in limits.items()], axis=0)

    assert len(truth) // 2 >= box.futures
    assert abs(box.density - truth[inside].mean()) < 0.05
    assert pytest.approx(box.density * box.mass / box.base) == box.coverage


def test_a_box_of_false_futures_is_one_of_true_ones_turned_round():
    shares, truth = planted()
    one, other = discovered(shares, truth, True), discovered(shares, ~truth, False)

    assert one.limits == other.limits and not other.value


def test_where_all_is_luck_boxes_hardly_ever_stand_up():
    stood = 0
    for seed in range(60):
        luck = np.random.default_rng(seed)
        box = discovered(luck.random((1500, 30)), luck.random(1500) < 0.3, seed=seed)
        stood += box is not None and box.holds

    assert stood <= 6  # two in a hundred and a half would, and not all find a box at all


def test_a_claim_that_is_hardly_ever_true_has_no_box():
    shares, _ = planted(500)
    truth = np.arange(500) < 5

    assert discovered(shares, truth) is None
    assert discovered(shares, np.ones(500, bool)) is None
