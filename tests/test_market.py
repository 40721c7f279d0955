"""The live market as a Mesa user meets it."""

import gc

import mesa
import pytest
from bench import tiny, tiny_with
from futures import sized
from mesa.datacollection import DataCollector

from marketsim._kernel import World
from marketsim.agents import Acquirer, Fate, Investor, MarketAgent, Regulator, Startup
from marketsim.market import Market
from marketsim.scenario import ScenarioError
from marketsim.schema import KINDS, SCHEDULE, fields
from marketsim.start import Start


@pytest.fixture
def market():
    return Market(tiny())


@pytest.fixture(scope="module")
def aged():
    """Two and a half years on: firms have ended and entered."""
    market = Market(tiny().with_values({"entry_rate": 2, "court_appetite": 0.5, "attention": 0.6}))
    for _ in range(30):
        market.step()
    return market


# -------------------------------------------------------------------------------- agents of a model


def test_everybody_in_the_scenario_is_an_agent_of_its_type(market):
    counts = {Startup: 81, Investor: 41, Acquirer: 1, Regulator: 2}

    assert counts == {cls: len(agents) for cls, agents in market.agents_by_type.items()}
    assert sum(counts.values()) == len(market.agents)
    assert set(counts) == set(market.agent_types)


def test_agents_are_selected_sorted_grouped_and_asked_as_mesa_does(market):
    startups = market.agents_by_type[Startup]

    rich = startups.select(lambda startup: startup.cash > 100)
    assert sorted(rich.get("name")) == sorted(
        name for name, cash in zip(startups.get("name"), startups.get("cash"), strict=True) if cash > 100
    )
    assert max(startups.get("mark")) == startups.sort("mark")[0].mark
    assert startups.agg("cash", sum) == pytest.approx(market.world.startups["cash"][:81].sum())
    homes = startups.groupby("home")
    assert {0, 1} == set(homes.groups)
    assert 81 == sum(homes.count().values())
    assert 41 == len(market.agents.select(agent_type=Investor))


def test_a_rule_is_done_by_an_agent_set(market):
    one, other = market, Market(tiny())

    one.agents_by_type[Startup].shuffle_do("develop")
    other.agents_by_type[Startup].do("develop")

    assert one.digest == other.digest != Market(tiny()).digest


def test_fields_are_read_and_set_by_name(market):
    startup = market.find("Zhipu AI")

    assert 18000 == pytest.approx(startup.post)  # 2.5 billion dollars
    startup.cash = 5
    assert 5 == market.world.startups["cash"][startup.row]
    startup.fate = Fate.DORMANT
    assert "DORMANT" == startup.fate.name
    assert {"Alibaba"} == {holder.name for holder in startup.holders}


@pytest.mark.parametrize("name", ["Zhipu AI", "Alibaba", "CAC"])
def test_an_unknown_attribute_is_an_attribute_error(market, name):
    with pytest.raises(AttributeError, match="valuation"):
        market.find(name).valuation  # noqa: B018


def test_an_unknown_name_is_a_key_error_that_says_so(market):
    with pytest.raises(KeyError, match="nobody is called 'Zhipu'"):
        market.find("Zhipu")


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_has_the_name_of_a_rule_or_of_something_mesa_needs(kind):
    rules = {rule for _, kind_, rule in SCHEDULE if kind_ == kind}

    assert set() == set(fields(kind)) & (rules | set(dir(mesa.Agent)))


def test_the_market_takes_no_name_that_mesa_reserves():
    # Mesa 3.5 has these on its Model.
    reserved = {"scenario", "time", "batch", "observe", "notify", "agents", "steps", "rng", "random", "running"}

    assert set() == {name for name in vars(Market) if name in reserved or name.startswith(("schedule_", "run_"))}


def test_a_rule_is_changed_in_a_subclass_and_not_on_an_agent(market):
    """The compiled month would not see it."""
    with pytest.raises(AttributeError, match="operate is a rule: write it anew in a subclass"):
        market.find("Zhipu AI").operate = lambda: None


# ---------------------------------------------------------------------------------- coming and going


def test_ended_firms_leave_the_models_agents_and_stay_members(aged):
    acting = {startup.name for startup in aged.members["startups"] if startup.acting}

    assert acting == {startup.name for startup in aged.agents_by_type[Startup]}
    assert len(acting) < len(aged.members["startups"])
    assert not aged.find(next(startup.name for startup in aged.members["startups"] if not startup.acting)).acting


def test_entrants_join(aged):
    entrants = [startup for startup in aged.members["startups"] if startup.name.startswith("entrant")]

    assert aged.metrics["entered"] == len(entrants) > 10
    assert "entrant 1" == entrants[0].name
    assert set(aged.agents) >= {entrant for entrant in entrants if entrant.acting}


def test_ended_firms_leave_whatever_class_they_are_of():
    class Mine(Startup):
        pass

    harsh = tiny().with_values({"core_share": 1, "burn_of_value": 0.1, "rest_cover": 1})
    market = Market(harsh, startup={f"small {k}": Mine for k in range(1, 41)})
    for _ in range(30):
        market.step()
    ended = {startup for startup in market.members["startups"] if not startup.acting}

    assert {Mine, Startup} == {type(startup) for startup in ended}
    assert set() == ended & set(market.agents)


