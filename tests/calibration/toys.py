"""Simulators that cost nothing, of which the right answer is known, or whose truths can be drawn by the hundred."""

import numpy as np

from marketsim.calibration.checking import DRAWS, Ranks
from marketsim.calibration.rounds import calibrate
from marketsim.calibration.table import Table, middle

SLOPE = np.array([[1.0, 0.3, 0.0], [-0.4, 1.0, 0.2], [0.5, 0.5, 1.0], [0.0, -1.0, 0.6]])
OWN = 0.3  # what a run adds by luck


def gaussian(z, rng):
    """Four figures that are linear in three parameters."""
    return SLOPE @ z + OWN * rng.standard_normal(4)


def bent(z, rng):
    """Three figures of two parameters, far from linear."""
    shown = np.array([z[0], z[1] + 0.5 * z[0] ** 2, np.exp(0.5 * z[0])])
    return shown + 0.2 * rng.standard_normal(3)


def g_and_k(z, rng):
    """Location, spread, skewness and tail of 400 draws of the g-and-k law (Rayner and MacGillivray 2002)."""
    from scipy.special import ndtr

    a, b, g, k = np.array([0.0, 0.5, 0.0, 0.0]) + np.array([10.0, 3.0, 4.0, 0.8]) * ndtr(z)
    normal = rng.standard_normal(400)
    x = a + b * (1 + 0.8 * np.tanh(g * normal / 2)) * normal * (1 + normal**2) ** k
    e = np.quantile(x, np.arange(1, 8) / 8)
    wide, narrow = e[6] - e[0], e[4] - e[2]
    return np.array([e[3], np.log(e[5] - e[1]), (e[6] + e[0] - 2 * e[3]) / wide, np.log(wide / narrow)])


class Simulator:
    """A toy as a batch: yields what so many runs show at each point; counts the points it was asked for."""

    def __init__(self, simulate, runs, rng):
        self.simulate, self.runs, self.rng, self.asked = simulate, runs, rng, 0

    def at(self, z):
        return np.array([self.simulate(z, self.rng) for _ in range(self.runs)])

    def __call__(self, points):
        for place, z in points.items():
            self.asked += 1
            yield place, self.at(z)


def ranks(simulate, parameters, sd, points, rounds, runs, truths, seed):
    """Ranks of known truths, each inferred with rounds of its own; luck from `seed`."""
    rng, sd, found = np.random.default_rng(seed), np.asarray(sd, float), []
    for truth in rng.standard_normal((truths, parameters)):
        batch = Simulator(simulate, runs, rng)
        shown = middle(batch.at(truth)[None])[0] + sd * rng.standard_normal(len(sd))
        table = Table(parameters, runs, len(sd))
        inferred = calibrate(table, batch, (shown, sd), range(len(sd)), points, rounds, int(rng.integers(2**32)),
                             predicted=0)  # fmt: skip
        found.append((inferred.draws(DRAWS, rng) < truth).sum(0))
    return Ranks(tuple("abcd"[:parameters]), np.array(found, int))
