"""Mechanisms of the ledger that have a switch: under common luck it moves what it should and leaves the rest alone."""

import numpy as np
import pytest
from stage import certainty, play
from switches import SWITCHES, WORLD

from marketsim.ledger import table
from marketsim.mechanisms import MECHANISMS, mechanism

SAFE = 3  # standard errors of the paired mean difference


@pytest.fixture(scope="module", params=SWITCHES, ids=str)
def switch(request):
    return request.param


@pytest.fixture(scope="module")
def with_and_without(switch):
    """Outcomes with the mechanism on, and off: the same runs, the same luck."""
    on = {} if switch.on is None else {switch.figure: switch.on}
    return tuple(play(runs=switch.runs, **switch.given | each) for each in (on, {switch.figure: switch.off}))


def assert_same_bits(with_it, without, names, months=None):
    for name in names:
        np.testing.assert_array_equal(without.metric(name)[:, :months], with_it.metric(name)[:, :months], name)


def test_a_mechanism_moves_its_outcome_in_the_direction_the_ledger_says(switch, with_and_without):
    on, off = map(switch.outcome, with_and_without)

    assert switch.direction * certainty(on - off) > SAFE, f"{on.mean():.4g} with it, {off.mean():.4g} without"


def test_a_mechanism_leaves_alone_what_was_settled_before_it_acts(switch, with_and_without):
    with_it, without = with_and_without
    names = with_it.metric_names if switch.alone == "everything" else [switch.alone]

    assert_same_bits(with_it, without, names, switch.months)


def test_a_mechanism_leaves_the_world_at_large_alone(switch, with_and_without):
    assert_same_bits(*with_and_without, set(WORLD) - set(switch.moves))


def test_every_mechanism_and_risk_of_the_ledger_has_a_switch():
    ledger = {row.id for name in ("mechanisms", "risks") for row in table(name)}

    assert ledger == {row for switch in SWITCHES for row in switch.rows.split()}


def test_the_package_turns_off_the_same_mechanisms_for_the_same_rows():
    tried, said = {}, {}
    for switch in SWITCHES:
        if switch.stated_off is None:
            tried.setdefault(mechanism(switch.figure).figure, set()).update(switch.rows.split())
    for each in MECHANISMS:
        said.setdefault(each.figure, set()).update(each.rows.split())

    assert said == tried
