"""From a scenario to the memory a run starts from: rows, words as numbers, and what is left to draw."""

import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from marketsim._kernel import CELL_DTYPE, SHAPES, World, draw_parameters
from marketsim.checks import WORDS
from marketsim.outcomes import MILESTONES
from marketsim.room import entrants
from marketsim.schema import KINDS, PARAMETERS, code, fields
from marketsim.units import factor

NEVER = (
    *("fate_month", "queue", "cleared", "cliff", "pivoted", "target", "top_seat", "suitor", "signed_month", "buyer"),
    *("desk", *MILESTONES, "holder", "portfolio", "pitch_to", "approach_to", "since", "scheduled", "vertical"),
)
OPEN = ("cost", "post", "burn", "cash")  # where nothing is stated, the kernel derives them
USUAL = ("rigor", "thrift", "ndr", "fame", "strength")  # 1 where nothing is stated
VERTICALS = (
    *("demand", "demand_growth", "churn", "regulated", "incumbent_pull", "foreign_share"),
    *("sensitivity", "abroad"),
)
ENTRANTS = 0x400000
MANY = 100_000  # startups of which one does not keep a second copy


def name_id(*words):
    """A number of 22 bits for a name: luck belongs to the name, not to the place in a list."""
    return zlib.crc32("/".join(words).encode()) & 0x3FFFFF


def field_id(name):
    """A number of 24 bits for a field's name."""
    return zlib.crc32(name.encode()) & 0xFFFFFF


@dataclass(frozen=True)
class Start:
    """A scenario in the kernel's terms. `names[kind]` are the rows' names; entrants follow them."""

    scenario: object
    months: int | None = None  # to make room for; the scenario's if None

    @cached_property
    def members(self):
        """{kind: [(name, Agent, is it one of a group)]}, groups written out."""
        return {
            kind: [
                (name if agent.count is None else f"{name} {k + 1}", agent, agent.count is not None)
                for name, agent in getattr(self.scenario, kind).items()
                for k in range(agent.count or 1)
            ]
            for kind in KINDS
        }

    @cached_property
    def names(self):
        return {kind: [name for name, _, _ in members] for kind, members in self.members.items()}

    @cached_property
    def named(self):
        """Rows of startups that the scenario names one by one."""
        return np.array([row for row, (_, _, grouped) in enumerate(self.members["startups"]) if not grouped], int)

    @cached_property
    def watched(self):
        """Rows of startups followed month by month."""
        return np.array([row for row, (_, agent, _) in enumerate(self.members["startups"]) if agent.watch], np.int64)

    def cohort(self, name):
        """Rows of the startups that belong to a cohort."""
        return np.array(
            [row for row, (_, agent, _) in enumerate(self.members["startups"]) if name in agent.cohort], int
        )

    @cached_property
    def already_gone(self):
        """{cohort: names of its members that had ended before the start}."""
        gone = {}
        for name, firm in self.scenario.already_gone.items():
            for cohort in firm.cohort:
                gone.setdefault(cohort, []).append(name)
        return {cohort: tuple(names) for cohort, names in gone.items()}

    @cached_property
    def ids(self):
        """{kind: [id]}: by name, so that one agent more leaves everyone else's alone."""
        taken, ids = set(), {}
        for kind, names in self.names.items():
            ids[kind] = []
            for name in names:
                at = name_id(kind, name)
                while at in taken:
                    at = (at + 1) & 0x3FFFFF
                taken.add(at)
                ids[kind].append(0x800000 | at)
        return ids

    @cached_property
    def room(self):
        """Rows for startups: those there are, and entrants with a wide margin."""
        if self.scenario.room:
            return max(self.scenario.room, len(self.names["startups"]))
        return len(self.names["startups"]) + entrants(self.scenario, self.months or self.scenario.months)

    def world(self, deal_room=0):
        """The start as memory of its own, fields that are drawn left open; with room for that many deals."""
        return self._memory.copy(deal_room) if self.room < MANY else self._written(deal_room)

    @cached_property
    def _memory(self):
        return self._written(0)

    def _written(self, deal_room):
        sizes = (self.room, *(len(self.names[kind]) for kind in ("investors", "acquirers", "regulators")))
        running = len(self.names["startups"])
        world = World(sizes, running, len(self.scenario.verticals), deal_room=deal_room)
        cells = _Cells()
        for kind in KINDS:
            self._fill(world, kind, cells)
        self._fill_verticals(world, cells)
        world.leave_open(*cells.arrays())
        return world

    def _fill(self, world, kind, cells):
        table, columns = getattr(world, kind), fields(kind)
        for name in NEVER:
            if name in table:
                table[name][:] = -1
        running = len(self.names[kind])
        table["uid"][:running] = self.ids[kind]
        for name in USUAL:
            if name in table:
                table[name][:running] = 1
        if kind == "startups":
            table["live"][:running], table["fate"][:running] = -1, 1
            table["fate_month"][:running] = -1
            for name in OPEN:
                table[name][:] = np.nan
        for name, quantity, first, last in self.stretches(kind):
            field = columns[name]
            if quantity.drawn:
                cells.add(self, kind, field, first, last, -1, quantity)
            elif name == "approved":
                table[name][first:last] = sum(1 << self._vertical(word) for word in quantity.value)
            else:
                table[name][first:last] = self.number(field, quantity.value, quantity.unit)
        rows = {name: row for row, name in enumerate(self.names["investors"])}
        at = 0
        for agent in getattr(self.scenario, kind).values():
            for line, holder in enumerate(agent.holders[:16]):
                table["holder"][at : at + (agent.count or 1), line] = rows[holder]
            at += agent.count or 1

    def stretches(self, kind):
        """(field, quantity, first row, row after the last) of every figure: neighbours of the same figure together."""
        agents, defaults = getattr(self.scenario, kind), self.scenario.defaults.get(kind, {})
        names = dict.fromkeys((*defaults, *(name for agent in agents.values() for name in agent.figures)))
        found = []
        for name in names:
            at, stretch = 0, None
            for agent in agents.values():
                quantity = agent.figures.get(name, defaults.get(name))
                size = agent.count or 1
                if stretch and quantity is stretch[1]:
                    stretch[3] += size
                elif quantity is None:
                    stretch = None
                else:
                    found.append(stretch := [name, quantity, at, at + size])
                at += size
        return found

    def _fill_verticals(self, world, cells):
        environment = fields("Environment")
        world.environment["incumbent_pull"][:] = world.environment["sensitivity"][:] = 1
        for v, (vertical, figures) in enumerate(self.scenario.verticals.items()):
            for name in VERTICALS:
                quantity = figures.get(name)
                if quantity is None:
                    continue
                if quantity.drawn:
                    who = name_id("verticals", vertical)
                    cells.add(self, "environment", environment[name], v, v + 1, who, quantity)
                else:
                    world.environment[name][v] = self.number(environment[name], quantity.value, quantity.unit)

    def _vertical(self, word):
        return list(self.scenario.verticals).index(word)

    def number(self, field, value, unit=None):
        """A scenario's value in the kernel's unit; words become numbers."""
        if isinstance(value, str):
            if field.name in ("home", "vertical"):
                return self._vertical(value)
            if field.name == "scheduled":
                year, month = value.split("-")
                first = self.scenario.first_month()
                return (int(year) - first.year) * 12 + int(month) - first.month
            if field.name in WORDS:
                return code(WORDS[field.name], value)
        return float(value) * factor(unit or field.unit, field.unit, self.scenario.rate)

    @cached_property
    def _specs(self):
        """How each parameter is drawn, and the options of those that are chosen."""
        specs, options = [], []
        for name, field in PARAMETERS.items():
            quantity = self.scenario.parameters[name]
            scale = factor(quantity.unit or field.unit, field.unit, self.scenario.rate)
            at = len(options)
            if quantity.shape == "choice":
                options += shares({float(word) * scale: weight for word, weight in quantity.choice.items()})
            figures = quantity.figures(scale) if quantity.shape != "choice" else (0.0, 0.0, 0.0)
            spec = (SHAPES.index("uniform"), 0, 1, 0, field_id(f"posterior {quantity.posterior}"), at)
            specs.append(spec if quantity.posterior else (SHAPES.index(quantity.shape), *figures, field_id(name), at))
        return np.array(specs, float), np.array(options or [(0, 1)], float)

    def parameters(self, seed, runs, first=0):
        """(runs, parameters) of the kernel's figures from run `first` on, drawn where the scenario leaves them open."""
        values = draw_parameters(seed, first, runs, *self._specs)
        for column, draws in self._draws:
            values[:, column] = draws[np.minimum((values[:, column] * len(draws)).astype(int), len(draws) - 1)]
        return values

    @cached_property
    def _draws(self):
        """[(column, draws in the kernel's unit)] of the parameters that come from a posterior: their own place in it is
        drawn for all of one posterior at once, so that a run has a row of it."""
        found = []
        for column, (name, field) in enumerate(PARAMETERS.items()):
            if (quantity := self.scenario.parameters[name]).posterior:
                scale = factor(quantity.unit or field.unit, field.unit, self.scenario.rate)
                found.append((column, np.array(quantity.draws) * scale))
        return found


