"""From measured points to a posterior: importance weights with the published band as kernel, adjusted by regression.

Space: each prior is a standard normal z (its own quantile function leads back), so bounds hold by themselves.
Model: published = s(z) + e, e ~ N(0, S), S from the accepted bands (of two pieces where a band is lopsided). An ABC
kernel of that very shape makes the answer exact under this error (Wilkinson 2013): w = prior / proposal *
exp(-chi2 / 2), chi2 = (s - y)' S^-1 (s - y).
Where too few points would carry the weight the kernel is widened, w = ... exp(-width * chi2 / 2), width < 1, and what
that blurs is taken back by a local-linear regression s = a + J z + r, r ~ N(0, D), ridged, outliers discounted
(Beaumont, Zhang and Balding 2002; Blum and Francois 2010): the affine map that takes the Gaussian posterior under
S / width + D to that under S + D. In a linear-Gaussian world that is exact for any width; with width 1 nothing moves.
A point that shows nothing where the source shows a figure has no weight.
"""

from dataclasses import dataclass

import numpy as np

from marketsim.calibration.weights import narrowest, nearby, size, weighted

HUBER = 2.5  # standard deviations beyond which a residual counts for less
RIDGE = 1e-3


@dataclass(frozen=True)
class Posterior:
    """`z` (points, parameters) adjusted, `weights` (points,) that sum to 1, `usual` (mean, covariance) of the local
    Gaussian; `width` of the kernel, 1 for the published bands themselves; `ess` at that width, `full` at width 1."""

    z: np.ndarray
    weights: np.ndarray
    width: float
    ess: float
    full: float
    usual: tuple

    def moments(self):
        """(mean, covariance) of the adjusted points; the fewer carry the weight, the nearer to the local Gaussian's."""
        d = self.z.shape[1]
        mean = self.weights @ self.z
        apart = self.z - mean
        own, trust = (self.weights[:, None] * apart).T @ apart, self.ess / (self.ess + 2 * d + 2)
        return mean, trust * own + (1 - trust) * self.usual[1]

    def draws(self, count, rng):
        """(count, parameters): drawn by weight, smoothed without changing mean and covariance (Liu and West 2001)."""
        mean, covariance = self.moments()
        d = len(mean)
        blur = min(0.9, 0.6 * (4 / ((d + 2) * max(self.ess, 2))) ** (1 / (d + 4)))
        places = np.searchsorted(np.cumsum(self.weights), (np.arange(count) + rng.random()) / count, "right")
        kept = self.z[rng.permutation(np.minimum(places, len(self.z) - 1))]
        noise = rng.multivariate_normal(np.zeros(d), covariance, count, method="eigh")
        return mean + np.sqrt(1 - blur**2) * (kept - mean) + blur * noise


def gaps(s, published, sd):
    """(points, parts): how far summaries lie from what is published, in units of its error.

    sd: (parts,), or (2, parts) below and above it: a normal law of two pieces.
    """
    below, above = np.broadcast_to(sd, (2, len(published)))
    return (s - published) / np.where(s > published, above, below)


def infer(z, s, y, sd, log_ratio, least=None):
    """The posterior from points z (n, d), their summaries s (n, k), published y and errors sd, see `gaps`.

    log_ratio: (n,) log of prior over proposal. least: points that must carry the weight, before adjusting.
    """
    d = z.shape[1]
    least = max(40, 4 * d) if least is None else least
    gap, chi2 = misfit(s, y, sd)
    there = np.isfinite(chi2)
    if there.sum() < 4:
        raise ValueError(f"only {there.sum()} of {len(s)} points show every figure that is fitted: widen the priors")
    width = narrowest(log_ratio, chi2, min(least, 0.5 * there.sum()))
    weights = weighted(log_ratio, chi2, width)
    local = nearby(chi2, d)
    a, slope, spread = regression(z[there], gap[there], local[there])
    wide, usual = gaussian(a, slope, spread, width), gaussian(a, slope, spread, 1.0)
    moved = z if width == 1 else usual[0] + (z - wide[0]) @ transport(wide[1], usual[1])
    full = weighted(log_ratio, chi2, 1.0)
    return Posterior(moved, weights, width, size(weights), size(full), usual)


def misfit(s, y, sd):
    """(gaps (points, parts), their chi2 (points,)): 0 and infinite where a point shows nothing."""
    there = np.isfinite(s).all(1)
    gap = np.where(there[:, None], gaps(s, y, sd), 0.0)
    return gap, np.where(there, (gap**2).sum(1), np.inf)


def regression(z, gap, weights):
    """(a, J, D) of gap = a + J z + r, r ~ N(0, D): weighted, ridged, robust."""
    x = np.column_stack([np.ones(len(z)), z])
    robust = np.ones_like(gap)
    for _ in range(3):
        fits = []
        for k in range(gap.shape[1]):
            w = weights * robust[:, k]
            gram = (x * w[:, None]).T @ x
            penalty = RIDGE * np.trace(gram) / len(gram) * np.diag([0.0, *np.ones(z.shape[1])])
            fits.append(np.linalg.solve(gram + penalty, (x * w[:, None]).T @ gap[:, k]))
        left = gap - x @ np.array(fits).T
        scale = np.sqrt(np.maximum((weights[:, None] * robust * left**2).sum(0), 1e-12))
        robust = np.minimum(1, HUBER * scale / np.maximum(np.abs(left), 1e-12))
    fits, spare = np.array(fits), 1 - min(0.8, (z.shape[1] + 1) * (weights**2).sum())
    clipped = left * robust
    spread = (weights[:, None] * clipped).T @ clipped / spare
    alone = min(1.0, 2 * len(spread) * (weights**2).sum())  # few points know little of how residuals go together
    return fits[:, 0], fits[:, 1:], (1 - alone) * spread + alone * np.diag(np.diag(spread))


def gaussian(a, slope, spread, width):
    """(mean, covariance) of z ~ N(0, 1) given a + J z + r + e = 0, e ~ N(0, 1 / width) in units of the bands."""
    noise = np.eye(len(a)) / width + spread
    covariance = np.linalg.inv(np.eye(slope.shape[1]) + slope.T @ np.linalg.solve(noise, slope))
    return -covariance @ slope.T @ np.linalg.solve(noise, a), covariance


def transport(one, other):
    """The symmetric matrix T with T one T = other: what moves least."""
    root, back = power(one, 0.5), power(one, -0.5)
    return back @ power(root @ other @ root, 0.5) @ back


def power(matrix, exponent):
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return (vectors * np.maximum(values, 1e-12) ** exponent) @ vectors.T
