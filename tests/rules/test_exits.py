"""Leaving the race: `seek_exit`, and `show_sellers`."""

import math

import pytest
from pytest import approx

from marketsim.agents import Business, Fate, Intent

BROKE = {"runway": 5, "drought": 2}
READY = {"revenue": 21, "mark": 4000, "growth": 0.15}
GIANTS = '[acquirers.giant]\ncount = 2\nfame = { value = 1, source = "assumed" }\n'


# ---------------------------------------------------------------------------------- what it decides


@pytest.mark.parametrize(
    ("intent", "firm"),
    [
        ("STAY", {}),
        ("STAY", {"runway": 5}),
        ("STAY", {"runway": 6, "drought": 9}),
        ("SELL", BROKE),
        ("CLOSE", {**BROKE, "cash": -1, "revenue": 3}),
        ("REST", {**BROKE, "cash": -1, "revenue": 4}),
        ("LIST", READY),
        ("LIST", {**READY, **BROKE}),
        ("STAY", {**READY, "window": 0}),
        ("STAY", {**READY, "revenue": 20}),
        ("STAY", {**READY, "mark": 3999}),
        ("STAY", {**READY, "growth": 0.14}),
        ("STAY", {**BROKE, "suitor": 0}),
        ("STAY", {**READY, "fate": Fate.LISTED}),
        ("STAY", {"fate": Fate.LISTED, "runway": 9}),
        ("LIST", {"fate": Fate.LISTED, "runway": 8}),
        ("STAY", {"fate": Fate.LISTED, "runway": 8, "window": 0}),
        ("CLOSE", {"fate": Fate.LISTED, "cash": -1, "revenue": 8}),
        ("STAY", {**BROKE, "fate": Fate.CLOSED, "live": 0}),
    ],
    ids=str,
)
def test_a_firm_stays_lists_sells_rests_or_closes(alpha, put, intent, firm):
    """Half of its sales covers a quarter of a core of 7.05 from 3.525 on; an exchange wants 250 million of sales,
    a value of 4000 million and growth of 0.15; a seller has less than 6 months left and 2 of asking in vain; a listed
    firm with less than 9 months left places shares while the window is open, and does not rest."""
    put(alpha, **firm)

    alpha.seek_exit()

    assert Intent[intent] == alpha.intent


def test_a_firm_that_is_ready_lists_at_its_rate(bench, luck, put):
    chance, _ = luck(bench().find("Alpha"), "LEAVING")

    for rate, intent in ((chance - 1e-9, Intent.STAY), (chance + 1e-9, Intent.LIST)):
        alpha = bench(list_rate=rate).find("Alpha")
        put(alpha, **READY)
        alpha.seek_exit()

        assert intent == alpha.intent


@pytest.mark.parametrize(("close", "wake", "hot", "intent"), [(-1, -1, 1, "STAY"), (1, -1, 1, "CLOSE"),
                                                              (1, 1, 1, "CLOSE"), (-1, 1, 1, "WAKE"),
                                                              (-1, 1, 0, "STAY")])
def test_a_dormant_firm_closes_by_luck_or_wakes_in_a_hot_market(bench, luck, put, close, wake, hot, intent):
    first, second = luck(bench().find("Alpha"), "LEAVING")
    alpha = bench(dormant_close=first + close * 1e-9, revival=second + wake * 1e-9).find("Alpha")
    put(alpha, fate=Fate.DORMANT, hot=hot)

    alpha.seek_exit()

    assert Intent[intent] == alpha.intent


def test_a_listed_firm_without_cash_or_sales_closes(alpha, put):
    """Nobody lives on debts without end: the exchange is no shelter."""
    put(alpha, fate=Fate.LISTED, cash=-500, runway=0, revenue=0)

    alpha.seek_exit()

    assert Intent.CLOSE == alpha.intent


