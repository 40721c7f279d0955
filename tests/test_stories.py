"""Stories: every event in plain words, nothing lost, nothing invented."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.network import EVENTS
from marketsim.outcomes import FATES, Outcomes
from marketsim.schema import code, say
from marketsim.stories import Event, summed_up, tell
from marketsim.telling import TELL, Book
from marketsim.typical import PATHS, most_typical
from marketsim.words import a, chance, counted, frequency, interval, listed, money, moved, ordinal, percent

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


# -------------------------------------------------------------------------------------- the words


@pytest.mark.parametrize(("million", "said"), [
    (0.25, "250k yuan"), (12, "12m yuan"), (340.4, "340m yuan"), (999.9, "1bn yuan"), (1240, "1.2bn yuan"), (24_000, "24bn yuan"),
    (124_400, "124bn yuan"), (2_300_000, "2.3tn yuan"), (0, "0m yuan"), (-1240, "-1.2bn yuan")])  # fmt: skip
def test_money_is_said_in_the_largest_unit_that_fits(million, said):
    assert said == money(million)


def test_two_sums_that_differ_are_not_said_alike():
    assert ("24bn", "31bn") == moved(24_000, 31_000)
    assert ("24bn", "24.4bn") == moved(24_000, 24_400)


@pytest.mark.parametrize(("text", "said"), [
    ("8bn yuan", "an 8bn yuan"), ("11bn yuan", "an 11bn yuan"), ("18m yuan", "an 18m yuan"), ("1.2bn yuan", "a 1.2bn yuan"),
    ("110m yuan", "a 110m yuan"), ("80m yuan", "an 80m yuan"), ("open core", "an open core")])  # fmt: skip
def test_an_article_fits_the_number(text, said):
    assert said == a(text)


@pytest.mark.parametrize(("share", "runs", "said"), [
    (0, 10_000, "none of 10,000"), (1, 500, "all 500"), (0.5, 9, "1 in 2"), (0.625, 8, "5 in 8"), (0.96, 25, "24 in 25"),
    (0.3, 10, "3 in 10"), (0.003, 1000, "1 in 330"), (0.997, 1000, "329 in 330"), (0.0001, 10_000, "1 in 10,000"), (0.05, 20, "1 in 20")])  # fmt: skip
def test_a_natural_frequency_has_a_denominator_that_fits(share, runs, said):
    assert said == frequency(share, runs)


def test_a_natural_frequency_is_never_far_from_the_share():
    for share in np.linspace(0.0005, 0.9995, 1999):
        some, of = (float(word.replace(",", "")) for word in frequency(share, 10_000).split(" in "))
        assert abs(some / of - share) <= min(0.06 * min(share, 1 - share), 0.015) + 1e-9, share
        assert 0 < some < of


def test_per_cent_has_decimals_only_where_they_say_something():
    assert ["0 %", "0.03 %", "0.4 %", "1 %", "62 %", "99 %", "99.7 %", "99.99 %", "100 %"] == [
        percent(x) for x in (0, 0.0003, 0.004, 0.0096, 0.62, 0.99, 0.997, 0.9999, 1)]
    assert ("<0.04 %", ">99.96 %", "62 %") == (chance(0, 0, 0.00038), chance(1, 0.99962, 1), chance(0.62, 0.6, 0.64))
    assert ("61-63 %", "5 %") == (interval(0.61, 0.63), interval(0.0501, 0.0499))


def test_names_and_numbers_are_listed_as_one_speaks():
    assert ["A", "A and B", "A, B and C", "A, B and 2 others"] == [listed("ABCD"[:k], 3) for k in (1, 2, 3, 4)]
    assert ["1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "102nd"] == [ordinal(k) for k in (1, 2, 3, 4, 11, 12, 21, 102)]
    assert ["1 firm", "2 firms", "1,000 firms"] == [counted(k, "firm") for k in (1, 2, 1000)]


# -------------------------------------------------------------------------------------- the events


@pytest.mark.parametrize(("kind", "deals", "said"), [
    ("round", [Deal(amount=1200, value=24_000, lead=True)], "Alibaba pays for a 1.2bn yuan Series C of Zhipu AI at 24bn yuan (up from 18bn)"),
    ("round", [Deal("small 1", "fund 2", 300, 24_000, tone="down"), Deal("small 1", "Alibaba", 900, 24_000, True, tone="down")],
     "Alibaba leads a 1.2bn yuan Series C of small 1 at 24bn yuan (down from 31bn), with fund 2"),
    ("round", [Deal("small 1", amount=800, value=31_100, lead=True, tone="down", stage="series d")],
     "Alibaba pays for an 800m yuan Series D or later of small 1 at 31bn yuan (a down round)"),
    ("round", [Deal("small 1", amount=800, value=31_200, lead=True, tone="flat", stage="seed")],
     "Alibaba pays for an 800m yuan seed round of small 1 at 31bn yuan (its last price)"),
    ("bridged", [Deal(amount=80, value=18_100), Deal(party="fund 1", amount=100, value=18_100)],
     "Zhipu AI lives on a 180m yuan bridge from Alibaba and fund 1"),
    ("signed", [Deal(amount=3100, value=4000, detail=3)],
     "Alibaba agrees to buy Zhipu AI for 3.1bn yuan (22 % below its fair value); review until Oct 2025"),
    ("signed", [Deal(amount=8000, value=2000, detail=3)],
     "Alibaba agrees to buy Zhipu AI for 8bn yuan (4 times its fair value); review until Oct 2025"),
    ("taken over", [Deal(amount=3100, value=4000, detail=FATES.index("acquired"))], "Alibaba takes over Zhipu AI for 3.1bn yuan"),
    ("taken over", [Deal(party="small 4", amount=3100, detail=FATES.index("merged"))], "small 4 and Zhipu AI merge; small 4 pays 3.1bn yuan"),
    ("withdrawn", [Deal(amount=3100)], "the sale of Zhipu AI to Alibaba for 3.1bn yuan falls through"),
    ("listing", [Deal(party=None, amount=2500, value=20_000)], "Zhipu AI lists at 20bn yuan (last price 18bn) and raises 2.5bn"),
    ("placement", [Deal(party=None, amount=2500, value=20_000)], "Zhipu AI, listed, sells new shares at 20bn yuan (last price 18bn) and raises 2.5bn"),
    ("rested", [Deal(party=None, amount=1.5)], "Zhipu AI runs out of money and goes dormant, with 18m yuan of sales a year to live on"),
    ("reopened", [Deal(party=None)], "Zhipu AI wakes up again"),
    ("closure", [Deal(party=None)], "Zhipu AI closes, last priced at 18bn yuan"),
    ("entry", [Deal("entrant 1", None, 12, 60, detail=1)], "entrant 1 is founded in media with 12m yuan"),
    ("named champion", [Deal(), Deal("small 1"), Deal("small 2")], "Zhipu AI, small 1 and small 2 become national champions"),
    ("policy", [Deal(None, "MIIT", detail=1)], "filings per vertical begin (MIIT)"),
    ("approval", [Deal(party=None, value=3, detail=3)], "Zhipu AI is cleared for its 3rd vertical"),
    ("cliff", [Deal(party=None, value=8000)],
     "Zhipu AI's growth misses what its price took for granted: now worth 8bn yuan (last price 18bn)"),
    ("pivot", [Deal(party=None, detail=code("Business", "open core"))], "Zhipu AI changes course: it sells services around an open core"),
    ("contract", [Deal(party=None, value=12.5)], "Zhipu AI lands a large contract in finance (sales 150m yuan a year)"),
])  # fmt: skip
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
    words = {"bridged": "bridge", "taken over": "takeover", "closure": "closure", "entry": "new firm", "round": "round",
             "approval": "clearance", "contract": "large contract", "cliff": "cliff", "listing": "listing"}

    loud = Counter(event.kind for chapter in story.chapters for event in chapter.events)
    quiet = Counter()
    for part in ", ".join(chapter.also for chapter in story.chapters).split(", "):
        number, _, what = part.partition(" ")
        quiet[what.split(" for ")[0]] += int(number) if number else 0

    for kind, word in words.items():
        assert ledger[kind] == loud[kind] + quiet[word] + quiet[word + "s"], kind
        assert ledger[kind] > 0, f"the future of this test should have a {word}"


def test_only_months_in_which_something_happened_have_a_chapter(tiny):
    story = tell(Market(tiny, run=3), MONTHS, "Zhipu AI")

    assert 0 < len(story.chapters) < MONTHS
    assert all(chapter.events for chapter in story.chapters)
    assert [chapter.date for chapter in story.chapters] == sorted(chapter.date for chapter in story.chapters)


def test_the_story_of_a_firm_has_all_that_concerns_it_and_nothing_else(tiny, market):
    deals = market.deals
    firm = deals.loc[deals["event"] == "taken over", "startup"].iloc[0]
    mine = deals[((deals["startup"] == firm) | (deals["party"] == firm)) & (deals["event"] != "held")]

    story = tell(Market(tiny, run=3), MONTHS, firm)
    events = [event for chapter in story.chapters for event in chapter.events]

    assert all(firm in (event.startup, *event.parties) and firm in event.text for event in events)
    assert len(events) == len(mine.drop_duplicates(["month", "event", "startup"]))
    assert [end.firm for end in story.firms] == [firm] and story.firms[0].fate in ("acquired", "merged")


def test_an_investor_has_a_story_too(tiny, market):
    deals = market.deals
    backer = deals.loc[deals["event"] == "round", "party"].iloc[0]
    story = tell(Market(tiny, run=3), MONTHS, backer)

    assert all(backer in event.text for chapter in story.chapters for event in chapter.events)
    assert story.firms == []


def test_a_story_changes_nothing_in_the_future_it_tells(tiny, story):
    market = Market(tiny, run=3)
    for _ in range(MONTHS):
        market.step()

    assert market.digest == story.digest


def test_the_ending_is_the_state_of_the_market(market, story):
    zhipu, end = market.find("Zhipu AI"), story.firms[0]

    assert (end.firm, end.fate, end.mark, end.revenue) == ("Zhipu AI", say("Fate", zhipu.fate), zhipu.mark, 12 * zhipu.revenue)
    assert f"{len(market.members['startups'])} startups (" in story.closing
    assert "81 startups (81 active)" in story.opening


def test_the_weather_of_the_market_is_told(tiny):
    """Money turns easy or scarce in some of a few futures, and the story says so in that month."""
    told = 0
    for run in range(6):
        market, easy = Market(tiny, run=run), []
        for _ in range(MONTHS):
            market.step()
            easy.append(bool(market.environment["hot"]))
        story = tell(Market(tiny, run=run), MONTHS)
        for number in range(1, MONTHS):
            month = [event.text for chapter in story.chapters if chapter.date == tiny.date_of(number) for event in chapter.events]
            assert ("money turns scarce" in month) == (easy[number - 1] and not easy[number])
            assert ("money is easy again" in month) == (easy[number] and not easy[number - 1])
            told += easy[number] != easy[number - 1]

    assert told, "the futures of this test should see a change of climate"


def test_a_name_nobody_has_is_refused_with_the_nearest(tiny):
    with pytest.raises(ValueError, match="nobody is called 'Zhipu' in tiny; did you mean Zhipu AI?"):
        tell(Market(tiny), 1, "Zhipu")


def test_quiet_events_are_summed_up_with_their_money():
    rounds = [Event("round", "x", (), 400.0, 0.0, "at 2bn yuan (down from 3bn)"), Event("round", "y", (), 900.0, 0.0, "at 4bn yuan")]

    assert summed_up([*rounds, Event("rested", "z", (), 0.0, 0.0, "")]) == "2 rounds for 1.3bn yuan (1 down), 1 firm goes dormant"
    assert summed_up([]) == ""


# ------------------------------------------------------------------------------------ most typical


def handmade(heights):
    """Runs whose every metric stands at a height of its own."""
    months = np.repeat(np.asarray(heights, np.float32)[:, None, None], 4, 1) * np.ones(len(PATHS), np.float32)
    empty = np.zeros((len(heights), 0, 0), np.float32)
    return Outcomes(start=date(2025, 7, 1), metric_names=PATHS, months_array=months, firms_array=empty, watch_array=empty[:, :, None],
                    firm_names=(), firm_ids=(), buyer_names={}, watched=(), cohorts={}, verticals=(), regulated=())


def test_the_most_typical_run_is_the_one_in_the_middle():
    assert most_typical(handmade([9, 1, 5.5, 2, 8])) == 2
    assert most_typical(handmade([3])) == 0
    assert most_typical(handmade([4, 4, 4])) == 0


def test_one_wild_metric_does_not_make_a_run_untypical(tiny):
    outcomes = handmade([1, 2, 3, 4, 5])
    wild = outcomes.months_array.copy()
    wild[2, :, 0] = 1e9

    assert most_typical(replace(outcomes, months_array=wild)) == 2


def test_the_most_typical_run_does_not_depend_on_the_scale_of_a_metric(tiny):
    outcomes = simulate(tiny, 60, 5).outcomes
    scaled = outcomes.months_array * np.linspace(0.5, 2000, outcomes.months_array.shape[2], dtype=np.float32)

    assert most_typical(outcomes) == most_typical(replace(outcomes, months_array=scaled))
