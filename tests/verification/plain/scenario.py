"""From a scenario to a plain market: agents by name, and figures drawn where the scenario leaves them open."""

from types import SimpleNamespace

from marketsim.schema import PARAMETERS, fields
from marketsim.start import USUAL, VERTICALS, Start, field_id, name_id, shares, value_of
from marketsim.units import factor

from ..plain_market import PlainMarket
from .buying import Acquirer
from .environment import Vertical
from .founding import found
from .investor import Investor
from .luck import Luck, quantile
from .papers import Line
from .regulator import Regulator
from .startup import Startup
from .words import Belief, Business, Fate, Money, Office, Stage, Why

AGENTS = {"startups": Startup, "investors": Investor, "acquirers": Acquirer, "regulators": Regulator}
WORDS = {"fate": Fate, "stage": Stage, "business": Business, "money": Money, "belief": Belief, "office": Office}


def founded(scenario, seed=7, run=0):
    """Run `run` of the scenario at its first month."""
    start, luck = Start(scenario), Luck(seed, run)
    verticals = [Vertical(**vertical_figures(start, luck, *item)) for item in scenario.verticals.items()]
    market = PlainMarket(parameters(scenario, luck), verticals, seed, run)
    for kind, cls in AGENTS.items():
        defaults = scenario.defaults.get(kind, {})
        for row, (_, agent, _) in enumerate(start.members[kind]):
            member = cls(market, row, start.ids[kind][row])
            for name in set(USUAL) & set(fields(kind)):  # 1 where nothing is stated
                setattr(member, name, 1.0)
            fill_in(start, luck, kind, member, {**defaults, **agent.figures})
            getattr(market, kind).append(member)
    for firm, (_, agent, _) in zip(market.startups, start.members["startups"], strict=True):
        named = [start.names["investors"].index(holder) for holder in agent.holders[:16]]
        firm.cap_table = [Line(market.investors[row], 0.0) for row in named]
    market.open_doors(start.room)
    found(market)
    return market


def parameters(scenario, luck):
    """The run's parameters: each drawn by its name."""
    p = SimpleNamespace()
    for name, field in PARAMETERS.items():
        quantity = scenario.parameters[name]
        scale = factor(quantity.unit or field.unit, field.unit, scenario.rate)
        if quantity.posterior:
            u = luck.one(0, 0, Why.PARAMETER, field_id(f"posterior {quantity.posterior}"))
            setattr(p, name, quantity.draws[int(u * len(quantity.draws))] * scale)
            continue
        options = {float(word) * scale: weight for word, weight in (quantity.choice or {}).items()}
        setattr(p, name, drawn(quantity, scale, options, luck.one(0, 0, Why.PARAMETER, field_id(name))))
    return p


def vertical_figures(start, luck, name, figures):
    known = fields("Environment")
    return {
        field: figure(start, luck, known[field], name_id("verticals", name), figures[field])
        for field in VERTICALS
        if field in figures
    }


def fill_in(start, luck, kind, member, figures):
    """Set the fields that the scenario states or leaves to be drawn."""
    for name, quantity in figures.items():
        field = fields(kind)[name]
        if name == "approved":
            member.approved = {list(start.scenario.verticals).index(word) for word in quantity.value}
        else:
            value = figure(start, luck, field, member.uid, quantity)
            value = int(value) if field.type == "int64_t" else value
            setattr(member, name, WORDS[name](value) if name in WORDS else value)


def figure(start, luck, field, who, quantity):
    """A stated figure in the market's unit, or one drawn by who it is for and the field's name."""
    if not quantity.drawn:
        return start.number(field, quantity.value, quantity.unit)
    scale = factor(quantity.unit or field.unit, field.unit, start.scenario.rate)
    options = {
        start.number(field, value_of(word), quantity.unit): weight for word, weight in (quantity.choice or {}).items()
    }
    return drawn(quantity, scale, options, luck.one(who, 0, Why.CELL, field_id(field.name)))


def drawn(quantity, scale, options, u):
    """The u-quantile of a quantity; `options` are {value: weight} of a choice."""
    if quantity.shape == "choice":
        return next(value for value, share in shares(options) if share >= u)
    return quantile(quantity.shape, *quantity.figures(scale), u)