def test_a_dormant_firm_without_cash_closes(bench, put):
    """One whose customers cost more than they bring would sleep on ever greater debts."""
    alpha = bench(dormant_close=0).find("Alpha")
    put(alpha, fate=Fate.DORMANT, cash=0, margin=-0.05)
    alpha.operate()
    assert approx(-0.25) == alpha.cash

    alpha.seek_exit()

    assert Intent.CLOSE == alpha.intent


@pytest.mark.parametrize(("months", "intent"), [(0, "SELL"), (2, "SELL"), (3, "CLOSE")])
def test_creditors_wait_some_months_for_a_buyer(bench, put, months, intent):
    alpha = bench(wind_down=3).find("Alpha")
    put(alpha, cash=-1, runway=0, for_sale=months, revenue=0)

    alpha.seek_exit()

    assert Intent[intent] == alpha.intent


# -------------------------------------------------------------------------------------- the price


def test_whoever_does_not_sell_asks_a_quarter_above_fair_value(alpha):
    alpha.seek_exit()

    assert approx(1250) == alpha.sale_reserve


@pytest.mark.parametrize(("month", "reserve"), [(0, 1000 * math.exp(-0.8)), (1, 1000 * math.exp(-1)), (20, 100)])
def test_a_seller_out_of_money_takes_less_every_month_down_to_its_salvage(alpha, put, month, reserve):
    """exp(-0.8) of fair value at first, a quarter of the 0.8 more a month, at least a tenth."""
    put(alpha, for_sale=month, **BROKE)

    alpha.seek_exit()

    assert approx(reserve) == alpha.sale_reserve
    assert month + 1 == alpha.for_sale


def test_creditors_take_what_they_get(bench, put):
    """A firm without cash goes for its salvage, a tenth of fair value, whatever the floor line."""
    alpha = bench(wind_down=3, floor_reserve=1).find("Alpha")
    put(alpha, cash=-1, runway=0, mark=5000)

    alpha.seek_exit()

    assert approx(500) == alpha.sale_reserve


def test_a_firm_no_longer_for_sale_starts_anew(alpha, put):
    put(alpha, for_sale=5)

    alpha.seek_exit()

    assert 0 == alpha.for_sale


@pytest.mark.parametrize(("mark", "share", "haste", "reserve"), [(5000, 1, 0.8, 4000), (5000, 0.9, 0.8, 3600),
                                                                  (2000, 1, 0.8, 2000), (5000, 1, 0, 5000)])
def test_the_floor_line_is_a_reserve_price_where_the_scenario_says_so(bench, put, mark, share, haste, reserve):
    """S1-M12: a share of the line, or of fair value if that is less; what it takes anyway if that is more."""
    alpha = bench(floor_reserve=share, fire_sale=haste).find("Alpha")
    put(alpha, mark=mark, **BROKE)

    alpha.seek_exit()

    assert approx(reserve) == alpha.sale_reserve


# --------------------------------------------------------------------------------- changing course


def test_a_firm_that_runs_dry_may_give_up_its_model_for_open_weights(bench, luck, put):
    """Pivots at its rate, to solutions in seven of ten cases; half of its cost went into the model."""
    first, second = luck(bench().find("Alpha"), "ONWARDS")

    for rate, month, cost in ((first - 1e-9, -1, 11.75), (first + 1e-9, 0, 5.875)):
        alpha = bench(pivot_rate=rate).find("Alpha")
        put(alpha, business=Business.TOKEN_API, **BROKE)
        alpha.seek_exit()

        assert (month, approx(cost), month < 0) == (alpha.pivoted, alpha.overhead, alpha.own > 0)
        assert Intent.SELL == alpha.intent
    assert (Business.SOLUTION if second < 0.7 else Business.OPEN_CORE) == alpha.business


@pytest.mark.parametrize("run", range(4))
def test_a_pivot_goes_to_solutions_in_seven_of_ten_cases_else_to_an_open_core(bench, luck, put, run):
    alpha = bench(run=run, pivot_rate=1).find("Alpha")
    _, second = luck(alpha, "ONWARDS")
    put(alpha, business=Business.TOKEN_API, **BROKE)

    alpha.seek_exit()

    assert (Business.SOLUTION if second < 0.7 else Business.OPEN_CORE) == alpha.business