def shares(weights):
    """[(value, cumulative share)], the last share a little over one."""
    total = np.cumsum(list(weights.values()))
    return list(zip(weights, np.append(total[:-1] / total[-1], 2.0), strict=True))


class _Cells:
    """The fields a scenario leaves open, as the kernel wants them."""

    def __init__(self):
        self.rows, self.options = [], []

    def add(self, start, kind, field, first, last, who, quantity):
        option, figures = len(self.options), (0.0, 0.0, 0.0)
        if quantity.shape == "choice":
            self.options += shares(
                {start.number(field, value_of(word), quantity.unit): weight for word, weight in quantity.choice.items()}
            )
        else:
            figures = quantity.figures(factor(quantity.unit or field.unit, field.unit, start.scenario.rate))
        if kind == "environment":
            number, column = 4, column_of("Environment", field.name)
        else:
            number = list(KINDS).index(kind)
            column = list(fields(kind)).index(field.name) + (1000 if field.type == "int64_t" else 0)
        self.rows.append(
            (number, column, first, last, SHAPES.index(quantity.shape), *figures, who, field_id(field.name), option)
        )

    def arrays(self):
        return np.array(self.rows, CELL_DTYPE), np.array(self.options or [(0, 1)], float)


def value_of(word):
    try:
        return float(word)
    except ValueError:
        return word


def column_of(struct, name):
    """The place of a figure among the doubles of a struct."""
    at = 0
    for field in fields(struct).values():
        if field.name == name:
            return at
        at += field.width
    raise KeyError(name)
