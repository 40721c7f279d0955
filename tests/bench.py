"""A workbench: a market of blank rows, in which a test states what matters and nothing else is there."""

from functools import cache
from pathlib import Path

import numpy as np

from marketsim._kernel import World, draw, philox_words
from marketsim.scenario import checked, load, read
from marketsim.schema import PARAMETERS, PURPOSES, SCHEDULE, code, fields, say
from marketsim.start import NEVER

TINY = Path(__file__).parent / "data" / "tiny.toml"
KINDS = ("startups", "investors", "acquirers", "regulators")
PHASES = {rule: phase for phase, (_, _, rule) in enumerate(SCHEDULE)}
# What would divide by nought or take its logarithm, were it nought; no test depends on these.
HARMLESS = {
    "lag_mean": 3,
    "crowd_half": 1000,
    "users_half": 20,
    "entry_headroom": 1,
    "cost_gate": 1,
    "raise_months": 20,
    "frontier_spend": 100,
    "usual_revenue": 60,
    "floor_line": 4000,
    "parity_month": -1,
    "chip_parity_month": -1,
    "cold_month": -1,
    "window_shut_month": -1,
    "slowdown_month": 1e6,
    "chip_limit": 1.2,
    "pitch_runway": 9,
    "trace_revenue": 0.05,
    "burn_scale": 1000,
    "option_revenue": 10,
    "unicorn_line": 1e9,
    "notice_half": 1e9,
    "letter_step": -9,
    "ripe_multiple": 10,
    "least_cheque": 0.5,
    "filing_round": 3,
    "cost_best": 1,
    "usual_markup": 1,
    "typical_thrift": 1,
    "outcome_lift": 1,
    "proof_share": 1,
    "home_share": 0.5,
    "compliance_burden": 1,
    **{f"taste_{taste}": 1 for taste in ("size", "cost", "depth", "breadth", "crowd")},
}
# Of the environment: the same.
CALM = {"markup": 1, "price_level": 1, "cost_frontier": 1, "tightness": 1, "training": 1, "sensitivity": 1}


