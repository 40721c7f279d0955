"""One run, whole: every event with its date, and the firms month by month. What measures see; no engine in here."""

from dataclasses import dataclass, field
from datetime import date as Date

import numpy as np

from marketsim.outcomes import FATES

EVENT = ("month", "event", "subject", "party", "amount", "value", "lead", "detail")
ROWS = ("born", "fate", "fate_month", "stage", "post", "mark")  # of a firm at the end
PATHS = ("revenue", "runway", "live")  # of a firm, month by month
AIR = ("frontier", "foreign", "open", "fixed_price", "mood")  # of the environment, month by month
DAYS = 30.44  # in a month
DEALS = 4096  # a ledger begins with room for so many


@dataclass(frozen=True)
class Life:
    """A run as numbers. Money in million yuan, months counted from the start, before it negative, -1 for never.

    ledger[name] is (events,), `event` in words; firms[name] is (rows,), `fate` in words; paths[name] is
    (months, rows), 0 before a firm is born; air[name] is (months,).
    """

    start: Date
    months: int
    ledger: dict
    firms: dict
    paths: dict = field(default_factory=dict)
    air: dict = field(default_factory=dict)
    unicorn_line: float = 7200.0  # million yuan

    def month(self, year, month=1):
        """The number of a calendar month."""
        return (year - self.start.year) * 12 + month - self.start.month

    def quarter(self, year, quarter):
        """(first month, the month after the last) of a calendar quarter."""
        first = self.month(year, 3 * quarter - 2)
        return first, first + 3

    def events(self, *kinds):
        """{column: array} of the events of some kinds, in order."""
        there = np.isin(self.ledger["event"], kinds)
        return {name: self.ledger[name][there] for name in EVENT}

    def fates(self, rows, *kinds):
        """(rows,) bool: did these firms end, or stand at the end, like this?"""
        return np.isin(self.firms["fate"][rows], kinds)


def follow(market, months):
    """Step a live market through its months and keep its Life."""
    return recorded(market.world, market.step, market.premise.first_month(), months)


def lived(start, seed, run, months, params=None):
    """The Life of one run without a live market around it: the same, sooner.

    start: a Start; params: (parameters,) in the kernel's units, those of the run if None.
    """
    from marketsim.schema import SCHEDULE

    world = start.world(max(DEALS, 24 * len(start.names["startups"])))
    world.key(seed, run)
    world.begin(start.parameters(seed, 1, run)[0] if params is None else params)

    def step():
        for phase in range(len(SCHEDULE)):
            world.apply_all(phase)
            world.raise_fault()
        world.end_month()
        world.keep_room()

    return recorded(world, step, start.scenario.first_month(), months)


def recorded(world, step, first_month, months):
    """Take the months one by one, and keep what a Life holds."""
    from marketsim.schema import ENUMS

    paths, air = {name: [] for name in PATHS}, {name: [] for name in AIR}
    for _ in range(months):
        step()
        for name in PATHS:
            paths[name].append(world.startups[name][: world.running].astype(np.float32))
        for name in AIR:
            air[name].append(float(world.environment[name][0]))
    rows, events = world.running, np.array([name.lower().replace("_", " ") for name in ENUMS["Event"]])
    told = world.ledger()
    firms = {name: np.array(world.startups[name][:rows]) for name in ROWS}
    return Life(
        start=first_month,
        months=months,
        ledger={name: np.array(told[name]) for name in EVENT} | {"event": events[told["event"]]},
        firms=firms | {"fate": np.array(FATES)[firms["fate"]]},
        paths={name: widened(months_, rows) for name, months_ in paths.items()},
        air={name: np.array(values) for name, values in air.items()},
        unicorn_line=float(world.params["unicorn_line"]),
    )


def widened(months, rows):
    """(months, rows) of columns that grew while firms entered."""
    wide = np.zeros((len(months), rows), np.float32)
    for month, column in enumerate(months):
        wide[month, : len(column)] = column
    return wide
