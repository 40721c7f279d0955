"""Rounds and the table: what is done is kept, and what is stopped goes on as if it never had been."""

import numpy as np
import pytest
from toys import Simulator, gaussian

from marketsim.calibration.mode import seek
from marketsim.calibration.rounds import calibrate
from marketsim.calibration.table import Table, middle

OBSERVED = np.array([1.0, -0.5, 0.8, 0.3]), np.full(4, 0.5)


class Fixed(Simulator):
    """Luck that belongs to the point, as in the market; Ctrl-C after so many points."""

    def __init__(self, last=10**9):
        super().__init__(gaussian, 3, None)
        self.last = last

    def at(self, z):
        if self.asked > self.last:
            raise KeyboardInterrupt
        rng = np.random.default_rng(abs(int(1e6 * z[0])))
        return np.array([gaussian(z, rng) for _ in range(3)])


def solved(folder, batch, rounds=3):
    table = Table(3, 3, 4, "this", folder)
    return table, calibrate(table, batch, OBSERVED, range(4), 60, rounds, 1, predicted=10)


@pytest.mark.parametrize("last", [0, 17, 60, 100, 185])
def test_a_calibration_that_was_stopped_goes_on_and_ends_the_same(tmp_path, last):
    whole = Fixed()
    table, undisturbed = solved(tmp_path / "whole", whole)
    with pytest.raises(KeyboardInterrupt):
        solved(tmp_path / "cut", Fixed(last))
    rest = Fixed()
    again, found = solved(tmp_path / "cut", rest)

    assert 190 == whole.asked == last + rest.asked
    assert np.array_equal(table.values, again.values)
    assert np.array_equal(undisturbed.z, found.z)


def test_more_rounds_go_on_with_what_is_there(tmp_path):
    solved(tmp_path, Fixed(), rounds=2)
    more = Fixed()
    table, found = solved(tmp_path, more, rounds=3)
    _, at_once = solved(None, Fixed(), rounds=3)

    assert 60 + 10 == more.asked
    assert [60, 60, 60, 10, 10] == [(table.round == round).sum() for round in (0, 1, 2, -2, -3)]
    assert np.array_equal(at_once.z, found.z) and np.array_equal(at_once.weights, found.weights)


def test_the_table_of_another_calibration_is_not_touched(tmp_path):
    solved(tmp_path, Fixed(), rounds=1)
    kept = (tmp_path / "table.npz").read_bytes()

    with pytest.raises(ValueError, match="holds another calibration: use another --out, or --force"):
        Table(3, 3, 4, "that", tmp_path)
    assert kept == (tmp_path / "table.npz").read_bytes()


def test_a_table_that_is_no_table_is_said(tmp_path):
    (tmp_path / "table.npz").write_bytes(b"PK not a zip")

    with pytest.raises(ValueError, match="table.npz: not readable"):
        Table(3, 3, 4, "this", tmp_path)


def test_a_point_shows_the_median_of_its_runs_unless_most_show_nothing():
    nan = np.nan
    values = np.array(
        [[[1.0], [2.0], [9.0]], [[1.0], [nan], [3.0]], [[nan], [nan], [3.0]], [[1.0], [np.inf], [np.inf]]]
    )

    assert [2, 2, nan, np.inf] == pytest.approx(middle(values)[:, 0], nan_ok=True)


def test_rounds_look_where_the_published_figures_are_likely():
    table, found = solved(None, Fixed(), rounds=3)
    gap = [np.abs(table.summaries(range(4))[table.round == k] - OBSERVED[0]).mean() for k in range(3)]

    assert gap[2] < 0.7 * gap[0]
    assert found.ess > 30


class Valley(Simulator):
    """A bent one: figures of which the published are shown at 0.7, 0.49, 0 alone. Ctrl-C as in Fixed."""

    def __init__(self, last=10**9):
        super().__init__(None, 1, None)
        self.last = last

    def at(self, z):
        if self.asked > self.last:
            raise KeyboardInterrupt
        return np.array([[z[0] - 0.7, 5 * (z[1] - z[0] ** 2), z[2]]])


def sought(folder, valley, rounds):
    table = Table(3, 1, 3, "valley", folder)
    return table, seek(table, valley, (np.zeros(3), np.full(3, 0.05)), range(3), 16, rounds, 1)


def test_the_best_point_is_found_in_a_bent_valley():
    _, best = sought(None, Valley(), 60)

    assert [0.7, 0.49, 0] == pytest.approx(best, abs=0.03)


def test_more_rounds_go_on_from_the_best_point_so_far(tmp_path):
    sought(tmp_path, Valley(), 6)
    more = Valley()
    table, best = sought(tmp_path, more, 9)
    _, at_once = sought(None, Valley(), 9)

    assert 3 * 16 + 1 == more.asked
    assert [1, 1] == [(table.round == round).sum() for round in (-6, -9)]
    assert np.array_equal(at_once, best) and np.array_equal(best, table.z[-1])


@pytest.mark.parametrize("last", [5, 40, 96])
def test_a_search_that_was_stopped_goes_on_and_ends_the_same(tmp_path, last):
    with pytest.raises(KeyboardInterrupt):
        sought(tmp_path, Valley(last), 6)
    rest = Valley()

    assert np.array_equal(sought(None, Valley(), 6)[1], sought(tmp_path, rest, 6)[1])
    assert 6 * 16 + 1 == last + rest.asked


def test_a_part_that_a_point_does_not_show_counts_as_far_off():
    def shy(points):
        for place, z in points.items():
            yield place, np.array([[z[0] - 0.4, z[1] if z[0] > -0.2 else np.nan]])

    best = seek(Table(2, 1, 2), shy, (np.zeros(2), np.full(2, 0.05)), range(2), 16, 40, 1, start=np.array([-0.3, 1.0]))

    assert [0.4, 0] == pytest.approx(best, abs=0.05)
