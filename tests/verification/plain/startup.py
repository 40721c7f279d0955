"""A startup: what it is and has. What it does stands in making, operating, raising, leaving and buying."""

from .actor import Actor
from .buying import Buying
from .leaving import Leaving
from .making import Making
from .operating import Operating
from .papers import Line
from .raising import Raising
from .words import HOLDERS, SUITORS, Business, Fate, Intent, Stage, Tone


class Startup(Making, Operating, Raising, Leaving, Buying, Actor):
    """A young company: it develops, files, sells, raises money, and leaves one day."""

    # Who it is
    acting = True  # active, dormant or listed
    fate = Fate.ACTIVE
    fate_month = -1
    born = 0
    stage = Stage.PRE_SEED  # of its last priced round
    business = Business.TOKEN_API
    home = 0  # vertical; where it sells most
    champion = 0  # on the national list
    # What it makes
    capability = 0.0  # months
    cost = None  # yuan / task; None is left to founding, as for post, burn and cash
    thrift = 0.0  # its cost over best practice, other things equal
    own = 0.0  # trains its own foundation model
    moe = video = data = imported = rigor = 0.0
    # Where it sells
    registered = 0
    queue = -1  # vertical; waiting for clearance
    queued = 0
    cleared = -1  # month; of its last clearance
    fee = 0.0
    embedded = 0.0  # mean depth where it is cleared
    landed = 0  # large contract this month
    fit = 0.0  # log points; product-market fit, which wears off
    appeal = 0.0  # log points; brand and distribution: what its sales say beyond quality and price
    attraction = keep = users = 0.0
    # Business
    revenue = booked = growth = ndr = margin = 0.0
    cash = burn = None
    overhead = core = runway = spent = 0.0
    # What it is worth
    fundamental = premium = expected = mark = value = mark_before = 0.0
    post = None
    first_mark = peak = low = turbulence = 0.0
    cliff = -1
    # Who owns it
    founders = others = preferences = raised = recent = 0.0
    last_round = 0
    tone = Tone.NO_ROUND
    bridged = 0
    # Raising
    ask = reserve = 0.0
    drought = 0
    proof = 0.0  # share; chance that who looks closely, from Series B on, finds the product proved
    lifeline = 0.0  # million yuan; what a holder's bridge would bring, 0 once it has lived on one
    # Leaving and buying
    intent = Intent.STAY
    pivoted = -1
    for_sale = 0
    sale_reserve = 0.0
    target = top_bidder = suitor = buyer = None
    bid = top_bid = second_bid = signed_price = exit_price = 0.0
    signed_month = -1
    closing = acquisitions = 0
    # First months of milestones, -1 never
    late_round = late_below = late_costly = above_line = below_line = ripe = licensed = big_contract = -1
    unicorn = -1
    unicorn_kind = 0

    def __init__(self, market, row, uid):
        super().__init__(market, row, uid)
        self.approved = set()  # verticals where it is cleared
        self.reach = [0.0] * len(market.verticals)  # depth in each vertical where it may sell
        self.base = [0.0] * len(market.verticals)  # million yuan / month; sales in each
        self.cap_table = []  # Lines
        self.pitches = []  # of its last asking
        self.approached = [None] * SUITORS
        self.desk = []  # startups that offer themselves to it

    @property
    def breadth(self):
        """Verticals where it is cleared."""
        return len(self.approved)

    # ------------------------------------------------------------------------------- cap table

    def is_held_by(self, investor):
        return any(line.investor is investor for line in self.cap_table)

    def dilute(self, sold):
        """New shares are this part of all: everyone's part shrinks alike."""
        self.founders *= 1 - sold
        self.others *= 1 - sold
        for line in self.cap_table:
            line.stake *= 1 - sold

    def enter_holder(self, investor, stake):
        """Enter a stake: on the holder's line, a free line, or the smallest line, whose owner joins the others."""
        for line in self.cap_table:
            if line.investor is investor:
                line.stake += stake
                return
        if len(self.cap_table) < HOLDERS:
            self.cap_table.append(Line(investor, stake))
        else:
            least = min(self.cap_table, key=lambda line: line.stake)
            self.others += least.stake
            least.investor, least.stake = investor, stake
        investor.add_holding(self)

    def receive(self, cheque, investor, stake):
        """The investor pays; shares are entered on the cap table, the firm in the portfolio."""
        investor.powder -= cheque
        investor.holdings += 1
        self.cash += cheque
        self.raised += cheque
        self.recent += cheque
        self.enter_holder(investor, stake)

    # ------------------------------------------------------------------------------- afterlife

    def retire(self):
        """The firm ends: what customers it still has go to the rivals."""
        for v, vertical in enumerate(self.model.verticals):
            vertical.rivals_base += self.base[v]
            self.base[v] = self.reach[v] = 0.0
        self.acting = False
        self.fate_month = self.model.month
        self.cash = self.ask = self.attraction = 0.0
        self.suitor = self.target = None
        self.queue = -1

    def rest(self):
        """A month of a firm that is gone: nothing happens to it, and what it last raised fades from the news."""
        self.fee = self.attraction = self.keep = self.runway = self.ask = 0.0
        self.burn = self.spent = 0.0
        self.landed, self.intent = 0, Intent.STAY
        self.target = self.top_bidder = None
        self.bid = self.top_bid = self.second_bid = 0.0
        self.desk = []
        self.recent *= 1 - 1 / 12
