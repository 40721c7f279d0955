"""Proof from Series B on, and the line that no round is to cut under."""

from math import log

import pytest
from bench import Bench, board, counted, firm
from pytest import approx

from marketsim._kernel import draw
from marketsim.schema import PURPOSES

NEVER = -50  # log odds


def asked(months=0, strictness=(0.2, 0.4), **params):
    """Two investors asked for a Series B, each by its own strictness; who offers?"""
    bench = Bench(startups=1, **({"price_share": 1} | params)).wait(months)
    bench.set(hot=1)
    bench.startup(0, ask=10, reserve=25, fundamental=log(100), stage="series a", ndr=1)
    for k in (0, 1):
        bench.investor(k, fund=1000, powder=1000, cheque_share=0.1, strictness=strictness[k])
        bench.pitch(0, k, k)
    bench.do("present", "answer")
    return [price > 0 for price in bench.startups["bid_pre"][0, :2]]


def found(who, month, index=0):
    """What a look shows, as the proof (log odds) that is only just enough."""
    u = draw(7, 0, who, month, PURPOSES["DILIGENCE"], index)
    return log(u / (1 - u))


@pytest.mark.parametrize("months", [0, 3, 5])
def test_investors_who_look_into_the_same_data_room_find_the_same_for_half_a_year(months):
    """S1-M10."""
    enough = found(1000, 0)

    assert [False, False] == asked(months, proof_common=1, proof_start=enough - 1e-6)
    assert [True, True] == asked(months, proof_common=1, proof_start=enough + 1e-6)


def test_after_half_a_year_they_look_again():
    enough = found(1000, 1)

    assert [False, False] == asked(6, proof_common=1, proof_start=enough - 1e-6)
    assert [True, True] == asked(6, proof_common=1, proof_start=enough + 1e-6)


def test_who_does_not_rely_on_the_data_room_looks_for_itself_every_month():
    """Those at 0.3 and stricter; the other asks the data room."""
    enough, own = found(1000, 0), found(2001, 4, 1000)

    for proof in (own - 1e-6, own + 1e-6):
        assert [proof > enough, proof > own] == asked(4, proof_common=0.3, proof_start=proof)


@pytest.mark.parametrize(("share", "offers"), [(1, [False, False]), (0.3, [False, True]), (0, [True, True])])
def test_who_does_not_ask_for_proof_needs_none(share, offers):
    assert offers == asked(proof_share=share, proof_common=1, proof_start=NEVER)


@pytest.mark.parametrize(
    ("proof", "figures"),
    [
        (0.75, {"capability": 1, "margin": 0.1}),
        (0.5, {"capability": 1, "margin": 0}),
        (0.5, {"capability": 0, "margin": 1}),
    ],
)
def test_only_excellence_sold_at_a_profit_speaks_for_itself(proof, figures):
    """S0-M22: three to one instead of even odds; open weights stand at 0."""
    bench = Bench(startups=1, proof_joint=log(3))
    bench.startup(0, ask=10, reserve=1, **figures)

    bench.do("present")

    assert approx(proof) == firm(bench, "proof")


# ------------------------------------------------------------------------------------ the floor line


def filled_in_part(line, stage="series b", strictness=0.4, money="dollar fund", **params):
    """A firm asks for 20 at 80 before the money and finds 12: 92 after it. How many rounds close, and fail?"""
    bench = board((12, 80), **params)
    bench.set(line=line, line_adoption=0.5)
    bench.startup(0, stage=stage)
    bench.investor(0, strictness=strictness, money=money)
    bench.do("close_rounds")
    return counted(bench, "rounds", "late_below", "failed")


def test_a_round_that_fills_only_in_part_does_not_slip_under_the_line():
    """S1-M19: with all it asked for it would be worth 100, above 93."""
    assert [0, 0, 1] == filled_in_part(93)
    assert [1, 0, 0] == filled_in_part(92)


def test_who_does_not_apply_the_line_closes_below_it():
    assert [1, 1, 0] == filled_in_part(93, strictness=0.6)
    assert [1, 1, 0] == filled_in_part(93, money="state fund", state_exempt=1)
    assert [0, 0, 1] == filled_in_part(93, money="state fund")


def test_the_line_is_for_series_c_and_later():
    assert [1, 0, 0] == filled_in_part(93, stage="seed")
