"""Futures of a historical market, as its series measure them; with the shock it knows of, and without."""

from dataclasses import dataclass

import numpy as np

FIGURES = 4e7  # of firms kept at a time: 160 MB


@dataclass(frozen=True)
class Measured:
    """{series id: (runs, points)} on the scale of comparison, as the scenario has it and as one would have had it who
    did not know of the shock; `shock`: its month, None if there is none."""

    knowing: dict
    blind: dict
    shock: int | None
    runs: int

    def seen_from(self, origin, id, premises=False):
        """The futures that a forecaster of that month may use."""
        unknown = self.shock is not None and origin < self.shock and not premises
        return (self.blind if unknown else self.knowing)[id]


def measured(scenario, series, runs, seed, progress=None, threads=None):
    """Run a scenario, and once more without its dated shock, and measure the series in each future."""
    shock = int(scenario.parameters["cold_month"].value)
    runs_in_all = runs * (2 if shock >= 0 else 1)
    done = [0]

    def tell(more):
        done[0] += more
        if progress:
            progress(done[0], runs_in_all)

    knowing = follow(scenario, series, runs, seed, tell, threads)
    if shock < 0:
        return Measured(knowing, knowing, None, runs)
    return Measured(knowing, follow(without_shock(scenario), series, runs, seed, tell, threads), shock, runs)


def without_shock(scenario):
    """The same market for one who does not know what is coming: cold and warm spells come as in any market."""
    from marketsim.scenario import read

    usual = read("common")[0]["parameters"]
    figures = {name: usual[name]["value"] for name in ("cooling", "warming")}
    return scenario.with_values({"cold_month": -1, "window_shut_month": -1} | figures)


def follow(scenario, series, runs, seed, tell, threads=None):
    """{series id: (runs, points)}; a block of futures at a time, for those with many firms fill a memory."""
    from marketsim.ensemble import simulate
    from marketsim.outcomes import ALL_FIELDS
    from marketsim.start import Start

    start = Start(scenario)
    block = int(max(4, min(runs, FIGURES / (start.room * len(ALL_FIELDS)))))
    points = {each.id: each.points(scenario) for each in series}
    found = {each.id: [] for each in series}
    for first in range(0, runs, block):
        size = min(block, runs - first)
        outcomes = simulate(scenario, size, seed, threads=threads, first=first, start=start).outcomes
        for each in series:
            values = [each.measure(outcomes, point) for point in points[each.id]]
            found[each.id].append(np.stack([each.scaled(value, values[0]) for value in values], axis=1))
        tell(size)
    return {id: np.concatenate(parts) for id, parts in found.items()}
