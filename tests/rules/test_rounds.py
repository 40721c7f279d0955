"""Closing rounds: who leads, who joins, at what price; the money, the shares and the ties move."""

import pytest
from bench import Bench, board, closed, counted, firm
from pytest import approx


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
