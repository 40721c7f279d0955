"""What-ifs laid over a scenario: their keys found, their changes brought together, the figures changed and checked."""

import os
import re
from math import prod

from pydantic import ValidationError

from marketsim.changes import declared, proposed, standing, verify
from marketsim.quantity import Quantity
from marketsim.scenario import ENTITY, Agent, ScenarioError, complaint, load

from .shock import WhatIfError, named

OPEN_ONE = ("incumbent_pull", "sensitivity")  # of a vertical: 1 where the scenario states none


def under(scenario, *shocks):
    """A scenario with what-ifs laid over it: another Scenario, or the same if there are none.

    scenario: a Scenario, a shipped name or the path of a TOML file; shocks: names ("cost-gate", "cold-spell@2026-03"),
    paths of TOML files, or WhatIf. Their order does not matter. WhatIfError says in a line what cannot be: two that
    want different things of one figure, among others.
    """
    scenario = load(scenario) if isinstance(scenario, str | os.PathLike) else scenario
    wanted = list({str(shock): shock for shock in map(named, shocks)}.values())
    for shock in wanted:
        scenario = with_regulators(scenario, shock)
    for place, asked in changes(scenario, wanted).items():
        scenario = with_quantity(scenario, place, quantity(scenario, place, asked))
    return scenario


def changes(scenario, shocks):
    """{(kind, name, field): [(what-if, how, value)]}: what is asked of every figure, without contradiction."""
    asked = {}
    for shock in shocks:
        first = began(scenario, shock)
        for how in ("set", "times", "month"):
            for key, value in getattr(shock, how).items():
                change = ("set", value + first) if how == "month" else (how, value)
                for place in places(scenario, shock, key, how):
                    asked.setdefault(place, []).append((shock, *change))
    for place, each in asked.items():
        one, *others = each
        for other in others:
            if one[1:] != other[1:] and not one[1] == other[1] == "times":
                key = ".".join(filter(None, place)).removeprefix("parameters.")
                said = f"{words(one)} and {words(other)}"
                raise WhatIfError(f"what-ifs {one[0]} and {other[0]}: both change {key}: {said}; leave one out")
    return asked


def words(change):
    _, how, value = change
    return f"times {value:g}" if how == "times" else f"to {value}"


def began(scenario, shock):
    """The number of the month it begins in."""
    if shock.begins is None:
        return 0
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", shock.begins):
        raise WhatIfError(f"what-if {shock.name}: must begin in a month like 2026-03, got {shock.begins!r}")
    year, month = map(int, shock.begins.split("-"))
    first = scenario.first_month()
    number = (year - first.year) * 12 + month - first.month
    if not 0 <= number < scenario.months:
        last = scenario.date_of(scenario.months - 1)
        raise WhatIfError(
            f"what-if {shock.name}: must begin in {first:%Y-%m} to {last:%Y-%m}, the months of {scenario.name}, "
            f"got {shock.begins}"
        )
    return number


def places(scenario, shock, key, how):
    """The figures of the scenario that a key means."""
    from marketsim.schema import PARAMETERS

    if key in PARAMETERS:
        return [("parameters", "", key)]
    kind, _, rest = key.partition(".")
    name, _, field = rest.rpartition(".")
    if kind == "office":
        found = [("regulators", who, field) for who in holders(scenario, name)]
    elif kind in ("verticals", *ENTITY):
        table = getattr(scenario, kind)
        found = [(kind, who, field) for who in (table if name == "*" else [name] if name in table else [])]
    else:
        raise WhatIfError(
            f"what-if {shock.name}: {key}: unknown key; see `marketsim show {scenario.name} --parameters`"
        )
    if not found:
        what = f"nobody holds the office of {name}" if kind == "office" else f"there is no {kind[:-1]} {name!r}"
        raise WhatIfError(f"what-if {shock.name}: {key}: {what} in {scenario.name}")
    if how == "times" and name == "*":
        found = [place for place in found if stood(scenario, place)]
    return found


