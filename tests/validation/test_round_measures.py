"""V5, V6 and V7: dates and prices of rounds."""

import numpy as np
import pytest
from lifetimes import DOWN, SEED, A, B, C, D, climb, event, life, raised

from marketsim.validation.lives import DAYS
from marketsim.validation.measures.prices import down_rounds, step_ups
from marketsim.validation.measures.rounds import priced
from marketsim.validation.measures.waits import waiting_times

BOOM, BUST = 82, 118  # November 2021 and 2024


def test_cheques_of_a_month_make_a_round_and_a_bridge_makes_none():
    rounds = priced(
        life(
            [
                raised(5, 1, A, 2.0, 40.0),
                raised(5, 1, A, 3.0, 40.0, party=4),
                raised(5, 0, SEED, 1.0, 9.0),
                event("bridged", 9, 1, 1.0, 41.0),
            ],
            born=[0, 0],
        )
    )

    assert [0, 1] == rounds.subject.tolist()
    assert [1.0, 5.0] == rounds.amount.tolist()
    assert [1, 2] == rounds.backers.tolist()
    assert [SEED, A] == rounds.stage.tolist()


def test_waits_are_medians_over_the_rounds_that_closed_in_the_quarter():
    events = [
        *climb(0, BOOM - 10, BOOM),
        *climb(1, BOOM - 14, BOOM),
        *climb(2, BOOM - 30, BOOM + 5),
        *climb(3, BUST - 24, BUST),
        *climb(4, 20, BOOM - 12, BOOM),
        *climb(5, 20, BUST - 30, BUST),
    ]
    found = waiting_times(life(events, born=[0] * 6))

    assert pytest.approx(12 * DAYS) == found["seed_to_a_boom"]
    assert pytest.approx(2.0) == found["seed_to_a"]
    assert pytest.approx(2.5) == found["a_to_b"]


def test_a_quarter_without_rounds_has_no_wait():
    assert np.isnan(waiting_times(life(climb(0, 60, BOOM), born=[0]))["seed_to_a"])


def quarters(shares, first=84):
    """Twenty Series A rounds a quarter, so many of them down."""
    return [
        raised(first + 3 * quarter, 20 * quarter + k, A, tone=DOWN if k < down else 1)
        for quarter, down in enumerate(shares)
        for k in range(20)
    ]


def test_down_rounds_are_counted_by_quarter_from_the_fall_of_prices():
    found = down_rounds(life(quarters([1, 1, 2, 4, 5, 4, 4, 4, 4, 4, 2, 0]), born=[0] * 240))

    assert 0.05 == found["boom"]
    assert pytest.approx((5 + 4 * 5 + 2) / 140) == found["bust"]
    assert 3 == found["lag"]
    assert 7 == found["persists"]


def test_seed_rounds_have_no_price_to_fall_from():
    assert 0 == down_rounds(life([*quarters([0]), raised(84, 300, SEED, tone=DOWN)], born=[0] * 301))["boom"]


def test_steps_are_ratios_of_the_medians_before_the_money():
    posts = {SEED: 12.0, A: 40.0, B: 130.0, C: 300.0, D: 550.0}
    events = [raised(76, firm, stage, 0.2 * post, post) for firm, (stage, post) in enumerate(posts.items())]
    events.append(raised(60, 9, A, 1.0, 1000.0))
    found = step_ups(life(events, born=[0] * 10))

    assert pytest.approx(40 / 12) == found["seed_to_a"]
    assert pytest.approx(550 / 300) == found["c_to_d"]
    assert 2 == found["falling"]
    assert pytest.approx(0.2) == found["dilution"]


def test_without_a_stage_there_are_no_steps():
    assert {} == step_ups(life([raised(76, 0, SEED)], born=[0]))
