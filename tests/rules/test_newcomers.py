"""What an entrant is like: `enter` brings it, founding completes it."""

import math
from statistics import NormalDist

import pytest
from pytest import approx

from marketsim._kernel import draw
from marketsim.agents import Business, Fate
from marketsim.schema import PURPOSES


@pytest.fixture
def entrant(bench):
    """A market after its first entries, and its first entrant."""

    def first(text="", run=0, **parameters):
        market = bench(text, run=run, **parameters)
        market.enter()
        market._greet()
        return market, market.find("entrant 1")

    return first


@pytest.fixture
def like(luck_at):
    """The k-th pair of numbers that say what the first entrant is like."""
    return lambda k, run=0: luck_at(7, run, 0x400000, 0, "NEWCOMER", k)


def test_an_entrant_acts_from_this_month_on_under_an_id_of_its_own(entrant):
    _, firm = entrant()

    assert (0x400000, -1, Fate.ACTIVE, 0, 0) == (firm.uid, firm.live, firm.fate, firm.fate_month, firm.born)


def test_an_entrant_is_worth_what_the_scenario_says_and_has_sold_a_fifth_of_itself(entrant):
    """100 million, of which 20 are in the till; nobody who holds them has a name."""
    _, firm = entrant()

    assert approx((100, 100, 20, 0.8, 0.2)) == (firm.post, firm.mark, firm.cash, firm.founders, firm.others)
    assert approx((20, 20, 20)) == (firm.raised, firm.recent, firm.preferences)
    assert (firm.holder < 0).all()


@pytest.mark.parametrize("run", range(3))
def test_entrants_differ_in_value_by_a_spread_and_in_talent_more_widely_when_capital_runs_hot(entrant, like, run):
    """Log points of 0.5 in value and, cold, 0.3 in talent, 0.5 when hot (Nanda and Rhodes-Kropf 2013)."""
    value = NormalDist().inv_cdf(like(2, run)[1])
    talent = NormalDist().inv_cdf(like(0, run)[0])

    for hot, width in ((0, 0.3), (1, 0.5)):
        _, firm = entrant(run=run, entrant_spread=0.5, hot_start=hot)

        assert approx(math.exp(width * talent)) == firm.rigor
        assert approx(100 * math.exp(0.5 * value)) == firm.post


def test_a_good_mood_pays_entrants_half_of_it_more(entrant):
    _, firm = entrant(mood_start=0.4, entry_mood=0)

    assert approx(100 * math.exp(0.2)) == firm.post


def test_an_entrant_has_money_for_the_months_a_round_is_to_last(entrant):
    """40 million over 20 months at 2 a month, of which it has spent nothing yet."""
    _, firm = entrant(entrant_value=200)

    assert approx((20, 2, 0)) == (firm.runway, firm.burn, firm.spent)
    assert approx(2 + firm.revenue * firm.margin) == firm.overhead + 0.75


@pytest.mark.parametrize("run", range(2))
def test_entrants_differ_in_how_long_their_money_lasts(entrant, like, run):
    """20 months, times e to the 0.5 z."""
    z = NormalDist().inv_cdf(like(4, run)[0])

    _, firm = entrant(entrant_value=200, runway_spread=0.5, run=run)

    assert approx(20 * math.exp(0.5 * z)) == firm.runway


@pytest.mark.parametrize(("shift", "more"), [(-1e-9, 0), (1e-9, 1.2)])
def test_few_entrants_promise_much_more_growth_than_the_others(entrant, like, shift, more):
    """0.6 a year give or take 0.3, and 1.2 more for those few (Ewens 2009)."""
    likeness, chance = like(3)

    _, firm = entrant(entrant_growth=0.6, growth_spread=0.3, promise=1.2, promising=chance + shift)

    assert approx(0.6 + 0.3 * NormalDist().inv_cdf(likeness) + more) == firm.growth


def test_an_entrant_sells_what_it_takes_from_rivals_in_its_home(entrant):
    market, firm = entrant()
    finance, media = (sum(newcomer.base[v] for newcomer in market.members["startups"][2:]) for v in (0, 1))

    assert approx(0.1 * firm.rigor) == firm.revenue == firm.base[firm.home]
    assert approx([263.25 - finance, 97.5 - media]) == market.world.environment["rivals_base"][:2]


@pytest.mark.parametrize("run", range(6))
def test_an_entrant_starts_where_the_race_that_spending_speeds_up_ends(entrant, run):
    _, firm = entrant(run=run)
    race = [-math.log(draw(7, run, 0x400000, 0, PURPOSES["ENTERING"], v + 1)) / demand
            for v, demand in ((0, 300), (1, 100))]

    assert race.index(min(race)) == firm.home


@pytest.mark.parametrize(("shift", "own"), [(-1e-9, 0), (1e-9, 1)])
def test_some_entrants_train_a_model_behind_open_weights_the_others_use_those(entrant, like, shift, own):
    _, chance = like(1)
    behind, _ = like(2)

    _, firm = entrant(entrant_own=chance + shift)

    assert (own, approx(-3 - 2 * (1 - behind) * own)) == (firm.own, firm.capability)


@pytest.mark.parametrize(("shift", "best"), [(-1e-9, 0.66), (1e-9, 1.1)])
def test_an_entrant_serves_a_tenth_above_best_practice_for_what_it_runs_on(entrant, like, shift, best):
    """A fifth of it is dense: 1 x (1 + 0.5 x 0.2), times 0.6 on open weights."""
    _, chance = like(1)

    _, firm = entrant(entrant_own=chance + shift)

    assert approx((1.1, 1.1 * best)) == (firm.thrift, firm.cost)


@pytest.mark.parametrize("run", range(12))
def test_an_entrant_imitates_a_firm_it_meets(entrant, bench, tries, run):
    """Two firms act in a street of 4 places, Alpha in the first; who meets nobody in a dozen tries sells solutions."""
    places = (int(4 * u) for u in tries(7, run, 0x400000, 0, "NEWCOMER", 16))
    met = next((place for place in places if place < 2), None)

    _, firm = entrant('[startups.Alpha]\nbusiness = { value = "token api", source = "assumed" }', run=run)

    assert (Business.TOKEN_API if met == 0 else Business.SOLUTION) == firm.business
    assert approx(0.35 if met == 0 else 0.5) == firm.margin


def test_an_entrant_doubles_and_more_in_its_first_year(entrant):
    """Log growth of one: it wins its sales once over, by its depth."""
    _, firm = entrant()
    firm.registered = 1

    firm.attract()

    assert approx(12 * firm.revenue / 60 / (1 + firm.data)) == firm.attraction


def test_an_entrant_brings_no_user_no_story_of_the_past_and_no_registered_model(entrant):
    _, firm = entrant()

    assert (0, 0, -1, -1, -1, -1) == (firm.users, firm.registered, firm.queue, firm.suitor, firm.cliff, firm.pivoted)


def test_what_entrants_raised_is_money_that_came_in(entrant):
    market, _ = entrant()
    entrants = len(market.members["startups"]) - 2

    assert approx(20 * entrants) == market.environment["sources"]
