"""Two shares from the same luck: how far apart they are, and how sure that is."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from marketsim.claims.definition import Unresolvable
from marketsim.claims.intervals import NORMAL_95


@dataclass(frozen=True)
class Difference:
    """`value` = P(one) - P(other), its 95 % interval; p: of no difference; swayed: runs that come out otherwise."""

    value: float
    low: float
    high: float
    p: float
    swayed: int


def paired(one, other):
    """The Difference of a claim between two ensembles with the same luck; one, other: (runs,) masked bool.

    Where every run settles it, the interval of Bonett and Price, honest where few runs disagree, and the exact test of
    McNemar. Where some leave it open, the linearised difference of two ratios and its normal interval and test.
    """
    if one.shape != other.shape:
        raise ValueError(f"both must have the same runs, got {one.shape} and {other.shape}")
    known, its = ~np.ma.getmaskarray(one), ~np.ma.getmaskarray(other)
    swayed = int((known != its).sum() + (one.data != other.data)[known & its].sum())
    if known.all() and its.all():
        return Difference(*matched(one.data, other.data), swayed)
    return Difference(*ratios(one, other), swayed)


def matched(one, other):
    from scipy.stats import binomtest

    gained, lost = int((one & ~other).sum()), int((other & ~one).sum())
    p = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    return (gained - lost) / len(one), *adjusted_wald(gained, lost, len(one)), float(p)


def adjusted_wald(gained, lost, pairs, z=NORMAL_95):
    """(low, high) of (gained - lost) / pairs: Bonett and Price, J. Educ. Behav. Stat. 37 (2012) 479-488.

    Only runs that differ carry the difference; one run of each kind is added (recommended by Fagerland, Lydersen and
    Laake, Stat. Med. 33 (2014) 2850-2875).
    """
    up, down = (gained + 1) / (pairs + 2), (lost + 1) / (pairs + 2)
    half = z * sqrt((up + down - (up - down) ** 2) / (pairs + 2))
    return max(-1.0, up - down - half), min(1.0, up - down + half)


def ratios(one, other):
    from scipy.special import ndtr

    apart = linear(one) - linear(other)
    value, error = float(one.mean() - other.mean()), float(apart.std(ddof=1) / sqrt(len(apart)))
    p = 2 * float(ndtr(-abs(value) / error)) if error else float(value == 0)
    return value, max(-1.0, value - NORMAL_95 * error), min(1.0, value + NORMAL_95 * error), p


def linear(truth, share=None):
    """A claim's truth as figures whose mean over any runs says how far its probability there lies from the whole's.

    truth: masked bool of any shape; share: the probability, that of the whole if None. Where every run settles the
    claim, the truth less its mean. Where some leave it open, the ratio estimate of P(true | settled), linearised
    (Cochran, Sampling Techniques, 1977, ch. 6): open runs count as nought and the settled as more.
    """
    known = ~np.ma.getmaskarray(truth)
    if not known.any():
        raise Unresolvable("every run leaves it open")
    share = truth.mean() if share is None else share
    return np.where(known, truth.data - share, 0.0) / known.mean()


def holm(ps):
    """P-values adjusted: all that stay under 0.05 hold together with 95 % (Holm, Scand. J. Stat. 6 (1979) 65-70)."""
    ps = np.asarray(ps, float)
    order = np.argsort(ps, kind="stable")
    adjusted = np.maximum.accumulate(ps[order] * (len(ps) - np.arange(len(ps))))
    result = np.empty(len(ps))
    result[order] = np.minimum(adjusted, 1)
    return result
