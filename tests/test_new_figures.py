"""Parameters that are others from a month on: the past keeps what it had, and luck stays whose it was."""

import numpy as np
import pytest
from command import TINY

import marketsim
from marketsim.market import Market
from marketsim.schema import PARAMETERS
from marketsim.whatifs import shipped

RUN, MONTH, FUTURES, SEED, AT = 5, "2026-03", 12, 3, 8


@pytest.fixture(scope="module")
def plain():
    return marketsim.fork("floor", RUN, MONTH, FUTURES, seed=SEED)


def test_a_world_reads_its_new_parameters_from_the_next_rule_on(start_of_tiny):
    market = Market(TINY, SEED, start=start_of_tiny)
    market.step()
    figures = np.array(list(market.params.values()))
    figures[list(PARAMETERS).index("floor_line")] = 2500
    digest = market.digest

    market.world.settle(figures)

    assert digest == market.digest  # nothing has happened yet
    assert 2500 == market.params["floor_line"]
    market.step()
    assert 2500 == market.environment["line"]


def test_the_same_parameters_again_change_nothing(start_of_tiny):
    one, other = (Market(TINY, SEED, start=start_of_tiny) for _ in range(2))
    for month in range(12):
        if month == 6:
            other.world.settle(np.array(list(other.params.values())))
        one.step(), other.step()

    assert one.digest == other.digest


def test_another_figure_from_a_month_on_leaves_the_months_before_alone(plain):
    strict = marketsim.fork("floor", RUN, MONTH, FUTURES, seed=SEED, changes={"floor_adoption": 1, "state_exempt": 0})

    np.testing.assert_array_equal(plain.outcomes.months_array[:, :AT], strict.outcomes.months_array[:, :AT])
    assert (plain.digests != strict.digests).all()
    late = [fork.outcomes.metric("late_below")[:, AT:].sum() for fork in (plain, strict)]
    assert late[1] < late[0]


def test_a_figure_that_a_change_leaves_alone_stays_as_the_run_drew_it(plain):
    strict = marketsim.fork("floor", RUN, MONTH, 2, seed=SEED, changes={"floor_adoption": 1})
    names = np.array(list(PARAMETERS))

    assert ["floor_adoption"] == names[strict.branch.params != strict.branch.later_params].tolist()


def test_the_market_of_a_future_under_other_parameters_is_that_future():
    strict = marketsim.fork("floor", RUN, MONTH, 4, seed=SEED, what_if="cost-gate")
    market = strict.replay(2)
    for _ in range(strict.horizon):
        market.step()

    assert strict.digests[2] == market.digest


@pytest.mark.parametrize("name", [name for name, shock in shipped().items() if not shock.starts])
def test_a_what_if_without_a_date_begins_in_a_fork(name, plain):
    """What no market of this kind has room for, or what is the past's, is refused in a line; the past is left alone."""
    try:
        fork = marketsim.fork("floor", RUN, MONTH, FUTURES, seed=SEED, what_if=name)
    except marketsim.ScenarioError as error:
        assert "in floor" in str(error) or "is what became of the past" in str(error)
        return
    np.testing.assert_array_equal(plain.outcomes.months_array[:, :AT], fork.outcomes.months_array[:, :AT])
