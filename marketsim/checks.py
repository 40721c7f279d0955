"""What a scenario must satisfy beyond its form: known fields, fitting units, known sources, sane figures."""

import re
from difflib import get_close_matches

from marketsim.quantity import Quantity
from marketsim.schema import PARAMETERS, code, fields
from marketsim.units import factor

WORDS = {
    "stage": "Stage",
    "business": "Business",
    "money": "Money",
    "office": "Office",
    "belief": "Belief",
    "fate": "Fate",
}
PLAIN = {"assumed", "definition", "what-if", "set by hand", "calibrated"}
DERIVED = {
    "recent",
    "overhead",
    "core",
    "founders",
    "others",
    "stake",
    "preferences",
    "embedded",
    "breadth",
    "reach",
    "base",
    "booked",
    "fundamental",
    "value",
    "mark",
    "first_mark",
    "mark_before",
    "low",
    "expected",
    "appeal",
}
FREE = {
    *("dense_cost", "video_cost", "chips_cost"),  # shares of cost that may exceed it
    *("margin", "margin_api", "margin_subscription", "margin_outcome", "margin_solution", "margin_open_core"),
    "margin_pure_open",  # shares of revenue that may be a loss
}
SOLD = {"list_share", "usual_dilution", "most_sold"}
RATES = {("1 / year", "double"): 12, ("1 / month", "double"): 1}  # what follows by more than the whole gap overshoots
POSITIVE = {
    *("post", "cost", "fund", "demand", "peak"),
    *("typical_thrift", "usual_markup", "cost_best", "crowd_half"),  # divided by, or their logarithm taken
}
VERTICAL = (
    *("demand", "demand_growth", "churn", "regulated", "incumbent_pull", "foreign_share"),
    *("sensitivity", "abroad"),
)


def check(scenario):
    """Raise ValueError, one line: key, rule, value."""
    for name in PARAMETERS:
        if name not in scenario.parameters:
            raise ValueError(f"parameters.{name}: missing; it is {PARAMETERS[name].meaning} ({PARAMETERS[name].unit})")
    for name, quantity in scenario.parameters.items():
        known(name, PARAMETERS, f"parameters.{name}")
        check_number(scenario, quantity, PARAMETERS[name], f"parameters.{name}")
    environment = fields("Environment")
    for vertical, figures in scenario.verticals.items():
        if "demand" not in figures:
            raise ValueError(f"verticals.{vertical}.demand: missing")
        for name, quantity in figures.items():
            known(name, VERTICAL, f"verticals.{vertical}.{name}")
            check_number(scenario, quantity, environment[name], f"verticals.{vertical}.{name}")
    for kind in ("startups", "investors", "acquirers", "regulators"):
        for name, agent in getattr(scenario, kind).items():
            check_agent(scenario, kind, f"{kind}.{name}", agent)
        for name, quantity in scenario.defaults.get(kind, {}).items():
            check_field(scenario, kind, f"defaults.{kind}.{name}", name, quantity)
    if not scenario.startups:
        raise ValueError("startups: a market needs at least one")


def known(name, names, key):
    if name not in names:
        near = get_close_matches(name, list(names), 1, 0.6)
        raise ValueError(f"{key}: unknown field" + (f"; did you mean {near[0]}?" if near else ""))


def check_agent(scenario, kind, key, agent):
    for name, quantity in agent.figures.items():
        check_field(scenario, kind, f"{key}.{name}", name, quantity)
    for holder in agent.holders:
        if kind != "startups" or holder not in scenario.investors:
            raise ValueError(f"{key}.holders: must be investors of the scenario, got {holder!r}")
    stated = {**scenario.defaults.get(kind, {}), **agent.figures}
    if kind == "startups" and not {"runway", "cash"} & set(stated):
        raise ValueError(f"{key}.runway: missing; say runway (months) or cash")
    if kind == "regulators" and "office" not in agent.figures:
        raise ValueError(f"{key}.office: missing")


