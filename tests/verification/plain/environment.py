"""What happens to everybody: policy in force, demand, the frontiers, chips, and the capital climate."""

from dataclasses import dataclass
from math import exp, log

from .luck import clip
from .words import Event, Office, Why


@dataclass
class Vertical:
    """A field in which customers spend."""

    demand: float = 0.0  # million yuan / month; spent in it
    demand_first: float = 0.0  # million yuan / month; spent in it at the start
    demand_growth: float = 0.0  # 1 / year; log growth of that
    churn: float = 0.0  # 1 / year; log loss of customers beyond the usual
    regulated: float = 0.0  # 0 or 1; clearance needed
    shut: float = 0.0  # share; of startups' sales stopped by a crackdown
    shut_before: float = 0.0  # share; ... last month
    incumbent_pull: float = 0.0  # 1; pull of rivals at the start, 1 keeps shares as they are
    foreign_share: float = 0.0  # share; of rivals' sales that foreign models have at the start
    sensitivity: float = 1.0  # 1; to content controls, 1 is typical
    abroad: float = 0.0  # 0 or 1; customers outside China
    rivals_pull: float = 0.0  # 1; pull of all who are not startups here, at the start
    rivals_base: float = 0.0  # million yuan / month; sales of big technology firms and of one's own servers
    foreign_base: float = 0.0  # million yuan / month; sales of foreign models


@dataclass
class Environment:
    """What all share, but for the verticals."""

    # Frontiers, in months of progress; 0 is the domestic closed frontier at the start
    frontier: float = 0.0
    foreign: float = 0.0
    open: float = 0.0
    open_lag: float = 0.0  # months; open weights behind the domestic closed frontier
    parity_since: float = -1.0  # month; open weights caught up, -1 not yet
    # Cost, price, chips
    cost_frontier: float = 0.0  # yuan / task; best practice
    price_level: float = 0.0  # yuan / task; typical price
    markup: float = 0.0  # 1; of price over best practice cost, to which prices tend
    fixed_price: float = 1.0  # 1; price of the start's capability
    chip_parity: float = 0.0  # ratio; domestic to imported chips
    controls: float = 0.0  # 1; severity of export controls
    # Capital climate
    hot: float = 0.0  # 0 or 1
    mood: float = 0.0  # log points
    mark_return: float = 0.0  # 1 / month; smoothed log change of marks
    raised_mean: float = 0.0  # million yuan; raised so far by an acting firm
    led: float = 0.0  # 0 or 1; the most valued firm grew last month as a leader is to
    powder_first: float = 0.0  # million yuan; dry powder of all investors at the start
    window: float = 0.0  # 0 or 1; listings possible
    # Policy in force
    line: float = 0.0  # million yuan; the floor line
    line_adoption: float = 0.0  # share; of investors who apply it
    gate_adoption: float = 0.0  # share; of investors who apply the cost gate
    tightness: float = 0.0  # 1; compliance cost over the start's
    training: float = 0.0  # 1; cost of keeping pace over the start's
    walled: float = 0.0  # share; of foreign models shut out
    walled_before: float = 0.0  # share; ... last month
    usefulness: float = 0.0  # log points; lost to content controls
    # Counted
    sources: float = 0.0  # million yuan; money that came in so far
    sinks: float = 0.0  # million yuan; money that left so far
    priced_deals: float = 0.0  # 1; acquisitions so far
    price_ratio: float = 0.0  # 1; sum of acquisition price over peak mark
    listings: float = 0.0  # 1; firms listed so far
    newcomers: float = 0.0  # 1; new firms so far
    rounds_now: float = 0.0  # 1; rounds closed this month
    down_now: float = 0.0
    bridges_now: float = 0.0
    late_now: float = 0.0
    late_below_now: float = 0.0
    late_costly_now: float = 0.0
    raised_now: float = 0.0  # million yuan
    failed_now: float = 0.0
    acquired_now: float = 0.0
    spent_now: float = 0.0  # million yuan
    entered_now: float = 0.0


# ------------------------------------------------------------------------------------------ policy


def enact(market):
    """Put into effect what is in force: the floor's path, that of costs, controls, crackdowns, champions."""
    p, e = market.p, market.environment
    years = market.month / 12
    e.line = p.floor_line * exp(p.floor_rise * years)
    e.tightness = p.compliance_burden * exp(p.compliance_rise * max(years, 0))
    e.training = exp(p.training_growth * max(years, 0))
    e.line_adoption = clip(p.floor_adoption + p.floor_spread * years, 0, 1)
    e.gate_adoption = clip(p.gate_adoption + p.gate_spread * years, 0, 1)
    e.walled = e.controls = e.usefulness = 0.0
    for vertical in market.verticals:
        vertical.shut = 0.0
    for regulator in market.regulators:
        if regulator.active:
            enforce(market, regulator)
        elif (
            regulator.office == Office.CHAMPIONS
            and regulator.since != -1
            and 0 < regulator.lasts == market.month - max(regulator.since, 0)
        ):
            for firm in market.startups:  # the list lapses, and with it procurement and subsidy
                firm.champion = 0