class Bench:
    """A kernel world whose rows are nought (or nobody, -1) until the test fills them in.

    `offices` are the regulators, all in force; parameters are nought but for those given by name.
    """

    def __init__(
        self, startups=2, investors=2, acquirers=1, offices=(), verticals=2, room=None, seed=7, run=0, **params
    ):
        sizes = (room or startups, investors, acquirers, len(offices))
        self.world = World(sizes, startups, verticals, seed, run, 4096)
        self.desks = {}
        self.startups, self.investors = self.world.startups, self.world.investors
        self.acquirers, self.regulators = self.world.acquirers, self.world.regulators
        self.environment, self.metrics = self.world.environment, self.world.metrics
        unknown = set(params) - set(PARAMETERS)
        assert not unknown, unknown
        stated = HARMLESS | params
        for kind in KINDS:
            self._blank(kind)
        self._appoint(offices)
        self.world.begin(np.array([float(stated.get(name, 0)) for name in PARAMETERS]))
        for figures in (self.environment, self.metrics):
            for column in figures.values():
                column[:] = 0
        self.set(**CALM)
        for kind in KINDS:
            self._blank(kind)
        self.startups["live"][:startups], self.startups["fate"][:startups] = -1, code_of("fate", "active")
        self._appoint(offices)

    def _appoint(self, offices):
        self.regulators["office"][:] = [code("Office", word) for word in offices]
        self.regulators["active"][:], self.regulators["strength"][:] = 1, 1

    def _blank(self, kind):
        table = getattr(self, kind)
        for name, column in table.items():
            column[:] = -1 if name in (*NEVER, "approach_next") else 0
        table["uid"][:] = 1000 * (1 + KINDS.index(kind)) + np.arange(len(table["uid"]))

    def put(self, kind, row, **figures):
        """Fill in fields of one row; words stand for their numbers."""
        for name, value in figures.items():
            column = getattr(self, kind)[name]
            column[row] = code_of(name, value) if isinstance(value, str) else value

    def startup(self, row, **figures):
        self.put("startups", row, **figures)

    def investor(self, row, **figures):
        self.put("investors", row, **figures)

    def acquirer(self, row, **figures):
        self.put("acquirers", row, **figures)

    def regulator(self, row, **figures):
        self.put("regulators", row, **figures)

    def set(self, **figures):
        """Fill in figures of the environment."""
        for name, value in figures.items():
            self.environment[name][:] = value

    def pitch(self, row, place, investor, cheque=0.0, pre=0.0):
        """A pitch already delivered and, if a cheque or price is given, answered."""
        slot = row * fields("startups")["pitch_to"].width + place
        self.startups["pitch_to"][row, place] = investor
        self.desks.setdefault(investor, []).append(slot)
        papers = [paper for each in sorted(self.desks) for paper in self.desks[each]]
        self.startups["paper"].ravel()[: len(papers)] = papers
        for each, slots in self.desks.items():
            self.investors["desk"][each], self.investors["callers"][each] = papers.index(slots[0]), len(slots)
        self.startups["cheque"][row, place], self.startups["bid_pre"][row, place] = cheque, pre

    def sell_to(self, row, place, seat):
        """Startup `row` is on the desk of a buyer; seats are acquirers, then startups."""
        slot = row * fields("startups")["approach_to"].width + place
        own = len(self.acquirers["uid"])
        desk, at = (self.acquirers["desk"], seat) if seat < own else (self.startups["desk"], seat - own)
        self.startups["approach_to"][row, place], self.startups["approach_next"][row, place] = seat, desk[at]
        desk[at] = slot

    def do(self, *rules):
        """Apply rules, each to everybody it is for."""
        for rule in rules:
            self.world.apply_all(PHASES[rule])

    def wait(self, months):
        """Let months go by in which nothing happens."""
        for _ in range(months):
            self.world.end_month()
        return self

    def events(self, *words):
        """[(event, startup, party, amount)] of the ledger, in order; of some events only if they are named."""
        told = [
            (say("Event", e["event"]), int(e["subject"]), int(e["party"]), float(e["amount"]))
            for e in self.world.ledger()
        ]
        return [event for event in told if not words or event[0] in words]

    def money(self):
        """Million yuan that startups, investors and acquirers have together."""
        return money(self.world)

    def draw(self, who, why, index=0):
        """The first number in (0, 1) that this agent draws this month for this purpose."""
        return draw(self.world.seed, self.world.run, int(who), self.world.month, PURPOSES[why], index)

    def draws(self, who, why, index=0):
        """Both numbers of a draw that gives two."""
        words = philox_words(
            self.world.seed, self.world.run, int(who), self.world.month % 2**32, PURPOSES[why] << 24 | index
        )
        return unit_open(*words[:2]), unit_open(*words[2:])


def board(*offers, ask=20.0, post=60.0, month=12, investors=None, **params):
    """A firm that asks for 20 a year after its last round, and (cheque, pre-money) offers of investors with 100."""
    bench = Bench(startups=1, investors=investors or max(len(offers), 2), **({"solo_share": 1} | params)).wait(month)
    bench.put("investors", slice(None), powder=100)
    bench.startup(0, ask=ask, post=post, founders=1, mark=post)
    for place, (cheque, pre) in enumerate(offers):
        bench.pitch(0, place, place, cheque, pre)
    return bench


def closed(*offers, **figures):
    bench = board(*offers, **figures)
    bench.do("close_rounds")
    return bench


def firm(bench, name, row=0):
    return bench.startups[name][row]


def counted(bench, *names):
    return [bench.environment[f"{name}_now"][0] for name in names]


def unit_open(high, low):
    """A number in (0, 1) from two words of 32 bits: 27 bits of one above 26 of the other, the last of them set."""
    return ((high >> 5) * 2**26 + ((low | 64) >> 6)) / 2**53


def code_of(field, word):
    from marketsim.agents import WORDS

    return code(WORDS[field], word)


def money(world):
    running = world.running
    return float(
        world.startups["cash"][:running].sum() + world.investors["powder"].sum() + world.acquirers["budget"].sum()
    )


def made(world):
    """Million yuan that came from outside so far, less what left."""
    return float(world.environment["sources"][0] - world.environment["sinks"][0])


@cache
def tiny():
    """The small scenario of tests/data/tiny.toml."""
    return load(str(TINY))


def tiny_with(edit):
    """The small scenario after `edit(data)` has changed its tables."""
    data, name = read(str(TINY))
    edit(data)
    return checked(data, name)