def holders(scenario, office):
    """Regulators who hold an office."""
    usual = scenario.defaults.get("regulators", {}).get("office")
    return [
        name
        for name, agent in scenario.regulators.items()
        if (said := agent.figures.get("office", usual)) and said.value == office
    ]


def stood(scenario, place):
    """The figure that stands in a place, defaults included; None where there is none."""
    kind, _, field = place
    quantity = standing(scenario, place)
    if quantity is None and kind in ENTITY:
        quantity = scenario.defaults.get(kind, {}).get(field)
    if quantity is None and kind == "verticals" and field in OPEN_ONE:
        quantity = Quantity(value=1.0, unit="1", source="definition")
    return quantity


def with_regulators(scenario, shock):
    """The scenario with the regulators that a what-if brings along."""
    for name, office in shock.add.items():
        if name in scenario.regulators:
            raise WhatIfError(f"what-if {shock.name}: {scenario.name} has a regulator {name!r} already")
        agent = Agent(office=Quantity(value=office, source="what-if"))
        scenario = scenario.copied(regulators={**scenario.regulators, name: agent})
        check(scenario, shock, ("regulators", name, "office"), agent.figures["office"])
    return scenario


def quantity(scenario, place, asked):
    """The figure that all what-ifs together want in a place, checked."""
    shock, how, value = asked[0]
    if how == "times":
        was = stood(scenario, place)
        if was is None:
            key = ".".join(filter(None, place))
            raise WhatIfError(f"what-if {shock.name}: {key}: {scenario.name} states no such figure to multiply")
        wanted = scaled(was, prod(factor for _, _, factor in asked))
    elif value == {"choice": "any"}:
        wanted = Quantity(choice=dict.fromkeys(scenario.verticals, 1.0), source="what-if")
    else:
        wanted = stated(scenario, shock, place, value)
    wanted = wanted.model_copy(update={"source": "what-if", "note": " and ".join(str(each) for each, *_ in asked)})
    check(scenario, shock, place, wanted)
    return wanted


def stated(scenario, shock, place, value):
    """A figure as a what-if's [set] has it."""
    key = ".".join(filter(None, place)).removeprefix("parameters.")
    if not isinstance(value, dict):
        try:
            return proposed(scenario, key, value)[1]
        except ScenarioError as error:
            raise WhatIfError(f"what-if {shock.name}: {str(error).removeprefix('--set ')}") from None
    try:
        was = stood(scenario, place)
        return Quantity(**{"unit": was.unit if was else declared(place).unit, "source": "what-if"} | value)
    except (ValidationError, KeyError, TypeError) as error:
        line = complaint(error, f"what-if {shock.name}: {key}") if isinstance(error, ValidationError) else str(error)
        raise WhatIfError(line) from None


def scaled(quantity, factor):
    """The same figure so many times; a distribution keeps its form: the same luck gives so many times as much."""
    if quantity.shape == "constant":
        return quantity.model_copy(update={"value": float(quantity.value) * factor})
    if quantity.shape == "choice":
        return quantity.model_copy(
            update={"choice": {f"{float(word) * factor:g}": weight for word, weight in quantity.choice.items()}}
        )
    if quantity.shape == "posterior":
        return quantity.model_copy(update={"draws": tuple(x * factor for x in quantity.draws)})
    figures = getattr(quantity, quantity.shape)
    if quantity.shape in ("lognormal", "pareto"):  # the second figure is a shape, not a size
        moved = (figures[0] * factor, *figures[1:])
    else:
        moved = tuple(x * factor for x in figures)
    return quantity.model_copy(update={quantity.shape: moved})


def check(scenario, shock, place, wanted):
    try:
        verify(scenario, place, wanted)
    except ValueError as error:
        raise WhatIfError(f"what-if {shock.name}: {error}") from None


def with_quantity(scenario, place, wanted):
    """The scenario with one figure in its place."""
    kind, name, field = place
    table = getattr(scenario, kind)
    if kind == "parameters":
        new = {field: wanted}
    elif kind == "verticals":
        new = {name: {**table[name], field: wanted}}
    else:
        new = {name: table[name].model_copy(update={field: wanted})}
    return scenario.copied(**{kind: {**table, **new}})
