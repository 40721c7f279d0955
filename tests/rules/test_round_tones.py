"""What a closed round means: up or down, its stage, the story it tells, and whether it is a late one below the line."""

from math import log

import pytest
from bench import board, closed, counted, firm, tiny
from pytest import approx

from marketsim.market import Market


@pytest.mark.parametrize(("last", "tone"), [(60, 1), (78, 1), (79, 2), (81, 2), (82, 3), (95, 3), (200, 3)])
def test_a_round_is_down_when_the_firm_is_worth_less_before_the_money_than_after_the_last(last, tone):
    # 80 before the money; two per cent either way are flat. Carta: pre-money below the last post-money.
    bench = closed((20, 80), post=last)

    assert tone == firm(bench, "tone")
    assert [tone == 3] == counted(bench, "down")


@pytest.mark.parametrize(("months", "stage"), [(6, 3), (5, 2)])
def test_a_round_half_a_year_after_the_last_is_the_next_stage(months, stage):
    bench = board((20, 80))
    bench.startup(0, stage="series a", last_round=12 - months)

    bench.do("close_rounds")

    assert [stage, 12] == [firm(bench, "stage"), firm(bench, "last_round")]


@pytest.mark.parametrize(("post", "stage"), [(49.9, 3), (50.1, 2)])
def test_a_round_without_a_step_up_is_an_extension_and_keeps_its_letter(post, stage):
    """80 million before the money is a step of ln 1.6 over 50."""
    bench = board((20, 80), post=post, letter_step=log(1.6))
    bench.startup(0, stage="series a", last_round=0)

    bench.do("close_rounds")

    assert stage == firm(bench, "stage")


def test_there_is_no_stage_after_d():
    bench = board((20, 80))
    bench.startup(0, stage="series d")

    bench.do("close_rounds")

    assert 5 == firm(bench, "stage")


def test_the_price_becomes_the_firms_story_and_its_growth_what_is_expected():
    # ln 100 - 4 - 0.2 x 0.5
    bench = board((20, 80), mood_weight=0.5)
    bench.set(mood=0.2)
    bench.startup(0, fundamental=4, growth=0.7, expected=0.3, bridged=1)

    bench.do("close_rounds")

    assert approx(log(100) - 4.1) == firm(bench, "premium")
    assert [0.7, 0] == [firm(bench, "expected"), firm(bench, "bridged")]


def late(post, line=4000.0, cost=0.5, **figures):
    bench = board((20, post - 20), floor_line=4000, cost_gate=1, **figures)
    bench.set(line=line)
    bench.startup(0, stage="series b", late_round=-1, late_below=-1, late_costly=-1, cost=cost)
    bench.do("close_rounds")
    return bench


def test_a_series_c_is_counted_and_dated():
    bench = late(5000)

    assert [1, 0, 0] == counted(bench, "late", "late_below", "late_costly")
    assert [12, -1, -1] == [firm(bench, f"late_{what}") for what in ("round", "below", "costly")]


def test_a_series_c_below_the_line_or_above_the_cost_gate_is_counted_and_dated():
    bench = late(3999, cost=2)

    assert [1, 1, 1] == counted(bench, "late", "late_below", "late_costly")
    assert [12, 12, 12] == [firm(bench, f"late_{what}") for what in ("round", "below", "costly")]


def test_a_line_that_has_risen_is_the_line_a_round_is_held_against():
    assert [1] == counted(late(4500, line=5000), "late_below")


def test_an_earlier_round_is_no_late_one():
    bench = closed((20, 80))

    assert [0] == counted(bench, "late")


def test_a_down_round_takes_mood_in_proportion_to_the_firms_part_of_the_market():
    # 1.5 x 200 / 1000
    bench = board((20, 80), post=200, down_contagion=1.5)
    bench.metrics["value"][0] = 1000

    bench.do("close_rounds")

    assert approx(-0.3) == bench.environment["mood"][0]


def test_a_down_round_in_the_first_month_weighs_no_more_than_later():
    market = Market(tiny())
    firms, mood = market.world.startups, market.world.environment["mood"]
    firms["ask"][:] = 0
    firms["ask"][0], firms["pitch_to"][0, 0], firms["cheque"][0, 0] = 1, 0, 1
    firms["bid_pre"][0, 0] = firms["post"][0] / 2
    market.world.investors["powder"][0] = 1
    part = firms["mark"][0] / firms["mark"][:81].sum()
    contagion = market.params["down_contagion"]

    market.close_rounds()

    assert 3 == firms["tone"][0]
    assert approx(-contagion * part) == mood[0]
