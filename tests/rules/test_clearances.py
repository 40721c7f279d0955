"""Registering, filing for verticals, and growing deep in them: `file` and `embed`."""

import math

import pytest
from pytest import approx

from marketsim._kernel import draw
from marketsim.schema import PURPOSES

NO_OFFICES = """
[regulators.CAC]
office = { value = "mergers", source = "assumed" }
[regulators.MIIT]
office = { value = "controls", source = "assumed" }
"""
THIRD_VERTICAL = """
[verticals.games]
demand = { value = 50, source = "assumed" }
"""
FINANCE, MEDIA = 1, 2


# ------------------------------------------------------------------------------------ the register


def test_the_register_takes_the_share_of_models_that_its_pace_allows(bench, luck):
    """Registered if the firm's luck is below the pace; a pace of nought registers nobody."""
    market = bench()
    alpha, cac = market.find("Alpha"), market.find("CAC")
    chance, _ = luck(alpha, "CLEARANCE", 1)

    registered = []
    for pace in (0, chance - 1e-9, chance + 1e-9):
        alpha.registered, cac.pace = 0, pace
        alpha.file()
        registered.append(alpha.registered)

    assert [0, 0, 1] == registered


def test_where_there_is_no_register_a_model_needs_no_entry(bench):
    alpha = bench(NO_OFFICES).find("Alpha")
    alpha.registered = 0

    alpha.file()

    assert 1 == alpha.registered


# ------------------------------------------------------------------------------------------ filing


def test_an_unregulated_vertical_is_entered_at_once_for_a_quarter_of_the_fee(alpha):
    alpha.file()

    assert (0.5, FINANCE | MEDIA, 2, 0, -1) == (alpha.fee, alpha.approved, alpha.breadth, alpha.cleared, alpha.queue)
    assert approx([1.5, 0.3]) == alpha.reach[:2]
    assert -1 == alpha.licensed


def test_a_regulated_vertical_costs_the_fee_its_burden_and_a_wait(alpha):
    """2 million x (1 + burden 1 + 0.25) = 4.5 million."""
    alpha.world.environment["regulated"][1] = 1

    alpha.file()

    assert (4.5, FINANCE, 1, 1, 0) == (alpha.fee, alpha.approved, alpha.breadth, alpha.queue, alpha.queued)


@pytest.mark.parametrize("poor", [{"cash": 12}, {"runway": 6}], ids=str)
def test_a_firm_files_only_with_six_fees_and_six_months_in_hand(alpha, put, poor):
    put(alpha, **poor)

    alpha.file()

    assert (0, FINANCE) == (alpha.fee, alpha.approved)


def test_a_firm_files_at_its_rate(bench, luck):
    chance, _ = luck(bench().find("Alpha"), "ENTERING")

    for rate, fee in ((chance - 1e-9, 0), (chance + 1e-9, 0.5)):
        alpha = bench(entering_rate=rate).find("Alpha")
        alpha.file()

        assert fee == alpha.fee


def test_a_firm_tries_for_no_more_verticals_than_the_limit(bench):
    alpha = bench(breadth_limit=1).find("Alpha")

    alpha.file()

    assert (0, 1) == (alpha.fee, alpha.breadth)


def test_a_firm_that_holds_all_verticals_files_for_none(bench):
    beta = bench().find("Beta")

    beta.file()

    assert (0, -1, FINANCE | MEDIA) == (beta.fee, beta.queue, beta.approved)


@pytest.mark.parametrize("run", range(8))
def test_the_next_vertical_is_the_first_in_a_race_that_spending_speeds_up(bench, run):
    """-ln u / demand is least: chances in proportion to demand (100 in media, 50 in games)."""
    market = bench(THIRD_VERTICAL, run=run)
    alpha = market.find("Alpha")
    media, games = (-math.log(draw(7, run, alpha.uid, 0, PURPOSES["ENTERING"], v + 1)) / demand
                    for v, demand in ((1, 100), (2, 50)))

    alpha.file()

    assert FINANCE | (2 if media < games else 4) == alpha.approved


def test_a_file_waits_at_least_its_months_and_then_for_luck_below_the_pace(bench, luck):
    market = bench()
    alpha, miit = market.find("Alpha"), market.find("MIIT")
    alpha.queue, alpha.queued = 1, 0
    miit.pace = 1
    for _ in range(2):
        alpha.file()
        assert (1, FINANCE) == (alpha.queue, alpha.approved)
        market.world.end_month()
    chance, _ = luck(alpha, "ENTERING")

    miit.pace = chance - 1e-9
    alpha.file()
    assert (1, FINANCE) == (alpha.queue, alpha.approved)

    miit.pace = chance + 1e-9
    alpha.file()
    assert (-1, FINANCE | MEDIA, 2, 2) == (alpha.queue, alpha.approved, alpha.breadth, alpha.cleared)
    assert 2 == alpha.licensed


def test_where_there_is_no_filing_office_a_file_is_cleared_the_next_time(bench):
    alpha = bench(NO_OFFICES).find("Alpha")
    alpha.queue = 1

    alpha.file()

    assert (-1, FINANCE | MEDIA) == (alpha.queue, alpha.approved)


def test_a_firm_waits_in_one_queue_at_a_time(alpha):
    alpha.queue, alpha.queued = 1, 0

    alpha.file()

    assert 0 == alpha.fee


# ------------------------------------------------------------------------------------------- depth


def test_depth_moves_a_tenth_of_the_way_to_what_data_and_focus_allow(bench):
    """S1-M13, S1-M15: Beta, cleared twice with data of 0.5: (1 + 0.5) / (1 + 0.5) = 1."""
    beta = bench().find("Beta")
    beta.reach[0] = 0.3

    beta.embed()

    assert approx([0.37, 1]) == beta.reach[:2]
    assert approx(0.685) == beta.embedded


@pytest.mark.parametrize(("data", "breadth", "full"), [(0, 1, 1), (0.5, 1, 1.5), (1, 1, 2), (1, 2, 4 / 3),
                                                       (1, 16, 4 / 17)])
def test_own_data_deepens_and_every_further_vertical_thins_out(bench, data, breadth, full):
    """S1-M13 raises, S1-M15 lowers: (1 + data) / (1 + 0.5 (breadth - 1))."""
    alpha = bench(embed_speed=12).find("Alpha")
    alpha.data, alpha.breadth, alpha.approved = data, breadth, 2**breadth - 1

    alpha.embed()

    assert approx([full] * breadth + [0] * (16 - breadth)) == alpha.reach
    assert approx(full) == alpha.embedded


def test_depth_fades_where_a_firm_is_not_cleared(alpha):
    alpha.reach[1] = 0.5

    alpha.embed()

    assert approx([1.5, 0.45]) == alpha.reach[:2]
