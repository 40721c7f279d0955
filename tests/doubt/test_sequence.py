"""Intervals one may look at all the time keep their promise; Wilson's, looked at all the time, do not."""

import numpy as np
import pytest

from marketsim.claims import wilson
from marketsim.doubt.precision import joined, next_look, until_precise
from marketsim.doubt.sequence import RISK, lasting, suited, width, won
from marketsim.ensemble import Stopped, simulate

PATHS, LONG = 400, 2000
LOOKS = np.unique(np.geomspace(5, LONG, 60).astype(int))


def counts(p, seed=1):
    """(paths, looks): how many of the first so many runs are true."""
    runs = np.random.default_rng(seed).random((PATHS, LONG)) < p
    return runs.cumsum(1)[:, LOOKS - 1]


@pytest.mark.parametrize("p", [0.003, 0.1, 0.5, 0.93])
def test_hardly_any_path_ever_leaves_its_interval(p):
    from math import log

    ever = [any(won(int(true), int(known), p) > log(1 / RISK) for true, known in zip(path, LOOKS, strict=True))
            for path in counts(p)]  # fmt: skip

    assert np.mean(ever) <= RISK + 0.02


def test_who_looks_at_wilsons_interval_until_it_suits_is_misled():
    misled = [
        any(not low <= 0.5 <= high for low, high in map(wilson, path.tolist(), LOOKS.tolist())) for path in counts(0.5)
    ]

    assert np.mean(misled) > 0.2


@pytest.mark.parametrize("p", [0.05, 0.3])
def test_stopped_when_narrow_enough_the_interval_covers(p):
    luck, covered, lengths = np.random.default_rng(2), [], set()
    for _ in range(250):
        true = (luck.random(LONG) < p).cumsum()
        for known in range(60, LONG + 1, 20):
            if width(int(true[known - 1]), known, suited(0.06)) <= 0.06:
                low, high = lasting(int(true[known - 1]), known, suited(0.06))
                covered.append(low <= p <= high)
                lengths.add(known)
                break

    assert 250 == len(covered) and len(lengths) > 3  # all stopped, when their data said so
    assert np.mean(covered) >= 0.93


def test_the_interval_holds_the_share_and_narrows():
    assert (0, 1) == lasting(0, 0)
    assert 0 == lasting(0, 50)[0] < lasting(0, 50)[1] < lasting(0, 20)[1]
    assert 1 == lasting(50, 50)[1]
    low, high = lasting(30, 100, 12)
    assert low < 0.3 < high
    assert 1 < (high - low) / np.subtract(*wilson(30, 100)[::-1]) < 2.2  # the price of looking
    assert pytest.approx(tuple(1 - end for end in lasting(70, 100, 12)[::-1])) == (low, high)
    with pytest.raises(ValueError, match="of 3 runs between 0 and 3"):
        lasting(4, 3)


@pytest.mark.parametrize(
    ("true", "known", "strength"), [(37, 120, 300), (2, 4000, 3000), (990, 1000, 50), (0, 30, 300)]
)
def test_what_is_not_ruled_out_is_one_interval(true, known, strength):
    ps = np.linspace(0.0005, 0.9995, 1999)
    kept = ps[[won(true, known, p, strength) <= np.log(20) for p in ps]]
    low, high = lasting(true, known, strength)

    np.testing.assert_array_equal(ps[(ps >= low) & (ps <= high)], kept)


@pytest.mark.parametrize("p", [0.02, 0.2, 0.5])
def test_the_suited_strength_asks_for_less_than_three_times_the_runs_of_a_fixed_number(p):
    fixed = p * (1 - p) * (1.96 / 0.02) ** 2
    runs = next(n for n in range(100, 30_000, 50) if width(round(p * n), n, suited(0.02)) <= 0.02)

    assert 1 < runs / fixed < (3 if p > 0.1 else 5)


def test_an_edge_is_where_the_bet_has_won_twenty_to_one():
    low, high = lasting(37, 120)

    assert pytest.approx(20, rel=1e-6) == np.exp(won(37, 120, low)) == pytest.approx(np.exp(won(37, 120, high)))


def test_a_run_until_precise_is_an_ensemble_of_so_many_runs(tiny):
    found = until_precise(tiny, 0.05, claims=["S0-C26"], months=6, most=3000)
    runs = found.ensemble.runs

    assert () == found.wanting
    assert found.intervals["S0-C26"][1] - found.intervals["S0-C26"][0] <= 0.1
    assert 500 < runs < 3000
    whole = simulate(tiny, runs, months=6)
    assert whole.digest == found.ensemble.digest
    np.testing.assert_array_equal(whole.outcomes.firms_array, found.ensemble.outcomes.firms_array)
    np.testing.assert_array_equal(whole.outcomes.params["hurdle"], found.ensemble.outcomes.params["hurdle"])


def test_where_there_are_not_futures_enough_what_is_wanting_is_said(tiny):
    found = until_precise(tiny, 0.01, claims=["S0-C26"], months=6, most=600)

    assert ("S0-C26",) == found.wanting
    assert 600 == found.ensemble.runs


def test_stopped_by_hand_it_keeps_what_was_finished(tiny):
    def tire(done, _):
        if done > 520:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stop:
        until_precise(tiny, 0.005, claims=["S0-C26"], months=6, most=20_000, progress=tire)
    assert 500 <= stop.value.ensemble.runs < 20_000


def test_the_next_look_comes_when_it_may_suffice():
    assert 600 == next_look({"a": (250, 500)}, ("a",), 0.0675, 500)
    assert 800 == next_look({"a": (250, 500)}, ("a",), 0.001, 500)  # not before half as many again


def test_what_cannot_be_asked_is_said_in_a_line(tiny):
    with pytest.raises(ValueError, match="precision must be above 0"):
        until_precise(tiny, 0.0)
    with pytest.raises(ValueError, match="S0-P9: no such claim"):
        until_precise(tiny, 0.1, claims=["S0-P9"], months=2)


def test_ensembles_that_follow_on_each_other_are_one(tiny):
    parts = [simulate(tiny, 4, months=3), simulate(tiny, 3, months=3, first=4)]

    assert simulate(tiny, 7, months=3).digest == joined(parts).digest
    assert 7 == joined(parts).runs
