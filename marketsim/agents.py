"""Agents as readers see them. An agent owns nothing: it is a row of the world, read by name.

Fields and rules come from the kernel's own lists, so a class here says only who it is. To teach
an agent, subclass it and write a rule's method in Python: it then runs in both doors.
"""

from enum import IntEnum
from functools import partial
from itertools import repeat

import mesa

from marketsim.schema import ENUMS, SCHEDULE, fields

WORDS = {
    "fate": "Fate",
    "stage": "Stage",
    "business": "Business",
    "tone": "Tone",
    "intent": "Intent",
    "money": "Money",
    "belief": "Belief",
    "office": "Office",
}
ENUM = {name: IntEnum(name, {word: number for number, word in enumerate(words)}) for name, words in ENUMS.items()}
Fate, Stage, Business, Tone, Intent, Office = (
    ENUM[name] for name in ("Fate", "Stage", "Business", "Tone", "Intent", "Office")
)


class Field:
    """One column of the agent's row, with its unit; settable."""

    def __init__(self, field):
        self.name, self.unit, self.width = field.name, field.unit, field.width
        self.__doc__ = f"{field.meaning} ({field.unit})" if field.meaning else field.unit
        self.enum = ENUM.get(WORDS.get(field.name))
        self.words = {int(word): word for word in self.enum or ()}

    def __get__(self, agent, owner):
        if agent is None:
            return self
        column = agent.table[self.name]
        if self.width > 1:
            return column[agent.row]
        value = column.item(agent.row)
        return self.words[value] if self.words else value

    def __set__(self, agent, value):
        agent.table[self.name][agent.row] = value


class Rule:
    """One compiled rule, applied to the agent it is called on."""

    def __init__(self, phase):
        self.phase = phase

    def __get__(self, agent, owner):
        return self if agent is None else partial(agent.world.apply, self.phase, agent.row)

    def __set__(self, agent, value):
        raise AttributeError(f"{SCHEDULE[self.phase][2]} is a rule: write it anew in a subclass")


class NoIds:
    """Mesa 3.3 numbers agents from a table that keeps every model alive; ours have ids by name, and stay out of it."""

    def __getitem__(self, market):
        return repeat(None)


class MarketAgent(mesa.Agent):
    """A view of one row of one kind: `name`, `row`, every column as an attribute, every rule as a method."""

    kind: str
    _ids = NoIds()

    def __init__(self, market, row):
        super().__init__(market)
        self.world, self.row = market.world, row
        self.table = getattr(market.world, self.kind)
        self.unique_id = int(self.table["uid"][row])  # by name: the same in every future

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if "kind" in vars(cls):
            for field in fields(cls.kind).values():
                setattr(cls, field.name, Field(field))
            for phase, (_, kind, rule) in enumerate(SCHEDULE):
                if kind == cls.kind:
                    setattr(cls, rule, Rule(phase))

    @property
    def name(self):
        """What the scenario calls it; entrants have a number."""
        return self.model.name_of(self.kind, self.row)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name}>"


class Startup(MarketAgent):
    """A young company: it develops, files, sells, raises money, and leaves one day."""

    kind = "startups"

    @property
    def acting(self):
        """Is it still in the market (active, dormant or listed)?"""
        return bool(self.live)

    @property
    def holders(self):
        """{investor: share} of its cap table's named lines."""
        return {
            self.model.members["investors"][k]: share
            for k, share in zip(self.holder, self.stake, strict=True)
            if k >= 0
        }


class Investor(MarketAgent):
    """A fund: it holds beliefs, raises money, and answers the pitches on its desk."""

    kind = "investors"

    @property
    def pitches(self):
        """(startup, slot) of each pitch on its desk this month; see `offer`."""
        papers = self.world.startups["paper"]
        slots = papers.ravel()[self.desk : self.desk + self.callers].tolist()
        startups = self.model.members["startups"]
        return [(startups[row], place) for row, place in (divmod(slot, papers.shape[1]) for slot in slots)]

    def offer(self, startup, place, cheque, pre_money):
        """Offer a cheque (million yuan) at a pre-money price (million yuan); 0 declines."""
        startup.cheque[place], startup.bid_pre[place] = cheque, pre_money


class Acquirer(MarketAgent):
    """A big technology firm: it looks at sellers, and bids."""

    kind = "acquirers"


class Regulator(MarketAgent):
    """An office with one instrument: it announces it, and clears the files in its queue."""

    kind = "regulators"


AGENTS = {"startups": Startup, "investors": Investor, "acquirers": Acquirer, "regulators": Regulator}


def taught(cls):
    """Phases whose rule a class has written in Python."""
    return [
        phase
        for phase, (_, kind, rule) in enumerate(SCHEDULE)
        if kind == cls.kind and not isinstance(getattr(cls, rule), Rule)
    ]
