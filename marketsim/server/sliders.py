"""What a page makes its sliders of: every parameter with unit, source, and a range that the scenario would take."""

import re
from functools import cache
from importlib.resources import files
from math import exp, floor, log10
from statistics import quantiles

from marketsim.checks import FREE, POSITIVE, RATES, SOLD
from marketsim.schema import PARAMETERS
from marketsim.server.titles import METRICS

SHORT = {"ndr": "NDR", "api": "API", "hhi": "HHI", "moe": "MoE", "roi": "ROI"}
WHOLE = ("firms", "verticals", "investors")
NINE_IN_TEN = 1.6449  # of a normal law, in standard deviations
FEW = 0.2  # a share so small that a slider up to one would be too coarse
WIDER = 0.5  # of a drawn figure's range, on either side


def sliders(scenario, own):
    """A description of each parameter, chapter by chapter; `own` are the names this scenario is about."""
    return [slider(scenario, name, group, name in own) for group, names in chapters() for name in names]


@cache
def chapters():
    """[(heading, names)] of the parameters, as common.toml has them."""
    text = (files("marketsim") / "scenarios" / "common.toml").read_text("utf-8").partition("[parameters]")[2]
    found = []
    for heading, block in re.findall(r"^# (.+)\n((?:(?!# ).*\n?)*)", text, re.M):
        names = [name for name in re.findall(r"^(\w+) = ", block, re.M) if name in PARAMETERS]
        if names:
            found.append((heading, names))
    return found + ([("Others", rest)] if (rest := set(PARAMETERS) - {n for _, names in found for n in names}) else [])


def titled(name):
    """ "Floor line" of floor_line, "Dry powder" of powder."""
    if name in METRICS:
        return METRICS[name]
    words = [SHORT.get(word, word) for word in name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def slider(scenario, name, group, own):
    """One parameter as plain data, figures in the scenario's own unit."""
    quantity, field = scenario.parameters[name], PARAMETERS[name]
    value, drawn = float(quantity.typical()), reach(quantity)
    kind = kind_of(field, value)
    low, high, scale = room(field, quantity, value, kind, scenario.months)
    source = scenario.sources.get(quantity.source)
    return {
        "key": name,
        "title": titled(name),
        "meaning": field.meaning,
        "unit": quantity.unit or field.unit,
        "kind": kind,
        "group": group,
        "value": float(f"{value:.6g}"),
        "low": low,
        "high": high,
        "scale": scale,
        "step": step(low, high, kind),
        "never": never(value, scenario.months) if kind == "month" else None,
        "open": quantity.drawn,
        "words": quantity.words(),
        "calibrated": drawn and {"low": rounded(drawn[0]), "high": rounded(drawn[1])},
        "source": quantity.source,
        "source_title": source and source.title,
        "note": quantity.note,
        "own": own,
    }


def kind_of(field, value):
    if field.unit == "0 or 1":
        return "switch"
    if field.unit == "month":
        return "month"
    if field.unit == "share" and field.name not in FREE:
        return "share"
    return "whole" if field.unit in WHOLE and value == int(value) else "number"


def never(value, months):
    """What a month parameter is when the thing never happens: some are never below nought, some beyond all months."""
    return value if not 0 <= value < months else -1.0


def reach(quantity):
    """(low, high) that nine in ten draws of an open figure lie between; None where it is stated."""
    shape, figures = quantity.shape, getattr(quantity, quantity.shape, None)
    if shape == "constant":
        return None
    if shape == "choice":
        return min(map(float, figures)), max(map(float, figures))
    if shape == "posterior":
        return tuple(quantiles(quantity.draws, n=20)[::18])
    a, b = figures[0], figures[-1]
    if shape == "normal":
        return a - NINE_IN_TEN * b, a + NINE_IN_TEN * b
    if shape == "lognormal":
        return a * exp(-NINE_IN_TEN * b), a * exp(NINE_IN_TEN * b)
    if shape == "pareto":
        return a * 0.95 ** (-1 / b), a * 0.05 ** (-1 / b)
    if shape == "loguniform":
        return a * (b / a) ** 0.05, b * (a / b) ** 0.05
    if shape == "triangular":
        low, mode, high = figures
        left = (0.05 * (high - low) * (mode - low)) ** 0.5
        right = (0.05 * (high - low) * (high - mode)) ** 0.5
        return low + left, high - right
    return a + 0.05 * (b - a), b - 0.05 * (b - a)


def room(field, quantity, value, kind, months):
    """(low, high, scale) of a slider: what is drawn and some more, or what is stated and some more on either side."""
    if kind in ("switch", "share"):
        top = max(value, *(reach(quantity) or (0.0,)))
        few = kind == "share" and 0 < top < FEW
        return 0.0, rounded(4 * top) if few else 0.95 if field.name in SOLD else 1.0, "linear"
    if kind == "month":
        return 0.0, float(months), "linear"
    scale = "log" if quantity.shape in ("loguniform", "lognormal", "pareto") else "linear"
    if scale == "log":
        a, b = reach(quantity)
        return *map(rounded, (a / 2, b * 2)), scale
    if drawn := reach(quantity):
        width = WIDER * (drawn[1] - drawn[0])
        low, high = drawn[0] - width, drawn[1] + width
        low = max(low, 0.0) if drawn[0] >= 0 else low
    elif field.unit.startswith("log ") or field.name in FREE:
        low, high = value - max(1.0, abs(value)), value + max(1.0, abs(value))
    elif value > 0:
        low, high = 0.0, 3 * value
    else:
        low, high = (0.0, 1.0) if value == 0 else (2 * value, 0.0)
    if field.name in POSITIVE and low <= 0:
        low = value / 10
    if most := RATES.get((field.unit, field.type)):
        low, high = max(low, -most), min(high, most)
    return rounded(low), rounded(high), scale


def step(low, high, kind):
    """How far a slider moves at least: a hundredth of its room or so, in round figures."""
    if kind in ("switch", "whole", "month"):
        return 1.0
    power = 10.0 ** floor(log10((high - low) / 100))
    return rounded(next(power * k for k in (1, 2, 5, 10) if power * k >= (high - low) / 200))


def rounded(x):
    return float(f"{x:.3g}")
