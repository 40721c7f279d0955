"""One future as a log: who is there, who funds and buys whom, what everybody is worth, month by month, and its digest.

The live market is run again from (scenario, seed, run) and compared with what the ensemble's run ended with, so the
log is that future and no other.
"""

import numpy as np

from marketsim.market import Market
from marketsim.schema import say
from marketsim.server import limits
from marketsim.server.places import placed
from marketsim.stories import tell

SOLD = ("acquired", "merged", "closed")
ROLES = ("startup", "investor", "acquirer")
DIGITS = 4


def log(scenario, seed, run, months, digest):
    """The replay log of a run, as plain data; digest: what the ensemble's run ended with."""
    market = Market(scenario, seed, run)
    worth, step = [marks(market)], market.step

    def stepped():
        step()
        worth.append(marks(market))

    market.step = stepped
    story = tell(market, months)
    net = market.graph
    startups = {firm.name: firm for firm in market.members["startups"]}
    named = {market.name_of("startups", row) for row in market.begun.named}
    points, sectors = placed(market, net, startups, named)
    ids = {name: number for number, name in enumerate(points)}
    return {
        "run": run,
        "seed": seed,
        "scenario": scenario.name,
        "digest": f"{story.digest:016x}",
        "verified": int(story.digest) == int(digest),
        "months": [f"{scenario.date_of(month):%Y-%m}" for month in range(months)],
        "nodes": [node(market, net, startups, named, ids[name], name, place) for name, place in points.items()],
        "sectors": sectors,
        "edges": edges(market, ids),
        "values": values(startups, worth, ids),
        "left_out": len(startups) - sum(name in startups for name in points),
        **told(story, startups, ids),
    }


def marks(market):
    """What every startup is marked at, a row each."""
    return market.world.startups["mark"][: market.world.running].copy()


def node(market, net, startups, named, id, name, place):
    """A firm: what it is, when it came and went, where it stands."""
    roles = [role for role in ROLES if role in net.nodes[name].get("roles", ())]
    about = {
        "id": id,
        "name": name,
        "kind": roles[0],
        "roles": roles,
        **dict(zip(("x", "y", "r"), map(rounded, place), strict=True)),
    }
    if name not in startups:
        return about | {"named": True, "vertical": None, "born": None, "ended": None, "fate": None, "peak": None}
    firm = startups[name]
    fate, since = say("Fate", firm.fate), int(firm.fate_month)
    return about | {
        "named": name in named,
        "vertical": list(market.premise.verticals)[firm.home],
        "born": max(int(firm.born), -1),
        "ended": since if fate in SOLD else None,
        "fate": fate,
        "since": since if since >= 0 else None,
        "peak": rounded(firm.peak),
    }


def edges(market, ids):
    """Who put money into whom, or bought whom: a line of the deal ledger each; month -1 is before the first."""
    deals, lines = market.deals, []
    for deal in deals[deals["event"].isin(["held", "round", "bridged", "taken over"])].itertuples():
        if deal.party in ids and deal.startup in ids:
            kind = say("Fate", deal.detail) if deal.event == "taken over" else deal.event
            lines.append(
                {
                    "month": int(deal.month),
                    "kind": kind,
                    "from": ids[deal.party],
                    "to": ids[deal.startup],
                    "amount": rounded(deal.amount),
                    "value": rounded(deal.value),
                    "lead": bool(deal.lead),
                    "stage": worded(deal.stage),
                    "tone": worded(deal.tone),
                }
            )
    return lines


def values(startups, worth, ids):
    """{id: {from: month, values: [million yuan at the end of each month]}}, until the firm is gone."""
    found = {}
    for row, (name, firm) in enumerate(startups.items()):
        if name in ids:
            first = next((month for month, line in enumerate(worth) if row < len(line)), len(worth))
            line = [rounded(month[row]) for month in worth[first:]]
            if say("Fate", firm.fate) in SOLD:
                line = line[: max(int(firm.fate_month) - first + 2, 1)]
            found[ids[name]] = {"from": first - 1, "values": line}
    return found


def told(story, startups, ids):
    """The story: what is told one by one, what is summed up, and how the named firms ended."""
    months = story.as_dict()["months"]
    events = [
        {
            "month": month["month"],
            "kind": event["kind"],
            "firm": event["startup"],
            "parties": list(event["parties"]),
            "id": ids.get(event["startup"]),
            "text": event["text"],
            "amount": rounded(event["amount"]),
            "value": rounded(event["value"]),
        }
        for month in months
        for event in month["events"]
    ]
    lines = [
        {"month": month["month"], "lines": [event["text"] for event in month["events"]], "also": month["also"]}
        for month in months
    ]
    ends = [
        {"firm": end.firm, "id": ids.get(end.firm), "fate": end.fate, "words": end.words, "value": rounded(end.mark)}
        for end in story.firms[: limits.NODES]
    ]
    return {"opening": story.opening, "closing": story.closing, "events": events, "story": lines, "endings": ends}


def rounded(x):
    return float(f"{x:.{DIGITS}g}") if np.isfinite(x) else 0.0


def worded(text):
    """A word, or None where pandas has none."""
    return text if isinstance(text, str) else None
