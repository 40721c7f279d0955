"""The reference table: points of the free parameters and what was measured there, run by run. Survives a kill."""

from pathlib import Path

import numpy as np

from marketsim.results import replacing

FILE = "table.npz"


class Table:
    """`z` (points, parameters) in standard-normal space, `round` (points,), `done` (points,), and
    `values` (points, runs, parts), NaN where a run has nothing to measure."""

    def __init__(self, parameters, runs, parts, identity="", folder=None):
        self.identity, self.path = identity, Path(folder) / FILE if folder else None
        self.z, self.round, self.done = np.zeros((0, parameters)), np.zeros(0, int), np.zeros(0, bool)
        self.values = np.zeros((0, runs, parts))
        if self.path and self.path.exists():
            self._read()

    def _read(self):
        try:
            with np.load(self.path) as kept:
                identity, columns = str(kept["identity"]), [kept[name] for name in ("z", "round", "done", "values")]
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"{self.path}: not readable: {error}") from None
        if identity != self.identity:
            raise ValueError(f"{self.path}: holds another calibration: use another --out, or --force")
        self.z, self.round, self.done, self.values = columns

    def save(self):
        """Write it, all or nothing."""
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as path, path.open("wb") as file:
                np.savez(file, identity=self.identity, z=self.z, round=self.round, done=self.done, values=self.values)

    def plan(self, z, round):
        """Add points that are still to be measured."""
        blank = np.full((len(z), *self.values.shape[1:]), np.nan)
        self.z, self.values = np.concatenate([self.z, z]), np.concatenate([self.values, blank])
        self.round = np.append(self.round, np.full(len(z), round))
        self.done = np.append(self.done, np.zeros(len(z), bool))

    def put(self, point, values):
        self.values[point], self.done[point] = values, True

    def missing(self, round):
        """Points of a round that are not measured yet."""
        return np.flatnonzero((self.round == round) & ~self.done)

    def summaries(self, parts):
        """(points, parts): the median over a point's runs; NaN where fewer than half of them have a value."""
        return middle(self.values[:, :, list(parts)])


def middle(values):
    """(points, runs, parts) -> (points, parts) medians, as validation takes them."""
    from warnings import catch_warnings, simplefilter

    there = ~np.isnan(values)
    with catch_warnings():
        simplefilter("ignore")  # an empty slice is NaN, which is meant
        medians = np.nanmedian(values, axis=1)
    return np.where(2 * there.sum(1) >= values.shape[1], medians, np.nan)
