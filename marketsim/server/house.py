"""What the server has: markets by name, futures, answers it remembers, work under way."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep

from marketsim.server import limits
from marketsim.server.cache import Cache
from marketsim.server.desk import Desk
from marketsim.server.farm import Farm
from marketsim.server.jobs import Jobs
from marketsim.server.markets import Markets

LOOPBACK = ("localhost", "127.0.0.1", "::1")
ANSWERS = 2**26  # bytes
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


class House:
    """Everything that outlives a request; `open` it before the first.

    answers: to /runs by id, as JSON; drawn: replay logs, descriptions and pictures, as bytes; measured: {scenario:
    validation report} of what was measured here.
    """

    def __init__(self, settings=None):
        self.settings = settings or Settings()
        self.markets = Markets(self.settings.market)
        self.farm = Farm(self.settings.room, self.settings.threads)
        self.jobs, self.desk = Jobs(), Desk()
        self.answers, self.drawn, self.measured = Cache(ANSWERS), Cache(ANSWERS), {}

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
        """Let go of all work."""
        self.farm.close()
        self.jobs.close()
