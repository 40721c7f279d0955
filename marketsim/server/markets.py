"""The markets one may ask about, by name: those that are shipped, and the one the server was started with."""

import json
from pathlib import Path
from threading import Lock

from marketsim.scenario import ScenarioError, load, shipped
from marketsim.server.refusals import Missing, Refused
from marketsim.start import Start

KEPT = 200  # changed scenarios remembered


class Markets:
    """Scenarios by name; `first` is what the page opens with. No name is ever taken for a path."""

    def __init__(self, first="floor"):
        self.paths = {name: name for name in shipped()}
        self.first = first
        if first not in self.paths:
            self.first = load(first).name
            self.paths[self.first] = str(Path(first).resolve())
        self._plain, self._changed, self._starts, self._lock = {}, {}, {}, Lock()

    @property
    def names(self):
        """The first, then the others."""
        return [self.first, *(name for name in self.paths if name != self.first)]

    def premise(self, name):
        """The scenario of that name, as it is written."""
        if name not in self.paths:
            raise Missing(f"scenario: must be one of {', '.join(self.names)}, got {name[:60]!r}")
        if name not in self._plain:
            self._plain[name] = load(self.paths[name])
        return self._plain[name]

    def start(self, name):
        if name not in self._starts:
            premise = self.premise(name)
            self._starts[name] = Start(premise, premise.months)
        return self._starts[name]

    def asked(self, name, changes=None, what_ifs=()):
        """The scenario with what-ifs and then figures changed by hand; Refused in a line if that cannot be."""
        premise = self.premise(name)
        if not changes and not what_ifs:
            return premise
        key = json.dumps([name, changes, list(what_ifs)], sort_keys=True)
        if key not in self._changed:
            scenario = self._supposed(premise, what_ifs)
            try:
                scenario = scenario.with_values(checked(changes or {}))
            except ScenarioError as error:
                raise Refused(str(error).replace("--set ", "set.").replace(" (changed)", "")) from None
            with self._lock:
                while len(self._changed) >= KEPT:
                    self._changed.pop(next(iter(self._changed)))
                self._changed[key] = scenario
            return scenario
        return self._changed[key]

    def _supposed(self, premise, what_ifs):
        """The scenario with shipped what-ifs laid over it; "champion-policy@2026-03" begins then. No file is read."""
        from marketsim.whatifs import shipped, under

        for name in what_ifs:
            if name.partition("@")[0] not in shipped():
                raise Refused(f"what_if: must be one of the scenario's what_ifs, got {name[:60]!r}")
        try:
            return under(premise, *what_ifs)
        except ScenarioError as error:
            raise Refused(error) from None

    def suppositions(self, name):
        """The what-ifs that say something about this market."""
        from marketsim.whatifs import shipped

        return [each for each in shipped().values() if self._fits(name, each)]

    def _fits(self, name, what_if):
        try:
            self.asked(name, None, (what_if.name,))
        except Refused:
            return False
        return True


def checked(changes):
    """Figures that a scenario may be asked to change; the horizon is a field of its own."""
    if "months" in changes:
        raise Refused("set.months: say months beside set, not in it")
    return {key: float(value) if isinstance(value, bool | int) else value for key, value in changes.items()}
