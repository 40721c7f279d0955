"""Closing rounds: who leads, who joins, at what price; the money, the shares and the ties move."""

from math import log

import pytest
from bench import Bench, tiny
from pytest import approx

from marketsim.market import Market


def board(*offers, ask=20.0, post=60.0, month=12, investors=None, **params):
    """A firm that asks for 20 and the (cheque, pre-money) offers of investors with 100 each; a year after its last round."""
    bench = Bench(startups=1, investors=investors or max(len(offers), 2), **({"solo_share": 1} | params)).wait(month)
    bench.put("investors", slice(None), powder=100)
    bench.startup(0, ask=ask, post=post, founders=1, mark=post)
    for place, (cheque, pre) in enumerate(offers):
        bench.pitch(0, place, place, cheque, pre)
    return bench


def closed(*offers, **figures):
    bench = board(*offers, **figures)
    bench.do("close_rounds")
    return bench


def firm(bench, name, row=0):
    return bench.startups[name][row]


def counted(bench, *names):
    return [bench.environment[f"{name}_now"][0] for name in names]


def shares(bench, row=0):
    return firm(bench, "founders", row) + firm(bench, "others", row) + firm(bench, "stake", row).sum()


# ---------------------------------------------------------------------------------------- the deal


def test_twenty_at_eighty_before_the_money_buys_a_fifth():
    bench = closed((20, 80))

    assert [20, 80] == [firm(bench, "cash"), bench.investors["powder"][0]]
    assert [approx(0.8), approx(0.2)] == [firm(bench, "founders"), firm(bench, "stake")[0]]
    assert [100, 20, 20, 20] == [firm(bench, name) for name in ("post", "raised", "recent", "preferences")]
    assert [1, 20, 0] == counted(bench, "rounds", "raised", "failed")
    assert [("round", 0, 0, 20.0)] == bench.events()


def test_earlier_holders_are_diluted_alike():
    bench = board((20, 80))
    bench.startup(0, founders=0.5, others=0.1, holder=[1] + [-1] * 15, stake=[0.4] + [0] * 15)

    bench.do("close_rounds")

    assert [approx(0.4), approx(0.08)] == [firm(bench, "founders"), firm(bench, "others")]
    assert [1, 0] == firm(bench, "holder")[:2].tolist()
    assert [approx(0.32), approx(0.2)] == firm(bench, "stake")[:2].tolist()


def test_a_holder_that_invests_again_keeps_one_line():
    bench = board((20, 80))
    bench.startup(0, founders=0.5, holder=[0] + [-1] * 15, stake=[0.5] + [0] * 15)

    bench.do("close_rounds")

    assert [0, -1] == firm(bench, "holder")[:2].tolist()
    assert approx(0.8 * 0.5 + 0.2) == firm(bench, "stake")[0]


def test_on_a_full_cap_table_the_smallest_line_joins_the_others():
    bench = board((20, 80), investors=18)
    stakes = [0.05] * 16
    stakes[7] = 0.01
    bench.startup(0, founders=0.24, holder=list(range(1, 17)), stake=stakes)

    bench.do("close_rounds")

    assert 0 == firm(bench, "holder")[7]
    assert [approx(0.2), approx(0.008)] == [firm(bench, "stake")[7], firm(bench, "others")]
    assert approx(1) == shares(bench)


def test_the_firm_joins_the_investors_portfolio():
    bench = board((20, 80))
    bench.investor(0, portfolio=[-1] * 15 + [5], holdings=1)

    bench.do("close_rounds")

    assert {-1, 0, 5} == set(bench.investors["portfolio"][0].tolist())
    assert 2 == bench.investors["holdings"][0]


# -------------------------------------------------------------------------------- lead and syndicate


def test_the_best_price_leads():
    bench = closed((20, 70), (20, 80), (20, 75))

    assert [("round", 0, 1, 20.0)] == bench.events()
    assert 100 == firm(bench, "post")


def test_a_skilled_leads_offer_counts_for_more_than_its_price():
    # ln 75 + 0.1 beats ln 80 by 0.035.
    bench = board((20, 75), (20, 80))
    bench.investor(0, skill=0.1)

    bench.do("close_rounds")

    assert 95 == firm(bench, "post")


def test_an_offer_too_small_to_lead_does_not():
    bench = closed((2, 80), (20, 70), least_lead=0.12)

    assert 90 == firm(bench, "post")


def test_others_join_at_the_leads_price_if_theirs_is_near():
    # 12 from the lead; 0.85 x 80 = 68: the second joins with 5, the third's 60 is too far.
    bench = closed((12, 80), (5, 70), (5, 60), solo_share=0, syndicate_most=0, join_price=0.85)

    assert [("round", 0, 0, 12.0), ("round", 0, 1, 5.0)] == bench.events()
    assert [97, 17] == [firm(bench, "post"), firm(bench, "cash")]
    assert [approx(12 / 97), approx(5 / 97)] == firm(bench, "stake")[:2].tolist()


