"""The market in plain Python: what happens in a month, in order.

The same rules as the kernel's and the same luck, written to be read: agents are objects, a rule is a
method, a settlement a function over the market. It is checked against the kernel agent by agent and
month by month (test_plain_market.py), and it is what the kernel's speed is measured against.

Agents decide, the market settles: a decision writes only its own agent and reads what earlier phases
wrote, so the order of visits does not matter; settlements serve the agents in the order of a draw.
"""

import mesa

from .plain import environment, metrics, rounds, sales, takeovers, turnover
from .plain.environment import Environment
from .plain.luck import Crowd, Luck, Street


class PlainMarket(mesa.Model):
    """One future of a market: run `run` of `seed`, with parameters `p`; without agents until somebody brings them in.

    `plain.scenario.founded` makes one from a scenario, `plain.mirror.mirrored` from a live market at any month.
    """

    def __init__(self, p, verticals, seed=7, run=0):
        super().__init__(rng=seed)
        self.p, self.luck = p, Luck(seed, run)
        self.month = 0
        self.verticals, self.environment = verticals, Environment()
        self.startups, self.investors, self.acquirers, self.regulators = [], [], [], []
        self.metrics, self.ledger = {"value": 0.0, "cost_over_size": 0.0}, []

    def open_doors(self, room):
        """All are there: who is met where, who holds which office; `room` is how many startups may ever be."""
        self.room = room
        self.hall, self.lobby = Crowd(self.investors), Crowd(self.acquirers)
        self.street = Street(self.startups, len(self.startups) - int(self.environment.newcomers))
        self.office = [None] * 6
        for regulator in self.regulators:
            self.office[regulator.office] = regulator

    def in_force(self, office):
        """The regulator that holds this office, if its instrument is in force; else None."""
        regulator = self.office[office]
        return regulator if regulator and regulator.active else None

    def step(self):
        """A month."""
        self.acting = [firm for firm in self.startups if firm.acting]
        for firm in self.startups:
            if not firm.acting:
                firm.rest()
        # 1 Policy
        for regulator in self.regulators:
            regulator.announce()
        environment.enact(self)
        # 2 Frontiers
        environment.advance(self)
        # 3 Develop
        for firm in self.acting:
            firm.develop()
        # 4 File and review
        for regulator in self.regulators:
            regulator.review()
        for firm in self.acting:
            firm.file()
        # 5 Sell
        for firm in self.acting:
            firm.embed()
        for firm in self.acting:
            firm.attract()
        sales.sell(self)
        # 6 Operate
        for firm in self.acting:
            firm.operate()
        for firm in self.acting:
            firm.appraise()
        # 7 Believe
        for investor in self.investors:
            investor.believe()
        # 8 Pitch
        for firm in self.acting:
            firm.pitch()
        for firm in self.acting:
            firm.present()
        rounds.deliver(self)
        # 9 Answer
        for investor in self.investors:
            investor.answer()
        # 10 Close rounds
        rounds.close_rounds(self)
        # 11 Seek exit
        for firm in self.acting:
            firm.seek_exit()
        takeovers.show_sellers(self)
        # 12 Bid
        for acquirer in self.acquirers:
            acquirer.bid()
        for firm in self.acting:
            firm.court()
        # 13 Close acquisitions
        takeovers.close_acquisitions(self)
        # 14 List, close, enter
        turnover.list_firms(self)
        turnover.close_firms(self)
        turnover.enter(self)
        # 15 Observe
        for firm in self.startups:
            if firm.acting:
                firm.remember()
        metrics.take_stock(self)
        self.month += 1

    def note(self, event, firm, party=None, amount=0.0, value=0.0, lead=False, detail=0):
        """Enter an event in the deal ledger; only settlements do."""
        self.ledger.append((self.month, event, firm, party, amount, value, lead, detail))
