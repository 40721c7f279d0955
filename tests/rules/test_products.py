"""Research, and what it costs to serve: `develop`."""

import math

import pytest
from pytest import approx


@pytest.mark.parametrize(
    ("cost", "firm"),
    [
        (1.0, {}),
        (1.25, {"moe": 0.5}),
        (1.5, {"moe": 0}),
        (2.0, {"video": 1}),
        (0.6, {"own": 0}),
        (1.2, {"thrift": 1.2}),
        (1.1, {"controls": 1}),
        (1.2, {"controls": 1, "imported": 1}),
        (1.0, {"controls": 1, "chip_parity": 1.2}),
        (0.5, {"cost_frontier": 0.5}),
        (1.8, {"moe": 0, "video": 1, "own": 0}),
    ],
    ids=str,
)
def test_a_task_costs_best_practice_times_architecture_video_base_model_chips_and_thrift(alpha, put, cost, firm):
    """S0-M01, S0-M02, S1-M02, S1-M04, S1-M17, S1-M23. Shortage is controls x imported x (1 - parity 0.6)."""
    put(alpha, **firm)

    alpha.develop()

    assert approx(cost) == alpha.cost


def test_cost_closes_a_share_of_its_gap_to_best_practice(bench):
    alpha = bench(cost_follow=0.25).find("Alpha")
    alpha.cost = 3

    alpha.develop()

    assert approx(3 - 0.25 * 2) == alpha.cost


def test_thrift_architecture_and_data_move_a_tenth_of_the_way_a_month(alpha):
    alpha.thrift, alpha.moe, alpha.data, alpha.embedded = 1.2, 0.5, 0.5, 1

    alpha.develop()

    assert approx((1.18, 0.55, 0.55)) == (alpha.thrift, alpha.moe, alpha.data)


def test_a_firm_deeper_in_its_customers_makes_more_of_their_data_its_own(alpha):
    """S1-M13."""
    alpha.data, alpha.embedded = 0.5, 0.5

    alpha.develop()

    assert approx(0.525) == alpha.data


@pytest.mark.parametrize(("overhead", "rigor", "step"), [(50, 1, 0.5), (200, 1, 1.0), (50, 4, 1.0), (0, 1, 1e-6)])
def test_four_times_the_spending_doubles_the_step(alpha, overhead, rigor, step):
    """S1-M01: step = (half of staff cost x talent / 100) ^ 0.5. The last line is the least the power knows."""
    alpha.capability, alpha.overhead, alpha.rigor = -2, overhead, rigor

    alpha.develop()

    assert approx(-2 + step, abs=1e-9) == alpha.capability


def test_a_chip_shortage_slows_research(alpha, put):
    """S1-M17: a shortage of 0.2 takes 0.1 of a step of 0.5."""
    put(alpha, controls=1, capability=-2, overhead=50)

    alpha.develop()

    assert approx(-2 + 0.45) == alpha.capability


@pytest.mark.parametrize(("data", "have", "reached"), [(0.5, -0.25, 0), (1, -0.25, 0.25), (1, 0.75, 1), (0, -2, -1.5),
                                                       (0, -1.25, -1), (0, 0.5, 0.5)])
def test_common_data_is_a_wall_that_own_data_moves(alpha, data, have, reached):
    """S0-M14: with a step of 0.5, at most frontier 0 + lead 1 - 2 (1 - data); what it has it keeps."""
    alpha.overhead, alpha.data, alpha.capability = 50, data, have

    alpha.develop()

    assert approx(reached) == alpha.capability


@pytest.mark.parametrize("run", range(6))
def test_a_month_of_bad_luck_brings_nothing_but_takes_nothing(bench, luck, run):
    alpha = bench(run=run, research_noise=1).find("Alpha")
    alpha.overhead, alpha.capability, alpha.data = 50, -2.9, 1
    first, second = luck(alpha, "RESEARCH")
    chance = math.sqrt(-2 * math.log(first)) * math.cos(2 * math.pi * second)

    alpha.develop()

    assert approx(min(-2.9 + max(0.5 + chance, 0), 1)) == alpha.capability


def test_a_firm_behind_open_weights_rebases_on_them_and_loses_its_own_model(alpha):
    """S1-M04, S1-M16: open weights stand at -3, so that a firm at -6 is far behind; it serves at 0.6 at once."""
    alpha.capability, alpha.overhead = -6, 0

    alpha.develop()

    assert (0, approx(-4.5), approx(0.6)) == (alpha.own, alpha.capability, alpha.cost)


def test_a_firm_less_than_the_gap_behind_keeps_its_model(alpha):
    alpha.capability = -4.5

    alpha.develop()

    assert (1, approx(1)) == (alpha.own, alpha.cost)
