"""What the model is, what it rests on, what it is not for, and how it compares with published figures."""

import platform
from math import isfinite

from marketsim import __version__
from marketsim.provenance import build, kernel
from marketsim.server import limits

IS = (
    "Startups, investors, acquirers and regulators act month by month on a graph of who funds whom; every rule is "
    "written once and compiled, and the same rules run one live market and thousands of futures.",
    "A probability here is a share of futures. Its interval is that of luck alone; the range beside it says how far "
    "the figures left open would move it.",
    "Two markets are compared under the same luck, run by run, so that a difference is due to the change.",
    "Any future can be opened: it is computed again, and its digest must be that of the ensemble's run.",
)
ASSUMES = (
    "Figures without a source are marked assumed; ranges are drawn anew for each future.",
    "The texts the markets are read from are taken at their word, even where the audit finds them wrong.",
    "The market's knowledge ends on the date of the scenario.",
    "Agents follow rules of thumb; nobody in the market knows this model.",
)
NOT_FOR = (
    "Not investment advice, and no statement about any real firm: names stand for what two articles say of them.",
    "A probability is no better than the scenario's assumptions; read what is assumed before quoting it.",
    "Runs with a fault are kept and listed; they are not silently dropped.",
)


def about(house):
    """Everything of the page About, as plain data."""
    markets = house.markets
    sources = {
        key: {"id": key, "title": source.title, "date": source.date.isoformat(), "url": source.url}
        for name in markets.names
        for key, source in markets.premise(name).sources.items()
    }
    return {
        "name": "marketsim",
        "version": __version__,
        "kernel": kernel(),
        "build": build(),
        "python": platform.python_version(),
        "is": list(IS),
        "assumptions": list(ASSUMES),
        "not_for": list(NOT_FOR),
        "limits": {
            "runs": limits.RUNS,
            "months": limits.MONTHS,
            "jobs": limits.JOBS,
            "queued": limits.QUEUED,
            "seconds": limits.WAIT,
            "bytes": limits.BODY,
        },
        "sources": sorted(sources.values(), key=lambda source: source["id"]),
        "articles": articles(),
        "validation": validation(house),
    }


def articles():
    """The two texts, as the ledger has them."""
    from marketsim.ledger import table

    return [{"id": each.source, "published": each.published.isoformat()} for each in table("sources")]


def validation(house):
    """Published figures; the model's beside them once a job `validate` has measured a market here."""
    from marketsim.validation import TARGETS

    rows = []
    for target in TARGETS:
        for part in target.parts:
            row = {
                "id": f"{target.id}.{part.name}",
                "target": target.id,
                "title": target.title,
                "source": target.source,
                "scenario": target.scenarios[0],
                "scenarios": list(target.scenarios),
                "part": part.words,
                "unit": part.unit,
                "role": target.role,
                "published": number(part.published),
                "accepted": {"low": number(part.low), "high": number(part.high)} if part.judged else None,
            }
            rows.append(row | measured(house, target.scenarios, row["id"]))
    return rows


def measured(house, scenarios, id):
    """What a validation found here, if there was one."""
    for name in scenarios:
        if report := house.measured.get(name):
            for judged in report.targets:
                for row in judged.rows:
                    if row.id == id:
                        return {
                            "model": number(row.model),
                            "low": number(row.low),
                            "high": number(row.high),
                            "verdict": row.verdict,
                            "measured": {"scenario": name, "runs": report.runs, "seed": report.seed},
                        }
    return {"model": None, "low": None, "high": None, "verdict": None, "measured": None}


def number(x):
    return float(f"{x:.6g}") if x is not None and isfinite(x) else None
