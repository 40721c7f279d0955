"""The funding graph is a reading of the deal ledger."""

import networkx as nx
import numpy as np
import pytest
from bench import tiny

from marketsim.market import Market
from marketsim.network import co_investment, concentration, deals_frame, funding_graph
from marketsim.schema import ENUMS, fields

EVENT = {word: number for number, word in enumerate(ENUMS["Event"])}
TYPES = {"double": "f8", "int64_t": "i8"}


def ledger(*events):
    """Events as (month, event, subject, party, amount, value, lead, detail)."""
    dtype = np.dtype([(field.name, TYPES[field.type]) for field in fields("Deal").values()])
    return np.array([(month, EVENT[event], *rest) for month, event, *rest in events], dtype)


@pytest.fixture(scope="module")
def market():
    return Market(tiny())


@pytest.fixture(scope="module")
def lived():
    market = Market(tiny().with_values({"court_appetite": 0.5, "attention": 0.6, "entry_rate": 2}))
    for _ in range(24):
        market.step()
    return market


# Rows of tiny: startups Zhipu AI, small 1, ...; investors Alibaba, fund 1, ...; seats Alibaba, then the startups.
STORY = [
    (-1, "HELD", 1, 1, 0, 300, 1, 2),
    (0, "ROUND", 1, 2, 20, 100, 1, 1 * 16 + 3),       # up, series b; fund 2 leads
    (0, "ROUND", 1, 3, 5, 100, 0, 1 * 16 + 3),
    (2, "BRIDGED", 2, 2, 4, 50, 0, 4 * 16 + 1),       # seed
    (3, "ROUND", 2, 3, 9, 80, 1, 3 * 16 + 2),         # down, series a
    (4, "SIGNED", 2, 0, 70, 60, 0, 5),
    (5, "TAKEN_OVER", 2, 0, 70, 60, 0, 4),
    (6, "TAKEN_OVER", 3, 1 + 1, 30, 25, 0, 5),        # by small 1
    (7, "POLICY", -1, 1, 1, 0, 0, 1),
]


@pytest.fixture(scope="module")
def deals(market):
    return deals_frame(ledger(*STORY), market)


@pytest.fixture(scope="module")
def graph(deals, market):
    return funding_graph(deals, market)


def test_events_have_names_dates_and_words(deals):
    rows = deals.fillna({"stage": "", "tone": ""}).astype({"date": str}).to_dict("records")

    assert ["held", "round", "round", "bridged", "round", "signed", "taken over", "taken over", "policy"] == [
        row["event"] for row in rows
    ]
    told = [
        (row["month"], row["date"], row["startup"], row["party"], row["amount"], row["lead"], row["stage"], row["tone"])
        for row in rows
    ]
    assert (-1, "2025-06-01", "small 1", "fund 1", 0, True, "series a", "") == told[0]
    assert (0, "2025-07-01", "small 1", "fund 2", 20, True, "series b", "up") == told[1]
    assert (2, "2025-09-01", "small 2", "fund 2", 4, False, "seed", "bridge") == told[3]
    assert (3, "2025-10-01", "small 2", "fund 3", 9, True, "series a", "down") == told[4]
    assert ("Alibaba", "small 1", "MIIT") == tuple(deals["party"][5:].drop(6))
    assert deals["startup"].isna().tolist() == 8 * [False] + [True]


def test_nodes_are_firms_and_know_their_roles(graph):
    roles = nx.get_node_attributes(graph, "roles")

    assert {"startup"} == roles["small 1"]
    assert {"investor", "acquirer"} == roles["Alibaba"]
    assert {"investor"} == roles["fund 40"]
    assert len(graph) == 81 + 41


def test_startups_show_their_fate_stage_and_value(graph, market):
    startup = market.find("Zhipu AI")

    assert ("active", startup.mark) == tuple(graph.nodes["Zhipu AI"][name] for name in ("fate", "mark"))
    assert graph.nodes["Zhipu AI"]["stage"] in ("seed", "series a", "series b", "series c")


def test_edges_are_what_was_paid_and_by_whom(graph):
    edges = {(payer, firm, data["kind"]): data for payer, firm, data in graph.edges(data=True)}

    assert 7 == graph.number_of_edges() == len(edges)
    led = edges["fund 2", "small 1", "round"]
    assert (0, 20, 100, True, "series b", "up") == tuple(
        led[name] for name in ("month", "amount", "value", "lead", "stage", "tone")
    )
    assert not edges["fund 3", "small 1", "round"]["lead"]
    assert 4 == edges["fund 2", "small 2", "bridged"]["amount"]
    assert 70 == edges["Alibaba", "small 2", "acquisition"]["amount"]
    assert 30 == edges["small 1", "small 3", "acquisition"]["amount"]


def test_investors_are_tied_by_the_startups_they_hold_together(graph):
    # small 1: funds 1, 2 and 3; small 2: funds 2 and 3. Who buys a firm does not hold it with its investors.
    ties = co_investment(graph)

    weights = {frozenset(pair): weight for *pair, weight in ties.edges(data="weight")}
    assert {
        frozenset(("fund 1", "fund 2")): 1,
        frozenset(("fund 1", "fund 3")): 1,
        frozenset(("fund 2", "fund 3")): 2,
    } == weights
    assert 41 == len(ties)
    assert 0 == ties.degree["Alibaba"]


def test_a_markets_graph_has_an_edge_for_every_deal(lived):
    deals, graph = lived.deals, lived.graph

    assert graph.number_of_edges() == deals["event"].isin(["held", "round", "bridged", "taken over"]).sum()
    assert (
        0
        < sum(kind == "acquisition" for *_, kind in graph.edges(data="kind"))
        == (deals["event"] == "taken over").sum()
    )
    amounts = sum(amount for *_, amount in graph.edges(data="amount"))
    assert amounts == pytest.approx(deals[deals["event"].isin(["round", "bridged", "taken over"])]["amount"].sum())


def test_holders_on_a_cap_table_are_neighbours_in_the_graph(lived):
    graph = lived.graph

    for startup in lived.members["startups"]:
        assert {holder.name for holder in startup.holders} <= set(graph.predecessors(startup.name))


def test_nobody_funds_itself(lived):
    assert 0 == nx.number_of_selfloops(lived.graph)


def test_a_firm_that_was_bought_has_one_buyer(lived):
    buyers = [firm for _, firm, kind in lived.graph.edges(data="kind") if kind == "acquisition"]

    assert len(buyers) == len(set(buyers))
    fates = nx.get_node_attributes(lived.graph, "fate")
    assert {"acquired", "merged"} >= {fates[firm] for firm in buyers}


@pytest.mark.parametrize(("values", "index"), [([1], 1), ([1, 1], 0.5), ([3, 1], 0.625), ([], 0), ([0, 0], 0)])
def test_concentration_is_a_herfindahl_index(values, index):
    assert index == concentration(values)
