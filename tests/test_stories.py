"""Stories: every event in plain words, nothing lost, nothing invented."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.network import EVENTS
from marketsim.outcomes import FATES
from marketsim.schema import code, say
from marketsim.stories import Event, summed_up, tell
from marketsim.telling import TELL, Book

MONTHS = 30


@dataclass
class Deal:
    """A row of the ledger; money in million yuan."""

    startup: str = "Zhipu AI"
    party: str = "Alibaba"
    amount: float = 0.0
    value: float = 0.0
    lead: bool = False
    stage: str = "series c"
    tone: str = "up"
    detail: int = 0


@pytest.fixture
def book(tiny):
    """Zhipu AI was last priced at 18 billion yuan, small 1 at 31 billion."""
    book = Book(Market(tiny))
    book.price["small 1"] = 31_000.0
    return book


@pytest.fixture(scope="module")
def market(tiny):
    return Market(tiny, run=3)


@pytest.fixture(scope="module")
def story(market):
    return tell(market, MONTHS)


# -------------------------------------------------------------------------------------- the events


@pytest.mark.parametrize(
    ("kind", "deals", "said"),
    [
        (
            "round",
            [Deal(amount=1200, value=24_000, lead=True)],
            "Alibaba pays for a 1.2bn yuan Series C of Zhipu AI at 24bn yuan (up from 18bn)",
        ),
        (
            "round",
            [
                Deal("small 1", "fund 2", 300, 24_000, tone="down"),
                Deal("small 1", "Alibaba", 900, 24_000, True, tone="down"),
            ],
            "Alibaba leads a 1.2bn yuan Series C of small 1 at 24bn yuan (down from 31bn), with fund 2",
        ),
        (
            "round",
            [Deal("small 1", amount=800, value=31_100, lead=True, tone="down", stage="series d")],
            "Alibaba pays for an 800m yuan Series D or later of small 1 at 31bn yuan (a down round)",
        ),
        (
            "round",
            [Deal("small 1", amount=800, value=31_200, lead=True, tone="flat", stage="seed")],
            "Alibaba pays for an 800m yuan seed round of small 1 at 31bn yuan (its last price)",
        ),
        (
            "bridged",
            [Deal(amount=80, value=18_100), Deal(party="fund 1", amount=100, value=18_100)],
            "Zhipu AI lives on a 180m yuan bridge from Alibaba and fund 1",
        ),
        (
            "signed",
            [Deal(amount=3100, value=4000, detail=3)],
            "Alibaba agrees to buy Zhipu AI for 3.1bn yuan (22 % below its fair value); review until Oct 2025",
        ),
        (
            "signed",
            [Deal(amount=8000, value=2000, detail=3)],
            "Alibaba agrees to buy Zhipu AI for 8bn yuan (4 times its fair value); review until Oct 2025",
        ),
        (
            "taken over",
            [Deal(amount=3100, value=4000, detail=FATES.index("acquired"))],
            "Alibaba takes over Zhipu AI for 3.1bn yuan",
        ),
        (
            "taken over",
            [Deal(party="small 4", amount=3100, detail=FATES.index("merged"))],
            "small 4 and Zhipu AI merge; small 4 pays 3.1bn yuan",
        ),
        ("withdrawn", [Deal(amount=3100)], "the sale of Zhipu AI to Alibaba for 3.1bn yuan falls through"),
        (
            "listing",
            [Deal(party=None, amount=2500, value=20_000)],
            "Zhipu AI lists at 20bn yuan (last price 18bn) and raises 2.5bn",
        ),
        (
            "placement",
            [Deal(party=None, amount=2500, value=20_000)],
            "Zhipu AI, listed, sells new shares at 20bn yuan (last price 18bn) and raises 2.5bn",
        ),
        (
            "rested",
            [Deal(party=None, amount=1.5)],
            "Zhipu AI runs out of money and goes dormant, with 18m yuan of sales a year to live on",
        ),
        ("reopened", [Deal(party=None)], "Zhipu AI wakes up again"),
        ("closure", [Deal(party=None)], "Zhipu AI closes, last priced at 18bn yuan"),
        ("entry", [Deal("entrant 1", None, 12, 60, detail=1)], "entrant 1 is founded in media with 12m yuan"),
        (
            "named champion",
            [Deal(), Deal("small 1"), Deal("small 2")],
            "Zhipu AI, small 1 and small 2 become national champions",
        ),
        ("policy", [Deal(None, "MIIT", detail=1)], "filings per vertical begin (MIIT)"),
        ("approval", [Deal(party=None, value=3, detail=3)], "Zhipu AI is cleared for its 3rd vertical"),
        (
            "cliff",
            [Deal(party=None, value=8000)],
            "Zhipu AI's growth misses what its price took for granted: now worth 8bn yuan (last price 18bn)",
        ),
        (
            "pivot",
            [Deal(party=None, detail=code("Business", "open core"))],
            "Zhipu AI changes course: it sells services around an open core",
        ),
        (
            "contract",
            [Deal(party=None, value=12.5)],
            "Zhipu AI lands a large contract in finance (sales 150m yuan a year)",
        ),
    ],
)
def test_an_event_is_told_in_plain_words(book, kind, deals, said):
    assert said == TELL[kind](book, deals)


def test_the_price_before_is_that_of_the_last_round_bridge_or_listing(book):
    TELL["bridged"](book, [Deal(amount=100, value=20_000)])
    assert "up from 20bn" in TELL["round"](book, [Deal(amount=100, value=25_000, lead=True)])
    assert "last price 25bn" in TELL["listing"](book, [Deal(amount=100, value=30_000)])
    assert "last priced at 30bn" in TELL["closure"](book, [Deal()])


def test_every_kind_of_event_can_be_told_but_the_holdings_of_the_start():
    assert set(EVENTS.values()) - {"held"} == set(TELL)


# --------------------------------------------------------------------------------------- the story


def test_every_event_of_the_ledger_is_told_or_counted_once(market, story):
    """Rounds of one firm in one month are one event."""
    deals = market.deals
    ledger = Counter(deals.loc[~deals["event"].isin(["held", "round", "bridged"]), "event"])
    for kind in ("round", "bridged"):
        ledger[kind] = len(deals[deals["event"] == kind].drop_duplicates(["month", "startup"]))
    words = {
        "bridged": "bridge",
        "taken over": "takeover",
        "closure": "closure",
        "entry": "new firm",
        "round": "round",
        "approval": "clearance",
        "contract": "large contract",
        "cliff": "cliff",
        "listing": "listing",
    }

    loud = Counter(event.kind for chapter in story.chapters for event in chapter.events)
    quiet = Counter()
    for part in ", ".join(chapter.also for chapter in story.chapters).split(", "):
        number, _, what = part.partition(" ")
        quiet[what.split(" for ")[0]] += int(number) if number else 0

    for kind, word in words.items():
        assert ledger[kind] == loud[kind] + quiet[word] + quiet[word + "s"], kind
    assert sum(ledger[kind] > 0 for kind in words) > 5 and sum(ledger.values()) > 100, "too quiet a future to say much"


def test_only_months_in_which_something_happened_have_a_chapter(tiny):
    story = tell(Market(tiny, run=3), MONTHS, "Zhipu AI")

    assert 0 < len(story.chapters) < MONTHS
    assert all(chapter.events for chapter in story.chapters)
    assert [chapter.date for chapter in story.chapters] == sorted(chapter.date for chapter in story.chapters)


def test_the_story_of_a_firm_has_all_that_concerns_it_and_nothing_else(tiny):
    """A firm that is bought in one of thirty futures."""
    ensemble = simulate(tiny, 30)
    run, row = np.argwhere(np.isin(ensemble.outcomes.firm("fate"), [FATES.index("acquired"), FATES.index("merged")]))[0]
    firm, deals = ensemble.outcomes.firm_names[row], ensemble.deals(int(run))
    mine = deals[((deals["startup"] == firm) | (deals["party"] == firm)) & (deals["event"] != "held")]

    story = tell(ensemble.replay(int(run)), MONTHS, firm)
    events = [event for chapter in story.chapters for event in chapter.events]

    assert all(firm in (event.startup, *event.parties) and firm in event.text for event in events)
    assert len(events) == len(mine.drop_duplicates(["month", "event", "startup"]))
    assert [end.firm for end in story.firms] == [firm] and story.firms[0].fate in ("acquired", "merged")


def test_an_investor_has_a_story_too(tiny, market):
    deals = market.deals
    backer = deals.loc[deals["event"] == "round", "party"].iloc[0]
    story = tell(Market(tiny, run=3), MONTHS, backer)

    told = [event.text for chapter in story.chapters for event in chapter.events]
    # In the largest rounds it may be one of "two others".
    assert told and all(backer in text or text.endswith("others") for text in told)
    assert story.firms == []


def test_a_story_changes_nothing_in_the_future_it_tells(tiny, story):
    market = Market(tiny, run=3)
    for _ in range(MONTHS):
        market.step()

    assert market.digest == story.digest


def test_the_ending_is_the_state_of_the_market(market, story):
    zhipu, end = market.find("Zhipu AI"), story.firms[0]

    assert (end.firm, end.fate, end.mark, end.revenue) == (
        "Zhipu AI",
        say("Fate", zhipu.fate),
        zhipu.mark,
        12 * zhipu.revenue,
    )
    assert f"{len(market.members['startups'])} startups (" in story.closing
    assert "81 startups (81 active)" in story.opening


@pytest.mark.parametrize("run", range(3))
def test_the_weather_of_the_market_is_told(tiny, run):
    """A climate that turns in about every other month: the story says so in that month and in no other."""
    restless = tiny.with_values({"cooling": 0.5, "warming": 0.5})
    market, easy = Market(restless, run=run), []
    for _ in range(12):
        market.step()
        easy.append(bool(market.environment["hot"]))
    story, told = tell(Market(restless, run=run), 12), 0
    for number in range(1, 12):
        chapters = [chapter for chapter in story.chapters if chapter.date == tiny.date_of(number)]
        month = [event.text for chapter in chapters for event in chapter.events]
        assert ("money turns scarce" in month) == (easy[number - 1] and not easy[number])
        assert ("money is easy again" in month) == (easy[number] and not easy[number - 1])
        told += easy[number] != easy[number - 1]

    assert told > 1


def test_a_name_nobody_has_is_refused_with_the_nearest(tiny):
    with pytest.raises(ValueError, match="nobody is called 'Zhipu' in tiny; did you mean Zhipu AI?"):
        tell(Market(tiny), 1, "Zhipu")


def test_quiet_events_are_summed_up_with_their_money():
    rounds = [Event("round", "x", (), "", 400.0, 0.0, "down"), Event("round", "y", (), "", 900.0, 0.0, "up")]

    assert summed_up([*rounds, Event("rested", "z", (), "")]) == "2 rounds for 1.3bn yuan (1 down), 1 firm goes dormant"
    assert summed_up([]) == ""
