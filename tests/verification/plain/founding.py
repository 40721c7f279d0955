"""How a market begins, and an entrant: what is not stated follows from what is."""

from math import exp, log

from .environment import enact
from .luck import clip, probit
from .metrics import survey
from .sales import useful_part
from .startup import Startup
from .words import Business, Event, Why

FIRST_ENTRANT = 0x400000


def found(market):
    """Month before the first: the environment, then every startup, its customers and its holders."""
    market.month = -1
    found_environment(market)
    for firm in market.startups:
        settle_in(firm)
    for v, vertical in enumerate(market.verticals):
        found_vertical(market, v, vertical)
    market.metrics |= {"value": sum(firm.mark for firm in market.startups)}
    for firm in market.startups:
        found_ties(firm)
    survey(market)
    market.environment.powder_first = sum(investor.powder for investor in market.investors)
    market.month = 0


def found_environment(market):
    p, e = market.p, market.environment
    e.foreign, e.open_lag, e.open = p.foreign_lead, p.lag_mean, -p.lag_mean
    e.cost_frontier, e.price_level, e.markup = p.cost_best, p.cost_best * p.usual_markup, p.usual_markup
    e.chip_parity, e.hot, e.mood, e.window = p.chip_start, p.hot_start, p.mood_start, p.window_start
    for regulator in market.regulators:
        if regulator.active and regulator.since == -1:
            regulator.since = -2  # in force before the start: no news
    enact(market)
    e.walled_before = e.walled
    for vertical in market.verticals:
        vertical.shut_before = vertical.shut


def found_vertical(market, v, vertical):
    """Rivals hold what startups do not, and win what demand adds to that and their own customers take away.

    A vertical is at least as large as what is sold in it.
    """
    p = market.p
    held = sum(firm.base[v] for firm in market.startups)
    vertical.demand = vertical.demand_first = max(vertical.demand, held / 0.95)
    rest = vertical.demand - held
    vertical.foreign_base = rest * vertical.foreign_share
    vertical.rivals_base = rest - vertical.foreign_base
    wins = 12 * rest * max(vertical.demand_growth * p.demand_scale + p.rivals_churn, 0.05)
    vertical.rivals_pull = vertical.incumbent_pull * wins / p.usual_revenue


# ------------------------------------------------------------------------------------------- a firm


def settle_in(firm):
    """Complete a startup: what is not stated is derived from the rest."""
    firm.approved.add(firm.home)
    depth = firm.full_depth()
    firm.reach = [depth if v in firm.approved else 0.0 for v in range(len(firm.reach))]
    firm.embedded = clip(depth, 0, 2)
    settle_cost(firm)
    spread_sales(firm)
    firm.appeal = firm.brand()
    firm.booked = firm.revenue
    settle_value(firm)
    firm.fit += fit_to_growth(firm)
    settle_money(firm)


def settle_cost(firm):
    """cost = best practice * thrift: one gives the other."""
    best = firm.best_cost(firm.own)
    if firm.cost is None:
        firm.cost = best * firm.thrift
    else:
        firm.thrift = firm.cost / best


def spread_sales(firm):
    """A share of sales at home, the rest even over the other verticals it is cleared for."""
    share = firm.model.p.home_share if firm.breadth > 1 else 1
    home = firm.revenue * share
    elsewhere = firm.revenue * (1 - share) / max(firm.breadth - 1, 1)
    for v in range(len(firm.base)):
        firm.base[v] = home if v == firm.home else elsewhere if v in firm.approved else 0.0


def settle_value(firm):
    """ln V = fundamentals + premium + mood: a stated price gives the premium."""
    p, mood = firm.model.p, firm.model.environment.mood * firm.model.p.mood_weight
    firm.fundamental = firm.fundamentals()
    if firm.post is not None:
        firm.premium = log(firm.post) - firm.fundamental - mood
    firm.value = firm.fundamental + firm.premium + mood
    firm.post = firm.mark = firm.first_mark = firm.mark_before = firm.low = exp(firm.value)
    firm.peak = max(firm.mark, firm.peak)
    firm.expected = firm.growth
    firm.unicorn = -2 if firm.mark >= p.unicorn_line else -1  # -2: it was one before


def settle_money(firm):
    """burn = a * post * (post / scale)^-economy unless stated; overhead is what explains it; cash is runway * burn.

    That burn is one with compliance at the start's cost: what it costs beyond that comes on top.
    """
    p = firm.model.p
    gross, compliance = firm.revenue * firm.margin, firm.usual_compliance()
    if firm.burn is None:
        firm.burn = p.burn_of_value * firm.post * (firm.post / p.burn_scale) ** -p.burn_economy
    firm.overhead = max(firm.burn + gross - compliance, p.least_overhead)
    firm.core = p.core_share * firm.overhead
    firm.burn = firm.overhead + compliance - gross
    if firm.cash is None:
        firm.cash = firm.runway * max(firm.burn, 0.25 * firm.overhead)
    firm.runway = clip(firm.cash / max(firm.burn, 1e-3), 0, 120)


