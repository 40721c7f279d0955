"""How a market begins: what the scenario leaves open follows from what it states."""

import math

import pytest
from pytest import approx

from marketsim._kernel import draw
from marketsim.market import Market
from marketsim.schema import PURPOSES

# ------------------------------------------------------------------------------- cost, price, burn


@pytest.mark.parametrize(("firm", "cost", "thrift"), [({}, 1, 1), ({"thrift": 1.5}, 1.5, 1.5), ({"cost": 3}, 3, 3),
                                                      ({"cost": 3, "own": 0}, 3, 5),
                                                      ({"thrift": 1.5, "own": 0}, 0.9, 1.5)])
def test_cost_follows_from_thrift_or_thrift_from_a_stated_cost(bench, firm, cost, thrift, stated):
    """Best practice serves at 1 yuan, on open weights at 0.6."""
    alpha = bench(stated(**firm)).find("Alpha")

    assert approx((cost, thrift)) == (alpha.cost, alpha.thrift)


def test_a_stated_price_says_what_its_story_is_worth(bench):
    """ln 1000 less the fundamental, ln 70 + 2.475; Beta is cleared for one vertical more and half as deep in them."""
    market = bench()
    alpha, beta = market.find("Alpha"), market.find("Beta")

    assert approx((math.log(70) + 2.475, math.log(70) + 2.475 + 0.025 - 0.1)) == (alpha.fundamental, beta.fundamental)
    assert approx(math.log(1000)) == alpha.fundamental + alpha.premium == beta.fundamental + beta.premium


def test_a_firm_with_neither_sales_nor_talent_is_worth_what_was_paid_for_it(bench, stated):
    """ln 0 is no fundamental: it would make a story without end and a mark that is not a number."""
    alpha = bench(stated(revenue=0, rigor=0)).find("Alpha")

    assert approx(1000) == alpha.mark


def test_a_stated_story_says_what_a_firm_is_worth(bench, stated):
    firm = bench(stated("Gamma", premium=0.2)).find("Gamma")

    assert approx(70 * math.exp(2.675)) == firm.post


def test_mood_is_no_part_of_a_story(bench):
    """A price of 1000 in a mood of 0.4, half of which is in prices."""
    alpha = bench(mood_start=0.4).find("Alpha")

    assert approx(math.log(1000) - math.log(70) - 2.475 - 0.2) == alpha.premium
    assert approx(1000) == alpha.mark


def test_all_marks_begin_at_the_price_and_what_it_takes_for_granted_is_today_s_growth(alpha):
    assert approx([1000] * 6) == [alpha.post, alpha.mark, alpha.first_mark, alpha.mark_before, alpha.peak, alpha.low]
    assert (0.5, -1) == (alpha.expected, alpha.unicorn)


def test_a_peak_that_the_scenario_knows_stands(bench, stated):
    assert approx(5000) == bench(stated(peak=5000)).find("Alpha").peak


def test_controls_in_force_at_the_start_are_in_prices_and_costs_at_the_start(bench):
    """S1-M17: 0.3 x 0.5 x 0.4 = 0.06 of the fundamental and a tenth of best practice, so that the first month repeats
    the stated price instead of falling by what everybody knew."""
    controls = "[regulators.BIS]\noffice = {value='controls', source='assumed'}\nactive = {value=1, source='assumed'}\n"
    alpha = bench(controls + "strength = {value=1, source='assumed'}").find("Alpha")

    assert approx((math.log(70) + 2.475 - 0.06, 1.1, 1000)) == (alpha.fundamental, alpha.cost, alpha.mark)


@pytest.mark.parametrize("censorship", [0, 0.1])
def test_content_controls_in_force_at_the_start_are_in_the_sales_that_growth_says(bench, censorship):
    """S0-M15: Alpha wins half of its 60 million in a year, at a depth of 1.5, after what it has to leave out."""
    alpha = bench("[regulators.CAC]\nstrength = {value=1, source='assumed'}", censorship=censorship).find("Alpha")

    alpha.attract()

    assert approx(1 / 3) == alpha.attraction * math.exp(-censorship)


@pytest.mark.parametrize(("post", "burn"), [(1000, 10), (4000, 20), (250, 5)])
def test_burn_is_a_share_of_value_that_falls_with_its_root(bench, post, burn, stated):
    """A hundredth a month at 1000 million, where nothing is stated."""
    alpha = bench(stated(post=post)).find("Alpha")

    assert approx(burn) == alpha.burn


def test_staff_cost_is_burn_and_gross_profit_less_compliance(bench):
    """10 + 2.5 - 0.5 - 0.25 for each vertical; six tenths of it cannot be cut."""
    market = bench()

    assert approx((11.75, 11.5)) == tuple(market.world.startups["overhead"][:2])
    assert approx((7.05, 6.9)) == tuple(market.world.startups["core"][:2])


