"""An interval that may be looked at after every future: it keeps its promise however and whenever one stops.

A Wilson interval holds for a number of runs fixed beforehand. Who runs on until an interval is narrow stops at a
moment the data choose, and it may then miss more often than it says. A confidence sequence covers the truth at all
moments at once with 95 %: the set of all p that a fair bet against p has not yet multiplied by 20 (Ville's inequality).
The bet here is a mixture over a beta distribution around the p it bets against, as of `strength` runs seen before
(Robbins, Ann. Math. Stat. 41 (1970) 1397-1409; Howard, Ramdas, McAuliffe and Sekhon, Ann. Stat. 49 (2021) 1055-1080),
for which the product is known exactly. It is narrowest, for its kind, after about eight times its strength in runs.
"""

from math import inf, lgamma, log

RISK = 0.05
STRENGTH = 300.0
HALVINGS = 60


def lasting(true, known, strength=STRENGTH, risk=RISK):
    """(low, high): the confidence sequence's interval for `true` of `known` runs, at whatever moment one looks.

    strength: chosen before the first run, and kept.
    """
    if not 0 <= true <= known:
        raise ValueError(f"of {known} runs between 0 and {known} can be true, got {true}")
    most, share = log(1 / risk), true / known if known else 0.5
    low = 0.0 if true == 0 else edge(true, known, strength, most, 0.0, share)
    high = 1.0 if true == known else edge(true, known, strength, most, 1.0, share)
    return low, high


def edge(true, known, strength, most, outside, inside):
    """The p between two at which the bet against it has won `most`, in logs."""
    for _ in range(HALVINGS):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if won(true, known, middle, strength) > most else (outside, middle)
    return inside


def won(true, known, p, strength=STRENGTH):
    """ln of what a bet on the mixture against p is worth after `true` of `known` runs."""
    false = known - true
    if not 0 < p < 1:
        return inf if (true if p <= 0 else false) else 0.0
    a, b = strength * p, strength * (1 - p)
    return beta(a + true, b + false) - beta(a, b) - true * log(p) - false * log(1 - p)


def beta(a, b):
    """ln of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def suited(precision):
    """The strength whose interval comes down to +- precision in the fewest runs, where p is a half."""
    return 0.28 / precision**2


def width(true, known, strength=STRENGTH):
    """Half the width of the interval; 0.5 before there is a run."""
    low, high = lasting(true, known, strength)
    return (high - low) / 2
