"""What turns a mechanism off in a market."""

import numpy as np
import pytest

from marketsim.ledger import table
from marketsim.mechanisms import MECHANISMS, Mechanism, mechanism
from marketsim.scenario import load
from marketsim.schema import PARAMETERS
from marketsim.start import Start


@pytest.fixture(scope="module")
def floor():
    return load("floor")


def test_a_star_stands_for_every_agent_of_the_kind(floor):
    each = mechanism("acquirers.Baidu.need_data")

    assert {f"acquirers.{name}.need_data": 0 for name in floor.acquirers} == each.switched_off(floor)


def test_what_is_off_already_needs_no_switch(floor):
    assert {} == mechanism("parity_month").switched_off(floor)
    assert {} == mechanism("floor_adoption").switched_off(floor.with_values({"floor_adoption": 0}))
    assert {"floor_adoption": 0} == mechanism("floor_adoption").switched_off(floor)


def test_what_a_posterior_leaves_open_is_on_unless_every_draw_is_off(floor):
    drawn = mechanism("miss_weight")
    assert floor.parameters["miss_weight"].posterior
    assert {"miss_weight": 0} == drawn.switched_off(floor)

    for draws, changes in (((0.0, 0.0), {}), ((0.0, 0.1), {"miss_weight": 0})):
        quantity = floor.parameters["miss_weight"].model_copy(update={"draws": draws})
        assert changes == drawn.switched_off(floor.copied(parameters={**floor.parameters, "miss_weight": quantity}))


def test_one_figure_of_a_posterior_switched_off_leaves_the_others_their_row(floor):
    plain = Start(floor).parameters(7, 20)
    changed = Start(floor.with_values(mechanism("miss_weight").switched_off(floor))).parameters(7, 20)
    column = list(PARAMETERS).index("miss_weight")

    assert (plain[:, column] != 0).all() and (changed[:, column] == 0).all()
    np.testing.assert_array_equal(np.delete(plain, column, 1), np.delete(changed, column, 1))


def test_an_agent_that_is_not_there_has_no_switch(floor):
    assert {} == Mechanism("", "regulators.nobody.strength", 0, "").switched_off(floor)


def test_a_figure_that_carries_no_mechanism_is_none():
    with pytest.raises(KeyError, match="floor_line"):
        mechanism("floor_line")


@pytest.mark.parametrize("name", ["floor", "surge", "china-ai-2025", "venture-us"])
def test_every_mechanism_can_be_switched_off_in_every_market(name):
    market = load(name)

    for each in MECHANISMS:
        changed = market.with_values(each.switched_off(market))
        assert {} == each.switched_off(changed), each.figure


def test_titles_are_said_once_and_rows_are_the_ledgers():
    rows = {row.id for name in ("mechanisms", "risks") for row in table(name)}

    assert len(MECHANISMS) == len({each.title for each in MECHANISMS}) == len({each.figure for each in MECHANISMS})
    assert set() == {row for each in MECHANISMS for row in each.rows.split()} - rows
