"""Who joins and who leaves: listings, closures, the dormant, and entry."""

from math import exp

from .founding import newborn
from .luck import clip, poisson
from .takeovers import share_proceeds
from .words import Event, Fate, Intent, Why


def list_firms(market):
    """Those who decided to list or place do, at the fair value give or take the day's; the public buys new shares."""
    for firm in market.acting:
        if firm.intent == Intent.LIST and firm.acting and firm.suitor is None:
            price, sold = firm.mark * (0.9 + 0.2 * firm.draw(Why.FLOTATION)), market.p.list_share
            proceeds = price * sold / (1 - sold)
            firm.dilute(sold)
            firm.others += sold
            firm.cash += proceeds
            market.environment.sources += proceeds
            firm.post = price
            if firm.fate == Fate.LISTED:
                market.note(Event.PLACEMENT, firm, None, proceeds, price)
            else:
                firm.fate, firm.fate_month, firm.exit_price = Fate.LISTED, market.month, price
                firm.preferences = 0.0
                market.environment.listings += 1
                market.note(Event.LISTING, firm, None, proceeds, price)


def close_firms(market):
    """Those who decided to close or to rest do; creditors bear what is missing, holders get what is left."""
    e = market.environment
    for firm in market.acting:
        if not firm.acting or firm.suitor is not None:
            continue
        if firm.intent == Intent.CLOSE:
            market.note(Event.CLOSURE, firm, None, firm.cash, firm.mark, detail=firm.stage)
            if firm.cash > 0:
                share_proceeds(firm, firm.cash, firm.cash)
            else:
                e.sinks += firm.cash
            firm.fate, firm.exit_price = Fate.CLOSED, 0.0
            firm.retire()
        elif firm.intent == Intent.REST:
            e.sinks += firm.cash
            firm.fate, firm.fate_month, firm.cash = Fate.DORMANT, market.month, 0.0
            market.note(Event.RESTED, firm, None, firm.revenue, firm.mark, detail=firm.stage)
        elif firm.intent == Intent.WAKE:
            firm.fate, firm.fate_month = Fate.ACTIVE, market.month
            market.note(Event.REOPENED, firm, None, firm.revenue, firm.mark, detail=firm.stage)


def enter(market):
    """Founders enter at a Poisson rate that rises with mood and powder and dries up as prices near cost (Klepper 1996).

    rate = rate * exp(a mood) * min(headroom / usual headroom, 1) * (powder / powder at the start)^b,
    headroom = price / best cost - 1
    """
    p, e = market.p, market.environment
    headroom = clip(e.price_level / max(e.cost_frontier, 1e-9) - 1, 0, 2)
    rate = p.entry_rate * exp(p.entry_mood * clip(e.mood, -1, 1)) * min(headroom / p.entry_headroom, 1)
    powder = clip(market.metrics["powder"] / max(e.powder_first, 1), 0, 4) if market.month else 1
    rate *= max(powder, 1e-12) ** p.entry_capital
    births = poisson(rate, market.luck.one(0, market.month, Why.BIRTHS))
    e.entered_now = births
    for _ in range(births):
        firm = newborn(market)
        market.note(Event.ENTRY, firm, None, firm.cash, firm.post, detail=firm.home)
        e.newcomers += 1
        market.street.widen()
