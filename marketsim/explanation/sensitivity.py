"""Which open figures a probability depends on: Sobol indices of the probability, with luck taken out.

A claim is true or false in a run; the probability p of a point is its mean over luck. What is asked for are the shares
of the variance of p over the points that a figure explains alone (first order) and with all its interactions (total).
Taking single runs, or their mean over a few, for p would read luck as sensitivity and above all inflate totals. So
each point is run several times, all points with the same luck, and in every product of two deviations the two factors
come from different luck: a U-statistic, whose expectation is the product of probabilities. Without luck the
estimators are those of Saltelli et al. (Comput. Phys. Commun. 181 (2010) 259-270) as SALib has them.
"""

from dataclasses import asdict, dataclass
from warnings import catch_warnings, simplefilter

import numpy as np

NOUGHT = 1e-12  # of a squared figure's mean: what is left of rounding is no variance
RESAMPLED = 500  # times the points are drawn anew for an interval
REST = "all others"


@dataclass(frozen=True)
class Index:
    """Shares of the variance of the probability, with 95 % intervals: alone (`first`), with all it touches (`total`).

    many: figures that share it.
    """

    name: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float
    many: int = 1


@dataclass(frozen=True)
class Sensitivity:
    """indices: the largest total first. spread: standard deviation of the probability over the points, with interval.

    points, runs: how many points were run how often each. `settled`: is the variance of the probability above
    nought for sure? If not, the indices say nothing.
    """

    indices: tuple
    spread: float
    spread_low: float
    spread_high: float
    points: int
    runs: int

    @property
    def settled(self):
        return self.spread_low > 0

    def as_dict(self):
        """Plain data; None where there is no variance to have a share of."""
        rows = [{k: None if v != v else v for k, v in asdict(each).items()} for each in self.indices]
        return asdict(self) | {"settled": self.settled, "indices": rows}


def design(names, groups, points, seed):
    """(points x (groups + 2), names) shares in 0 to 1: Saltelli's design over scrambled Sobol points, by SALib.

    groups: {group: names in it}, each name in one; points: of the base, a power of two.
    """
    from SALib.sample import sobol

    with catch_warnings():
        simplefilter("ignore", FutureWarning)
        return sobol.sample(problem(names, groups), points, calc_second_order=False, seed=seed)


def problem(names, groups):
    """The same as SALib wants it."""
    of = {name: group for group, members in groups.items() for name in members}
    if set(of) != set(names) or sum(map(len, groups.values())) != len(names):
        raise ValueError("groups must hold each figure once")
    return {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[0.0, 1.0]] * len(names),
        "groups": [of[name] for name in names],
    }


def sobol_indices(names, groups, evaluate, points=256, seed=0):
    """The Sensitivity of what `evaluate` gives to groups of figures.

    evaluate: (n, names) shares -> (n, runs) figures, run k with the same luck at every point; two runs at least.
    """
    shares = design(names, groups, points, seed)
    figures = np.asarray(evaluate(shares), float)
    if figures.ndim != 2 or figures.shape[1] < 2:
        raise ValueError(f"each point must have two runs or more, to tell luck from figures; got {figures.shape}")
    order = list(dict.fromkeys(problem(names, groups)["groups"]))
    blocks = figures.reshape(points, len(order) + 2, -1)
    sums = products(blocks - blocks.mean((0, 1)))
    sums[np.abs(sums) < NOUGHT * (1 + (blocks**2).mean())] = 0
    drawn = np.random.default_rng(seed).integers(points, size=(RESAMPLED, points))
    again = np.stack([shares_of(sums[:, rows].mean(1)) for rows in drawn], axis=2)
    nothing = np.full((2, *again.shape[:2]), np.nan)
    low, high = np.nanquantile(again, (0.025, 0.975), axis=2) if sums[-1].mean() > 0 else nothing
    one = shares_of(sums.mean(1))
    indices = [
        Index(
            name, *map(float, (one[0, k], low[0, k], high[0, k], one[1, k], low[1, k], high[1, k])), len(groups[name])
        )
        for k, name in enumerate(order)
    ]
    indices.sort(key=lambda each: -np.nan_to_num(each.total, nan=-1))
    spread = np.sqrt(np.maximum([sums[-1].mean(), *np.quantile(sums[-1][drawn].mean(1), (0.025, 0.975))], 0))
    return Sensitivity(tuple(indices), *map(float, spread), points, blocks.shape[2])


def products(blocks):
    """(2 groups + 1, points): numerators of first orders, of totals, and the variance, point by point.

    blocks: (points, groups + 2, runs): A, the mixtures, B.
    """
    first, mixed, last = blocks[:, 0], blocks[:, 1:-1], blocks[:, -1]
    alone = [apart(last, mixed[:, k] - first) for k in range(mixed.shape[1])]
    all_in = [apart(mixed[:, k] - first, mixed[:, k] - first) / 2 for k in range(mixed.shape[1])]
    return np.stack([*alone, *all_in, (apart(first, first) + apart(last, last)) / 2])


def apart(x, y):
    """(points,): mean of x_r y_s over all pairs of different runs r, s: no luck is multiplied with itself."""
    runs = x.shape[1]
    return (x.sum(1) * y.sum(1) - (x * y).sum(1)) / (runs * (runs - 1))


def shares_of(sums):
    """(2, groups): first orders and totals as shares of the variance; not a number where there is none."""
    count = (len(sums) - 1) // 2
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = sums[:-1] / sums[-1] if sums[-1] > 0 else np.full(2 * count, np.nan)
    return shares.reshape(2, count)


def screened(shares, figures):
    """[(column, share of variance)]: how much of the figures' variance each column explains by itself, the most first.

    shares: (runs, columns) in 0 to 1; figures: (runs,). A parabola is fitted to each column and the share adjusted
    for its two coefficients, so that a column of no effect gets nought on average: luck is noise here, not
    sensitivity. It costs no run, where Morris' method would need a design of its own and read luck as effect.
    """
    runs = len(figures)
    y = figures - figures.mean()
    if runs < 8 or not y.any():
        return [(k, 0.0) for k in range(shares.shape[1])]
    found = []
    for k in range(shares.shape[1]):
        x = shares[:, k] - shares[:, k].mean()
        basis, _ = np.linalg.qr(np.stack([np.ones(runs), x, x * x], axis=1))
        explained = ((basis[:, 1:].T @ y) ** 2).sum() / (y @ y)
        found.append((k, float(1 - (1 - explained) * (runs - 1) / (runs - 3))))
    return sorted(found, key=lambda each: -each[1])