def test_a_profitable_firm_keeps_a_skeleton_staff(bench, stated):
    """A stated burn of -20 would leave less than nobody: 0.4 + 0.75 - 2.5 is the least."""
    alpha = bench(stated(burn=-20)).find("Alpha")

    assert approx((0.4, -1.35)) == (alpha.overhead, alpha.burn)


@pytest.mark.parametrize(("firm", "cash", "runway"), [({}, 100, 10), ({"runway": 3}, 30, 3), ({"cash": 45}, 45, 4.5),
                                                      ({"burn": -20}, 1, 120), ({"burn": -20, "cash": 7}, 7, 120)])
def test_cash_is_runway_times_burn_or_runway_follows_from_stated_cash(bench, firm, cash, runway, stated):
    """Of a firm that burns less than a quarter of its staff cost, that quarter counts: 10 x 0.1."""
    alpha = bench(stated(**firm)).find("Alpha")

    assert approx((cash, runway)) == (alpha.cash, alpha.runway)


# -------------------------------------------------------------------------------------------- ties


def test_named_holders_share_what_three_rounds_have_sold(bench):
    """Pre-seed, seed and A at a fifth each leave founders 0.8 cubed."""
    market = bench()
    alpha, beta = market.find("Alpha"), market.find("Beta")

    assert approx(0.512) == alpha.founders == beta.founders
    assert approx([0.488, 0.244, 0.244]) == [alpha.stake[0], *beta.stake[:2]]
    assert {"First Fund": approx(0.244), "Second Fund": approx(0.244)} == {k.name: v for k, v in beta.holders.items()}


@pytest.mark.parametrize("run", range(4))
def test_ties_are_drawn_where_none_are_named(bench, run, stated):
    """1 to 4 at Series A, in proportion to fame, the same investor once."""
    market = bench(stated("Gamma"), run=run)
    firm = market.find("Gamma")
    ties = 1 + int(4 * draw(7, run, firm.uid, 0, PURPOSES["TIES"]))
    holders = firm.holder[firm.holder >= 0].tolist()

    assert 1 <= len(holders) == len(set(holders)) <= ties
    assert approx(0.488) == firm.stake.sum()


def test_a_firm_without_investors_to_be_found_belongs_to_its_founders(bench, stated):
    firm = bench(stated("Gamma") + "\n[defaults.investors]\nfame = {value=0, source='assumed'}").find("Gamma")

    assert (1, 0, 0) == (firm.founders, firm.stake.sum(), firm.preferences)


def test_every_cap_table_sums_to_one(tiny, start_of_tiny):
    startups = Market(tiny, start=start_of_tiny).world.startups

    assert approx([1] * 81) == (startups["founders"] + startups["others"] + startups["stake"].sum(axis=1))[:81]


def test_a_holding_lies_in_the_drawer_of_its_id(bench):
    """16 drawers, so that one holding more moves no other."""
    market = bench()
    alpha, beta = (market.find(name).uid % 16 for name in ("Alpha", "Beta"))

    drawers = [{drawer: row for drawer, row in enumerate(portfolio) if row >= 0}
               for portfolio in market.world.investors["portfolio"].tolist()]

    assert [{alpha: 0, beta: 1}, {beta: 1}, {}] == drawers
    assert [2, 1, 0] == market.world.investors["holdings"].tolist()


def test_drawn_ties_lie_in_their_drawers_too(tiny, start_of_tiny):
    """Where two are for one drawer, one of them is in it."""
    world = Market(tiny, start=start_of_tiny).world

    for k, portfolio in enumerate(world.investors["portfolio"].tolist()):
        held = (world.startups["holder"] == k).any(axis=1).nonzero()[0].tolist()
        wanted = [{row for row in held if world.startups["uid"][row] % 16 == drawer} for drawer in range(16)]
        assert all(row in rows if rows else row == -1 for row, rows in zip(portfolio, wanted, strict=True))


@pytest.mark.parametrize(("last", "recent"), [(-12, 0), (-3, 150), (0, 200), (-30, 0)])
def test_a_fifth_of_the_price_was_raised_in_the_last_round_and_is_recent_for_a_year(bench, last, recent, stated):
    alpha = bench(stated(last_round=last)).find("Alpha")

    assert approx(recent) == alpha.recent


@pytest.mark.parametrize(("firm", "raised", "senior"), [({}, 244, 244), ({"raised": 900}, 900, 488),
                                                        ({"raised": 10}, 10, 10)])
def test_preferences_are_what_was_raised_at_most_what_the_shares_sold_are_worth(bench, firm, raised, senior, stated):
    """0.488 of 1000 million was sold; where nothing is stated, half of that was paid for it."""
    alpha = bench(stated(**firm)).find("Alpha")

    assert approx((raised, senior)) == (alpha.raised, alpha.preferences)
