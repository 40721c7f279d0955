"""Rounds of a calibration: each looks where the one before found the published figures likely."""

import time
from dataclasses import dataclass

import numpy as np

from marketsim.calibration.infer import infer

PRIOR, INFLATED = 0.15, 1.5  # share of points from the prior again, and the rest's covariance over the posterior's
PAUSE = 10  # seconds between two writings of the table
PREDICTED = 60  # draws of the posterior that are simulated to see what they show


@dataclass(frozen=True)
class Proposal:
    """A Gaussian around a posterior with some of the prior; the prior alone if `prior` is 1."""

    mean: np.ndarray
    covariance: np.ndarray
    prior: float = 1.0

    def points(self, count, rng):
        """(count, parameters) in standard-normal space; those of the prior evenly spread (Sobol)."""
        even = int(np.ceil(self.prior * count))
        near = rng.multivariate_normal(self.mean, self.covariance, count - even, method="cholesky")
        return np.concatenate([spread(even, len(self.mean), rng), near])

    def log_density(self, z):
        """(points,), but for the constant that all proposals share."""
        prior = -0.5 * (z**2).sum(1)
        if self.prior == 1:
            return prior
        root = np.linalg.cholesky(self.covariance)
        apart = np.linalg.solve(root, (z - self.mean).T)
        near = -0.5 * (apart**2).sum(0) - np.log(np.diag(root)).sum()
        return np.logaddexp(np.log(self.prior) + prior, np.log(1 - self.prior) + near)


def spread(count, parameters, rng):
    """(count, parameters) standard-normal points that fill the space evenly."""
    from warnings import catch_warnings, simplefilter

    from scipy.special import ndtri
    from scipy.stats.qmc import Sobol

    from marketsim.sweeps.designs import lively

    with catch_warnings():
        simplefilter("ignore")  # any number of points is welcome
        shares = lively(Sobol, parameters, int(rng.integers(2**63))).random(count)
    return ndtri(np.clip(shares, 2.0**-40, 1 - 2.0**-40))


def log_ratio(z, proposals, counts):
    """(points,) log of prior over the mixture all points come from (Veach and Guibas 1995: the balance heuristic)."""
    shares = np.log(np.array(counts) / sum(counts))
    mixture = np.logaddexp.reduce([share + each.log_density(z) for share, each in zip(shares, proposals, strict=True)])
    return -0.5 * (z**2).sum(1) - mixture


def calibrate(table, batch, observed, parts, points, rounds, seed, note=None, predicted=PREDICTED):
    """The posterior after some rounds of so many points each; what the table holds already is not measured again.

    table: a Table; batch: called with {place: z}, yields (place, values); observed: (published, sd) of the table's
    `parts`; note: called as note(round, done, points, posterior so far), None in the first round.
    Afterwards `predicted` draws of the posterior are measured too, as round -rounds: what it shows, fitted or not.
    """
    d = table.z.shape[1]
    proposals, found = [Proposal(np.zeros(d), np.eye(d))], None
    for round in range(rounds):
        rng = np.random.default_rng([seed, round])
        if not (table.round == round).any():
            table.plan(proposals[-1].points(points, rng), round)
        measure(table, batch, round, note and (lambda done, of, r=round, f=found: note(r, done, of, f)))
        found = posterior(table, proposals, observed, parts, round)
        proposals.append(around(found))
    if predicted and not (table.round == -rounds).any():
        table.plan(found.draws(predicted, np.random.default_rng([seed, rounds])), -rounds)
    if predicted:
        measure(table, batch, -rounds, note and (lambda done, of: note(rounds, done, of, found)))
    return found


def around(found):
    """Where the round after a posterior looks."""
    mean, covariance = found.moments()
    return Proposal(mean, INFLATED * covariance + 1e-9 * np.eye(len(mean)), PRIOR)


def looked(table, observed, parts, rounds):
    """What the rounds of a finished table were drawn from: a list of Proposal."""
    d = table.z.shape[1]
    proposals = [Proposal(np.zeros(d), np.eye(d))]
    while len(proposals) < rounds:
        proposals.append(around(posterior(table, proposals, observed, parts, len(proposals) - 1)))
    return proposals


def posterior(table, proposals, observed, parts, last):
    """What the points of all rounds up to the last say."""
    there = (table.round >= 0) & (table.round <= last) & table.done
    counts = [int((table.round[there] == round).sum()) for round in range(last + 1)]
    z = table.z[there]
    return infer(z, table.summaries(parts)[there], *observed, log_ratio(z, proposals, counts))


def measure(table, batch, round, note=None):
    """Measure what is missing of a round; first, every now and then, and however it ends, the table is written."""
    missing, total, wrote = table.missing(round), int((table.round == round).sum()), time.monotonic()
    if not len(missing):
        return
    table.save()
    try:
        for done, (place, values) in enumerate(batch({place: table.z[place] for place in missing}), 1):
            table.put(place, values)
            if note:
                note(total - len(missing) + done, total)
            if time.monotonic() - wrote > PAUSE:
                table.save()
                wrote = time.monotonic()
    finally:
        table.save()
