"""Closing acquisitions: bids meet, a deal is signed, reviewed, and completed; everything moves."""

from .luck import clip
from .rounds import fair_queue
from .startup import Startup
from .words import Event, Fate, Intent, Office, Why


def show_sellers(market):
    """Lay every seller on the desks of the buyers it approaches."""
    for buyer in [*market.acquirers, *market.acting]:
        buyer.desk = []
    for firm in market.acting:
        if firm.intent == Intent.SELL:
            for buyer in firm.approached:
                if buyer is not None:
                    buyer.desk.append(firm)


def close_acquisitions(market):
    """Complete what is due; then give each courted firm to its highest bidder, in a fair order."""
    market.environment.acquired_now = market.environment.spent_now = 0.0
    for firm in market.acting:
        if firm.suitor is not None and firm.closing <= market.month:
            complete(firm)
    for firm in market.acting:
        firm.top_bidder, firm.top_bid, firm.second_bid = None, 0.0, 0.0
    for acquirer in market.acquirers:
        hear(acquirer.target, acquirer, acquirer.offer)
    for firm in market.acting:
        hear(firm.target, firm, firm.bid)
    for firm in fair_queue([firm for firm in market.acting if firm.top_bidder], 1):
        sign(firm)


def hear(firm, buyer, bid):
    """Keep the two highest bids for a firm."""
    if firm is None or not firm.acting:
        return
    if bid > firm.top_bid:
        firm.second_bid = firm.top_bid
        firm.top_bidder, firm.top_bid = buyer, bid
    elif bid > firm.second_bid:
        firm.second_bid = bid


def sign(firm):
    """The price: the second bid, or the reserve and the seller's share of the surplus over it, if that is more.

    Review takes about a month (SAMR: 33 days); deals of giants may be stopped for political reasons.
    """
    market, p = firm.model, firm.model.p
    buyer, reserve = firm.top_bidder, firm.sale_reserve
    taken = isinstance(buyer, Startup) and buyer.suitor is not None
    if taken or firm.top_bid < reserve:
        return
    price = max(firm.second_bid, reserve + p.seller_power * (firm.top_bid - reserve))
    stopped, delay = firm.draws(Why.REVIEW, 0)
    if not isinstance(buyer, Startup) and stopped < buyer.hazard:
        market.note(Event.WITHDRAWN, firm, buyer, price)
        return
    reviewer = market.in_force(Office.MERGERS)
    strength = reviewer.strength if reviewer else 0
    firm.suitor, firm.signed_price, firm.signed_month = buyer, min(price, firm.top_bid), market.month
    firm.closing = market.month + 1 + int(2 * p.review_months * strength * delay + 0.5)
    if not isinstance(buyer, Startup):
        buyer.engaged = 1
    market.note(Event.SIGNED, firm, buyer, firm.signed_price, firm.mark, detail=firm.closing)


def complete(firm):
    """Payment, customers, clearances, data and people pass to the buyer, unless the deal falls through."""
    market, p, e = firm.model, firm.model.p, firm.model.environment
    buyer, price = firm.suitor, firm.signed_price
    firm.suitor = None
    by_startup = isinstance(buyer, Startup)
    if not by_startup:
        buyer.engaged = 0
        price = min(price, max(buyer.budget, 0))
    if firm.draw(Why.REVIEW, 1) < p.withdrawal or (by_startup and not buyer.acting):
        firm.signed_month = -1
        market.note(Event.WITHDRAWN, firm, buyer, price)
        return
    cash = pay_as_startup(buyer, firm, price) if by_startup else pay_as_giant(buyer, firm, price)
    share_proceeds(firm, cash, price)
    merged = by_startup and firm.mark > p.merger_size * buyer.mark
    firm.fate = Fate.MERGED if merged else Fate.ACQUIRED
    firm.exit_price, firm.buyer = price, buyer
    e.acquired_now += 1
    e.spent_now += price
    e.priced_deals += 1
    e.price_ratio += price / max(firm.peak, 1e-6)
    market.note(Event.TAKEN_OVER, firm, buyer, price, firm.mark, detail=firm.fate)
    firm.retire()


def pay_as_startup(buyer, firm, price):
    """A part in cash, at most half of what there is, the rest in new shares; returns the cash."""
    cash = min(buyer.model.p.cash_part * price, 0.5 * max(buyer.cash, 0))
    sold = (price - cash) / (buyer.mark + price - cash)
    buyer.dilute(sold)
    buyer.others += sold
    buyer.cash += firm.cash - cash
    buyer.acquisitions += 1
    absorb(firm, buyer)
    return cash


def pay_as_giant(buyer, firm, price):
    """All in cash; returns it."""
    buyer.budget += firm.cash - price
    buyer.deals += 1
    return price


def absorb(firm, buyer):
    """A startup that buys keeps most customers, the clearances, the better data, and the users.

    Clearances in verticals where it has its own stay in the drawer: no filing is lost.
    """
    p = buyer.model.p
    mixed = (buyer.data * buyer.revenue + firm.data * firm.revenue) / (buyer.revenue + firm.revenue + 1e-9)
    buyer.data = clip(mixed, buyer.data, 1)
    for v, base in enumerate(firm.base):
        moved = base * (1 - p.integration_loss)
        buyer.revenue += moved
        buyer.base[v] += moved
        firm.base[v] -= moved
        buyer.reach[v] = max(buyer.reach[v], 0.7 * firm.reach[v])
    buyer.users += firm.users * (1 - p.integration_loss)
    buyer.overhead += firm.overhead * p.staff_kept
    buyer.approved, firm.approved = buyer.approved | firm.approved, buyer.approved & firm.approved


def share_proceeds(firm, cash, price):
    """Preferences first, the rest by shares; investors pass theirs to their own backers."""
    senior = min(firm.preferences, price) * cash / max(price, 1e-9)
    invested = sum(line.stake for line in firm.cap_table)
    for line in firm.cap_table:
        line.investor.returned += (cash - senior) * line.stake
        if invested > 0:
            line.investor.returned += senior * line.stake / invested
    firm.model.environment.sinks += cash