def test_ids_are_unique_among_all_who_ever_were(aged):
    everybody = [member for kind in KINDS for member in aged.members[kind]]

    assert len(everybody) == len({member.unique_id for member in everybody})


STATED = [("raised", 100), ("recent", 50), ("overhead", 1), ("founders", 0.9), ("users", 7), ("cash", 33)]


@pytest.mark.parametrize(("field", "value"), STATED)
def test_what_a_scenario_states_is_kept_or_refused(field, value):
    def state(data):
        data["startups"]["Zhipu AI"][field] = {"value": value, "source": "assumed"}

    try:
        scenario = tiny_with(state)
    except ScenarioError:
        return
    assert value == getattr(Market(scenario).find("Zhipu AI"), field)


def test_months_and_mesas_steps_agree(market):
    for month in range(1, 4):
        market.step()
        assert (month, month) == (market.month, market.steps)
    assert "2025-10-01" == market.date.isoformat()


def test_a_market_runs_on_past_its_scenarios_horizon():
    market = Market(tiny().with_values({"months": 6, "entry_rate": 2}))
    for _ in range(120):
        market.step()

    assert 120 == market.month


def test_a_large_market_keeps_its_whole_ledger():
    def enlarge(data):
        data["startups"]["small"]["count"] = 2000

    market = Market(tiny_with(enlarge))
    market.step()
    held = market.deals[market.deals["event"] == "held"]

    assert (held["month"] == -1).all()
    assert {startup.name for startup in market.members["startups"] if startup.holders} == set(held["startup"])


def test_a_rule_of_the_market_written_in_python_is_not_ignored():
    class Closed(Market):
        def deliver(self):
            """Pitches reach nobody."""

    usual, closed, walked = Market(tiny()), Closed(tiny()), Closed(tiny())
    for _ in range(12):
        usual.step(), closed.step(), list(walked.walk())

    assert closed.digest == walked.digest
    assert "round" in set(usual.deals["event"])
    assert "round" not in set(closed.deals["event"])


# ------------------------------------------------------------------------------------ data collection


def test_mesas_data_collector_reads_markets_and_agents(market):
    collector = DataCollector(
        model_reporters={
            "month": "month",
            "active": lambda model: model.metrics["active"],
            "mood": lambda model: model.environment["mood"],
        },
        agenttype_reporters={Startup: {"name": "name", "mark": "mark"}, Investor: {"powder": "powder"}},
    )
    for _ in range(3):
        market.step()
        collector.collect(market)

    model = collector.get_model_vars_dataframe()
    startups, investors = (collector.get_agenttype_vars_dataframe(cls) for cls in (Startup, Investor))
    assert [1, 2, 3] == model["month"].tolist()
    assert len(market.agents_by_type[Startup]) == len(startups.xs(3, level="Step"))
    assert market.find("Zhipu AI").mark == startups.xs(3, level="Step").set_index("name").loc["Zhipu AI", "mark"]
    assert market.metrics["powder"] == pytest.approx(investors.xs(3, level="Step")["powder"].sum())


def test_data_of_entrants_and_ended_firms_are_collected_while_they_act():
    market = Market(tiny().with_values({"entry_rate": 3, "court_appetite": 0.5, "attention": 0.6}))
    collector = DataCollector(agenttype_reporters={Startup: {"name": "name"}})
    counts = []
    for _ in range(20):
        market.step()
        collector.collect(market)
        counts.append(sum(startup.acting for startup in market.members["startups"]))

    frame = collector.get_agenttype_vars_dataframe(Startup)
    assert counts == frame.groupby(level="Step").size().tolist()
    assert (frame.groupby("name").size() == frame.reset_index().groupby("name")["AgentID"].count()).all()
    assert 1 == frame.reset_index().groupby("AgentID")["name"].nunique().max()


# ------------------------------------------------------------------------------------------- memory


class Aloud(Startup):
    def appraise(self):
        super().appraise()


@pytest.mark.parametrize("startup", [Startup, Aloud])
def test_of_sixty_markets_in_one_process_nothing_is_left(startup):
    """No market, no memory of its columns, no agent, whether rules call back into Python or not."""

    def left():
        gc.collect()
        return [sum(isinstance(thing, kind) for thing in gc.get_objects()) for kind in (Market, World, MarketAgent)]

    scenario = sized((5, 5), ("mergers",)).with_values({"entry_rate": 2})
    start = Start(scenario)
    start.world()  # it keeps the memory that it hands out copies of
    before = left()
    for run in range(60):
        market = Market(scenario, 7, run, start=start, startup=startup)
        market.step()
        for _ in market.walk():
            pass
    assert before != left()
    del market

    assert before == left()


def test_a_market_is_known_to_no_table_of_mesas(market):
    """Mesa 3.3 numbers agents from a table of models that it never empties."""
    assert market not in getattr(mesa.Agent, "_ids", {})
