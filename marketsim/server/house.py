"""What the server has: markets by name, futures, answers it remembers, work under way."""

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep

from marketsim.server import limits
from marketsim.server.cache import Cache
from marketsim.server.farm import Farm

LOOPBACK = ("localhost", "127.0.0.1", "::1")
QUIET = 0.5  # seconds in which whoever came first is served first


@dataclass(frozen=True)
class Settings:
    """How it was started.

    market: the first to show, by shipped name or as the path of a TOML file; sweeps: the folder whose sweeps may be
    looked at; token: what a visitor must know, None if nobody but this machine can come; hosts: names it answers to;
    root_path: where a proxy shows it; threads: of the kernel, all cores if None; room: bytes for futures.
    """

    market: str = "floor"
    sweeps: Path | None = None
    token: str | None = None
    hosts: tuple = LOOPBACK
    root_path: str = ""
    threads: int | None = None
    room: int | None = None


@dataclass
class House:
    """Everything that outlives a request; `open` it before the first."""

    settings: Settings = field(default_factory=Settings)

    @cached_property
    def markets(self):
        from marketsim.server.markets import Markets

        return Markets(self.settings.market)

    @cached_property
    def farm(self):
        return Farm(self.settings.room, self.settings.threads)

    @cached_property
    def jobs(self):
        from marketsim.server.jobs import Jobs

        return Jobs()

    @cached_property
    def answers(self):
        """Answers to /runs by id, as JSON."""
        return Cache(2**26)

    @cached_property
    def desk(self):
        from marketsim.server.desk import Desk

        return Desk()

    @cached_property
    def drawn(self):
        """Replay logs, descriptions and pictures, as bytes."""
        return Cache(2**26)

    @cached_property
    def measured(self):
        """{scenario: validation report} of what was measured here."""
        return {}

    def open(self):
        """Begin with the first market's futures, before anybody asks: the page is there when the futures are."""
        premise = self.markets.premise(self.markets.first)
        start = self.markets.start(self.markets.first)
        for runs in limits.live_runs(start, premise.months):
            self.farm.demand(premise, runs, 7, premise.months)
        return self

    def warm(self):
        """What will be wanted next, loaded while nobody waits: the other markets' first futures, drawing, replaying."""
        Thread(target=self._warm, name="warm", daemon=True).start()

    def _warm(self):
        premise = self.markets.premise(self.markets.first)
        with self.farm.demand(premise, 1, 7, premise.months) as demand:
            while not demand.met:
                sleep(QUIET)
        sleep(QUIET)
        for module in ("scipy.stats", "marketsim.market", "marketsim.stories", "marketsim.figures"):
            import_module(module)
            sleep(QUIET)
        for name in self.markets.names:
            scenario = self.markets.premise(name)
            start = self.markets.start(name)
            preview, _ = limits.live_runs(start, scenario.months)
            most = limits.most_runs(start, scenario.months, self.farm.cache.room)
            self.farm.demand(scenario, min(preview, most), 7, scenario.months, idle=True)

    def close(self):
        if "farm" in self.__dict__:
            self.farm.close()
        if "jobs" in self.__dict__:
            self.jobs.close()