def fit_to_growth(firm):
    """Log points of fit with which the firm wins what its growth and its customers' retention say it wins.

    wins = revenue a year * (growth - ln ndr). Pull is measured in usual firms' revenue: a pull of 1 wins a usual
    firm's revenue a year at the start. What fit the scenario states comes on top.
    """
    p, e, verticals = firm.model.p, firm.model.environment, firm.model.verticals
    wins = 12 * firm.revenue * max(firm.growth - log(max(firm.ndr, 0.1)), 0.05)
    reach = sum(depth * useful_part(e, vertical) for depth, vertical in zip(firm.reach, verticals, strict=True))
    reach *= 1 + p.contract_lift * firm.contract_odds()
    neutral = firm.log_pull() - firm.fit
    return log(max(wins / p.usual_revenue / max(reach, 0.01), 1e-6)) - neutral


# --------------------------------------------------------------------------------------------- ties


def found_ties(firm):
    """Holders named by the scenario share what rounds so far have sold; where none are named, ties are drawn."""
    p, market = firm.model.p, firm.model
    for line in firm.cap_table:
        line.investor.add_holding(firm)
    if not firm.cap_table:
        draw_ties(firm)
    sold = 1 - (1 - p.usual_dilution) ** (firm.stage + 1) if firm.cap_table else 0
    firm.founders, firm.others = 1 - sold, 0.0
    firm.recent = p.usual_dilution * firm.post * max(1 + firm.last_round / 12, 0)
    firm.raised = firm.raised if firm.raised > 0 else 0.5 * sold * firm.post
    firm.preferences = min(firm.raised, sold * firm.post)
    for k, line in enumerate(firm.cap_table):
        line.stake = sold / len(firm.cap_table)
        market.note(Event.HELD, firm, line.investor, 0.0, firm.post, k == 0, firm.stage)
        line.investor.holdings += 1


def draw_ties(firm):
    """One investor and a few for each round so far, up to eight, met in proportion to fame."""
    rounds = firm.stage + 1
    n = 1 + int(firm.model.luck.one(firm.uid, 0, Why.TIES) * (1 + firm.model.p.ties_a_round * rounds))
    for k in range(min(n, 8)):
        investor = firm.model.hall.meet(firm, Why.TIES, 16 + 16 * k)
        if investor:
            firm.enter_holder(investor, 0.0)


# ------------------------------------------------------------------------------------------ entrants


def newborn(market):
    """An entrant: what it is like is drawn; hot markets found firms of wider quality (Nanda and Rhodes-Kropf 2013).

    Few promise more growth than the others (Ewens 2009): growth = usual + spread * z + (promise for the promising).
    """
    p, e = market.p, market.environment
    if len(market.startups) == market.room:
        raise OverflowError("no room for another entrant")
    firm = Startup(market, len(market.startups), FIRST_ENTRANT + int(e.newcomers))
    talent = market.luck.one(firm.uid, 0, Why.NEWCOMER, 0)
    data, own = market.luck.two(firm.uid, 0, Why.NEWCOMER, 1)
    ahead, price = market.luck.two(firm.uid, 0, Why.NEWCOMER, 2)
    like, kind = market.luck.two(firm.uid, 0, Why.NEWCOMER, 3)
    purse = market.luck.one(firm.uid, 0, Why.NEWCOMER, 4)
    firm.fate_month = firm.born = firm.last_round = market.month
    firm.home = firm.next_vertical() or 0
    model = market.street.meet(firm, Why.NEWCOMER, 16)  # it imitates a firm it meets
    firm.business = model.business if model else Business.SOLUTION
    firm.rigor = exp((0.3 + 0.2 * e.hot) * probit(talent))
    firm.data = 0.6 * data
    firm.own = 1.0 if own < p.entrant_own else 0.0
    firm.capability = e.open - 2 * (1 - ahead) * firm.own
    firm.moe, firm.imported, firm.thrift, firm.ndr = 0.8, 0.5, 1.1, 1.0
    firm.growth = p.entrant_growth + p.growth_spread * probit(like) + (p.promise if kind < p.promising else 0)
    firm.margin = firm.usual_margin()
    firm.revenue = p.entrant_revenue * firm.rigor
    firm.post = p.entrant_value * exp(p.entrant_spread * probit(price) + 0.5 * e.mood)
    firm.cash = p.usual_dilution * firm.post
    firm.burn = firm.cash / (p.raise_months * exp(p.runway_spread * probit(purse)))
    e.sources += firm.cash
    settle_in(firm)
    for vertical, base in zip(market.verticals, firm.base, strict=True):
        vertical.rivals_base = max(vertical.rivals_base - base, 0)
    firm.founders, firm.others = 1 - p.usual_dilution, p.usual_dilution
    firm.preferences = firm.raised = firm.recent = firm.cash
    market.startups.append(firm)
    return firm
