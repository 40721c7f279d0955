"""The kernel against the market in plain Python: a few markets here, hundreds in tests/verification."""

import numpy as np
import pytest
from verification.any_market import any_scenario
from verification.plain.compare import Agreement, month_by_month, one_month, side_by_side
from verification.plain.luck import Luck, quantile
from verification.plain.startup import Startup
from verification.plain.words import Why

from marketsim._kernel import draw, quantiles
from marketsim.market import Market


@pytest.mark.parametrize("number", range(8))
def test_a_month_leaves_every_agent_as_the_plain_rules_do(number):
    agreement = Agreement()

    month_by_month(any_scenario(number), number, agreement)

    assert agreement.agent_months > 0
    assert agreement.worst < 1e-9


def test_a_market_founded_and_run_in_plain_python_is_the_kernels(tiny):
    agreement = Agreement()

    side_by_side(tiny, 1, agreement)

    assert agreement.agent_months > 3000
    assert agreement.worst < 1e-9


def test_a_rule_that_is_off_by_a_millionth_is_noticed(tiny, monkeypatch):
    pull = Startup.log_pull
    monkeypatch.setattr(Startup, "log_pull", lambda self: pull(self) + 1e-6)

    with pytest.raises(AssertionError, match="startups.attraction"):
        one_month(Market(tiny), Agreement(), "tiny")


@pytest.mark.parametrize("why", list(Why))
def test_plain_luck_is_the_kernels_to_the_bit(why):
    luck = Luck(2**63 + 7, 3)

    for who, month, index in ((0, 0, 0), (0x400000, 11, 5), (0xFFFFFF, -1, 0xFFFFFF)):
        assert luck.one(who, month, why, index) == draw(2**63 + 7, 3, who, month, why, index)
        assert luck.two(who, month, why, index)[0] == luck.one(who, month, why, index)


@pytest.mark.parametrize(
    ("shape", "a", "b", "c"),
    [
        ("uniform", 2, 5, 0),
        ("normal", 1, 0.3, 0),
        ("lognormal", 40, 1.2, 0),
        ("loguniform", 0.1, 10, 0),
        ("triangular", 1, 2, 5),
        ("pareto", 1, 1.5, 0),
        ("constant", 3, 0, 0),
    ],
)
def test_plain_quantiles_are_the_kernels(shape, a, b, c):
    chances = np.array([1e-9, 0.01, 0.2, 0.25, 0.5, 0.9, 1 - 1e-9])

    expected = [quantile(shape, a, b, c, u) for u in chances]
    assert quantiles(shape, a, b, c, chances) == pytest.approx(expected, rel=1e-12)
