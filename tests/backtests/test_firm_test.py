"""Firm by firm in worlds of the model's own: who knows what, and does it help?"""

import numpy as np
import pytest

from marketsim.backtests.firms import WHO, State, firm_test, told
from marketsim.outcomes import FATES
from marketsim.scenario import load
from marketsim.scoring.forecasts import futures

WORLDS, RUNS = 12, 150


@pytest.fixture(scope="module")
def of_floor():
    floor = load("floor")
    own = futures(floor, WORLDS, 7)
    return firm_test(own, futures(floor, RUNS, 7, first=WORLDS), floor.months, WORLDS, RUNS, samples=200)


def test_it_stands_at_three_origins_and_asks_of_every_firm_that_is_there(of_floor):
    assert (12, 18, 24) == of_floor.origins
    assert WORLDS * 93 < of_floor.asked["bought"] == of_floor.asked["closed"] <= 3 * WORLDS * 93


def test_who_sees_the_firm_and_knows_the_laws_tells_more_than_the_base_rate(of_floor):
    skill = {row["event"]: row["log_skill"] for row in of_floor.rows() if row["who"] == WHO[3]}

    assert max(low for _, low, _ in skill.values()) > 0
    for row in of_floor.rows():
        assert row["expected"] == pytest.approx(row["came_true"], abs=0.05)


def drawn(luck, runs, after=None):
    """States of a market in which a figure tells who closes: {month: State}; `after` rewrites the last."""
    figure = luck.normal(size=(runs, 60, 1))
    fate = np.full((runs, 60), FATES.index("active"), float)
    found = {}
    for month in (6, 12, 18):
        chance = 1 / (1 + np.exp(3 - 2 * figure[..., 0]))
        closes = (luck.random(fate.shape) < chance) & (fate == FATES.index("active"))
        fate = np.where(closes, FATES.index("closed"), fate)
        found[month] = State(fate.copy(), figure)
    if after is not None:
        found[18] = State(np.full_like(fate, FATES.index(after)), figure)
    return found


def test_no_forecaster_sees_the_worlds_own_future():
    others = drawn(np.random.default_rng(1), 200)
    worlds = [drawn(np.random.default_rng(2), 5, after) for after in (None, "closed")]
    one, other = (told(world, others, 12, 6, "closed") for world in worlds)

    assert other[1].all() and not one[1].all()
    for mine, its in zip(one[0], other[0], strict=True):
        assert mine.tolist() == its.tolist()


def test_a_figure_that_tells_who_closes_is_found_by_the_past_and_by_the_laws():
    others = drawn(np.random.default_rng(1), 200)
    (plain, past, named, seeing), closed, _ = told(drawn(np.random.default_rng(2), 20), others, 12, 6, "closed")
    brier = [np.mean((chance - closed) ** 2) for chance in (plain, past, named, seeing)]

    # A name says nothing here; the figure does, and more surely from two hundred futures than from one past.
    assert brier[3] < brier[1] < brier[0]
    assert brier[2] == pytest.approx(brier[0], rel=0.1)


def test_a_span_too_long_for_the_run_is_refused():
    with pytest.raises(ValueError, match="--ahead must leave room for three spans in 30 months, got 11"):
        firm_test(None, None, 30, 2, 20, ahead=11)
