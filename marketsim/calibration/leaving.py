"""Would the others have told? Each fitted target is left out in turn, and the rest say what it should be.

The nearest to a validation that figures which were fitted allow: what is left out had no part in the posterior that
predicts it, though it did in the choice of the rules and of where the points lie. Nothing is simulated anew: the points
of the table are weighted again. A posterior of fewer figures may lie where few points do, so its figures are not read
off them but from a local-linear regression on them, at its draws; residuals (the luck of a point's runs, and what is
not linear) are drawn from the same points. Nothing goes beyond what a point has shown.
"""

from dataclasses import dataclass

import numpy as np

from marketsim.calibration.infer import misfit, regression
from marketsim.calibration.result import DRAWS, LEVELS, plain
from marketsim.calibration.rounds import looked, posterior
from marketsim.calibration.weights import nearby


@dataclass(frozen=True)
class Left:
    """A target left out: `places` of its parts among the columns, the `posterior` of all others that are fitted, and
    `shown` (draws, parts) that it predicts of them, NaN if most points near it show nothing."""

    name: str
    places: tuple
    posterior: object
    shown: np.ndarray


@dataclass(frozen=True)
class LeftOut:
    """A Calibration and a Left for each of its fitted targets."""

    calibration: object
    left: tuple

    def rows(self):
        """A row a part: published, accepted, what the others predict of it (medians of a point's runs: median and 90 %
        range), whether that median is accepted and that range holds what is published. For comparison `prior`, what
        the priors alone show, and `fitted`, the median of what the posterior of all figures shows."""
        table, columns = self.calibration.table, self.calibration.problem.columns
        fitted, rows = [row["median"] for row in self.calibration.parts()], []
        priors = table.summaries(range(len(columns)))[(table.round == 0) & table.done]
        for each in self.left:
            for k, place in enumerate(each.places):
                column, part = columns[place], columns[place].part
                (low, middle, high), prior = ranged(each.shown[:, k]), ranged(priors[:, place])
                row = {"id": column.id, "left_out": each.name, "words": part.words, "published": part.published}
                row |= {"accepted": [part.low, part.high], "median": middle, "low": low, "high": high}
                row |= {"inside": within(middle, part.low, part.high), "holds": within(part.published, low, high)}
                row |= {"prior": prior, "prior_inside": within(prior[1], part.low, part.high)}
                rows.append(row | {"fitted": fitted[place], "ess": each.posterior.full, "width": each.posterior.width})
        return rows

    def document(self):
        """What --leave-out --json prints."""
        whole = self.calibration.document()
        facts = {key: whole[key] for key in ("problem", "markets", "fit", "points", "runs", "rounds", "seed", "ess")}
        return facts | {"left_out": plain(self.rows())}


def ranged(shown):
    """[5 %, 50 %, 95 %] of a figure; NaN where most show nothing."""
    there = shown[~np.isnan(shown)]
    known = len(there) and 2 * len(there) >= len(shown)
    how = "linear" if np.isfinite(there).all() else "nearest"
    return [float(x) for x in np.quantile(there, LEVELS, method=how)] if known else [np.nan] * 3


def within(x, low, high):
    return None if np.isnan(x + low + high) else bool(low <= x <= high)


def leave_out(calibration):
    """A LeftOut of a finished Calibration. Where a single target is fitted its parts are left out one by one.

    Raises ValueError if a single part is fitted.
    """
    problem, table = calibration.problem, calibration.table
    if len(problem.fit) < 2:
        raise ValueError("fit: only one figure is fitted, so nothing tells of it when it is left out")
    columns, (y, sd), rounds = problem.columns, problem.observed, problem.form.rounds
    single = len({columns[k].target for k in problem.fit}) == 1
    names = [f"{columns[k].target}.{columns[k].part.name}" if single else columns[k].target for k in problem.fit]
    proposals, found = looked(table, (y, sd), problem.fit, rounds), []
    for name in dict.fromkeys(names):
        kept = [k for k, other in enumerate(names) if other != name]
        parts, places = ([problem.fit[k] for k in range(len(names)) if (k in kept) == stays] for stays in (True, False))
        rng = np.random.default_rng([problem.form.seed, 900])
        found.append(Left(name, tuple(places), *without(table, proposals, (y[kept], sd[:, kept]), parts, places, rng)))
    return LeftOut(calibration, tuple(found))


def without(table, proposals, observed, parts, left, rng, draws=DRAWS):
    """(posterior of the published figures of `parts`, (draws, left) what it predicts of the parts left out)."""
    last = len(proposals) - 1
    found = posterior(table, proposals, observed, parts, last)
    there = table.done & (table.round >= 0) & (table.round <= last)
    z, s = table.z[there], table.summaries(left)[there]
    near = nearby(misfit(table.summaries(parts)[there], *observed)[1], z.shape[1])
    drawn = found.draws(draws, rng)
    return found, np.column_stack([predicted(drawn, z, shown, near, rng) for shown in s.T])


def predicted(drawn, z, shown, near, rng):
    """(draws,) of a figure at drawn points, from those that show it and their weights."""
    known = np.isfinite(shown)
    if near[known].sum() < 0.5:
        return np.full(len(drawn), np.nan)
    z, y, weights = z[known], shown[known], near[known] / near[known].sum()
    a, slope, _ = regression(z, y[:, None], weights)
    spare = 1 - min(0.8, (z.shape[1] + 1) * (weights**2).sum())  # as regression: what the slopes took from residuals
    left = (y - a - z @ slope[0]) / np.sqrt(spare)
    return np.clip(a + drawn @ slope[0] + rng.choice(left, len(drawn), p=weights), y.min(), y.max())
