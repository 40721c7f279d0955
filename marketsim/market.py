"""The live market: the compiled rules under Mesa, to stop, question and change; the same futures the ensemble ran."""

import mesa
import numpy as np

from marketsim import network
from marketsim.agents import AGENTS, Acquirer, Investor, Regulator, Rule, Startup, taught
from marketsim.scenario import load
from marketsim.schema import KINDS, SCHEDULE, fields
from marketsim.start import Start

FIRST_DEALS = 4096
LONG = 180  # months that a live market has room for entrants in, at least


class Market(mesa.Model):
    """One future of a scenario: run `run` of the ensemble with this `seed`, at its first month.

    `startup`, `investor`, `acquirer`, `regulator` are the classes of the agents: one for all, or
    {name: class} for some. `step()` is a month; `walk()` takes it agent by agent.
    """

    kind, row = "market", 0

    def __init__(
        self,
        scenario,
        seed=7,
        run=0,
        *,
        startup=Startup,
        investor=Investor,
        acquirer=Acquirer,
        regulator=Regulator,
        params=None,
        world=None,
        start=None,
    ):
        super().__init__(rng=int(seed))
        self.premise = load(scenario) if isinstance(scenario, str) else scenario
        self.begun = start or Start(self.premise, max(self.premise.months, LONG))
        self.classes = dict(zip(KINDS, (startup, investor, acquirer, regulator), strict=True))
        self.members = {kind: [] for kind in KINDS} | {"market": [self]}
        if world is None:
            world = self.begun.world(max(FIRST_DEALS, 24 * len(self.begun.names["startups"])))
            world.key(int(seed), int(run))
            world.begin(self.begun.parameters(seed, 1, run)[0] if params is None else params)
        self.world = world
        self._departed, self._taught = set(), self._teach()
        self._greet(KINDS)

    # ---------------------------------------------------------------------------------- the month

    def step(self):
        """A month: every phase for everybody, compiled where no rule is written in Python."""
        for phase in range(len(SCHEDULE)):
            self.world.apply_all(phase)
            self._stop_at_fault()
        self._end_month()

    def walk(self, order=list):
        """A month agent by agent: yields (chapter, kind, rule) after each phase.

        `order` may rearrange the agents of a phase: it changes nothing.
        """
        apply = self.world.apply
        for phase, (chapter, kind, rule) in enumerate(SCHEDULE):
            own = self._taught.get(phase)
            for member in order(self.members[kind]):
                if own and member.row in own:
                    self._call(member, rule)
                else:
                    apply(phase, member.row)
            self._stop_at_fault()
            self._greet()
            yield chapter, kind, rule
        self._end_month()

    def _stop_at_fault(self):
        if self.world.fault:
            self.world.raise_fault(f"; see it again with replay({self.world.run})")

    def _end_month(self):
        self.world.end_month()
        self.world.keep_room()
        self._greet()
        gone = np.flatnonzero(self.world.startups["live"][: self.world.running] == 0).tolist()
        for row in sorted(set(gone) - self._departed):
            self.members["startups"][row].remove()
        self._departed.update(gone)

    # -------------------------------------------------------------------------------------- agents

    def _class(self, kind, row):
        given = self.classes[kind]
        return given.get(self.name_of(kind, row), AGENTS[kind]) if isinstance(given, dict) else given

    def _greet(self, kinds=("startups",)):
        """Agents for the rows that have none yet: all at the start, entrants later."""
        for kind in kinds:
            members = self.members[kind]
            rows = self.world.running if kind == "startups" else len(getattr(self.world, kind)["uid"])
            for row in range(len(members), rows):
                members.append(self._class(kind, row)(self, row))

    def _teach(self):
        """Tell the kernel which rows have rules of their own: {phase: rows}."""
        rows = {}
        for kind, room in zip(KINDS, self.world.sizes, strict=True):
            for row in range(room) if self.classes[kind] is not AGENTS[kind] else ():
                for phase in taught(self._class(kind, row)):
                    rows.setdefault(phase, set()).add(row)
        for phase in taught(type(self)):
            rows[phase] = {0}
        if rows:
            self.world.override(rows, self._visit)
        return rows

    def _visit(self, phase, row):
        """A rule written in Python, called from the compiled month."""
        _, kind, rule = SCHEDULE[phase]
        self._greet()  # an entrant acts in the month it comes
        self._call(self.members[kind][row], rule)

    def _call(self, member, rule):
        """Let a member follow a rule; what it raises says where and when."""
        try:
            getattr(member, rule)()
        except Exception as error:
            who = f"{member.kind}[{member.row}].{rule}" + (f" of {member.name}" if member is not self else "")
            error.add_note(
                f"run {self.world.run}, month {self.world.month}, {who}; see it again with replay({self.world.run})"
            )
            raise

    def renew(self):
        """Fresh agents for another run in the same memory: what they remembered in Python is forgotten."""
        self.remove_all_agents()
        self.members = {kind: [] for kind in KINDS} | {"market": [self]}
        self._departed = set()
        self._greet(KINDS)

    def name_of(self, kind, row):
        """The name of a row; entrants are numbered in the order they came."""
        names = self.begun.names[kind]
        return names[row] if row < len(names) else f"entrant {row - len(names) + 1}"

    def find(self, name):
        """The startup, investor, acquirer or regulator of that name (the first in this order)."""
        for kind in KINDS:
            for member in self.members[kind]:
                if member.name == name:
                    return member
        raise KeyError(f"nobody is called {name!r} in {self.premise.name}")

    # --------------------------------------------------------------------------------- what it shows

    month = property(lambda self: self.world.month, doc="months since the start; 0 in the first")
    date = property(lambda self: self.premise.date_of(self.world.month), doc="first day of the month in hand")
    digest = property(lambda self: self.world.digest, doc="64 bits that change with any bit of the market")
    params = property(lambda self: self.world.params, doc="this run's parameters by name, in the kernel's units")
    seed_and_run = property(lambda self: (self.world.seed, self.world.run))

    @property
    def metrics(self):
        """{metric: value} of the last finished month."""
        return {name: values[0].item() for name, values in self.world.metrics.items()}

    @property
    def environment(self):
        """{figure: array over verticals, or a number}: demand, frontiers, climate, policy."""
        widths = fields("Environment")
        return {
            name: values if widths[name].width > 1 else values[0].item()
            for name, values in self.world.environment.items()
        }

    @property
    def deals(self):
        """The deal ledger as a DataFrame: one row an event, with names and dates."""
        return network.deals_frame(self.world.ledger(), self)

    @property
    def graph(self):
        """Who funds and buys whom: a networkx MultiDiGraph read from the deal ledger."""
        return network.funding_graph(self.deals, self)


for _phase, (_, _kind, _rule) in enumerate(SCHEDULE):
    if _kind == "market":  # the settlements are rules of the market itself
        setattr(Market, _rule, Rule(_phase))
