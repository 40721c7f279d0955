"""Asking for money: who asks, how much, at what price, and whom: `pitch`, `reach_investors`, `deliver`."""

import math

import pytest
from pytest import approx

from marketsim.agents import Fate
from marketsim.schema import PURPOSES

SEARCH = PURPOSES["SEARCH"]
LARGE = "[investors.crowd]\ncount = 9\n"


@pytest.fixture
def short(alpha, put):
    """Alpha with 6 months of money left, of the 9 below which a firm asks."""
    put(alpha, runway=6)
    return alpha


# ------------------------------------------------------------------------------ who asks, and when


def test_a_firm_with_time_and_no_temptation_does_not_ask(alpha):
    alpha.ask = 99

    alpha.pitch()

    assert 0 == alpha.ask


@pytest.mark.parametrize(("climate", "rate"), [({"hot": 1}, 1), ({"mood": 0.5}, 0.5), ({"hot": 1, "mood": 3}, 2),
                                               ({"hot": 1, "mood": -1}, 1)], ids=str)
def test_a_hot_market_tempts_a_firm_that_needs_nothing(bench, luck, put, climate, rate):
    """Chance = temptation x (hot + mood, in 0 to 1)."""
    chance, _ = luck(bench().find("Alpha"), "TEMPTATION")

    for temptation, asks in ((chance / rate - 1e-9, False), (chance / rate + 1e-9, True)):
        alpha = bench(temptation=temptation).find("Alpha")
        put(alpha, **climate)
        alpha.pitch()

        assert asks == (alpha.ask > 0)


def test_a_cold_market_tempts_nobody(bench, put):
    alpha = bench(temptation=1e9).find("Alpha")
    put(alpha, mood=-1)

    alpha.pitch()

    assert 0 == alpha.ask


@pytest.mark.parametrize(("growth", "rate"), [(0.15, 1), (0.65, 2.5), (9, 7)])
def test_money_courts_the_firms_that_grow(bench, luck, put, growth, rate):
    """Chance = temptation x (1 + 3 (growth - 0.15)), up to 2 above the usual."""
    chance, _ = luck(bench().find("Alpha"), "TEMPTATION")

    for temptation, asks in ((chance / rate - 1e-9, False), (chance / rate + 1e-9, True)):
        alpha = bench(temptation=temptation, courting=3, usual_growth=0.15).find("Alpha")
        put(alpha, hot=1, growth=growth)
        alpha.pitch()

        assert asks == (alpha.ask > 0)


@pytest.mark.parametrize(("hot", "asks"), [(1, True), (0, False)])
def test_in_the_cold_who_can_waits(bench, put, hot, asks):
    """6 months of money are short of 9 in the heat, not of (1 - 0.4) x 9 in the cold."""
    alpha = bench(cold_patience=0.4, temptation=0).find("Alpha")
    put(alpha, runway=6, hot=hot)

    alpha.pitch()

    assert asks == (alpha.ask > 0)


@pytest.mark.parametrize(("since", "runway", "asks"), [(8, 6, False), (9, 6, True), (1, 4.1, False), (1, 4, True)])
def test_a_firm_waits_between_rounds_unless_it_has_but_four_months(short, put, since, runway, asks):
    put(short, last_round=-since, runway=runway)

    short.pitch()

    assert asks == (short.ask > 0)


@pytest.mark.parametrize("state", [{"fate": Fate.DORMANT}, {"fate": Fate.LISTED}, {"fate": Fate.CLOSED, "live": 0},
                                   {"suitor": 0}], ids=str)
def test_only_an_active_firm_that_is_not_sold_asks(short, put, state):
    put(short, ask=99, **state)

    short.pitch()

    assert 0 == short.ask


# ----------------------------------------------------------------------------- how much, at what price


def test_the_ask_is_twenty_months_of_a_burn_that_grows_by_three_tenths(short, luck, put):
    """20 (0.85 + 0.3 luck) x 10 x 1.3 million yuan."""
    put(short, mark=2000)
    _, second = luck(short, "TEMPTATION")

    short.pitch()

    assert approx(260 * (0.85 + 0.3 * second)) == short.ask


def test_a_profitable_firm_asks_as_if_it_burned_three_tenths_of_its_staff_cost(short, luck, put):
    put(short, mark=600, burn=-5, overhead=20)
    _, second = luck(short, "TEMPTATION")

    short.pitch()

    assert approx(20 * (0.85 + 0.3 * second) * 6 * 1.3) == short.ask


@pytest.mark.parametrize(("burn", "ask"), [(100, 280), (0, 80)])
def test_the_ask_lies_between_8_and_28_hundredths_of_fair_value(short, put, burn, ask):
    put(short, burn=burn, overhead=1)

    short.pitch()

    assert approx(ask) == short.ask


