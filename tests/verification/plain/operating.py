"""What a month of business leaves: growth, margin, cash, and what the firm is worth."""

from math import exp, log

from .luck import clip
from .words import Fate, Why

MARGINS = (
    "margin_api",
    "margin_subscription",
    "margin_outcome",
    "margin_solution",
    "margin_open_core",
    "margin_pure_open",
)  # by Business


class Operating:
    """The part of a startup that runs the business and knows its worth."""

    def usual_margin(self):
        """The gross margin of its business model in the long run."""
        return getattr(self.model.p, MARGINS[self.business])

    def usual_compliance(self):
        """What compliance costs at the start (million yuan / month): a part for all, a part per vertical cleared."""
        return self.model.p.compliance_fixed + self.model.p.compliance_cost * self.breadth

    def compliance(self):
        """What compliance costs now (million yuan / month)."""
        return self.usual_compliance() * self.model.environment.tightness

    def operate(self):
        """Book the month: growth, gross margin, costs, cash, runway; cut or hire.

        burn = overhead + compliance - revenue * margin - subsidy;  cash -= burn + fee
        """
        p = self.model.p
        change = log((self.revenue + p.trace_revenue) / (self.booked + p.trace_revenue))
        subsidy = p.subsidy * self.overhead * self.champion
        overhead = self.cut_or_hire()
        self.growth = clip(self.growth + p.growth_memory * (12 * change - self.growth), -3, 3)
        self.move_margin()
        self.users *= 1 + 0.5 * clip(change, -0.5, 0.5)
        gross, compliance = self.revenue * self.margin, self.compliance()
        if self.fate == Fate.DORMANT:  # a skeleton lives on what customers bring
            overhead = min(overhead, max(0.95 * gross - compliance, 0))
            compliance = min(compliance, max(gross, 0))
        else:
            self.core = max(self.core, p.core_share * overhead)
            self.core *= 1 + p.training_growth / 12 * p.research_share * self.own  # keeping pace gets dearer
        self.overhead = overhead
        self.burn = overhead + compliance - gross - subsidy
        self.spent = self.burn + self.fee
        self.cash -= self.spent
        self.runway = clip(self.cash / max(self.burn, 1e-3), 0, 120)
        self.recent *= 1 - 1 / 12

    def cut_or_hire(self):
        """Staff and training cost: cut when money is short, raised with growth when it is not, never below the core."""
        p, overhead = self.model.p, self.overhead
        if self.runway < p.cut_runway:
            overhead *= 1 - p.cut
        if self.runway > p.hire_runway:
            overhead *= 1 + p.hire * clip(self.growth, 0, 1.5)
        return max(overhead, self.core)

    def move_margin(self):
        """Margin moves to usual + lead + data - parity + thrift - free users.

        Where open weights are as good, only owned data protects it: a price cut to markup / usual markup of what it
        was leaves 1 - (1 - target) / (markup / usual markup), and so much of the difference as does not rest on data.
        A cost below the typical firm's adds (the first log point of it), users who do not pay take away.
        """
        p, e = self.model.p, self.model.environment
        lead = clip(self.capability - e.open, 0, 8)
        target = self.usual_margin() + p.margin_lead * lead + p.margin_data * self.data
        target -= p.parity_erosion * (1 - self.data) * (1 - min(lead, 1))
        target -= (1 - self.data) * (1 - target) * (p.usual_markup / e.markup - 1)
        target += p.margin_cost * clip(log(p.typical_thrift * e.cost_frontier / self.cost), -1, 1)
        price = e.price_level / (p.cost_best * p.usual_markup)  # of serving, over the start's
        target -= p.free_cost * price * self.users / (self.revenue + p.trace_revenue)
        self.margin = clip(self.margin + p.margin_speed / 12 * (target - self.margin), -1, 0.9)

    # ---------------------------------------------------------------------------------- appraise

    def fundamentals(self):
        """ln V of the business without its story.

        ln(revenue a year + option) + anchor + growth + margin + moat + stack + breadth + lead - chips.
        The moat is deeper in a home where clearance is needed; the stack is a model of its own.
        """
        p, e = self.model.p, self.model.environment
        licence = 1 + p.licence_moat * self.model.verticals[self.home].regulated
        return (
            log(max(12 * self.revenue + p.option_revenue * self.rigor, 1e-3))
            + p.anchor
            + p.growth_weight * clip(self.growth, -1, 1.5)
            + p.margin_weight * self.margin
            + p.moat_weight * self.data * self.embedded * licence
            + p.stack_weight * self.own
            + p.breadth_weight * min(self.breadth, 8) / 8
            + p.lead_weight * clip(self.capability - e.open, -6, 6) / 12
            - p.chips_weight * self.shortage()
        )

    def appraise(self):
        """The fair value: ln V = fundamentals + premium + mood - fear.

        Growth below what the last price took for granted eats the premium, and now and then all
        at once: the chance of a cliff is hazard * miss * (1 + single / breadth) * (1 - shield margin).
        Growth that was taken for granted uses the premium up as it comes; a large contract renews
        it. A crackdown on a vertical for which the firm is cleared frightens all its buyers.
        """
        p, e = self.model.p, self.model.environment
        miss = clip(self.expected - self.growth, 0, 2)
        narrow = 1 + p.single_risk / max(self.breadth, 1)
        hazard = p.cliff_hazard * miss * narrow * (1 - p.margin_shield * clip(self.margin, 0, 1))
        chance, depth = self.draws(Why.REPRICING)
        self.premium = self.premium * (1 - p.premium_fade / 12) - p.miss_weight / 12 * miss
        came = clip(min(self.growth, self.expected) - p.usual_growth, 0, 2) / 12
        self.premium -= min(came, max(self.premium, 0))
        if chance < hazard:
            self.premium += p.cliff_deep if depth < p.cliff_deep_share else p.cliff_usual
            self.expected += (self.growth - self.expected) / 2
            self.cliff = self.model.month
        else:
            self.expected += (self.growth - self.expected) / 24
        self.premium += p.contract_signal * (self.landed - (self.contract_odds() if self.registered else 0))
        self.fundamental = self.fundamentals()
        struck = sum(self.model.verticals[v].shut for v in self.approved)
        value = self.fundamental + self.premium + e.mood * p.mood_weight - p.crackdown_fear * min(struck, 1)
        self.turbulence += (value - self.value) ** 2
        self.value, self.mark = value, exp(value)
        self.peak, self.low = max(self.mark, self.peak), min(self.mark, self.low)
        if self.fate == Fate.LISTED:
            self.post = self.mark

    # ---------------------------------------------------------------------------------- remember

    def remember(self):
        """Note the first month of each milestone that claims ask for."""
        p, month, yearly = self.model.p, self.model.month, 12 * self.revenue
        if self.mark >= self.model.environment.line:
            self.above_line = month if self.above_line < 0 else self.above_line
        elif self.below_line < 0:
            self.below_line = month
        if self.landed and self.big_contract < 0:
            self.big_contract = month
        if self.unicorn == -1 and self.mark >= p.unicorn_line:
            self.unicorn = month
            self.unicorn_kind = int(self.carried_by_one()) + (2 if yearly >= p.arr_mark else 0)
        if self.ripe < 0 and yearly >= p.ripe_revenue and self.mark <= p.ripe_multiple * yearly:
            self.ripe = month

    def carried_by_one(self):
        """Does a single regulated vertical bring at least four fifths of revenue?"""
        return self.revenue > 0 and any(
            vertical.regulated and base >= 0.8 * self.revenue
            for vertical, base in zip(self.model.verticals, self.base, strict=True)
        )
