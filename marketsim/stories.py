"""The story of one future: what happened month by month, in plain words, and how everybody ended up."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from itertools import groupby

from marketsim.endings import endings, state_of
from marketsim.telling import TELL, TOGETHER, Book
from marketsim.words import counted, money

QUIET = ("approval", "contract", "entry")  # summed up, whoever they happen to
# Told of anybody from a billion dollars on, by this sum.
LOUD = {"round": "value", "listing": "value", "placement": "value", "taken over": "amount"}
SUMMED = {
    "round": ("round",),
    "bridged": ("bridge",),
    "cliff": ("cliff",),
    "signed": ("sale agreed", "sales agreed"),
    "taken over": ("takeover",),
    "withdrawn": ("sale fallen through", "sales fallen through"),
    "listing": ("listing",),
    "placement": ("sale of listed shares", "sales of listed shares"),
    "rested": ("firm goes dormant", "firms go dormant"),
    "reopened": ("firm wakes up", "firms wake up"),
    "closure": ("closure",),
    "pivot": ("change of course", "changes of course"),
    "entry": ("new firm",),
    "approval": ("clearance",),
    "contract": ("large contract",),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened, with the names and the sums (million yuan) it is about."""

    kind: str
    startup: str | None
    parties: tuple
    text: str
    amount: float = 0.0
    value: float = 0.0
    tone: str | None = None


@dataclass(frozen=True)
class Chapter:
    """A month: the events told one by one, and the rest summed up."""

    date: object
    events: tuple
    also: str


@dataclass(frozen=True)
class Story:
    """One future, told."""

    opening: str
    chapters: list = field(repr=False)
    closing: str
    firms: list = field(repr=False)
    digest: int

    def as_dict(self):
        """Plain values, for a file."""
        return {
            "opening": self.opening,
            "closing": self.closing,
            "months": [
                {
                    "month": chapter.date.isoformat()[:7],
                    "events": [asdict(event) for event in chapter.events],
                    "also": chapter.also,
                }
                for chapter in self.chapters
            ],
            "firms": [asdict(end) | {"since": end.since and end.since.isoformat()[:7]} for end in self.firms],
        }


def tell(market, months, firm=None):
    """Live through so many months of a market and tell them; only what concerns `firm`, if one is named."""
    book, opening = Book(market), state_of(market)
    weather = [changes for _ in range(months) for changes in [lived(market)]]
    events = told(book, market.deals)
    if firm is not None:
        known(market, firm)
    named = {market.name_of("startups", row) for row in market.begun.named}
    billion = 1000 * market.premise.rate
    chapters = []
    for number, changes in enumerate(weather):
        here = [event for at, event in events if at == number]
        if firm is not None:
            loud, also = [event for event in here if firm in (event.startup, *event.parties)], ""
        else:
            loud = changes + [event for event in here if is_loud(event, named, billion)]
            also = summed_up([event for event in here if event not in loud])
        if loud or also:
            chapters.append(Chapter(market.premise.date_of(number), tuple(loud), also))
    return Story(opening, chapters, state_of(market), endings(market, named if firm is None else {firm}), market.digest)


def known(market, name):
    """Complain in one line if nobody in the market ever had that name."""
    everybody = [
        member.name for kind in ("startups", "investors", "acquirers", "regulators") for member in market.members[kind]
    ]
    if name not in everybody:
        near = get_close_matches(name, everybody, 1, 0.5)
        raise ValueError(
            f"nobody is called {name!r} in {market.premise.name}" + (f"; did you mean {near[0]}?" if near else "")
        )


def lived(market):
    """Step a month; what changed in the weather of the market: climate, listings, open weights, policies that lapse."""
    before, regulators = market.environment, market.members["regulators"]
    active = [regulator.active for regulator in regulators]
    market.step()
    now = market.environment
    texts = [
        (now["hot"], before["hot"], "money is easy again", "money turns scarce"),
        (now["window"], before["window"], "the listing window opens", "the listing window closes"),
        (now["parity_since"] >= 0, before["parity_since"] >= 0, "open weights catch up with the closed frontier", ""),
    ]
    texts += [
        (regulator.active, was, "", f"{regulator.name} lapses")
        for regulator, was in zip(regulators, active, strict=True)
    ]
    return [
        Event("weather", None, (), up if is_so else down)
        for is_so, was, up, down in texts
        if bool(is_so) != bool(was) and (up if is_so else down) and market.month > 1
    ]


def told(book, deals):
    """[(month, Event)] of a deal ledger."""
    deals = [deal for deal in deals.itertuples() if deal.event in TELL]

    def one_event(deal):
        whose = deal.startup if deal.event in TOGETHER else None if deal.event == "named champion" else deal.Index
        return deal.month, deal.event, whose

    return [(number, event(book, kind, list(rows))) for (number, kind, _), rows in groupby(deals, one_event)]


def event(book, kind, deals):
    """One event of some rows of the ledger."""
    about = None if kind in ("policy", "named champion") else deals[0].startup
    parties = [
        deal.startup if kind == "named champion" else deal.party for deal in deals if isinstance(deal.party, str)
    ]
    amount, value = sum(float(deal.amount) for deal in deals), float(deals[0].value)
    tone = deals[0].tone if kind == "round" else None
    return Event(kind, about, tuple(parties), TELL[kind](book, deals), amount, value, tone)


def is_loud(event, named, billion):
    """Is it told by itself?"""
    if event.kind in QUIET:
        return False
    if event.startup in named or event.startup is None or named & set(event.parties):
        return True
    return event.kind in LOUD and getattr(event, LOUD[event.kind]) >= billion


def summed_up(events):
    """The quieter events of a month in one sentence."""
    counts = Counter(event.kind for event in events)
    rounds = [event for event in events if event.kind == "round"]
    down = sum(event.tone == "down" for event in rounds)
    money_in = f" for {money(sum(event.amount for event in rounds))}" + (f" ({down} down)" if down else "")
    return ", ".join(
        counted(counts[kind], *words) + (money_in if kind == "round" else "")
        for kind, words in SUMMED.items()
        if counts[kind]
    )
