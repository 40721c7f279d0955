"""The parameters a scenario leaves open, as a space of points: what each may be, and the figures of chosen points."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from marketsim.schema import PARAMETERS
from marketsim.units import factor
from marketsim.words import counted, listed

SAFE = 2.0**-40  # shares stay this far from 0 and 1, where some distributions have no end


@dataclass(frozen=True)
class OpenFigures:
    """`names`: parameters drawn anew for each run, in the kernel's order; `axes`: {axis: its names}, what is drawn.

    Each parameter is an axis of its own, but those of one posterior are drawn a row together: they share an axis.
    Figures of firms, funds and verticals that a scenario leaves open as well belong to a run's luck here: they are
    drawn a row at a time, and there may be thousands.
    """

    scenario: object

    @cached_property
    def names(self):
        return tuple(name for name in PARAMETERS if self.scenario.parameters[name].drawn)

    @cached_property
    def axes(self):
        axes = {}
        for name in self.names:
            posterior = self.scenario.parameters[name].posterior
            axes.setdefault(f"posterior {posterior}" if posterior else name, []).append(name)
        return {axis: tuple(names) for axis, names in axes.items()}

    def at(self, shares):
        """(points, parameters) in the kernel's units: each open figure at its quantile, all others as stated.

        shares: (points, axes), each in 0 to 1. Of a posterior the share says which row.
        """
        shares = np.clip(np.atleast_2d(np.asarray(shares, float)), SAFE, 1 - SAFE)
        if shares.shape[1] != len(self.axes):
            raise ValueError(f"a point must have {len(self.axes)} shares, got {shares.shape[1]}")
        column = {name: shares[:, k] for k, names in enumerate(self.axes.values()) for name in names}
        return np.stack([self._values(name, column.get(name), len(shares)) for name in PARAMETERS], axis=1)

    def _values(self, name, shares, points):
        from marketsim.sweeps.levels import quantiles

        quantity, scale = self.scenario.parameters[name], self._scale(name)
        if shares is None:
            return np.full(points, float(quantity.value) * scale)
        if quantity.posterior:
            return np.array(quantity.draws)[(shares * len(quantity.draws)).astype(int)] * scale
        return np.asarray(quantiles(quantity, shares, scale), float)

    def _scale(self, name):
        """What takes a figure from the scenario's unit to the kernel's."""
        field = PARAMETERS[name]
        return factor(self.scenario.parameters[name].unit or field.unit, field.unit, self.scenario.rate)

    def shares_of(self, params):
        """(runs, names): where the figures of some runs lie among those of all, by their ranks, in 0 to 1.

        params: {name: (runs,)}, as outcomes have them. Equal figures get the middle of their ranks.
        """
        from scipy.stats import rankdata

        columns = [(rankdata(params[name]) - 0.5) / len(params[name]) for name in self.names]
        return np.stack(columns, axis=1) if columns else np.empty((len(next(iter(params.values()))), 0))

    def said(self, name, value):
        """A figure in words, in the scenario's unit."""
        unit = self.scenario.parameters[name].unit or PARAMETERS[name].unit
        return f"{value / self._scale(name):.3g}" + (f" {unit}" if unit not in ("", "1", "0 or 1", "share") else "")

    def meaning(self, axis):
        """Of an axis: the kernel's words for the parameter, or which ones it draws."""
        names = [name.replace("_", " ") for name in self.axes[axis]]
        if axis in PARAMETERS:
            return PARAMETERS[axis].meaning
        return f"{counted(len(names), 'figure')} drawn a row together: {listed(names)}"
