"""Rules written in Python run in both doors, for all agents or for some, and give the same bits in both."""

from traceback import format_exception

import numpy as np
import pytest
from bench import tiny

from marketsim.agents import Acquirer, Investor, Regulator, Startup
from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.schema import SCHEDULE

ROLES = {"startup": Startup, "investor": Investor, "acquirer": Acquirer, "regulator": Regulator}


class Frugal(Startup):
    """Asks nobody for money."""

    def pitch(self):
        self.ask = 0


class Patron(Investor):
    """Answers as others do, and doubles its best price."""

    def answer(self):
        super().answer()
        for startup, place in self.pitches:
            self.offer(startup, place, startup.cheque[place], 2 * startup.bid_pre[place])


class Raider(Acquirer):
    """Bids a tenth more."""

    def bid(self):
        super().bid()
        self.offer *= 1.1


class Sleepy(Regulator):
    """Clears files in every other month only."""

    def review(self):
        super().review()
        if self.model.month % 2:
            self.pace = 0


def plain():
    return simulate(tiny(), 6, 7, 15)


def echo(cls):
    """A class whose every rule is written in Python and only calls the compiled one."""
    def written(rule):
        return lambda self: getattr(super(Echo, self), rule)()

    Echo = type("Echo", (cls,), {rule: written(rule) for _, kind, rule in SCHEDULE if kind == cls.kind})
    return Echo


@pytest.mark.parametrize("role", ROLES)
def test_a_rule_that_only_calls_the_compiled_one_changes_nothing(role):
    echoed = simulate(tiny(), 6, 7, 15, threads=2, **{role: echo(ROLES[role])})

    np.testing.assert_array_equal(plain().digests, echoed.digests)


@pytest.mark.parametrize("agents", [
    {"startup": Frugal}, {"startup": {"small 3": Frugal, "Zhipu AI": Frugal, "entrant 1": Frugal}},
    {"investor": Patron}, {"investor": {"fund 7": Patron, "Alibaba": Patron}},
    {"acquirer": Raider}, {"regulator": Sleepy}, {"regulator": {"MIIT": Sleepy}},
    {"startup": {"small 3": Frugal}, "investor": {"fund 7": Patron}, "acquirer": Raider}], ids=str)
def test_a_rule_in_python_gives_the_same_bits_in_both_doors(agents):
    ensemble = simulate(tiny(), 6, 7, 15, threads=2, **agents)

    assert (plain().digests != ensemble.digests).any()
    for run in (0, 5):
        live, steps = ensemble.replay(run), ensemble.replay(run)
        for _ in range(15):
            live.step()
            list(steps.walk())
        assert ensemble.digests[run] == live.digest == steps.digest


def test_a_rule_for_some_is_followed_by_those_alone():
    market = Market(tiny(), startup={"small 3": Frugal, "entrant 1": Frugal})

    for _ in range(12):
        market.step()

    rounds = market.deals[market.deals["event"] == "round"]["startup"]
    assert "small 3" not in set(rounds)
    assert 3 < rounds.nunique()
    assert ["Frugal", "Startup"] == [type(market.find(name)).__name__ for name in ("small 3", "small 4")]


def test_an_entrant_with_a_rule_of_its_own_is_one_from_its_first_month():
    market = Market(tiny().with_values({"entry_rate": 3}), startup={"entrant 2": Frugal})
    for _ in range(12):
        market.step()

    assert isinstance(market.find("entrant 2"), Frugal)
    assert not isinstance(market.find("entrant 1"), Frugal)


class Rising(Startup):
    """Asks three times in its life, and remembers on its own object how often it did."""

    def __init__(self, market, row):
        super().__init__(market, row)
        self.asked = 0

    def pitch(self):
        super().pitch()
        self.asked += self.ask > 0
        if self.asked > 3:
            self.ask = 0


def test_what_an_agent_remembers_in_python_is_forgotten_between_runs():
    eager = tiny().with_values({"temptation": 1, "round_gap": 0, "hot_start": 1})
    ensemble = simulate(eager, 6, 7, 15, threads=1, startup=Rising)

    for run in range(6):
        live = ensemble.replay(run)
        for _ in range(15):
            live.step()
        assert ensemble.digests[run] == live.digest


# ------------------------------------------------------------------------------------------ trouble


class Broken(Startup):
    def operate(self):
        super().operate()
        if self.model.month == 3 and self.name == "small 4":
            raise LookupError("the books are lost")


def told(error):
    return "".join(format_exception(error))


@pytest.mark.parametrize("threads", [1, 2])
def test_an_exception_in_a_rule_surfaces_with_its_run_month_and_agent(threads):
    with pytest.raises(LookupError, match="the books are lost") as error:
        simulate(tiny(), 4, 7, 12, threads=threads, startup={"small 4": Broken})

    for clue in ("run ", "month 3", "small 4", "operate"):
        assert clue in told(error.value)


@pytest.mark.parametrize("how", ["step", "walk"])
def test_an_exception_in_a_live_market_names_month_and_agent_too(how):
    market = Market(tiny(), startup={"small 4": Broken})

    with pytest.raises(LookupError, match="the books are lost") as error:
        for _ in range(12):
            market.step() if how == "step" else list(market.walk())

    assert 3 == market.month
    for clue in ("month 3", "small 4", "operate"):
        assert clue in told(error.value)


def test_other_runs_do_not_wait_for_one_that_failed():
    runs = []

    class Late(Broken):
        def operate(self):
            runs.append(self.model.world.run)
            super().operate()

    with pytest.raises(LookupError):
        simulate(tiny(), 400, 7, 12, threads=1, startup={"small 4": Late})

    assert len(set(runs)) < 100


def test_a_fault_of_the_market_says_run_month_agent_rule_and_how_to_see_it():
    class Cursed(Startup):
        def appraise(self):
            super().appraise()
            if self.model.month == 2:
                self.mark = float("nan")

    agents = {"startup": {"small 4": Cursed}}
    with pytest.raises(ArithmeticError, match=r"run 0, month 2, .*take_stock.*not a number.*replay\(0\)"):
        simulate(tiny(), 3, 7, 12, **agents)
    kept = simulate(tiny(), 3, 7, 12, on_fault="keep", **agents)
    assert [(0, 2), (1, 2), (2, 2)] == [(run, month) for run, month, _ in kept.faults]
    for how in ("step", "walk"):
        market = kept.replay(1)
        with pytest.raises(ArithmeticError, match=r"run 1, month 2, .*take_stock"):
            for _ in range(12):
                market.step() if how == "step" else list(market.walk())
