"""What there is to know of a market before it is run: its parameters, what it can settle, what it assumes."""

import tomllib
from pathlib import Path

from marketsim.schema import KINDS, PARAMETERS, fields
from marketsim.server import limits
from marketsim.server.sliders import chapters, sliders, titled

SHOWN = ("value", "active", "raised", "top5_funding", "above_line", "acquired")
GUESSED = ("assumed", "calibrated")
EXPLAINED = ("sensitivity", "switches", "full")


def summary(house, name):
    """A market in a line or two, as plain data."""
    premise, start = house.markets.premise(name), house.markets.start(name)
    preview, full = limits.live_runs(start, premise.months)
    most = limits.most_runs(start, premise.months, house.farm.cache.room)
    return {
        "name": premise.name,
        "title": premise.title,
        "date": premise.date.isoformat(),
        "start": premise.start,
        "months": premise.months,
        "firms": len(start.names["startups"]),
        "investors": len(start.names["investors"]),
        "summary": " ".join((premise.note or "").split()),
        "runs": {"preview": min(preview, most), "full": min(full, most), "most": most},
    }


def description(house, name, outcomes):
    """Everything a page is built from; `outcomes` of some futures say which claims this market settles."""
    premise, start = house.markets.premise(name), house.markets.start(name)
    claims, unresolvable = settled(outcomes)
    return summary(house, name) | {
        "counts": {kind: len(start.names[kind]) for kind in KINDS} | {"verticals": len(premise.verticals)},
        "groups": [heading for heading, _ in chapters()],
        "parameters": sliders(premise, own(premise, house.markets.paths[name])),
        "what_ifs": [
            {"name": each.name, "title": each.title, "text": each.text, "row": each.row, "starts": each.starts}
            for each in house.markets.suppositions(name)
        ],
        "claims": claims,
        "unresolvable": unresolvable,
        "metrics": metrics(),
        "shown": list(SHOWN),
        "assumptions": assumptions(premise),
        "sources": [
            {"id": key, "title": source.title, "date": source.date.isoformat(), "url": source.url}
            for key, source in premise.sources.items()
        ],
        "explain": list(EXPLAINED),
    }


def own(premise, path):
    """Names of the parameters that this market states itself, or reads from the article it is about."""
    from marketsim.scenario import files

    file = Path(path) if path.endswith(".toml") else files("marketsim") / "scenarios" / f"{path}.toml"
    stated = set(tomllib.loads(file.read_text("utf-8")).get("parameters", {}))
    return stated | {
        name for name, quantity in premise.parameters.items() if quantity.source.partition("-")[0] in premise.ledger
    }


def settled(outcomes):
    """(claims that this market settles, those it does not and why)."""
    from marketsim.claims import evaluate, shipped

    verdicts = evaluate(outcomes)
    may = {name for name, why in verdicts.unresolvable if "leaves it open" in why}  # in so few futures
    there = may | {verdict.id for verdict in verdicts}
    claims = [
        {
            "id": each.id,
            "title": each.text,
            "criterion": each.criterion,
            "source": each.source,
            "deadline": each.day(outcomes).isoformat(),
        }
        for each in shipped()
        if each.id in there
    ]
    return claims, [{"id": name, "why": why} for name, why in verdicts.unresolvable if name not in may]


def metrics():
    """What is measured every month."""
    return [
        {"key": name, "title": titled(name), "meaning": field.meaning or titled(name).lower(), "unit": field.unit}
        for name, field in fields("Metrics").items()
    ]


def assumptions(premise):
    """Figures that no source states."""
    return [
        {
            "key": name,
            "title": titled(name),
            "meaning": PARAMETERS[name].meaning,
            "words": quantity.words(),
            "source": quantity.source,
            "note": quantity.note,
        }
        for name, quantity in premise.parameters.items()
        if quantity.source in GUESSED
    ]
