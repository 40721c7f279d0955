"""Early signs: from which month on a market's metrics tell the futures in which a claim comes true from the others."""

from dataclasses import asdict, dataclass

import numpy as np

from marketsim.explanation.logistic import auc, out_of_fold

FEWEST = 20  # true runs, and false ones, without which nothing is said
DATES = 12  # months looked at, at most


@dataclass(frozen=True)
class Sign:
    """A metric that tells by itself: in the half it was not chosen in, a true run is `above` a false one so often."""

    metric: str
    so_far: bool  # its mean so far, rather than the month's figure
    higher: bool  # does a high figure speak for the claim?
    auc: float
    low: float
    high: float


@dataclass(frozen=True)
class Month:
    """At the end of `month` all metrics together tell true from false runs with this AUC; `signs`: the best alone."""

    month: int
    auc: float
    low: float
    high: float
    signs: tuple

    def as_dict(self):
        return asdict(self)


def early_signs(outcomes, truth, last, seed=0, progress=None):
    """A Month for up to a dozen months before `last`, the month in which the claim is decided.

    outcomes: with metrics; truth: (runs,) masked bool. Runs that leave it open are left out. Five-fold cross-validated:
    each run is scored by a regression on others. Empty if there are too few true or false runs.
    """
    known = ~np.ma.getmaskarray(truth)
    y = truth.data[known].astype(bool)
    if min(y.sum(), (~y).sum()) < FEWEST or last < 1:
        return ()
    half = np.random.default_rng(seed).permutation(len(y)) < len(y) // 2
    found = []
    months = sorted({round(at) for at in np.linspace(0, last - 1, min(DATES, last))})
    for done, month in enumerate(months):
        x, names = seen_by(outcomes, known, month)
        found.append(Month(month, *auc(out_of_fold(x, y, seed=seed), y), alone(x, names, y, half)))
        if progress:
            progress(done + 1, len(months))
    return tuple(found)


def seen_by(outcomes, known, month):
    """((runs, figures), names): what one has seen by the end of a month: its metrics, and their means so far."""
    metrics = outcomes.months_array[known, : month + 1].astype(float)
    names = [(name, False) for name in outcomes.metric_names] + [(name, True) for name in outcomes.metric_names]
    x = np.concatenate([metrics[:, -1], metrics.mean(1)], axis=1)
    scale = np.abs(x).max(0) + 1e-12
    return np.arcsinh(x / scale * 10), names  # outliers are drawn in; the order of runs stays


def alone(x, names, y, half, most=3):
    """The metrics that tell most by themselves: chosen in one half of the runs, judged in the other."""
    from scipy.stats import rankdata

    ranks = rankdata(x[half], axis=0)
    count = y[half].sum()
    above = (ranks[y[half]].sum(0) / count - (count + 1) / 2) / max(1, (~y[half]).sum())
    found, taken = [], set()
    for k in np.argsort(-np.abs(above - 0.5), kind="stable"):
        name, so_far = names[k]
        if name in taken:
            continue
        higher = bool(above[k] > 0.5)
        found.append(Sign(name, so_far, higher, *auc(x[~half, k] if higher else -x[~half, k], y[~half])))
        taken.add(name)
        if len(found) == most:
            break
    return tuple(found)
