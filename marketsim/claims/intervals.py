"""How far a share of runs may be from the probability behind it."""

from math import sqrt

NORMAL_95 = 1.959963984540054  # the normal's 97.5 % quantile


def wilson(true, known, z=NORMAL_95):
    """(low, high): the score interval of Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212, for `true` of `known` runs.

    95 % unless told. It covers Monte Carlo error alone: how far the answer would move with other luck, not with
    other parameters. Unlike p +- z sqrt(pq/n) it stays within 0 to 1 and is honest where none or all agree.
    """
    if not 0 <= true <= known or known < 1:
        raise ValueError(f"of {known} runs between 0 and {known} can be true, and there must be one; got {true}")
    share, spread = true / known, z * z / known
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return (0.0 if true == 0 else middle - half), (1.0 if true == known else middle + half)
