"""The kernel against the market in plain Python, agent by agent and month by month: hundreds of markets at random, and
the shipped ones from founding to the last month. A month is compared from the kernel's own state at its start, so
that differences of rounding do not add up; whole runs are compared without that help as well.
"""

import pytest

from marketsim.scenario import load

from .any_market import any_scenario
from .plain.compare import Agreement, month_by_month, side_by_side
from .plain.words import Event

BATCH = 20
WHOLE = Agreement()


@pytest.fixture(scope="module")
def agreement():
    """What all tests of this file have compared."""
    yield WHOLE
    print(f"\nThe plain market and the kernel: {WHOLE}")


@pytest.mark.parametrize("first", range(0, 400, BATCH))
def test_a_month_leaves_every_agent_as_the_plain_rules_do(first, agreement):
    before = agreement.agent_months

    for number in range(first, first + BATCH):
        month_by_month(any_scenario(number), number, agreement)

    assert agreement.agent_months > before + 5000
    assert agreement.worst < 1e-9


@pytest.mark.parametrize("run", range(3))
@pytest.mark.parametrize("name", ["surge", "floor", "china-ai-2025"])
def test_a_shipped_market_founded_and_run_in_plain_python_is_the_kernels(name, run, agreement):
    side_by_side(load(name), run, agreement)

    assert agreement.worst < 1e-9


@pytest.mark.parametrize("number", range(1000, 1060))
def test_a_market_at_random_founded_and_run_in_plain_python_is_the_kernels(number, agreement):
    scenario = any_scenario(number)

    side_by_side(scenario, number, agreement, months=min(scenario.months, 12))

    assert agreement.worst < 1e-9


def test_everything_that_can_happen_happens_in_markets_at_random():
    agreement = Agreement()

    side_by_side(any_scenario(0), 0, agreement, months=1)
    for number in range(2000, 2060):
        month_by_month(any_scenario(number), number, agreement)

    assert set(agreement.seen) == set(Event)
