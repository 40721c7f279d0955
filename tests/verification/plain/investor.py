"""What an investor does: hold beliefs, raise funds, and answer the pitches on its desk."""

from math import exp, log

from .actor import Actor
from .luck import clip, logistic
from .words import CHEQUES, PORTFOLIO, Belief, Money, Stage, Why


class Investor(Actor):
    """A fund."""

    money = Money.DOLLAR_FUND
    powder = 0.0  # million yuan; dry powder
    fund = 0.0  # million yuan; size of the current fund
    vintage = 0  # month; the current fund was raised
    cheque_share = 0.0  # share; of the fund in one cheque at most
    fame = 0.0  # 1; weight in being found
    skill = 0.0  # log points; what firms pay to have it lead
    weight_size = weight_cost = weight_depth = weight_breadth = weight_crowd = 0.0  # log points; its taste
    strictness = 0.0  # share; of investors who drop the gates later than this one
    belief = Belief.FUNDAMENTALIST
    holdings = 0  # cheques written, all time
    returned = 0.0  # million yuan; passed to its own backers
    called = 0.0  # million yuan; new fund this month

    def __init__(self, market, row, uid):
        super().__init__(market, row, uid)
        self.portfolio = [None] * PORTFOLIO  # startups held, in drawers by id
        self.desk = []  # pitches

    def add_holding(self, firm):
        """Put a startup in its drawer; who was in it drops out.

        The drawer follows from the firm's id, so that one holding more moves no other.
        """
        self.portfolio[firm.uid % PORTFOLIO] = firm

    # ---------------------------------------------------------------------------------- believe

    def believe(self):
        """Taste drifts from size to cost per task; belief follows success; funds run out and are raised.

        A reviewing investor follows the trend with probability logistic(intensity * (return a year - cost)):
        Brock and Hommes 1998. A new fund comes after the old one's term, sooner in a hot market.
        """
        p, e, month = self.model.p, self.model.environment, self.model.month
        self.weight_size = max(self.weight_size - p.size_fade / 12, 0)
        self.weight_cost += p.cost_rise / 12 * (p.cost_taste - self.weight_cost)
        self.weight_depth += p.cost_rise / 12 * (p.depth_taste - self.weight_depth)
        reviews, luck = self.draws(Why.BELIEF_SWITCH)
        if reviews < p.belief_review:
            paid = logistic(p.belief_intensity * (12 * e.mark_return - p.trend_cost))
            self.belief = Belief.TREND if luck < paid else Belief.FUNDAMENTALIST
        self.called = 0.0
        pace = p.fund_rate * (1 if e.hot else p.cold_funds)
        if month - self.vintage >= p.fund_term and self.draw(Why.FUNDRAISING) < pace:
            self.called = self.fund
            self.powder += self.fund
            self.vintage = month

    # ----------------------------------------------------------------------------------- answer

    def opinion(self, firm):
        """ln of what the firm is worth to it (million yuan): fundamentals, story, taste, and an error for half a year.

        A fundamentalist leaves out part of the story, of the first log point of it. Taste is for capability, for a
        cost below the typical price, for depth, for clearances, and for what others fund: ln of what the firm has
        raised over what firms have raised, so that for the starved it is below nought.
        """
        p, e = self.model.p, self.model.environment
        trend = self.belief == Belief.TREND
        v = firm.fundamental + firm.premium
        if not trend:
            v -= (1 - p.story_share) * clip(firm.premium, 0, 1)
        v += e.mood * (p.mood_weight + p.trend_mood * trend)
        fed = log((firm.raised + p.crowd_half) / (e.raised_mean + p.crowd_half))
        v += p.taste_size * self.weight_size * clip(firm.capability - e.frontier, -12, 2) / 12
        v += p.taste_cost * self.weight_cost * clip(1 - firm.cost / e.price_level, -1, 1)
        v += p.taste_depth * self.weight_depth * (firm.embedded - 0.7)
        v += p.taste_breadth * self.weight_breadth * min(firm.breadth, 8) / 8
        v += p.taste_crowd * self.weight_crowd * clip(fed, -2, 2)
        if self.money == Money.STATE_FUND:
            v += p.state_taste * firm.champion
        half_year = self.model.month // 6
        return v + p.opinion_noise * self.model.luck.normal(self.uid, half_year, Why.OPINION, firm.uid)

    def passes(self, firm, post):
        """The hurdles of later rounds: product-market proof at B, cost per task and the floor line at C."""
        e, coming = self.model.environment, firm.stage + 1
        if coming >= Stage.SERIES_B and self.asks_for_proof() and self.finding(firm) > firm.proof:
            return False
        if coming >= Stage.SERIES_C and not self.exempt():
            if self.under_line(post):
                return False
            if self.strictness < e.gate_adoption and not nears_gate(firm):
                return False
        return True

    def asks_for_proof(self):
        return self.strictness < self.model.p.proof_share

    def finding(self, firm):
        """What a look at the product shows, the lower the better: in (0, 1), to be compared with its proof.

        Most look into the same data room and find the same for half a year, the others each their own way every month.
        """
        if self.strictness < self.model.p.proof_common:
            return self.model.luck.one(firm.uid, self.model.month // 6, Why.DILIGENCE)
        return self.draw(Why.DILIGENCE, firm.uid)

    def exempt(self):
        """State money may stand above the hurdles of Series C."""
        return self.money == Money.STATE_FUND and self.model.p.state_exempt > 0

    def under_line(self, post):
        """Would this post-money offend the floor line as it applies it?"""
        e = self.model.environment
        return post < e.line and self.strictness < e.line_adoption and not self.exempt()

    def hurdle(self):
        """The surplus it wants (log points)."""
        p = self.model.p
        kind = p.state_hurdle if self.money == Money.STATE_FUND else 1
        return p.hurdle * kind * (1 if self.model.environment.hot else p.cold_hurdle)

    def answer(self):
        """Judge each pitch on the desk; offer the best few a cheque at a price, existing holders a bridge.

        What it thinks the firm worth over the lowest pre-money the firm takes must clear the hurdle; the price
        shares that surplus: pre = reserve * exp(share * surplus). Cheques are bounded by fund, powder and ask.
        """
        p, hurdle = self.model.p, self.hurdle()
        liked = []
        for pitch in self.desk:
            firm, surplus = pitch.startup, pitch.surplus
            pre = firm.reserve * exp(p.price_share * surplus)
            if surplus >= hurdle and self.passes(firm, pre + firm.ask):
                liked.append((surplus, pre, pitch))
            elif firm.lifeline and firm.is_held_by(self) and surplus > -p.bridge_depth:
                pitch.cheque = min(firm.lifeline, 0.1 * self.powder)
        most = min(self.cheque_share * self.fund, 0.5 * self.powder)
        for _, pre, pitch in sorted(liked, key=lambda one: one[0], reverse=True)[:CHEQUES]:
            pitch.cheque, pitch.pre = min(most, pitch.startup.ask), pre


def nears_gate(firm):
    """Is the task cost below the gate, or on best practice's path to it within the grace?"""
    p = firm.model.p
    return firm.cost * exp(-p.cost_decline * p.gate_grace / 12) <= p.cost_gate
