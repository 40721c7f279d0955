"""Asking for money: who needs it, how much, at what price, and which investors hear of it."""

from math import exp, log

from .luck import clip, logistic
from .papers import Pitch
from .words import PORTFOLIO, REACH, Fate, Why


class Raising:
    """The part of a startup that raises money."""

    def pitch(self):
        """Ask for 18-24 months of money when the runway is short, or when a hot market tempts.

        ask = months * max(burn, 0.3 overhead) * (1 + expansion), between the least and the most of itself a firm
        sells. The lowest pre-money it takes is its last post, less a concession that grows as runway shrinks and
        months of asking pass: post * exp(-concession (1 - patience) - drought concession * drought).
        In the cold who can waits: a runway is short below (1 - cold patience) of what it is in the heat.
        """
        p = self.model.p
        self.ask = 0.0
        if not self.may_raise():
            return
        need, luck = self.draws(Why.TEMPTATION)
        short = p.pitch_runway * (1 - p.cold_patience * (1 - self.model.environment.hot))
        if self.runway >= short and need >= self.temptation():
            return
        months = p.raise_months * (0.85 + 0.3 * luck)
        wanted = months * max(self.burn, 0.3 * self.overhead) * (1 + p.expansion)
        self.ask = clip(wanted, p.least_sold * self.mark, p.most_sold * self.mark)
        patience = clip(self.runway / max(short, 1e-3), 0, 1)
        least = self.post * exp(-p.concession * (1 - patience) - p.drought_concession * self.drought)
        self.reserve = max(least, p.least_reserve * self.mark)
        self.pitches = self.reach_investors()

    def present(self):
        """Show itself to the investors asked: what each thinks it worth, over the lowest pre-money it takes."""
        if self.ask:
            self.proof = self.proven()
            self.lifeline = 0.0 if self.bridged else self.model.p.bridge_months * max(self.burn, 0)
            for pitch in self.pitches:
                pitch.surplus = pitch.investor.opinion(self) - log(self.reserve)

    def proven(self):
        """The chance of passing diligence: NDR, margin and growth speak for it, a burn of many times revenue against.

        A product that is ahead of open weights and earns money speaks for itself.
        """
        p = self.model.p
        proof = p.proof_start + p.proof_ndr * (self.ndr - 1) + p.proof_margin * self.margin
        proof += p.proof_growth * clip(self.growth, -1, 1.5)
        if self.capability > self.model.environment.open and self.margin > 0:
            proof += p.proof_joint
        return logistic(proof - p.burn_weight * min(self.burn / max(self.revenue, 0.1), 20) / 20)

    def may_raise(self):
        """Active, not sold, and either nearly out of money or some time after the last round."""
        rested = self.model.month - self.last_round >= self.model.p.round_gap
        return self.fate == Fate.ACTIVE and self.suitor is None and (rested or self.runway <= 4)

    def temptation(self):
        """The chance of asking without need: money courts those that grow."""
        p, e = self.model.p, self.model.environment
        return p.temptation * (e.hot + clip(e.mood, 0, 1)) * (1 + p.courting * clip(self.growth - p.usual_growth, 0, 2))

    def reach_investors(self):
        """Three holders, three of those who hold something together with a holder, and two at large."""
        pitches, asked = [], []
        for k in range(REACH):
            investor = self.holder(k) if k < 3 else self.acquaintance(k) if k < 6 else None
            investor = investor or self.model.hall.meet(self, Why.SEARCH, 16 * k + 128)
            if investor and investor not in asked:
                pitches.append(Pitch(self, investor))
                asked.append(investor)
        return pitches

    def holder(self, line):
        """The investor on a line of the cap table, or None."""
        return self.cap_table[line].investor if line < len(self.cap_table) else None

    def acquaintance(self, k):
        """An early holder of one of the firms that its own holder k - 3 has in the portfolio, or None."""
        friend = self.holder(k - 3)
        drawer, line = self.draws(Why.SEARCH, 64 + k)
        firm = friend and friend.portfolio[int(PORTFOLIO * drawer)]
        return firm and firm.holder(int(4 * line))