def check_field(scenario, kind, key, name, quantity):
    columns = fields(kind)
    known(name, columns, key)
    if name == "fate" and not {*(quantity.choice or [quantity.value])} <= {"active", "dormant", "listed"}:
        raise ValueError(f"{key}: must be active, dormant or listed at the start, got {quantity.words()}")
    if name in DERIVED:
        raise ValueError(f"{key}: is derived from other fields and cannot be stated, got {quantity.words()}")
    check_source(scenario, quantity, key)
    names = (
        quantity.value
        if isinstance(quantity.value, list)
        else [quantity.value]
        if isinstance(quantity.value, str)
        else quantity.choice
    )
    if name in WORDS or name in ("home", "approved", "vertical"):
        for word in names or []:
            if name in WORDS:
                try:
                    code(WORDS[name], word)
                except ValueError as error:
                    raise ValueError(f"{key}: {error}") from None
            elif word not in scenario.verticals:
                raise ValueError(f"{key}: must be verticals of the scenario, got {word!r}")
        if not names:
            raise ValueError(f"{key}: must be in words, got {quantity.value!r}")
    elif name == "scheduled" and isinstance(quantity.value, str):
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", quantity.value):
            raise ValueError(f"{key}: must be a month like 2026-03, got {quantity.value!r}")
    else:
        check_number(scenario, quantity, columns[name], key)


def check_number(scenario, quantity: Quantity, field, key):
    check_source(scenario, quantity, key)
    if quantity.posterior and not key.startswith("parameters."):
        raise ValueError(f"{key}: only parameters can be drawn from a posterior, got {quantity.posterior!r}")
    if isinstance(quantity.value, str | list):
        raise ValueError(f"{key}: must be a number, got {quantity.value!r}")
    if quantity.choice:
        numbers = [float(word) for word in quantity.choice if re.fullmatch(r"-?\d+(\.\d+)?", word)]
        if len(numbers) != len(quantity.choice):
            raise ValueError(f"{key}: must choose among numbers, got {', '.join(quantity.choice)}")
        return
    try:
        scale = factor(quantity.unit or field.unit, field.unit, scenario.rate)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None
    low, high = ends(quantity, scale)
    if field.unit == "share" and field.name not in FREE and not 0 <= low <= high <= 1:
        raise ValueError(f"{key}: a share lies in 0 to 1, got {quantity.words()}")
    if field.name in SOLD and high >= 1:
        raise ValueError(f"{key}: must be below 1, got {quantity.words()}")
    if (field.unit, field.type) in RATES and not -RATES[field.unit, field.type] <= low <= high <= RATES[
        field.unit, field.type
    ]:
        raise ValueError(
            f"{key}: must be at most {RATES[field.unit, field.type]:g} {field.unit[2:]}, got {quantity.words()}"
        )
    if field.unit == "0 or 1" and quantity.value not in (0, 1, True, False, None):
        raise ValueError(f"{key}: must be 0 or 1, got {quantity.value!r}")
    if field.name in POSITIVE and low <= 0:
        raise ValueError(f"{key}: must be above 0, got {quantity.words()}")


def ends(quantity, scale):
    """The least and the greatest the figure can be, roughly."""
    a, b, c = quantity.figures(scale)
    if quantity.shape == "constant":
        return a, a
    if quantity.shape in ("uniform", "loguniform", "triangular", "posterior"):
        return a, b
    return a, a


def check_source(scenario, quantity, key):
    """A source is a row of the ledger, an entry of [sources], or a plain word such as "assumed"."""
    if quantity.source in PLAIN or quantity.source in scenario.sources or in_ledger(quantity.source):
        return
    raise ValueError(
        f"{key}: source must be a ledger row, one of [sources] or one of {', '.join(sorted(PLAIN))}, "
        f"got {quantity.source!r}"
    )


def in_ledger(source):
    """Does the ledger have this row?"""
    return all(part.strip() in ledger_rows() for part in source.split(";"))


def ledger_rows(cache=set()):  # noqa: B006 - read once
    if not cache:
        from marketsim.ledger import ROWS, table

        cache.update({row[0] for name in ROWS for row in table(name)})  # at once: other threads look at it meanwhile
    return cache
