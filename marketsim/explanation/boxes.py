"""Scenario discovery: a box of few open figures in which a claim holds far more often than elsewhere.

The patient rule induction method of Friedman and Fisher (Stat. Comput. 9 (1999) 123-143), as used for scenarios by
Bryant and Lempert (Technol. Forecast. Soc. Change 77 (2010) 34-49): thin slices are peeled off, one figure at a time,
then pasted back where that helps. The box is found in one half of the futures and judged in the other.
"""

from dataclasses import asdict, dataclass

import numpy as np

from marketsim.claims.intervals import wilson
from marketsim.explanation.sensitivity import screened

PEEL = 0.05  # of a box's futures that a slice holds
PASTE = 0.02
LEAST = 0.08  # of all futures that a box must hold
ROOM = 0.25  # what a box's size counts beside its density: an exponent, 0 nothing
WORTH = 0.05  # of its merit that a box must lose without a limit, or the limit goes
MOST = 3  # figures that bound a box
SEEN = 6  # figures among which they are sought


@dataclass(frozen=True)
class Box:
    """limits: {column: (low, high)} in shares of 0 to 1. Of the futures of the other half that lie in it a share
    `density` (95 % interval low to high) have it `value`, against `base` of all; it holds `coverage` of all that do,
    and a share `mass` of all futures."""

    value: bool
    limits: dict
    density: float
    low: float
    high: float
    base: float
    coverage: float
    mass: float
    futures: int

    @property
    def holds(self):
        """Does it stand up in the half it was not found in?"""
        return self.low > self.base

    def as_dict(self):
        return asdict(self) | {"limits": {name: list(ends) for name, ends in self.limits.items()}, "holds": self.holds}


def discovered(shares, truth, value=True, names=None, seed=0):
    """The Box of a claim, or None if there is none worth the name.

    shares: (runs, columns) in 0 to 1; truth: (runs,) bool; value: look for where it is true, or where it is false;
    names: of the columns, for the limits; seed: which half is which.
    """
    truth = np.asarray(truth, bool) == value
    half = np.random.default_rng(seed).permutation(len(truth)) < len(truth) // 2
    if min(truth[half].sum(), truth[~half].sum()) < 10 or truth.all():
        return None
    limits, bounds = np.array([np.zeros(shares.shape[1]), np.ones(shares.shape[1])]), telling(shares[half], truth[half])
    if not bounds:
        return None
    part = shares[half][:, bounds]
    limits[:, bounds] = pruned(part, truth[half], pasted(part, truth[half], peeled(part, truth[half])))
    bounded = np.flatnonzero((limits[0] > 0) | (limits[1] < 1))
    inside, other = within(shares[~half], limits), truth[~half]
    if not len(bounded) or not inside.any():
        return None
    low, high = wilson(int(other[inside].sum()), int(inside.sum()))
    return Box(
        value,
        {names[k] if names else int(k): (float(limits[0][k]), float(limits[1][k])) for k in bounded},
        float(other[inside].mean()),
        low,
        high,
        float(other.mean()),
        float(other[inside].sum() / other.sum()),
        float(inside.mean()),
        int(inside.sum()),
    )


def telling(shares, truth):
    """The columns that say something by themselves, more than the best of so many by chance: the others are noise."""
    chance = 2 * np.log(max(2, shares.shape[1])) / len(truth)
    return sorted(column for column, share in screened(shares, truth.astype(float))[:SEEN] if share > chance)


def within(shares, limits):
    return ((shares >= limits[0]) & (shares <= limits[1])).all(1)


def merit(truth, inside):
    """How far a box stands out: the density it gains, times a root of its size, so that it is neither tiny nor dull."""
    return (truth[inside].mean() - truth.mean()) * inside.mean() ** ROOM if inside.any() else -np.inf


def peeled(shares, truth):
    """The box of most merit on the way from everything to the least, by the slices that raise the density most."""
    limits = np.array([np.zeros(shares.shape[1]), np.ones(shares.shape[1])])
    best, most, inside = limits.copy(), 0.0, np.ones(len(truth), bool)
    while inside.sum() > LEAST * len(truth):
        tries = []
        for side, share in ((0, PEEL), (1, 1 - PEEL)):
            cuts = np.quantile(shares[inside], share, axis=0)
            for column, cut in enumerate(cuts):
                x = shares[:, column]
                kept = inside & ((x > cut) if side == 0 else (x < cut))
                if LEAST * len(truth) <= kept.sum() < inside.sum():
                    tries.append((truth[kept].mean(), kept.sum(), side, column, cut))
        if not tries:
            break
        _, _, side, column, cut = max(tries, key=lambda each: each[:2])
        limits[side, column] = cut
        inside = within(shares, limits)
        if (now := merit(truth, inside)) > most:
            best, most = limits.copy(), now
    return best


def pasted(shares, truth, limits):
    """Slices put back while that raises the merit."""
    limits = limits.copy()
    while True:
        tries = []
        for column in np.flatnonzero((limits[0] > 0) | (limits[1] < 1)):
            for side in (0, 1):
                wider = limits.copy()
                step = PASTE if side else -PASTE
                wider[side, column] = np.clip(wider[side, column] + step, 0, 1)
                tries.append((merit(truth, within(shares, wider)), wider))
        if not tries:
            return limits
        now, wider = max(tries, key=lambda each: each[0])
        if now <= merit(truth, within(shares, limits)):
            return limits
        limits = wider


def pruned(shares, truth, limits):
    """Only limits that matter: those go whose loss costs least, until few are left and each is worth something."""
    limits = limits.copy()
    while len(bounded := np.flatnonzero((limits[0] > 0) | (limits[1] < 1))):
        now, tries = merit(truth, within(shares, limits)), []
        for column in bounded:
            freed = limits.copy()
            freed[:, column] = 0, 1
            tries.append((merit(truth, within(shares, freed)), freed))
        then, freed = max(tries, key=lambda each: each[0])
        if len(bounded) <= MOST and then < (1 - WORTH) * now:
            return limits
        limits = freed
    return limits
