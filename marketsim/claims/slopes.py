"""Least squares within each run, over its firms: which way does y go with x, the other x held fixed?"""

import numpy as np

SAME = 1e-9  # variance, as a share of the mean square, below which all firms are alike
SINGULAR = 1e-6  # determinant of the correlations of x below which their slopes cannot be told apart


def slopes(y, xs, among):
    """(runs, len(xs)) slopes of y (runs, firms) on each x, and (runs,) where they exist.

    Only firms in `among` (runs, firms) count. Slopes are in standard deviations of y and x. Where y is a bool this is
    the linear probability model, whose signs are those of a logit's average effects.
    """
    table = np.stack([np.ones(y.shape), *xs, y], axis=1) * among[:, None, :]
    sums = table @ table.transpose(0, 2, 1)
    count = sums[:, :1, :1]
    spread = sums[:, 1:, 1:] - sums[:, 1:, :1] * sums[:, :1, 1:] / np.maximum(count, 1)
    variance, squares = (np.einsum("rkk->rk", each) for each in (spread, sums[:, 1:, 1:]))
    varies = variance > SAME * squares
    size = np.sqrt(np.where(varies, variance, 1))
    alike = spread / (size[:, :, None] * size[:, None, :])
    between, pull = alike[:, :-1, :-1], alike[:, :-1, -1:]
    exists = varies.all(axis=1) & (count[:, 0, 0] > len(xs) + 1) & (np.linalg.det(between) > SINGULAR)
    return np.linalg.solve(np.where(exists[:, None, None], between, np.eye(len(xs))), pull)[..., 0], exists
