"""The funding graph: a reading of the deal ledger, in networkx."""

import numpy as np

from marketsim.schema import ENUMS, say

MONEY = ("held", "round", "bridged")
WITH_INVESTOR = {"held", "round", "bridged"}
WITH_BUYER = {"signed", "taken over", "withdrawn"}
EVENTS = {number: say("Event", number) for number in range(len(ENUMS["Event"]))}


def deals_frame(ledger, market):
    """One row an event: run, month, date, event, startup, party, amount and value (million yuan), lead, stage, tone."""
    import pandas as pd

    events = [EVENTS[code] for code in ledger["event"]]
    return pd.DataFrame(
        {
            "run": market.world.run,
            "month": ledger["month"],
            "date": pd.to_datetime([market.premise.date_of(month) for month in ledger["month"]]),
            "event": events,
            "startup": [market.name_of("startups", row) if row >= 0 else None for row in ledger["subject"]],
            "party": [party(market, event, row) for event, row in zip(events, ledger["party"], strict=True)],
            "amount": ledger["amount"],
            "value": ledger["value"],
            "lead": ledger["lead"].astype(bool),
            "stage": [
                say("Stage", detail % 16) if event in MONEY else None
                for event, detail in zip(events, ledger["detail"], strict=True)
            ],
            "tone": [
                say("Tone", detail // 16) if event in ("round", "bridged") else None
                for event, detail in zip(events, ledger["detail"], strict=True)
            ],
            "detail": ledger["detail"],
        }
    )


def party(market, event, row):
    """The name of the other side: an investor, a buyer (acquirers first, then startups), or an office."""
    if row < 0:
        return None
    if event in WITH_INVESTOR:
        return market.name_of("investors", row)
    if event in WITH_BUYER:
        acquirers = market.world.sizes[2]
        return market.name_of("acquirers", row) if row < acquirers else market.name_of("startups", row - acquirers)
    return market.name_of("regulators", row)


def funding_graph(deals, market):
    """Nodes are firms by name; edges are holdings, rounds, bridges and acquisitions, with date, amount and value.

    A firm that invests and buys is one node with both roles.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(name=market.premise.name, run=market.world.run)
    for kind in ("startups", "investors", "acquirers"):
        for member in market.members[kind]:
            graph.add_node(member.name)
            graph.nodes[member.name].setdefault("roles", set()).add(kind[:-1])
    for startup in market.members["startups"]:
        graph.nodes[startup.name].update(
            fate=say("Fate", startup.fate), mark=startup.mark, stage=say("Stage", startup.stage)
        )
    for deal in deals[deals["event"].isin([*MONEY, "taken over"])].itertuples():
        kind = "acquisition" if deal.event == "taken over" else deal.event
        graph.add_edge(
            deal.party,
            deal.startup,
            kind=kind,
            date=deal.date,
            month=deal.month,
            amount=deal.amount,
            value=deal.value,
            lead=deal.lead,
            stage=deal.stage,
            tone=deal.tone,
        )
    return graph


def co_investment(graph):
    """Investors tied by the startups they hold together; weight is how many."""
    import networkx as nx

    projection = nx.Graph()
    investors = [name for name, data in graph.nodes(data=True) if "investor" in data["roles"]]
    projection.add_nodes_from(investors)
    for startup in graph:
        holders = sorted({who for who, _, kind in graph.in_edges(startup, data="kind") if kind in MONEY})
        for k, one in enumerate(holders):
            for other in holders[k + 1 :]:
                weight = projection.get_edge_data(one, other, {"weight": 0})["weight"]
                projection.add_edge(one, other, weight=weight + 1)
    return projection


def concentration(values):
    """Herfindahl index of some amounts: 1 when one has all."""
    shares = np.asarray(values, float)
    total = shares.sum()
    return float(((shares / total) ** 2).sum()) if total > 0 else 0.0
