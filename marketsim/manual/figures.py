"""Tables of parameters, scenarios and sources."""

import re
from functools import cache

from marketsim.quantity import Quantity
from marketsim.scenario import load, read, shipped
from marketsim.schema import KINDS, PARAMETERS

from .marks import code, meaning, table

LETTERS = {
    **{"uniform": "U", "normal": "N", "lognormal": "LN", "loguniform": "LU", "triangular": "Tri", "pareto": "Pareto"},
}


@cache
def common():
    """The parameters all scenarios start from: {name: Quantity}."""
    return {name: Quantity.model_validate(figure) for name, figure in read("common")[0]["parameters"].items()}


@cache
def scenario(name):
    return load(name)


def value(quantity, unit):
    """0.4, U(0.3, 0.7), LN(14, 0.4); its unit is said where it is not the kernel's."""
    if quantity.shape in LETTERS:
        text = f"{LETTERS[quantity.shape]}({', '.join(f'{x:g}' for x in getattr(quantity, quantity.shape))})"
    else:
        text = quantity.model_copy(update={"unit": None}).words()
    other = quantity.unit and quantity.unit != unit
    return f"{text} {quantity.unit}" if other else text


def groups(folder, file="params.pxd", struct="Params"):
    """[(heading, [names])] of a struct: its comments are the headings."""
    text = (folder / file).read_text("utf-8")
    body = re.search(rf"^cdef struct {struct}:\n(.*?)(?:\n\n\n|\Z)", text, re.M | re.S)[1]
    found = []
    for line in body.splitlines():
        if heading := re.match(r"    # (.+)", line):
            found.append((heading[1], []))
        elif field := re.match(r"    (?:double|int64_t)\*? (\w+)", line):
            if not found:
                found.append(("", []))
            found[-1][1].append(field[1])
    return found


def parameters(folder):
    """A table a group: meaning, unit, the common figure with its source, and the scenarios that differ."""
    parts = []
    for heading, names in groups(folder):
        rows = [(code(name), meaning(PARAMETERS[name]), PARAMETERS[name].unit, *said(name)) for name in names]
        title = heading[:1].upper() + heading[1:]
        heads = ("Parameter", "Meaning", "Unit", "Common", "Source", "Where it differs")
        parts.append(f"**{title}**\n\n{table(heads, rows)}")
    return "\n\n".join(parts)


def said(name):
    """(common figure, its source, other scenarios' figures with theirs) of a parameter."""
    unit, usual = PARAMETERS[name].unit, common().get(name)
    others = []
    for each in shipped():
        quantity = scenario(each).parameters[name]
        if usual is None or value(quantity, unit) != value(usual, unit) or quantity.source != usual.source:
            source = "" if usual is not None and quantity.source == usual.source else f" ({quantity.source})"
            others.append(f"{each}: {value(quantity, unit)}{source}")
    if usual is None:
        return "none", "", "; ".join(others)
    return value(usual, unit), usual.source, "; ".join(others)


def standing():
    """How many parameters are known, and how: a sentence a scenario."""
    rows = []
    for name in ("common", *shipped()):
        figures = common() if name == "common" else scenario(name).parameters
        kinds = {"assumed": 0, "calibrated": 0, "stated by the articles": 0, "published": 0}
        for quantity in figures.values():
            kinds[known(quantity.source)] += 1
        drawn = sum(quantity.drawn for quantity in figures.values())
        rows.append((code(name), len(figures), drawn, *kinds.values()))
    return table(
        (
            "Scenario",
            "Parameters",
            "Drawn anew for each run",
            "Assumed",
            "Calibrated",
            "Stated by the articles",
            "Published",
        ),
        rows,
    )


def known(source):
    """What kind of knowledge a figure rests on."""
    if source.startswith("calibrated"):
        return "calibrated"
    if re.match(r"S\d-", source):
        return "stated by the articles"
    return "assumed" if source in ("assumed", "definition", "what-if", "set by hand") else "published"


def scenarios():
    """What each shipped scenario starts from."""
    rows = []
    for name in shipped():
        each = scenario(name)
        sizes = [sum(agent.count or 1 for agent in getattr(each, kind).values()) for kind in KINDS]
        rows.append(
            (
                code(name),
                each.title,
                each.date,
                f"{each.start}, {each.months} months",
                *(f"{size:,}" for size in sizes),
                len(each.verticals),
            )
        )
    return table(
        (
            "Scenario",
            "What it is",
            "Known as of",
            "Runs from",
            "Startups",
            "Investors",
            "Acquirers",
            "Regulators",
            "Verticals",
        ),
        rows,
    )


def sources():
    """Everything published that a parameter or an agent's figure names."""
    found = {}
    for name in shipped():
        for key, source in scenario(name).sources.items():
            found.setdefault(key, (source, []))[1].append(name)
    every = len(shipped())
    rows = [
        (
            code(key),
            f"[{source.title}]({source.url})" if source.url else source.title,
            source.date,
            "all" if len(names) == every else ", ".join(names),
        )
        for key, (source, names) in sorted(found.items())
    ]
    return table(("Source", "What it is", "Date", "Scenarios"), rows)