@pytest.mark.parametrize(
    ("reserve", "firm"),
    [
        (1000 * math.exp(-0.2), {}),
        (1000 * math.exp(-0.6), {"runway": 0}),
        (1000 * math.exp(-0.2 - 0.15), {"drought": 3}),
        (2000 * math.exp(-0.2), {"post": 2000}),
        (1200, {"mark": 6000}),
    ],
    ids=str,
)
def test_the_lowest_price_is_the_last_one_less_what_haste_and_refusals_give(short, put, reserve, firm):
    """post exp(-0.6 (1 - runway / 9) - 0.05 months of asking in vain), at least a fifth of fair value."""
    put(short, **firm)

    short.pitch()

    assert approx(reserve) == short.reserve


def test_a_firm_that_is_tempted_concedes_nothing(bench, put):
    alpha = bench(temptation=1).find("Alpha")
    put(alpha, hot=1)

    alpha.pitch()

    assert approx(1000) == alpha.reserve


# -------------------------------------------------------------------------------------------- whom


@pytest.fixture
def hall(tries):
    """Whom the k-th pitch meets at large: 12 investors of fame 1 in a hall of 16 places; tries until it meets one."""

    def whom(market, agent, k):
        luck = tries(*market.seed_and_run, agent.uid, market.month, "SEARCH", 128 + 16 * k)
        return next((int(16 * u) for u in luck if 16 * u < 12), -1)

    return whom


def unrepeated(rows):
    return [row if row not in rows[:k] else -1 for k, row in enumerate(rows)]


@pytest.mark.parametrize("run", range(3))
def test_a_firm_without_ties_asks_eight_investors_at_large_and_nobody_twice(bench, put, hall, run):
    market = bench(LARGE, run=run)
    alpha = market.find("Alpha")
    put(alpha, runway=6, holder=-1)

    alpha.pitch()

    assert unrepeated([hall(market, alpha, k) for k in range(8)]) == alpha.pitch_to.tolist()


def test_a_firm_asks_its_first_three_holders_first(bench, put, hall):
    market = bench(LARGE)
    alpha = market.find("Alpha")
    alpha.holder[:4] = [11, 10, 9, 8]
    market.world.investors["portfolio"][:] = -1

    put(alpha, runway=6)
    alpha.pitch()

    assert unrepeated([11, 10, 9, *(hall(market, alpha, k) for k in range(3, 8))]) == alpha.pitch_to.tolist()


@pytest.mark.parametrize("run", range(3))
def test_a_firm_asks_who_holds_another_firm_together_with_its_holder(bench, put, hall, run):
    """Every holding of investor 11 is Beta, and every line of Beta's table is investor 10."""
    market = bench(LARGE, run=run)
    alpha, beta = market.find("Alpha"), market.find("Beta")
    alpha.holder[:2] = [11, -1]
    beta.holder[:4] = 10
    market.world.investors["portfolio"][11] = beta.row

    put(alpha, runway=6)
    alpha.pitch()

    large = {k: hall(market, alpha, k) for k in range(8)}
    assert unrepeated([11, large[1], large[2], 10, *(large[k] for k in range(4, 8))]) == alpha.pitch_to.tolist()


def test_last_month_s_offers_are_off_the_table(short):
    short.cheque[:], short.bid_pre[:] = 5, 900

    short.pitch()

    assert (0, 0) == (short.cheque.sum(), short.bid_pre.sum())


def test_an_investor_twice_as_famous_is_met_twice_as_often(bench, put):
    """Fames 1, 1 and 2 fill 4 of the 8 places of the hall: of those met, the last is half; 3 deviations are allowed."""
    met = {0: 0, 1: 0, 2: 0}
    for run in range(60):
        market = bench('[investors."Third Fund"]\nfame = { value = 2, source = "assumed" }', run=run)
        alpha = market.find("Alpha")
        put(alpha, runway=6, holder=-1)
        alpha.pitch()
        met[alpha.pitch_to[0]] += 1

    assert approx(30, abs=3 * math.sqrt(60 * 0.25)) == met[2]


# ------------------------------------------------------------------------------------------ desks


def test_every_pitch_lies_on_the_desk_of_whom_it_is_for_and_on_no_other(bench, put):
    market = bench()
    alpha, beta = market.find("Alpha"), market.find("Beta")
    alpha.pitch_to[:] = [2, 0, -1, -1, -1, -1, -1, -1]
    beta.pitch_to[:] = [0, -1, 2, -1, -1, -1, -1, -1]
    put(alpha, ask=100)
    put(beta, ask=100)

    market.deliver()

    desks = [{(startup.name, place) for startup, place in fund.pitches} for fund in market.members["investors"]]
    assert [{("Alpha", 1), ("Beta", 0)}, set(), {("Alpha", 0), ("Beta", 2)}] == desks


def test_who_does_not_ask_lies_on_no_desk(bench, put):
    market = bench()
    alpha = market.find("Alpha")
    alpha.pitch_to[:] = [2, 0, 1, -1, -1, -1, -1, -1]
    market.world.investors["callers"][:] = 5
    put(alpha, ask=0)

    market.deliver()

    assert [0, 0, 0] == market.world.investors["callers"].tolist()
