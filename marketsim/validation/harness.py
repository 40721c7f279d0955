"""Published figures beside the model's own: every target measured run by run, with the source's definition.

z = (median over runs - published) / sd, sd from the interquartile range; a part passes if the median lies in the
band the target accepts; a target is as good as its worst judged part.
"""

from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from marketsim.posteriors import fitted_parts
from marketsim.validation.lives import lived
from marketsim.validation.measures import MEASURES
from marketsim.validation.targets import Part, Target, measured_in

SD = 1.349  # interquartile range of a normal law, in standard deviations


@dataclass(frozen=True)
class Row:
    """A part of a target beside the model: values (runs,), NaN where a run has nothing to measure.

    role: "fit" if the scenario's parameters were fitted to it, else "validation".
    """

    target: Target
    part: Part
    values: np.ndarray
    role: str = "validation"

    @property
    def id(self):
        return f"{self.target.id}.{self.part.name}"

    def quantile(self, level):
        """Over the runs that have a value; NaN if fewer than half do."""
        there = self.values[~np.isnan(self.values)]
        if not len(there) or 2 * len(there) < len(self.values):
            return nan
        return float(np.quantile(there, level, method="nearest" if np.isinf(there).any() else "linear"))

    model = property(lambda self: self.quantile(0.5), doc="median over runs")
    low = property(lambda self: self.quantile(0.05))
    high = property(lambda self: self.quantile(0.95))

    @property
    def z(self):
        """NaN where the runs do not differ but are elsewhere, or there is no figure."""
        width, gap = (self.quantile(0.75) - self.quantile(0.25)) / SD, self.model - self.part.published
        return 0.0 if gap == 0 else gap / width if width > 0 else nan

    @property
    def verdict(self):
        """pass or miss; None where the source gives no tolerance."""
        if not self.part.judged:
            return None
        return "pass" if self.part.low <= self.model <= self.part.high else "miss"

    @property
    def excess(self):
        """How far outside the band the median lies, in widths of the band; below 0 inside, infinite if unknown."""
        if not isfinite(self.model):
            return np.inf
        low, high = self.part.low, self.part.high
        wide = high - low if isfinite(high - low) else abs(self.part.published) or 1.0
        return max(low - self.model, self.model - high) / wide


@dataclass(frozen=True)
class Judged:
    """A target with its rows."""

    target: Target
    rows: tuple

    @property
    def worst(self):
        """The judged part farthest out of its band, or nearest to its edge."""
        return max((row for row in self.rows if row.part.judged), key=lambda row: row.excess)

    @property
    def verdict(self):
        return self.worst.verdict

    @property
    def role(self):
        """A target of which a part was fitted validates nothing."""
        return "fit" if any(row.role == "fit" for row in self.rows) else "validation"


@dataclass(frozen=True)
class Report:
    """What a validation found."""

    scenario: object
    runs: int
    seed: int
    targets: tuple

    def document(self):
        """What --json prints: a row for each target, with the figures of its worst part, then one for each part."""
        rows = []
        for judged in self.targets:
            rows.append(line(judged.target.id, judged.worst) | {"role": judged.role})
            rows += [line(row.id, row) for row in judged.rows if row.part.judged]
        return {"scenario": self.scenario.name, "targets": rows}


def line(id, row):
    """One row of the document; null where there is no number."""
    figures = {"published": row.part.published, "model": row.model, "low": row.low, "high": row.high, "z": row.z}
    return {
        "id": id,
        **{name: round(x, 6) if isfinite(x) else None for name, x in figures.items()},
        "verdict": row.verdict,
        "role": row.role,
    }


def validate(scenario, runs=40, seed=7, progress=None, targets=None, measures=MEASURES):
    """Measure every target of a scenario in so many runs.

    scenario: a Scenario, a shipped name, or the path of a TOML file. Runs are lived one by one with every
    deal kept: the same futures as those of `simulate`, some hundreds a minute.
    progress: called as progress(done, runs). ValueError where no target is measured in the scenario.
    """
    from marketsim.scenario import load
    from marketsim.start import Start

    scenario = load(scenario) if isinstance(scenario, str) else scenario
    targets = measured_in(scenario) if targets is None else tuple(targets)
    if not targets:
        raise ValueError(f"{scenario.name}: no published target is measured in this scenario; they are in {homes()}")
    start, found = Start(scenario), []
    for run in range(runs):
        life = lived(start, seed, run, scenario.months)
        found.append({target.id: measures[target.id](life) for target in targets})
        if progress:
            progress(run + 1, runs)
    fitted = fitted_parts(scenario)
    return Report(scenario, runs, seed, tuple(judged(target, found, fitted) for target in targets))


def judged(target, found, fitted=()):
    """A target's rows from what was measured in each run, [{id: {part: value}}]; `fitted`: ids of targets and parts."""
    rows = []
    for part in target.parts:
        values = np.array([run[target.id].get(part.name, nan) for run in found], float)
        used = {target.id, f"{target.id}.{part.name}"} & set(fitted)
        rows.append(Row(target, part, values, "fit" if used else "validation"))
    return Judged(target, tuple(rows))


def homes():
    """The scenarios in which targets are measured."""
    from marketsim.validation.targets import TARGETS

    return ", ".join(dict.fromkeys(name for target in TARGETS for name in target.scenarios))
