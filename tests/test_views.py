"""Agents as readers see them, and the words they speak: what is written is what the rules read."""

import numpy as np
import pytest

from marketsim.agents import AGENTS, ENUM, Business, Fate, Field, Rule, Startup
from marketsim.market import Market
from marketsim.scenario import checked
from marketsim.schema import ENUMS, KINDS, PARAMETERS, PURPOSES, SCHEDULE, code, fields, say

COLUMNS = [(kind, field) for kind in KINDS for field in fields(kind).values()]


@pytest.mark.parametrize(("kind", "field"), COLUMNS, ids=[f"{kind}.{field.name}" for kind, field in COLUMNS])
def test_every_column_is_an_attribute_of_the_agent_with_its_unit(kind, field):
    attribute = getattr(AGENTS[kind], field.name)

    assert isinstance(attribute, Field), f"{kind}.{field.name} is hidden by {attribute!r}"
    assert field.unit in attribute.__doc__


@pytest.mark.parametrize(("kind", "rule"), [(kind, rule) for _, kind, rule in SCHEDULE if kind != "market"], ids=str)
def test_every_decision_is_a_method_of_the_agent(kind, rule):
    assert isinstance(getattr(AGENTS[kind], rule), Rule)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_set_on_an_agent_is_what_its_row_holds(bench, kind):
    """The last agent of its kind; nobody else's row changes."""
    market = bench()
    agent = market.members[kind][-1]
    for name, field in fields(kind).items():
        if not isinstance(getattr(type(agent), name), Field):
            continue
        column = getattr(market.world, kind)[name]
        others = np.delete(column, agent.row, 0).copy()
        setattr(agent, name, 1)
        assert (column[agent.row] == 1).all()
        assert np.array_equal(others, np.delete(column, agent.row, 0), equal_nan=True)
        assert np.all(getattr(agent, name) == 1), field


def test_a_rule_reads_what_was_written_through_a_view(bench):
    """2.5 million of gross profit and costs of 12.5 leave a cash of 50 at 40, whichever way it was written."""
    cash = []
    for write in ("attribute", "column", "environment"):
        market = bench()
        alpha = market.find("Alpha")
        if write == "attribute":
            alpha.cash = 50
        else:
            market.world.startups["cash"][alpha.row] = 50
        alpha.operate()
        cash.append(round(alpha.cash, 9))

    assert [40, 40, 40] == cash


def test_a_rule_reads_an_environment_that_was_changed(bench):
    alpha = bench().find("Alpha")
    alpha.world.environment["cost_frontier"][0] = 0.25

    alpha.develop()

    assert 0.25 == pytest.approx(alpha.cost)


def test_a_list_is_seen_and_written_place_by_place(bench):
    beta = bench().find("Beta")

    beta.base[1] = 99

    assert [2.5, 99] == beta.base[:2].tolist() == beta.world.startups["base"][beta.row, :2].tolist()


def test_an_agent_speaks_in_words_where_the_column_holds_numbers(bench):
    alpha = bench().find("Alpha")
    assert (Fate.ACTIVE, Business.SOLUTION) == (alpha.fate, alpha.business)

    alpha.fate = Fate.DORMANT
    assert 2 == alpha.world.startups["fate"][alpha.row]


@pytest.mark.parametrize("nobody", ["investors", "acquirers", "regulators"])
def test_a_market_may_lack_a_kind_of_agent(bench, nobody):
    data = bench().premise.model_dump(mode="json", exclude_none=True) | {nobody: {}}
    if nobody == "investors":
        for firm in data["startups"].values():
            firm["holders"] = []
    market = Market(checked(data, "bench.toml"))
    for _ in range(6):
        market.step()

    assert [] == market.members[nobody]
    assert market.metrics["demand"] > 0


# ------------------------------------------------------------------------------------ enumerations


def test_the_numbers_of_words_never_change():
    """Scenarios, tables and published results hold them: append only."""
    assert ["UNBORN", "ACTIVE", "DORMANT", "LISTED", "ACQUIRED", "MERGED", "CLOSED"] == ENUMS["Fate"]
    assert ["PRE_SEED", "SEED", "SERIES_A", "SERIES_B", "SERIES_C", "SERIES_D"] == ENUMS["Stage"]
    assert ["DOLLAR_FUND", "YUAN_FUND", "CORPORATE", "STATE_FUND"] == ENUMS["Money"]
    assert ["REGISTRY", "FILINGS", "MERGERS", "CHAMPIONS", "CONTROLS", "CRACKDOWN"] == ENUMS["Office"][:6]
    assert list(range(1, 35)) == list(PURPOSES.values())[:34]
    assert ("PARAMETER", "RESEARCH", "ONWARDS") == tuple(word for word, n in PURPOSES.items() if n in (1, 11, 34))


def test_no_two_draws_have_one_purpose():
    assert len(PURPOSES) == len(set(PURPOSES.values()))


@pytest.mark.parametrize("enum", ENUMS)
def test_words_and_numbers_are_each_other_s_inverse(enum):
    numbers = range(len(ENUMS[enum]))

    assert list(numbers) == [code(enum, say(enum, number)) for number in numbers] == [int(word) for word in ENUM[enum]]


def test_an_unknown_word_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="must be one of token api, subscription, .*; got 'barter'"):
        code("Business", "barter")


def test_every_enumerated_column_speaks():
    speaking = {field.name for kind in KINDS for field in fields(kind).values() if field.unit in ENUMS}

    assert speaking == {name for agent in AGENTS.values() for name, attribute in vars(agent).items()
                        if isinstance(attribute, Field) and attribute.enum}


def test_margins_stand_in_the_order_of_the_business_models():
    """The kernel counts from the first."""
    margins = [name.removeprefix("margin_").upper() for name in PARAMETERS]
    first = margins.index("API")

    assert [word.removeprefix("TOKEN_") for word in ENUMS["Business"]] == margins[first:first + len(ENUMS["Business"])]


def test_the_month_goes_through_its_fifteen_chapters_in_order():
    chapters = [chapter for chapter, _, _ in SCHEDULE]

    assert sorted(chapters) == chapters
    assert set(range(1, 16)) == set(chapters)
    assert len({rule for _, _, rule in SCHEDULE}) == len(SCHEDULE)


def test_a_subclass_keeps_every_field_and_rule_it_does_not_write():
    class Frugal(Startup):
        def operate(self):
            self.cash = 0

    assert isinstance(Frugal.cash, Field) and isinstance(Frugal.develop, Rule)
    assert not isinstance(Frugal.operate, Rule)
