"""What a calibration found, in the scenario's units: each parameter before and after, each part beside its published
figure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from marketsim.calibration.infer import gaps

DRAWS = 500
LEVELS = (0.05, 0.5, 0.95)
NOISE = 1.2533  # standard error of a median over that of a mean, of a normal law


@dataclass(frozen=True)
class Calibration:
    """`problem`, the `table` of all that was measured, and the `posterior` in standard-normal space.

    best: a single point (parameters,) if only that was sought, and there is no posterior then.
    """

    problem: object
    table: object
    posterior: object = None
    best: np.ndarray | None = None

    @cached_property
    def draws(self):
        """{parameter: (draws,)} jointly, in the scenario's units; the best point alone if only that was sought."""
        if self.posterior is None:
            return self.problem.values(self.best[None])
        return self.problem.values(self.drawn)

    @cached_property
    def drawn(self):
        """(draws, parameters) in standard-normal space."""
        return self.posterior.draws(DRAWS, np.random.default_rng([self.problem.form.seed, 500]))

    @property
    def predicted(self):
        """(points, runs, parts): what was measured at draws of the posterior, or at the best point."""
        if self.posterior is None:
            place = np.flatnonzero((self.table.z == self.best).all(1))[:1]
            return self.table.values[place]
        return self.table.values[self.table.round == -self.problem.form.rounds]

    def parameters(self):
        """A row a parameter: median and 90 % range before and after; shrinkage: how much narrower, 0 to 1."""
        before, rows = self.problem.values(levels(len(self.problem.names))), []
        for k, (name, draws) in enumerate(self.draws.items()):
            low, middle, high = np.quantile(draws, LEVELS)
            row = {"name": name, "unit": self.problem.priors[name].unit, "median": middle, "low": low, "high": high}
            row["prior"] = dict(zip(("low", "median", "high"), map(float, before[name]), strict=True))
            if self.posterior is not None:
                row["shrinkage"] = max(0.0, 1 - float(self.drawn[:, k].std()))
            rows.append({key: float(x) if isinstance(x, np.floating) else x for key, x in row.items()})
        return rows

    def parts(self):
        """A row a part: published, accepted, and what the posterior's draws show, run by run.

        loss: (median - published)^2 in units of the published error, what a fit minimises; noise: how far luck moves
        the median of a point's runs, in the same units.
        """
        values, rows = self.predicted, []
        for k, column in enumerate(self.problem.columns):
            there = values[:, :, k][~np.isnan(values[:, :, k])]
            known = len(there) and 2 * len(there) >= values[:, :, k].size
            how = "linear" if np.isfinite(there).all() else "nearest"
            low, middle, high = np.quantile(there, LEVELS, method=how) if known else (np.nan,) * 3
            part = column.part
            judged = part.judged and (None if np.isnan(middle) else bool(part.low <= middle <= part.high))
            apart = values[:, :, k].std(1, ddof=1) if values.shape[1] > 1 else np.array([np.nan])
            noise = NOISE * np.median(apart) / values.shape[1] ** 0.5 / max(column.sd)
            rows.append(
                {
                    "id": column.id,
                    "role": "fit" if column.fit else "validation",
                    "words": part.words,
                    "published": part.published,
                    "accepted": [part.low, part.high],
                    "median": float(middle),
                    "low": float(low),
                    "high": float(high),
                    "inside": judged if known else None,
                    "loss": float(gaps(middle, np.array([part.published]), np.array([column.sd]).T)[0] ** 2)
                    if part.judged
                    else None,
                    "noise": float(noise),
                }
            )
        return rows

    def beside(self):
        """The same as rows of a validation, for pictures: values over all runs of the posterior's draws."""
        from marketsim.validation.harness import Row
        from marketsim.validation.targets import TARGETS

        targets, values = {target.id: target for target in TARGETS}, self.predicted
        return [
            Row(targets[column.target], column.part, values[:, :, k].ravel(), "fit" if column.fit else "validation")
            for k, column in enumerate(self.problem.columns)
        ]

    def learned(self):
        """(name, unit, prior draws, posterior draws, is its scale logarithmic) of each parameter."""
        from scipy.special import ndtri

        even = ndtri((np.arange(4000) + 0.5) / 4000)
        before, priors = self.problem.values(np.repeat(even[:, None], len(self.problem.names), 1)), self.problem.priors
        return [
            (name, prior.unit, before[name], self.draws[name], prior.shape in ("loguniform", "lognormal", "pareto"))
            for name, prior in priors.items()
        ]

    def document(self):
        """What --json prints."""
        form = self.problem.form
        facts = {
            "problem": self.problem.name,
            "markets": [market.name for market in self.problem.markets],
            "fit": [self.problem.columns[k].id for k in self.problem.fit],
            "held_out": sorted({column.target for column in self.problem.columns if not column.fit}),
            "points": int(self.table.done.sum()),
            "runs": form.runs,
            "rounds": form.rounds,
            "seed": form.seed,
        }
        if self.posterior is not None:
            facts |= {"ess": round(self.posterior.full, 1), "width": float(f"{self.posterior.width:.3g}")}
        return facts | {"parameters": plain(self.parameters()), "parts": plain(self.parts())}


def levels(parameters):
    """(3, parameters) points of standard-normal space: the 5 %, 50 % and 95 % points of every prior."""
    from scipy.special import ndtri

    return np.repeat(ndtri(np.array(LEVELS))[:, None], parameters, axis=1)


def plain(x):
    """As JSON has it: numbers to six digits, null where there is none."""
    if isinstance(x, dict):
        return {key: plain(value) for key, value in x.items()}
    if isinstance(x, list | tuple):
        return [plain(value) for value in x]
    if isinstance(x, float):
        return float(f"{x:.6g}") if np.isfinite(x) else None
    return x
