"""Buying firms: big technology firms, and any startup rich enough."""

from math import exp, log

from .actor import Actor
from .luck import clip
from .words import Fate, Intent, Why


def discount(market):
    """Log points below worth at which firms change hands: a buyers' market, more so in the cold."""
    return market.p.buyers_market + market.p.cold_discount * (1 - market.environment.hot)


class Buyer:
    """Anyone who may buy."""

    def attends(self, seller):
        """Does it take the time for this seller this month? A well-known one is hard to overlook."""
        p = self.model.p
        notice = 1 + p.notice * seller.peak / (seller.peak + p.notice_half)
        return self.draw(Why.LOOKOUT, seller.uid) < p.attention * notice

    def look_around(self, meetings):
        """Startups met at large."""
        met = [self.model.street.meet(self, Why.LOOKOUT, 16 + 16 * k) for k in range(meetings)]
        return [firm for firm in met if firm is not None and firm is not self]

    def pick(self, firms, purse):
        """(firm, bid): for the largest surplus, worth - reserve, that the purse can pay.

        worth = mark * exp(use + error - discount);  bid = reserve + share * surplus, at most the purse.
        """
        p = self.model.p
        target, bid, best = None, 0.0, 0.0
        for firm in firms:
            if (
                (firm.fate == Fate.LISTED and firm.intent != Intent.SELL)
                or firm.suitor is not None
                or not self.can_digest(firm)
            ):
                continue
            use = self.use_of(firm) + p.appraisal_noise * self.error(Why.APPRAISAL, firm.uid)
            surplus = firm.mark * exp(use - discount(self.model)) - firm.sale_reserve
            if surplus > best and firm.sale_reserve <= purse:
                best, target, bid = surplus, firm, min(firm.sale_reserve + p.bid_share * surplus, purse)
        return target, bid


class Buying(Buyer):
    """The part of a startup that buys others; like buys like (Rhodes-Kropf and Robinson 2008)."""

    def court(self):
        """With money and a dear share, look for firms that complete it.

        It pays with half its cash and with new shares up to a part of its own value.
        """
        p = self.model.p
        self.target, self.bid = None, 0.0
        if self.fate == Fate.DORMANT or self.suitor is not None or self.runway < p.court_runway:
            return
        firms = [seller for seller in reversed(self.desk) if self.attends(seller)]
        if self.own and self.draw(Why.LOOKOUT) < p.court_appetite:
            firms += self.look_around(2)
        self.target, self.bid = self.pick(firms, 0.5 * max(self.cash, 0) + p.paper_share * self.mark)

    def can_digest(self, firm):
        return firm.mark <= self.model.p.court_size * self.mark

    def use_of(self, firm):
        """Users, data and clearances, less the distance from what it digests best: a firm worth exp(-1.5) of itself."""
        p = self.model.p
        use = p.court_users * firm.users / (firm.users + p.users_half) + p.court_data * firm.data
        use += p.court_clearances * min(firm.breadth, 8) / 8
        distance = log(max(firm.mark, 1e-3) / max(self.mark, 1e-3)) + 1.5
        return use - p.unlikeness * abs(distance) / 3


class Acquirer(Buyer, Actor):
    """A big technology firm: it looks at sellers, and bids."""

    budget = 0.0  # million yuan; for acquisitions
    refill = 0.0  # million yuan / month
    granted = 0.0  # million yuan; added this month
    appetite = 0.0  # 1 / month; how often it looks
    need_data = need_users = need_talent = 0.0  # log points; value put on them
    hazard = 0.0  # share; of its deals stopped for political reasons
    fame = 0.0  # 1; weight in being approached
    target = None
    offer = 0.0  # million yuan; its bid
    deals = 0  # completed
    engaged = 0  # 0 or 1; has signed a deal that is not completed

    def __init__(self, market, row, uid):
        super().__init__(market, row, uid)
        self.desk = []  # startups that offer themselves to it

    def bid(self):
        """Fill the budget up to five years' refill; look at sellers, now and then at others. One deal at a time."""
        self.granted = clip(60 * self.refill - self.budget, 0, self.refill)
        self.budget += self.granted
        self.target, self.offer = None, 0.0
        if self.engaged:
            return
        firms = [seller for seller in reversed(self.desk) if self.attends(seller)]
        if self.draw(Why.LOOKOUT) < self.appetite:
            firms += self.look_around(3)
        self.target, self.offer = self.pick(firms, self.budget)

    def can_digest(self, firm):
        return True

    def use_of(self, firm):
        """The needs that data, users and talent meet."""
        p, e = self.model.p, self.model.environment
        use = self.need_data * firm.data * firm.embedded + self.need_users * firm.users / (firm.users + p.users_half)
        return use + self.need_talent * clip(firm.capability - e.open, 0, 6) / 6