def test_what_a_pivot_saves_stays_saved(bench, put):
    """Who gives up its model no longer carries the model's share of the cost it cannot cut."""
    alpha = bench(pivot_rate=1).find("Alpha")
    put(alpha, **BROKE)
    alpha.seek_exit()
    alpha.runway = 10

    alpha.operate()

    assert approx(5.875) == alpha.overhead


def test_a_firm_changes_course_once_in_its_life(bench, put):
    alpha = bench(pivot_rate=1).find("Alpha")
    put(alpha, pivoted=-1, **BROKE)
    alpha.seek_exit()
    alpha.world.end_month()
    put(alpha, own=1, business=Business.TOKEN_API)

    alpha.seek_exit()

    assert (0, 1, Business.TOKEN_API) == (alpha.pivoted, alpha.own, alpha.business)


def test_a_firm_without_a_model_of_its_own_saves_nothing_by_a_pivot(bench, put):
    alpha = bench(pivot_rate=1).find("Alpha")
    put(alpha, own=0, **BROKE)

    alpha.seek_exit()

    assert approx(11.75) == alpha.overhead


# ------------------------------------------------------------------------------- who is approached


@pytest.fixture
def met(tries):
    """Whom the k-th approach meets: the first of a dozen places where somebody is."""

    def whom(market, agent, k, places, there):
        luck = tries(*market.seed_and_run, agent.uid, market.month, "APPROACH", 16 * k)
        return next((int(places * u) for u in luck if int(places * u) in there), -1)

    return whom


@pytest.mark.parametrize("run", range(6))
def test_a_seller_approaches_two_big_firms_and_two_startups_and_nobody_twice(bench, put, met, run):
    """Three giants of fame 1 in a lobby of 4; Beta alone beside Alpha in a street of 4; giants sit first."""
    market = bench(GIANTS, run=run)
    alpha, beta = market.find("Alpha"), market.find("Beta")
    put(alpha, **BROKE)
    giants = [met(market, alpha, k, 4, {0, 1, 2}) for k in (0, 1)]
    peers = [met(market, alpha, k, 4, {0, 1}) for k in (2, 3)]
    seats = [*giants, *(3 + beta.row if row == beta.row else -1 for row in peers)]

    alpha.seek_exit()

    assert [seat if seat not in seats[:k] else -1 for k, seat in enumerate(seats)] == alpha.approach_to.tolist()


def test_sellers_lie_on_the_desks_of_those_they_approach(bench, put):
    """Seat 0 is the giant's, seats 1 and 2 are Alpha's and Beta's."""
    market = bench()
    alpha, beta, giant = (market.find(name) for name in ("Alpha", "Beta", "Giant"))
    alpha.approach_to[:], beta.approach_to[:] = [0, -1, 2, -1], [-1, 0, 1, -1]
    for seller in (alpha, beta):
        put(seller, intent=Intent.SELL)

    market.show_sellers()

    def desk(slot):
        sellers = set()
        while slot >= 0:
            sellers.add(divmod(slot, 4))
            slot = int(market.world.startups["approach_next"][slot // 4, slot % 4])
        return sellers

    assert [{(0, 0), (1, 1)}, {(1, 2)}, {(0, 2)}] == [desk(giant.desk), desk(alpha.desk), desk(beta.desk)]


@pytest.mark.parametrize("state", [{"intent": Intent.STAY}, {"intent": Intent.SELL, "live": 0}], ids=str)
def test_who_does_not_sell_or_is_gone_is_shown_to_nobody(bench, put, state):
    market = bench()
    alpha, beta, giant = (market.find(name) for name in ("Alpha", "Beta", "Giant"))
    alpha.approach_to[:] = [0, -1, 2, -1]
    put(alpha, **state)
    giant.desk = beta.desk = 0

    market.show_sellers()

    assert (-1, -1) == (giant.desk, beta.desk)