def test_one_more_seat_for_each_part_of_the_luck():
    bench = board((2, 80), *[(2, 80)] * 5, solo_share=0, syndicate_most=4)
    beside = 1 + int(4 * bench.draws(firm(bench, "uid"), "SYNDICATE")[1])

    bench.do("close_rounds")

    assert 1 + beside == len(bench.events("round"))
    assert 1 == sum(bench.world.ledger()["lead"])


def test_nobody_pays_more_than_is_left_of_the_ask():
    bench = closed((12, 80), (12, 80), (12, 80), solo_share=0, syndicate_most=3)

    assert [("round", 0, 0, 12.0), ("round", 0, 1, 8.0)] == bench.events()
    assert 20 == firm(bench, "cash")


def test_a_lead_that_goes_alone_leaves_the_others_out():
    bench = closed((12, 80), (8, 80))

    assert [("round", 0, 0, 12.0)] == bench.events()


def test_a_round_that_does_not_fill_fails():
    bench = closed((5, 80), least_filled=0.3)

    assert [] == bench.events()
    assert [0, 1, 0] == [firm(bench, "cash"), firm(bench, "drought"), *counted(bench, "rounds")]
    assert [1] == counted(bench, "failed")


def test_who_finds_nobody_has_asked_in_vain_and_who_closes_has_not():
    alone, served = board(), board((20, 80))
    for bench in (alone, served):
        bench.startup(0, drought=3)
        bench.do("close_rounds")

    assert [4, 0] == [firm(alone, "drought"), firm(served, "drought")]


def test_powder_is_spent_once_and_the_keyed_queue_says_who_is_served():
    bench = Bench(startups=2, investors=1, solo_share=1).wait(12)
    bench.investor(0, powder=20)
    for row in (0, 1):
        bench.startup(row, ask=20, post=60, founders=1)
        bench.pitch(row, 0, 0, 20, 80)
    first = min((0, 1), key=lambda row: bench.draw(firm(bench, "uid", row), "ORDER"))

    bench.do("close_rounds")

    assert [("round", first, 0, 20.0)] == bench.events()
    assert [0, 20] == [bench.investors["powder"][0], firm(bench, "cash", first)]


def test_a_firm_that_is_no_more_gets_no_money_whatever_it_asks():
    bench = board((20, 80))
    bench.startup(0, live=0, fate="closed")

    bench.do("close_rounds")

    assert [] == bench.events()
    assert 0 == firm(bench, "cash")


# ------------------------------------------------------------------------------------ what it means


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


# ------------------------------------------------------------------------------------------ bridges


def test_holders_keep_a_firm_alive_at_its_last_price():
    # 10 + 5 at a price of 60: a post-money of 75, a fifth sold.
    bench = closed((10, 0), (5, 0))

    assert [15, 75] == [firm(bench, "cash"), firm(bench, "post")]
    assert [approx(0.8), approx(10 / 75), approx(5 / 75)] == [firm(bench, "founders"), *firm(bench, "stake")[:2]]
    assert [("bridged", 0, 0, 10.0), ("bridged", 0, 1, 5.0)] == bench.events()
    assert [0, 1, 15, 0] == counted(bench, "rounds", "bridges", "raised", "failed")
    assert [1, 4, 15] == [firm(bench, "bridged"), firm(bench, "tone"), firm(bench, "preferences")]


def test_a_bridge_that_does_not_carry_a_month_is_not_built():
    bench = board((10, 0))
    bench.startup(0, burn=11)

    bench.do("close_rounds")

    assert [] == bench.events()
    assert 1 == firm(bench, "drought")


def test_a_bridge_without_money_is_none():
    bench = closed(least_cheque=0)

    assert [0, 1] == counted(bench, "bridges", "failed")
    assert 0 == firm(bench, "bridged")


def test_a_bridge_keeps_the_stage():
    bench = board((10, 0))
    bench.startup(0, stage="series b", last_round=0)

    bench.do("close_rounds")

    assert 3 == firm(bench, "stage")


@pytest.mark.parametrize("offers", [[(20, 80)], [(8, 80), (8, 80), (4, 79)], [(10, 0), (5, 0)]])
def test_closing_makes_no_money_and_shares_add_up(offers):
    bench = board(*offers, solo_share=0, syndicate_most=3)
    before = bench.money()

    bench.do("close_rounds")

    assert before == approx(bench.money(), rel=1e-12)
    assert approx(1, rel=1e-12) == shares(bench)


def test_counts_are_of_the_month_in_hand():
    bench = closed((20, 80))
    bench.startup(0, ask=0)

    bench.wait(1).do("close_rounds")

    assert [0, 0, 0] == counted(bench, "rounds", "raised", "late")
