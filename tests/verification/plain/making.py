"""What a startup does to have something to sell: research, clearances, and a pull on customers."""

from math import exp, log

from .luck import clip, laplace
from .words import Business, Office, Why


class Making:
    """The part of a startup that makes things."""

    def shortage(self):
        """How short of chips it is: 0 for none, 1 for a full embargo on one who imports all and finds no substitute."""
        e = self.model.environment
        return e.controls * self.imported * max(1 - e.chip_parity, 0)

    def best_cost(self, own):
        """What best practice would pay per task (yuan) with this firm's architecture, video, chips and base model.

        frontier * (1 + dense (1 - moe)) * (1 + video) * (1 + chips shortage) * (1 - saving (1 - own))
        """
        p, e = self.model.p, self.model.environment
        cost = e.cost_frontier * (1 + p.dense_cost * (1 - self.moe)) * (1 + p.video_cost * self.video)
        return cost * (1 + p.chips_cost * self.shortage()) * (1 - p.open_saving * (1 - own))

    def full_depth(self):
        """The depth that data allows, thinner the more verticals: (1 + a data) / (1 + b (breadth - 1))."""
        p = self.model.p
        return (1 + p.depth_data * self.data) / (1 + p.focus_cost * max(self.breadth - 1, 0))

    # ----------------------------------------------------------------------------------- develop

    def develop(self):
        """Turn spending into capability, with diminishing returns, up to the data wall; serve at falling cost.

        capability += speed * effort^returns * (1 - drag shortage) + noise, at most
        frontier + lead room - wall (1 - data), and never less than before. A firm that falls more
        than a gap behind open weights rebases on them, and has no model of its own any more. Thrift nears best
        practice, the faster the more investors weigh cost above size.
        """
        p, e = self.model.p, self.model.environment
        effort = p.research_share * self.overhead * self.rigor / (p.frontier_spend * e.training)
        step = p.research_speed * max(effort, 1e-12) ** p.research_returns * (1 - p.chips_drag * self.shortage())
        step = max(step + p.research_noise * self.error(Why.RESEARCH), 0)
        wall = e.frontier + p.lead_room - p.data_wall * (1 - self.data)
        reached = max(self.capability, min(self.capability + step, wall))
        ground = e.open - p.rebase_gap
        if reached < ground:
            self.own = 0.0
        self.capability = max(reached, ground)
        self.cost += p.cost_follow * (self.best_cost(self.own) * self.thrift - self.cost)
        pressure = 1 + p.thrift_pull * self.model.metrics["cost_over_size"]
        self.thrift += min(p.thrift_fade / 12 * pressure, 1) * (1 - self.thrift)
        self.moe += p.moe_spread / 12 * (1 - self.moe)
        self.data += p.data_gain / 12 * self.embedded * (1 - self.data)

    # -------------------------------------------------------------------------------------- file

    def file(self):
        """Register the model; enter one more vertical at a time: pay the fee, wait, be cleared or try again."""
        p, market = self.model.p, self.model
        self.fee = 0.0
        registry, filings = market.in_force(Office.REGISTRY), market.in_force(Office.FILINGS)
        if not self.registered and (registry is None or self.draw(Why.CLEARANCE, 1) < registry.pace):
            self.registered = 1
        luck = self.draw(Why.ENTERING)
        if self.queue >= 0:
            waited = market.month - self.queued >= p.filing_months
            if filings is None or (waited and luck < filings.pace):
                self.clear(self.queue)
                self.queue = -1
                self.licensed = market.month if self.licensed < 0 else self.licensed
        elif self.wants_more_verticals() and luck < p.entering_rate:
            v = self.next_vertical()
            if v is not None:
                self.file_for(v)

    def wants_more_verticals(self):
        p = self.model.p
        return self.cash > 6 * p.filing_cost and self.runway > 6 and self.breadth < p.breadth_limit

    def next_vertical(self):
        """The open vertical that comes first by an exponential clock: the chance is in proportion to spending there."""
        clocks = {
            v: -log(self.draw(Why.ENTERING, v + 1)) / vertical.demand
            for v, vertical in enumerate(self.model.verticals)
            if v not in self.approved and vertical.demand > 0
        }
        return min(clocks, key=clocks.get, default=None)

    def file_for(self, v):
        """Pay a quarter of the cost, and in a regulated vertical the cost and the burden; wait only there."""
        p, regulated = self.model.p, self.model.verticals[v].regulated
        self.fee = p.filing_cost * (regulated * (1 + p.filing_burden) + 0.25)
        if regulated:
            self.queue, self.queued = v, self.model.month
        else:
            self.clear(v)

    def clear(self, v):
        self.approved.add(v)
        self.cleared = self.model.month
        self.reach[v] = max(self.reach[v], self.model.p.first_depth)

    # --------------------------------------------------------------------------- embed and attract

    def embed(self):
        """Depth moves towards what data and focus allow, in every vertical where the firm is cleared."""
        full, speed = self.full_depth(), self.model.p.embed_speed / 12
        for v, depth in enumerate(self.reach):
            target = full if v in self.approved else 0
            self.reach[v] += speed * (target - depth)
        self.embedded = clip(sum(self.reach) / max(self.breadth, 1), 0, 2)

    def brand(self):
        """Log points of pull that the firm's size in each of its verticals gives it: customers follow customers."""
        p = self.model.p
        size = max(12 * self.revenue / p.usual_revenue, 1e-3)
        return p.appeal_of_size * log(size / max(self.breadth, 1))

    def contract_odds(self):
        """Chance of a large contract this month."""
        return self.model.p.contract_rate * self.rigor * (0.5 + self.embedded)

    def log_pull(self):
        """ln pull = brand + fit + video + quality - price + reputation + procurement.

        Quality is in months above open weights, the price over the typical one.
        """
        p, e = self.model.p, self.model.environment
        price = self.cost / max(1 - self.margin, 0.2)
        return (
            self.appeal
            + self.fit
            + p.video_pull * self.video
            + p.quality_pull * clip(self.capability - e.open, -12, 12)
            - p.price_pull * clip(price / e.price_level - 1, -1, 3)
            + p.reputation_pull * clip(self.premium, -1, 1)
            + p.procurement * self.champion
        )

    def attract(self):
        """The pull on customers who choose anew (Berry 1994), and what present ones spend.

        keep = ndr^(1/12) * exp(shock); net dollar retention moves to what depth, data and the
        business model allow; the shock is Laplace and shrinks with size^-calm (Fu et al. 2005). Brand follows
        sales, and fit wears off. Who is paid by outcome wins larger contracts, and brand with its margin.
        """
        p = self.model.p
        by_outcome = self.business == Business.OUTCOME
        chance, shock = self.draws(Why.CONTRACTS)
        self.landed = int(chance < self.contract_odds() and self.registered)
        lift = 1 + p.contract_lift * self.landed * (p.outcome_lift if by_outcome else 1)
        self.attraction = exp(self.log_pull()) * lift if self.registered else 0.0
        self.appeal += p.appeal_speed / 12 * (self.brand() - self.appeal)
        if by_outcome:
            self.appeal += p.roi_push / 12 * self.margin
        self.fit *= 1 - p.fit_fade / 12
        target = p.ndr_base + p.ndr_depth * self.embedded + p.ndr_data * self.data
        target -= self.model.verticals[self.home].churn
        if by_outcome:
            target += p.ndr_outcome
        if self.business == Business.PURE_OPEN:
            target -= p.ndr_open
        self.ndr = clip(self.ndr + p.ndr_speed / 12 * (target - self.ndr), 0.2, 2)
        size = max(12 * self.revenue / p.usual_revenue, 1e-3)
        noise = p.sales_noise * size**-p.size_calm * laplace(shock)
        self.keep = self.ndr ** (1 / 12) * exp(clip(noise, -0.7, 0.7))
