"""Where a plain market and a live one differ."""

from dataclasses import dataclass, field

import numpy as np

from marketsim.ensemble import MarketFault
from marketsim.market import Market

from .mirror import columns_of, events_of, kernel_columns, mirrored
from .scenario import AGENTS, founded
from .words import Event

CLOSE = 1e-9  # relative; what floating point may differ by
NOUGHT = 1e-12  # in any unit; what is left where large figures cancel


@dataclass
class Agreement:
    """What has been compared so far, and the worst difference seen."""

    numbers: int = 0
    agent_months: int = 0
    worst: float = 0.0
    where: str = ""
    seen: dict = field(default_factory=dict)  # {event: how often}

    def __str__(self):
        return f"{self.agent_months:,} agent-months, {self.numbers:,} numbers; worst {self.worst:.1e} at {self.where}"

    def check(self, plain, live, place, events_before=0):
        """Raise AssertionError, with what differs first, unless all columns of all agents agree."""
        theirs, mine = kernel_columns(live), columns_of(plain)
        assert theirs.keys() == mine.keys(), f"only one side has {theirs.keys() ^ mine.keys()}"
        trouble = []
        for (kind, name), column in theirs.items():
            trouble += self.column(f"{place}: {kind}.{name}", mine[kind, name], column)
        for name, column in live.world.environment.items():
            n = len(plain.verticals)
            own = [getattr(v, name) for v in plain.verticals] if len(column) > 1 else [getattr(plain.environment, name)]
            trouble += self.column(f"{place}: environment.{name}", own, column[:n] if len(column) > 1 else column)
        if live.month:
            trouble += self.figures(f"{place}: metrics", plain.metrics, live.metrics)
        trouble += self.events(place, plain, live, events_before)
        self.agent_months += sum(len(getattr(plain, kind)) for kind in AGENTS)
        assert not trouble, "\n".join(trouble[:12])

    def figures(self, place, mine, theirs):
        assert mine.keys() == theirs.keys(), f"{place}: only one side has {mine.keys() ^ theirs.keys()}"
        pairs = [(f"{place}.{name}", [mine[name]], np.array([theirs[name]])) for name in theirs]
        return [line for pair in pairs for line in self.column(*pair)]

    def column(self, place, mine, theirs):
        """One line if a column differs: the first row that does."""
        if isinstance(theirs, list):
            bad = [row for row, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
            return [f"{place}[{bad[0]}]: plain {mine[bad[0]]}, kernel {theirs[bad[0]]}"] if bad else []
        mine = np.array(mine, theirs.dtype).reshape(theirs.shape)
        self.numbers += theirs.size
        if theirs.dtype.kind == "i" or not theirs.size:
            bad = np.argwhere(mine != theirs)
        else:
            gap, size = np.abs(mine - theirs), np.maximum(np.abs(mine), np.abs(theirs))
            self.note(place, gap, size)
            bad = np.argwhere(~(gap <= CLOSE * size + NOUGHT))
        if not len(bad):
            return []
        at = tuple(bad[0])
        return [f"{place}{[int(k) for k in at]}: plain {mine[at]!r}, kernel {theirs[at]!r} ({len(bad)} such)"]

    def note(self, place, gap, size):
        """Remember the worst relative difference, of figures that are not nought."""
        relative = np.where(gap > NOUGHT, gap / np.maximum(size, NOUGHT), 0)
        if relative.max() > self.worst:
            at = np.unravel_index(relative.argmax(), relative.shape)
            self.worst, self.where = float(relative.max()), f"{place}{[int(k) for k in at]}"

    def events(self, place, plain, live, before):
        """The ledgers, from the kernel's event number `before` on."""
        mine, theirs = events_of(plain), live.world.ledger()[before:].tolist()
        for event in theirs:
            self.seen[Event(event[1])] = self.seen.get(event[1], 0) + 1
        for a, b in zip(mine, theirs, strict=False):
            same = (a[:4], a[6:]) == (b[:4], b[6:])
            if not (same and np.allclose(a[4:6], b[4:6], rtol=CLOSE, atol=NOUGHT)):
                return [f"{place}: event: plain {a}, kernel {b}"]
        return [] if len(mine) == len(theirs) else [f"{place}: {len(mine)} events, kernel {len(theirs)}"]


def step_both(plain, live):
    """A month for both; False if both say that there is no room for another entrant."""
    refusals = []
    for market in (plain, live):
        try:
            market.step()
        except (OverflowError, MarketFault) as error:
            assert "no room" in str(error), error
            refusals.append(market)
    assert len(refusals) != 1, "only one of the two found room for another entrant"
    return not refusals


def one_month(live, agreement, place):
    """A month of the kernel, and again in plain Python from the same state; False if neither finds room."""
    plain, before = mirrored(live), len(live.world.ledger())
    if not step_both(plain, live):
        return False
    agreement.check(plain, live, f"{place}, month {live.month}", before)
    return True


def month_by_month(scenario, run, agreement):
    """A run of the kernel, each of its months again in plain Python."""
    live = Market(scenario, run=run)
    for _ in range(scenario.months):
        if not one_month(live, agreement, f"{scenario.name}, run {run}"):
            return


def side_by_side(scenario, run, agreement, months=None):
    """A run of the kernel and one in plain Python, founded on its own, without ever looking at the other."""
    live, plain = Market(scenario, run=run), founded(scenario, run=run)
    agreement.check(plain, live, f"{scenario.name}, run {run}, founded")
    for _ in range(months or scenario.months):
        before = len(live.world.ledger())
        plain.ledger.clear()
        if not step_both(plain, live):
            return
        agreement.check(plain, live, f"{scenario.name}, run {run}, month {live.month}", before)
