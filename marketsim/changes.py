"""Figures changed by hand: `--set`, the points of a sweep, its policies. Only what changes is checked again."""

from difflib import get_close_matches

from pydantic import ValidationError

from marketsim.quantity import Quantity
from marketsim.scenario import ENTITY, Agent, ScenarioError, checked, complaint

WORDED = ("stage", "business", "home", "office", "money")  # fields that are said in words


def changed(scenario, changes):
    """Another scenario with figures changed: {"floor_line": 5000, "startups.Zhipu AI.post": "3 billion dollar"}.

    A figure keeps its unit unless the new one names its own. ScenarioError says in a line what cannot be.
    """
    for key, text in changes.items():
        scenario = with_months(scenario, text) if key == "months" else with_figure(scenario, key, text)
    return scenario


def with_months(scenario, text):
    try:
        data = scenario.model_dump(mode="json", exclude_none=True) | {"months": int(text)}
    except ValueError:
        raise ScenarioError(f"--set months: must be a number, got {text!r}") from None
    return checked(data, f"{scenario.name} (changed)")


def with_figure(scenario, key, text):
    (kind, name, field), quantity = proposed(scenario, key, text)
    table = getattr(scenario, kind)
    if kind == "parameters":
        new = {field: quantity}
    elif kind == "verticals":
        new = {name: {**table[name], field: quantity}}
    else:
        new = {name: table[name].model_copy(update={field: quantity})}
    return scenario.copied(**{kind: {**table, **new}})


def proposed(scenario, key, text):
    """(place, quantity) of a change, checked; nothing is changed yet."""
    place = located(scenario, key)
    apart = isinstance(text, str) and place[2] not in WORDED
    number, _, unit = text.partition(" ") if apart else (text, "", "")
    was = standing(scenario, place)
    file = f"{scenario.name} (changed)"
    try:
        quantity = Quantity(value=figure(number, key), source="set by hand", unit=unit or (was.unit if was else None))
    except ValidationError as error:
        raise ScenarioError(complaint(error, file, *filter(None, place))) from None
    try:
        verify(scenario, place, quantity)
    except ValueError as error:
        raise ScenarioError(f"{file}: {error}") from None
    return place, quantity


def located(scenario, key):
    """(kind, name, field) of a key; the name is "" for a parameter. ScenarioError, with the nearest key, if none."""
    from marketsim.schema import PARAMETERS

    kind, _, rest = key.partition(".") if key not in PARAMETERS else ("parameters", "", key)
    name, _, field = ("", "", rest) if kind == "parameters" else rest.rpartition(".")
    if kind == "parameters" and field in scenario.parameters:
        return kind, name, field
    if kind not in ("verticals", *ENTITY) or not name:
        raise ScenarioError(unknown(key, list(PARAMETERS)))
    if name not in (agents := getattr(scenario, kind)):
        raise ScenarioError(unknown(key, [f"{kind}.{each}.{field}" for each in agents]))
    if kind != "verticals" and field in Agent.model_fields:
        raise ScenarioError(f"--set {key}: is not a figure and cannot be changed by hand")
    return kind, name, field


def standing(scenario, place):
    """The quantity that stands in a place; None where an agent's field is not stated."""
    kind, name, field = place
    if kind == "parameters":
        return scenario.parameters[field]
    there = getattr(scenario, kind)[name]
    return (there if kind == "verticals" else there.figures).get(field)


def verify(scenario, place, quantity):
    """Raise ValueError, one line, unless the quantity may stand in that place."""
    from marketsim import checks

    kind, _, field = place
    key = ".".join(filter(None, place))
    if kind in ENTITY:
        checks.check_field(scenario, kind, key, field, quantity)
    else:
        if kind == "verticals":
            checks.known(field, checks.VERTICAL, key)
        checks.check_number(scenario, quantity, declared(place), key)


def declared(place):
    """The kernel's declaration of a figure: its unit and meaning."""
    from marketsim.schema import fields

    kind, _, field = place
    return fields({"parameters": "Params", "verticals": "Environment"}.get(kind, kind))[field]


def figure(text, key):
    """A number, or a word where the field is said in words."""
    try:
        return float(text)
    except ValueError:
        if key.split(".")[-1] in WORDED:
            return text
        raise ScenarioError(f"--set {key}: must be a number, got {text!r}") from None


def unknown(key, names):
    within = [name for name in names if len(key) > 2 and key in name]  # "line" means floor_line, not unlikeness
    near = get_close_matches(key, within or names, 1, 0 if within else 0.6)
    return f"--set {key}: unknown key" + (f"; did you mean {near[0]}?" if near else "; see `marketsim show NAME`")
