"""Luck that remembers nothing: a number is a pure function of who asks, when, and why."""

from bisect import bisect_right
from itertools import accumulate
from math import ceil, cos, exp, log, log2, pi, sqrt
from statistics import NormalDist

from .words import TRIES

WORD = 0xFFFFFFFF


def philox(a, b, c, d, key):
    """Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011): four random words for a counter and a key."""
    low, high = key & WORD, key >> 32
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ low, q & WORD, (p >> 32) ^ d ^ high, p & WORD
        low, high = (low + 0x9E3779B9) & WORD, (high + 0xBB67AE85) & WORD
    return a, b, c, d


def unit(high, low):
    """A number in (0, 1): 27 bits of one word above 26 of the other, the last of them set."""
    return ((high >> 5) << 26 | low >> 6 | 1) / 2**53


class Luck:
    """All the luck of one run of one ensemble."""

    def __init__(self, seed, run):
        self.seed, self.run = seed, run

    def two(self, who, month, why, index=0):
        """Two independent numbers in (0, 1)."""
        a, b, c, d = philox(self.run, who & WORD, month & WORD, why << 24 | index & 0xFFFFFF, self.seed)
        return unit(a, b), unit(c, d)

    def one(self, who, month, why, index=0):
        """One number in (0, 1)."""
        a, b, _, _ = philox(self.run, who & WORD, month & WORD, why << 24 | index & 0xFFFFFF, self.seed)
        return unit(a, b)

    def normal(self, who, month, why, index=0):
        """Mean 0, variance 1 (Box and Muller 1958)."""
        u, v = self.two(who, month, why, index)
        return sqrt(-2 * log(u)) * cos(2 * pi * v)


# ------------------------------------------------------------------- from uniform numbers to shapes


def clip(x, low, high):
    return min(max(x, low), high)


def logistic(x):
    return 1 / (1 + exp(-x))


def probit(u):
    """The standard normal quantile."""
    return NormalDist().inv_cdf(u)


def laplace(u):
    """Mean 0, mean absolute value 1: the body of firms' growth rates (Fu et al. 2005)."""
    tail = log(max(1 - 2 * abs(u - 0.5), 1e-300))
    return -tail if u > 0.5 else tail


def poisson(mean, u):
    """The u-quantile of a count; above 30 by the normal distribution."""
    if mean > 30:
        return int(max(mean + sqrt(mean) * probit(u) + 0.5, 0))
    p = total = exp(-mean)
    n = 0
    while u > total and n < 400:
        n += 1
        p *= mean / n
        total += p
    return n


def quantile(shape, a, b, c, u):
    """The u-quantile of a scenario's distribution."""
    if shape == "uniform":
        return a + (b - a) * u
    if shape == "normal":
        return a + b * probit(u)
    if shape == "lognormal":
        return a * exp(b * probit(u))
    if shape == "loguniform":
        return a * exp(u * log(b / a))
    if shape == "triangular":
        rises = u < (c - a) / (b - a)
        return a + sqrt(u * (b - a) * (c - a)) if rises else b - sqrt((1 - u) * (b - a) * (b - c))
    if shape == "pareto":
        return a * exp(-log(1 - u) / b)
    return a


# --------------------------------------------------------------------------------- meeting at large


def tries(agent, why, index):
    """The luck of a dozen tries, two from each draw."""
    for which in range(index, index + TRIES // 2):
        yield from agent.draws(why, which)


class Crowd:
    """Those who may be met at large, each in proportion to its fame.

    A try goes to a place; there are more places than fame, and a try that finds nobody is made
    again. So one more in the crowd changes only the tries that meet it.
    """

    def __init__(self, members):
        self.members = members
        self.so_far = list(accumulate(member.fame for member in members))
        self.room = 1.0
        while self.room < 1.2 * sum(self.so_far[-1:]):
            self.room *= 2

    def meet(self, agent, why, index):
        """Whom the agent meets; None if a dozen tries find nobody."""
        for u in tries(agent, why, index):
            place = self.room * u
            if self.members and place < self.so_far[-1]:
                return self.members[bisect_right(self.so_far, place)]
        return None


class Street:
    """Where startups are met, every place alike; those that are gone leave theirs empty.

    Its places are reckoned from how many there were at the start, and double when entrants fill them.
    """

    def __init__(self, startups, at_first):
        self.startups = startups
        self.places = 2.0 ** ceil(log2(1.2 * at_first + 1))
        self.widen()

    def widen(self):
        while len(self.startups) > self.places:
            self.places *= 2

    def meet(self, agent, why, index):
        """A startup that still acts; None if a dozen tries find nobody."""
        for u in tries(agent, why, index):
            row = int(self.places * u)
            if row < len(self.startups) and self.startups[row].acting:
                return self.startups[row]
        return None
