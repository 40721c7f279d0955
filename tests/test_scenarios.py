"""The shipped markets: whole, sourced, and ignorant of what came after their date."""

import pytest

from marketsim.scenario import ScenarioError, load, shipped

ARTICLES = ("S0", "S1")


def figures(scenario):
    """(key, quantity) of every figure."""
    yield from scenario.parameters.items()
    for name, vertical in scenario.verticals.items():
        yield from ((f"{name}.{key}", quantity) for key, quantity in vertical.items())
    for kind in ("startups", "investors", "acquirers", "regulators"):
        yield from scenario.defaults.get(kind, {}).items()
        for name, agent in getattr(scenario, kind).items():
            yield from ((f"{name}.{key}", quantity) for key, quantity in agent.figures.items())


def test_six_markets_are_shipped():
    assert ["china-ai-2025", "dot-com-2000", "floor", "group-buying-2010", "surge", "venture-us"] == shipped()


@pytest.mark.parametrize("name", shipped())
def test_no_source_is_younger_than_the_market(name):
    """The two articles themselves apart: they speak of mid-2025 and were published later."""
    scenario = load(name)

    assert [] == [key for key, source in scenario.sources.items() if source.date > scenario.date]


@pytest.mark.parametrize("name", shipped())
def test_every_source_that_is_named_is_used(name):
    scenario = load(name)
    used = {quantity.source for _, quantity in figures(scenario)} | {scenario.yuan_per_dollar.source}
    used |= {firm.source for firm in scenario.already_gone.values()}
    own = {key for key in scenario.sources if key not in load_common()}

    assert set() == own - used


def load_common():
    from marketsim.scenario import read

    return read("common")[0]["sources"]


@pytest.mark.parametrize(("name", "sources"), [("surge", {"S0"}), ("floor", {"S1"})])
def test_the_articles_markets_are_kept_apart(name, sources):
    """What one article says of a firm never enters the other's market."""
    scenario = load(name)
    rows = [quantity.source for agent in scenario.startups.values() for quantity in agent.figures.values()]

    assert sources == {row[:2] for row in rows if row.startswith(ARTICLES)}


@pytest.mark.parametrize("name", shipped())
def test_a_scenarios_fingerprint_changes_with_any_figure_and_not_with_its_title(name):
    scenario = load(name)

    assert scenario.hash != scenario.with_values({"floor_line": 4001}).hash
    assert scenario.hash == scenario.model_copy(update={"title": "another"}).hash


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"flor_line": 1}, "--set flor_line: unknown key; did you mean floor_line?"),
        ({"floor_line": "many"}, "--set floor_line: must be a number, got 'many'"),
        ({"most_sold": 1}, "floor (changed): parameters.most_sold: must be below 1, got 1 share"),
        (
            {"floor_line": "5 billion apple"},
            "floor (changed): parameters.floor_line: unit must be like 'million yuan', got 'billion apple'",
        ),
    ],
)
def test_a_wrong_change_is_one_line_of_key_rule_and_value(changes, line):
    with pytest.raises(ScenarioError) as error:
        load("floor").with_values(changes)

    assert line == str(error.value)


def test_a_business_may_lose_money_on_what_it_sells():
    changed = load("floor").with_values({"margin_subscription": -0.2})

    assert -0.2 == changed.parameters["margin_subscription"].value


@pytest.mark.parametrize("share", ["margin_data", "margin_cost", "margin_shield"])
def test_what_adds_to_a_margin_is_a_share(share):
    with pytest.raises(ScenarioError, match=f"{share}: a share lies in 0 to 1, got -0.2"):
        load("floor").with_values({share: -0.2})