def enforce(market, regulator):
    """One instrument's effect."""
    p, e = market.p, market.environment
    starts = regulator.since == market.month
    if starts:
        market.note(Event.POLICY, None, regulator, regulator.strength, detail=regulator.office)
    if regulator.office == Office.REGISTRY:
        e.usefulness += p.censorship * regulator.strength
    elif regulator.office == Office.CONTROLS:
        e.controls = regulator.strength
    elif regulator.office == Office.CRACKDOWN:
        for v, vertical in enumerate(market.verticals):
            if regulator.vertical in (v, -1):
                vertical.shut = min(p.crackdown_depth * regulator.strength, 1)
    elif regulator.office == Office.CHAMPIONS:
        e.walled = p.walled_garden
        if starts:
            name_champions(market)


def name_champions(market):
    """The state lists the firms with the highest ln(1 + revenue) + capability / 10 + breadth / 10 + its own taste."""
    p = market.p

    def score(firm):
        merit = log(1 + firm.revenue) + 0.1 * firm.capability + 0.1 * firm.breadth
        return merit + p.champion_taste * firm.draw(Why.SELECTION)

    others = [firm for firm in market.acting if not firm.champion]
    for firm in sorted(others, key=score, reverse=True)[: int(p.champions)]:
        firm.champion = 1
        market.note(Event.NAMED_CHAMPION, firm, market.office[Office.CHAMPIONS])


# ------------------------------------------------------------------------------------- a month passes


def advance(market):
    """Demand, frontiers, cost and climate move on by a month."""
    advance_demand(market)
    step = advance_frontiers(market)
    advance_cost(market, step)
    advance_climate(market)


def advance_demand(market):
    """ln demand += growth / 12 + noise (0.6 of it shared); growth bends to the long run."""
    p, luck, month = market.p, market.luck, market.month
    shared = luck.normal(0, month, Why.SPENDING, 16)
    slowdown = p.slowdown if month >= p.slowdown_month else 0
    for v, vertical in enumerate(market.verticals):
        growth = vertical.demand_growth * p.demand_scale - slowdown
        own = luck.normal(0, month, Why.SPENDING, v)
        vertical.demand *= exp(growth / 12 + p.demand_noise * (0.6 * shared + 0.8 * own))
        vertical.demand_growth += p.demand_bend / 12 * (p.demand_long_run - vertical.demand_growth)


def advance_frontiers(market):
    """Closed frontiers gain about a month a month; open weights trail by a lag that wanders and may vanish.

    Returns the months that the domestic frontier gained.
    """
    p, e, luck, month = market.p, market.environment, market.luck, market.month
    step = max(1 + p.frontier_noise * luck.normal(0, month, Why.FRONTIER, 0), 0)
    e.frontier += step
    e.foreign += max(1 + p.frontier_noise * luck.normal(0, month, Why.FRONTIER, 1), 0)
    pull = p.lag_pull / 12 * (p.lag_mean - e.open_lag)
    e.open_lag = max(e.open_lag + pull + p.lag_noise * luck.normal(0, month, Why.LAG), 0)
    if p.parity_month >= 0:  # a what-if: parity comes by that month
        left = 1 - (month + 1) / p.parity_month if month < p.parity_month else 0
        e.open_lag = min(e.open_lag, p.lag_mean * left)
    e.open = max(e.open, e.frontier - e.open_lag)
    if e.open_lag <= 0.5 and e.parity_since < 0:
        e.parity_since = month
    return step


def fair_markup(p, open_lag):
    """Price over best practice cost: as usual while open weights trail, less in the last month and a half to parity."""
    return 1 + (p.usual_markup - 1) * (1 - p.parity_squeeze * clip(1.5 - open_lag, 0, 1))


def advance_cost(market, step):
    """Best practice gets cheaper as the frontier moves; typical prices follow; domestic chips catch up."""
    p, e, month = market.p, market.environment, market.month
    e.cost_frontier *= exp(-p.cost_decline / 12 * step)
    e.markup = fair_markup(p, e.open_lag)
    e.price_level += p.price_follow * (e.cost_frontier * e.markup - e.price_level)
    e.fixed_price *= exp(-p.price_decline / 12 * step)
    gain = p.chip_gain / 12 * (0.5 + market.luck.one(0, month, Why.CHIPS))
    e.chip_parity = min(e.chip_parity + gain, p.chip_limit)
    if 0 <= p.chip_parity_month <= month:
        e.chip_parity = max(e.chip_parity, 1)


def advance_climate(market):
    """Capital runs hot or cold; mood feeds on the last prices; the listing window opens and shuts."""
    p, e, luck, month = market.p, market.environment, market.luck, market.month
    if month == p.cold_month:
        e.hot = 0
    elif luck.one(0, month, Why.CLIMATE, 0) < (p.cooling if e.hot else p.warming):
        e.hot = 0 if e.hot else 1
    rest = p.hot_mood if e.hot else -p.cold_mood
    e.mood += p.mood_speed * (rest - e.mood) + p.herding * clip(e.mark_return, -0.2, 0.2)
    e.mood = clip(e.mood + p.mood_noise * luck.normal(0, month, Why.CLIMATE, 1), -2, 2)
    u = luck.one(0, month, Why.WINDOW)
    if e.window:
        e.window = 0 if u < p.window_shuts else 1
    else:
        e.window = 1 if u < p.window_opens else 0
    if 0 <= p.window_shut_month <= month:
        e.window = 0
