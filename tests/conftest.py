"""Markets small enough to check by pencil, and a way to see what one rule changes. No luck is drawn here."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from marketsim._kernel import philox_words
from marketsim.market import Market
from marketsim.scenario import checked, load, merge, read
from marketsim.schema import KINDS, PARAMETERS, PURPOSES, SCHEDULE
from marketsim.start import Start

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def tiny():
    """A complete small scenario: 81 startups, 41 investors, drawn figures."""
    return load(str(DATA / "tiny.toml"))


@pytest.fixture(scope="session")
def start_of_tiny(tiny):
    return Start(tiny)


@pytest.fixture
def busy(tiny, start_of_tiny):
    """A market of `tiny` in the middle of a month: every phase before the named rule is done."""

    def at(rule, months=24, run=0):
        market = Market(tiny, run=run, start=start_of_tiny)
        for _ in range(months):
            market.step()
        for phase, (_, _, name) in enumerate(SCHEDULE):
            if name == rule:
                return market
            market.world.apply_all(phase)
        raise KeyError(rule)

    return at


@pytest.fixture(scope="session")
def benches():
    return {}


@pytest.fixture
def bench(benches):
    """A founded market of bench.toml, with more TOML merged in and parameters set, in the kernel's units.

    What bench.toml does not name is nought, whatever the shipped markets assume: no mechanism works unseen.
    """
    own = tomllib.loads((DATA / "bench.toml").read_text())
    order = list(PARAMETERS)

    def found(text="", run=0, **parameters):
        if text not in benches:
            data = merge(read(str(DATA / "bench.toml"))[0] | {"defaults": own["defaults"]}, tomllib.loads(text))
            benches[text] = Start(checked(data, "bench.toml"))
        start = benches[text]
        stated = dict(zip(order, start.parameters(7, 1, run)[0], strict=True))
        figures = np.zeros(len(order))
        for name in own["parameters"]:
            figures[order.index(name)] = stated[name]
        for name, value in parameters.items():
            figures[order.index(name)] = value
        return Market(start.scenario, run=run, start=start, params=figures)

    return found


@pytest.fixture(scope="session")
def stated():
    """A firm of the bench, or a new one, with stated figures, as TOML."""

    def lines(name="Alpha", **figures):
        return "\n".join([f"[startups.{name}]", *(f"{field} = {{ value = {value}, source = 'assumed' }}"
                                                  for field, value in figures.items())])

    return lines


@pytest.fixture
def alpha(bench):
    """A firm in finance: sales of 5, gross profit of 2.5 and a burn of 10 million yuan a month, worth 1000."""
    return bench().find("Alpha")


@pytest.fixture(scope="session")
def luck_at():
    """The two numbers of a draw; the first is what `draw` gives."""

    def two(seed, run, who, month, why, index=0):
        words = philox_words(seed, run, who, month % 2**32, PURPOSES[why] << 24 | index)
        return tuple(((high >> 5) * 2**26 + (low >> 6 | 1)) / 2**53 for high, low in (words[:2], words[2:]))

    return two


@pytest.fixture(scope="session")
def luck(luck_at):
    """The two numbers of an agent's draw in the month in hand."""

    def two(agent, why, index=0):
        return luck_at(*agent.model.seed_and_run, agent.uid, agent.model.month, why, index)

    return two


@pytest.fixture(scope="session")
def tries(luck_at):
    """The luck of the dozen tries by which somebody is met, two from each draw."""

    def dozen(seed, run, who, month, why, index=0):
        return [u for t in range(6) for u in luck_at(seed, run, who, month, why, index + t)]

    return dozen


@pytest.fixture(scope="session")
def put():
    """Set fields of an agent, or figures of its market's environment."""

    def figures(agent, **values):
        for name, value in values.items():
            if name in agent.table:
                setattr(agent, name, value)
            else:
                agent.world.environment[name][0] = value

    return figures


def photograph(market):
    """A copy of every column of every kind, and of the environment."""
    return {(kind, name): column.copy() for kind in (*KINDS, "environment")
            for name, column in getattr(market.world, kind).items()}


@pytest.fixture
def changes():
    """Call something; returns {(kind, field): rows} of all that has other bits than before."""

    def watch(market, act):
        before = photograph(market)
        act()
        found = {}
        for (kind, name), old in before.items():
            same = old.view("i8") == getattr(market.world, kind)[name].view("i8")
            if not same.all():
                found[kind, name] = np.flatnonzero(~same.reshape(len(old), -1).all(axis=1)).tolist()
        return found

    return watch


@pytest.fixture
def again():
    """Call something twice from the same state; returns the market's digest after each call."""

    def twice(market, act):
        before, digests = photograph(market), []
        for _ in range(2):
            for (kind, name), old in before.items():
                getattr(market.world, kind)[name][:] = old
            act()
            digests.append(market.digest)
        return digests

    return twice
