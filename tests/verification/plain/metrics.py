"""What a month leaves behind for outcomes: the market's metrics, and the events of single firms."""

from math import exp

from .words import Event, Fate, Office


def take_stock(market):
    """Count, add up and average, in row order."""
    market.metrics = m = {}
    e = market.environment
    firms = [firm for firm in market.startups if firm.acting]
    gone = [firm for firm in market.startups if not firm.acting]
    count_firms(m, market, firms, gone)
    add_up_firms(m, market, firms)
    best_five(m, market, firms)
    survey(market)
    over_investors(m, market)
    over_verticals(m, market)
    for firm in market.startups:
        e.sinks += firm.spent
        firm.spent = 0.0
        if firm.acting:
            tell(firm)
    drift = sum(firm.mark - firm.mark_before for firm in firms)
    e.mark_return += 0.25 * (drift / max(m["value"] - drift, 1e-6) - e.mark_return)
    for firm in firms:
        firm.mark_before = firm.mark
    m.update(
        rounds=e.rounds_now, down_rounds=e.down_now, bridges=e.bridges_now, late_rounds=e.late_now,
        late_below=e.late_below_now, late_costly=e.late_costly_now, raised=e.raised_now, failed=e.failed_now,
        acquisitions=e.acquired_now, acquisition_spend=e.spent_now, price_ratio=e.price_ratio / max(e.priced_deals, 1),
        mood=e.mood, hot=e.hot, open_lag=e.open_lag, chip_parity=e.chip_parity,
        champions=float(market.in_force(Office.CHAMPIONS) is not None),
        fixed_price=e.fixed_price, entered=e.newcomers, listings=e.listings,
    )  # fmt: skip


def count_firms(m, market, firms, gone):
    for name in ("dormant", "listed", "acquired", "merged", "closed"):
        m[name] = sum(firm.fate == Fate[name.upper()] for firm in market.startups)
    m["active"] = len(firms) - m["dormant"] - m["listed"]
    above = [firm for firm in firms if firm.mark >= market.environment.line]
    below = [firm for firm in firms if firm.mark < market.environment.line]
    m["above_line"] = len(above)
    m["ndr_above"] = mean([firm.ndr for firm in above])
    m["ndr_below"] = mean([firm.ndr for firm in below])
    m["gate_met"] = mean([firm.cost <= market.p.cost_gate for firm in firms])
    m["filings"] = sum(firm.breadth for firm in market.startups)


def add_up_firms(m, market, firms):
    m["value"] = sum(firm.mark for firm in firms)
    m["typical_value"] = exp(mean([firm.value for firm in firms])) if firms else 0.0
    m["cost"] = mean([firm.cost for firm in firms])
    m["survivors_margin"] = mean([firm.margin for firm in firms])
    m["revenue"] = revenue = sum(firm.revenue for firm in firms)
    m["growth"] = sum(firm.revenue * firm.growth for firm in firms) / max(revenue, 1e-9)
    m["margin"] = sum(firm.revenue * firm.margin for firm in firms) / max(revenue, 1e-9)
    m["revenue_hhi"] = sum(firm.revenue**2 for firm in firms) / max(revenue**2, 1e-9)


def best_five(m, market, firms):
    """The shares of the five best funded firms, those gone included, and of the five most valued."""
    funded = sorted((firm.recent for firm in market.startups), reverse=True)
    m["top5_funding"] = sum(funded[:5]) / max(sum(funded), 1e-9)
    m["top5_value"] = sum(sorted((firm.mark for firm in firms), reverse=True)[:5]) / max(m["value"], 1e-9)


def survey(market):
    """What all read in the papers: what firms have raised, and whether the most valued still grows as a leader is to.

    When it no longer does, everybody is worth less, the more the larger the leader (Akhigbe, Madura and Martin 2015).
    """
    p, e = market.p, market.environment
    firms = [firm for firm in market.startups if firm.acting]
    e.raised_mean = mean([firm.raised for firm in firms])
    if firms:
        leader = max(firms, key=lambda firm: firm.mark)
        leads = leader.growth >= p.leader_growth
        if e.led and not leads:
            e.mood -= p.sector_rerating * leader.mark / max(sum(firm.mark for firm in firms), 1e-6)
        e.led = float(leads)


def over_investors(m, market):
    investors = market.investors
    m["powder"] = sum(investor.powder for investor in investors)
    m["cost_over_size"] = mean([investor.weight_cost > investor.weight_size for investor in investors])
    m["no_size"] = mean([investor.weight_size <= 0 for investor in investors])
    market.environment.sources += sum(investor.called for investor in investors)
    market.environment.sources += sum(acquirer.granted for acquirer in market.acquirers)


def over_verticals(m, market):
    verticals = market.verticals
    m["demand"] = sum(vertical.demand for vertical in verticals)
    spent = max(m["demand"], 1e-9)
    foreign = sum(vertical.foreign_base for vertical in verticals)
    m["foreign_share"] = foreign / spent
    m["rivals_share"] = (foreign + sum(vertical.rivals_base for vertical in verticals)) / spent
    m["fastest"] = float(fastest(verticals))


def fastest(verticals):
    """The first of the verticals that have grown most; as far as rounding can tell, all may have grown alike."""
    first, most = 0, 0.0
    for v, vertical in enumerate(verticals):
        if vertical.demand > most * vertical.demand_first:
            first, most = v, vertical.demand / vertical.demand_first
    return first


def mean(figures):
    """Their mean; 0 if there are none."""
    return sum(figures) / max(len(figures), 1)


def tell(firm):
    """Enter in the ledger what happened to one firm alone this month."""
    market, month = firm.model, firm.model.month
    if firm.cliff == month:
        market.note(Event.CLIFF, firm, None, 0.0, firm.mark)
    if firm.pivoted == month:
        market.note(Event.PIVOT, firm, None, 0.0, firm.mark, detail=firm.business)
    if firm.cleared == month and firm.born != month:
        market.note(Event.APPROVAL, firm, None, 0.0, firm.breadth, detail=firm.breadth)
    if firm.landed:
        market.note(Event.CONTRACT, firm, None, 0.0, firm.revenue, detail=firm.home)
