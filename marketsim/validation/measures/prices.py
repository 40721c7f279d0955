"""V6 and V7: down rounds, step-ups between stages, and how much of itself a firm sells."""

import numpy as np

from .rounds import DOWN, SEED, A, B, C, D, priced, share, within

SHOCK = (2022, 1)  # the quarter in which prices fell
MANY = 0.15  # a share of down rounds that speaks of a bust
BUST = ((2023, 1), (2024, 3))  # Carta's quarters of it, the last one included
YEAR = (2021, 12)  # step-ups: the twelve months that end with 2021Q4
LADDER = {"seed_to_a": (SEED, A), "a_to_b": (A, B), "b_to_c": (B, C), "c_to_d": (C, D)}


def down_rounds(life):
    """V6: share of priced rounds from Series A on below the price of the round before; quarters until they are many.

    A firm is priced down when it is worth less before the money than after the last; bridges do not count.
    """
    rounds = priced(life)
    later = rounds.where(rounds.stage >= A)
    first, last = life.quarter(*BUST[0])[0], life.quarter(*BUST[1])[1]
    shock = life.quarter(*SHOCK)
    found = {"boom": down_share(later, shock), "bust": down_share(later, (first, last))}
    quarters = [(month, month + 3) for month in range(shock[0], life.months - 2, 3)]
    many = [down_share(later, span) >= MANY for span in quarters]
    if any(many):
        found["lag"] = float(np.argmax(many))
        found["persists"] = float(sum(many[int(found["lag"]) :]))
    return found


def down_share(rounds, span):
    there = within(rounds.month, span)
    return share((rounds.tone[there] == DOWN).sum(), there.sum())


def step_ups(life):
    """V7: ratios of the median pre-money of neighbouring stages, and the median share sold at seed and A, 2021-2024."""
    rounds = priced(life)
    end = life.month(*YEAR) + 1
    year = rounds.where(within(rounds.month, (end - 12, end)))
    pre = {stage: year.post[year.stage == stage] - year.amount[year.stage == stage] for stage in (SEED, A, B, C, D)}
    if not all(len(values) for values in pre.values()):
        return {}
    middle = {stage: float(np.median(values)) for stage, values in pre.items()}
    ratios = {name: middle[to] / middle[of] for name, (of, to) in LADDER.items()}
    early = np.isin(rounds.stage, (SEED, A)) & within(rounds.month, (life.month(2021), life.month(2025)))
    sold = rounds.amount[early] / rounds.post[early]
    quartiles = np.quantile(sold, (0.25, 0.5, 0.75))
    return {
        **ratios,
        "falling": float(ratios["b_to_c"] < min(ratios["seed_to_a"], ratios["a_to_b"]))
        + float(ratios["c_to_d"] < ratios["b_to_c"]),
        "dilution": quartiles[1],
        "dilution_low": quartiles[0],
        "dilution_high": quartiles[2],
    }
