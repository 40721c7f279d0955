"""What holds of every decision: it writes its own row, remembers no luck, and leaves the dead alone."""

from itertools import cycle

import numpy as np
import pytest

from marketsim.agents import Fate
from marketsim.schema import SCHEDULE

DECISIONS = [(kind, rule) for _, kind, rule in SCHEDULE if kind != "market"]
OF_STARTUPS = [rule for kind, rule in DECISIONS if kind == "startups"]
GONE = (Fate.CLOSED, Fate.ACQUIRED, Fate.MERGED)

# What a rule may still write on a firm that is gone: notes of the month, nought or nobody.
SCRATCH = {"file": {"fee"}, "attract": {"attraction", "keep", "landed"},
           "operate": {"burn", "spent", "runway", "recent", "landed"},
           "pitch": {"ask"}, "seek_exit": {"intent"}, "court": {"target", "bid"}}


@pytest.fixture
def stirred(busy):
    """A market in mid-month with firms of every fate, in which every rule finds something to do."""

    def before(rule):
        market = busy(rule, months=6)
        startups, acquirers, regulators = market.world.startups, market.world.acquirers, market.world.regulators
        for row, fate in zip(range(20, 40), cycle((*GONE, Fate.DORMANT, Fate.LISTED)), strict=False):
            startups["fate"][row], startups["live"][row] = fate, 0 if fate in GONE else -1
        if rule != "pitch":  # which has just seen to it that who is gone asks for nothing
            startups["ask"][startups["live"] == 0] = 0
        startups["above_line"][:] = startups["below_line"][:] = -1
        startups["own"][::2], startups["runway"][::2], startups["sale_reserve"][:] = 1, 120, 0
        acquirers["budget"][:], acquirers["appetite"][:], acquirers["engaged"][:] = 1e4, 1, 0
        regulators["active"][:], regulators["since"][:], regulators["hazard"][:], regulators["pace"][:] = 0, -1, 1, -1
        return market

    return before


@pytest.mark.parametrize(("kind", "rule"), [pair for pair in DECISIONS if pair[1] != "answer"], ids=str)
def test_a_decision_writes_its_own_row_and_nothing_else(stirred, changes, kind, rule):
    market = stirred(rule)

    written = 0
    for agent in market.members[kind]:
        changed = changes(market, getattr(agent, rule))
        assert all((kind, [agent.row]) == (of, rows) for (of, _), rows in changed.items()), changed
        written += bool(changed)

    assert written > 0


def test_an_answer_writes_its_offers_in_the_slots_on_the_desk_and_nothing_else(stirred, changes):
    """Its own row it only reads; what it writes is on the startups' side of the table, by design."""
    market = stirred("answer")
    table = {field: market.world.startups[field] for field in ("cheque", "bid_pre")}

    written = 0
    for fund in market.members["investors"]:
        desk = {(startup.row, place) for startup, place in fund.pitches}
        before = {field: column.copy() for field, column in table.items()}
        changed = changes(market, fund.answer)
        assert changed.keys() <= {("startups", field) for field in table}
        for field, column in table.items():
            assert {tuple(slot) for slot in np.argwhere(before[field] != column).tolist()} <= desk
        written += bool(changed)

    assert written > 0


@pytest.mark.parametrize(("kind", "rule"), DECISIONS, ids=str)
def test_the_same_state_gives_the_same_bits_again(stirred, again, kind, rule):
    """No rule draws luck that remembers."""
    market = stirred(rule)
    before = market.digest

    first, second = again(market, lambda: [getattr(agent, rule)() for agent in market.members[kind]])

    assert first == second != before


@pytest.mark.parametrize(("kind", "rule"), DECISIONS, ids=str)
def test_who_decides_first_changes_nothing(stirred, kind, rule):
    forwards, backwards = stirred(rule), stirred(rule)

    for market, order in ((forwards, 1), (backwards, -1)):
        for agent in market.members[kind][::order]:
            getattr(agent, rule)()

    assert forwards.digest == backwards.digest


@pytest.mark.parametrize("rule", OF_STARTUPS)
def test_firms_that_are_gone_are_left_alone(stirred, changes, rule):
    """Bit for bit, but for notes of the month: fees, burn, asks, intents, and money raised becoming less recent."""
    market = stirred(rule)
    gone = [firm for firm in market.members["startups"] if not firm.live]
    assert set(GONE) <= {firm.fate for firm in gone}

    for firm in gone:
        assert {field for _, field in changes(market, getattr(firm, rule))} <= SCRATCH.get(rule, set())
