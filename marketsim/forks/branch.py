"""Where a run branches: its past, the month, and what holds from then on."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from marketsim.market import Market
from marketsim.provenance import identity
from marketsim.scenario import Scenario, ScenarioError
from marketsim.schema import PARAMETERS
from marketsim.start import Start

# What a run reads but once, when it is founded: another figure later on would change nothing.
FOUNDING = (
    *("chip_start", "home_share", "burn_of_value", "burn_scale", "burn_economy", "ties_a_round"),
    *("hot_start", "mood_start", "window_start"),
)
LASTING = {  # figures of others that no rule writes: they may be another from a month on
    "verticals": ("churn", "regulated", "incumbent_pull", "foreign_share", "sensitivity", "abroad"),
    "regulators": ("active", "scheduled", "hazard", "strength", "vertical", "lasts"),
    "acquirers": ("refill", "appetite", "need_data", "need_users", "need_talent", "hazard"),
    "investors": ("cheque_share", "skill", "strictness"),
}
OTHER_LUCK = 2**31  # runs of an ensemble have smaller numbers


@dataclass(frozen=True)
class Branch:
    """Run `run` of `scenario` under `seed`, up to month number `month`; from then on `later` holds.

    later: the same scenario with figures changed, or itself; months: how long the futures last, the past included.
    """

    scenario: Scenario
    later: Scenario
    seed: int
    run: int
    month: int
    months: int

    def luck(self, future):
        """The number in the place of the run's from the month on: the run's own for future 0, else one of its own."""
        return self.run if future == 0 else OTHER_LUCK + (self.run * 0x9E3779B1 + future) % OTHER_LUCK

    @cached_property
    def past(self):
        """The scenario of the past: as it was, with the regulators that come later asleep in it."""
        new = {name: agent for name, agent in self.later.regulators.items() if name not in self.scenario.regulators}
        return self.scenario.copied(regulators={**self.scenario.regulators, **new}) if new else self.scenario

    @cached_property
    def start(self):
        return Start(self.past, self.months)

    @cached_property
    def params(self):
        """(parameters,) of the past, as the run drew them."""
        return self.start.parameters(self.seed, 1, self.run)[0]

    @cached_property
    def later_params(self):
        """(parameters,) from the month on; those the change leaves alone are the past's."""
        return Start(self.later, self.months).parameters(self.seed, 1, self.run)[0]

    @cached_property
    def edits(self):
        """[(kind, field, row, figure, what it was)] of all that changes but parameters, drawn as this run would."""
        places = list(self._places())
        if not places:
            return []
        drawn = []
        for scenario, params in ((self.past, self.params), (self.later, self.later_params)):
            world = Start(scenario, self.months).world()
            world.key(self.seed, self.run)
            world.begin(params)
            drawn.append(world)
        rows = []
        for kind, name, field in places:
            at = list(self.past.verticals).index(name) if kind == "verticals" else self._rows(kind, name)
            was, now = (getattr(world, "environment" if kind == "verticals" else kind)[field][at] for world in drawn)
            rows.append((kind, field, at, now, was))
        return rows

    def _rows(self, kind, name):
        """A slice: the rows of an agent, or of a group."""
        count = getattr(self.past, kind)[name].count or 1
        named = self.start.names[kind]
        first = named.index(name if getattr(self.past, kind)[name].count is None else f"{name} 1")
        return slice(first, first + count)

    def _places(self):
        """(kind, name, field) of figures that differ; ScenarioError for one that cannot differ from a month on."""
        for field in PARAMETERS:
            if field in FOUNDING and self.later.parameters[field] != self.scenario.parameters[field]:
                raise ScenarioError(f"fork: {field}: is read only when the market is founded; it cannot change later")
        for kind in ("verticals", "startups", "investors", "acquirers", "regulators"):
            for name, agent in getattr(self.later, kind).items():
                was = getattr(self.past, kind)[name]
                old, new = (each if kind == "verticals" else each.figures for each in (was, agent))
                for field in new:
                    if old.get(field) != new[field]:
                        if field not in LASTING.get(kind, ()):
                            key = f"{kind}.{name}.{field}"
                            raise ScenarioError(
                                f"fork: {key}: is what became of the past; it cannot be set from a month on"
                            )
                        yield kind, name, field

    def turn(self, world, future):
        """Let a world that stands at the month go on as a future: with its luck, under what holds from now on."""
        world.key(self.seed, self.luck(future))
        if not np.array_equal(self.params, self.later_params):
            world.settle(self.later_params)
        for kind, field, at, now, was in self.edits:
            if field == "incumbent_pull":
                pull = world.environment["rivals_pull"]
                pull[at] = pull[at] * (now / was)  # the founding took it in
            (world.environment if kind == "verticals" else getattr(world, kind))[field][at] = now

    def complain(self):
        """Raise ScenarioError if something changes that cannot change in the middle of a run."""
        list(self._places())

    def identity(self, futures, basis):
        """What makes its futures these and no others, as facts of provenance."""
        own = {"run": self.run, "month": self.month, "past": self.scenario.hash, "later": self.later.hash}
        fingerprint = hashlib.sha256(json.dumps(own).encode()).hexdigest()[:16]
        return identity(self.past, self.seed, futures, self.months, basis) | {"branch": fingerprint}

    def as_dict(self):
        """All that is needed to branch again, beside the past's own scenario."""
        later = None if self.later is self.past else self.later.model_dump(mode="json", exclude_none=True)
        return {"run": self.run, "month": self.month, "later": later}

    def market(self, future):
        """The live market of a future, at the first month of the run: it turns off by itself when its month comes."""
        return Branched(self, future)


class Branched(Market):
    """The live market of a future of a branch."""

    def __init__(self, branch, future, **agents):
        super().__init__(branch.past, branch.seed, branch.run, params=branch.params, **agents)
        self.branch, self.future = branch, future

    def step(self):
        """A month; at the branch's month the future's own luck begins."""
        self._turn()
        super().step()

    def walk(self, order=list):
        """A month agent by agent, as `Market.walk`."""
        self._turn()
        yield from super().walk(order)

    def _turn(self):
        if self.world.month == self.branch.month:
            self.branch.turn(self.world, self.future)


def reopened(past, facts):
    """The Branch of what a folder's provenance says."""
    from marketsim.scenario import checked

    branch = facts["fork"]
    later = checked(branch["later"], "provenance.json") if branch["later"] else past
    return Branch(past, later, facts["seed"], branch["run"], branch["month"], facts["months"])


def month_number(scenario, month, months):
    """The number of a month like "2026-03", or of one given by its number; ScenarioError if the run has none such."""
    first, last = scenario.first_month(), scenario.date_of(months - 1)
    number = month
    if isinstance(month, str):
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
            raise ScenarioError(f"--month must be a month like 2026-03, got {month!r}")
        year, of_year = map(int, month.split("-"))
        number = (year - first.year) * 12 + of_year - first.month
    if not 0 <= number < months:
        raise ScenarioError(f"--month must be in {first:%Y-%m} to {last:%Y-%m}, got {month}")
    return number
