"""Leaving the race: sell, list, change course, go dormant, or close; and who is asked to buy."""

from math import exp

from .words import SUITORS, Business, Fate, Intent, Why


class Leaving:
    """The part of a startup that thinks of the end."""

    def seek_exit(self):
        """Decide to stay, list, change course, look for a buyer, go dormant or close."""
        self.intent = Intent.STAY
        if self.suitor is not None:
            return
        self.intent = self.dormant_intent() if self.fate == Fate.DORMANT else self.active_intent()
        self.sale_reserve = self.mark * (1 + self.model.p.premium_asked)
        if self.intent == Intent.SELL:
            self.change_course()
            self.sale_reserve = self.asking_price()
            self.approached = self.approach_buyers()
            self.for_sale += 1
        else:
            self.for_sale = 0

    def dormant_intent(self):
        """The dormant close now and then; a hot market wakes some."""
        p = self.model.p
        closes, wakes = self.draws(Why.LEAVING)
        if self.cash < 0 or closes < p.dormant_close:
            return Intent.CLOSE
        return Intent.WAKE if wakes < p.revival * self.model.environment.hot else Intent.STAY

    def active_intent(self):
        """What a firm that is not dormant wants.

        Without cash, and on sale for as long as creditors wait: rest if customers carry a skeleton staff and it is
        not listed, else close. Listed and short of money: place new shares while the window is open. With scale:
        list. Without cash, or short of money and takers: sell.
        """
        p, e = self.model.p, self.model.environment
        if self.cash < 0 and self.for_sale >= p.wind_down:
            carried = self.revenue * self.margin > p.rest_cover * self.core
            return Intent.REST if carried and self.fate != Fate.LISTED else Intent.CLOSE
        if self.fate == Fate.LISTED and self.cash >= 0:
            return Intent.LIST if self.runway < p.pitch_runway and e.window else Intent.STAY
        if self.is_ready_to_list() and self.draw(Why.LEAVING) < p.list_rate:
            return Intent.LIST
        if self.cash < 0 or (self.runway < p.exit_runway and self.drought >= p.exit_drought):
            return Intent.SELL
        return Intent.STAY

    def is_ready_to_list(self):
        """The window is open, and revenue, value and growth are what the exchange and its buyers want."""
        p = self.model.p
        return (
            self.model.environment.window > 0
            and 12 * self.revenue >= p.list_revenue
            and self.mark >= p.list_value
            and self.growth >= p.list_growth
        )

    def change_course(self):
        """Once in its life: give up the own model for open weights, and sell solutions or an open core."""
        p = self.model.p
        turns, where = self.draws(Why.ONWARDS)
        if self.pivoted < 0 and turns < p.pivot_rate:
            self.pivoted = self.model.month
            self.business = Business.SOLUTION if where < 0.7 else Business.OPEN_CORE
            self.overhead *= 1 - p.pivot_saving * self.own
            self.core *= 1 - p.pivot_saving * self.own
            self.own = 0.0

    def asking_price(self):
        """The least a seller short of money takes.

        mark * exp(-fire sale (1 + months on the market / 4) - discount in the cold), at least the salvage; the floor
        line is part of it where the scenario says so. Without cash it is the salvage.
        """
        p, e = self.model.p, self.model.environment
        if self.cash < 0:
            return self.mark * p.salvage
        haste = p.fire_sale * (1 + 0.25 * self.for_sale) + p.cold_discount * (1 - e.hot)
        least = self.mark * max(exp(-haste), p.salvage)
        return max(least, p.floor_reserve * min(e.line, self.mark))

    def approach_buyers(self):
        """Two big technology firms in proportion to fame, and two startups met at large."""
        buyers = []
        for k in range(SUITORS):
            crowd = self.model.lobby if k < 2 else self.model.street
            buyer = crowd.meet(self, Why.APPROACH, 16 * k)
            buyers.append(None if buyer is self or buyer in buyers else buyer)
        return buyers
