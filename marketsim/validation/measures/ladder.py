"""V3 and V4: how far up the ladder of rounds a cohort gets, and how it ends."""

import numpy as np

from .rounds import SEED, A, B, C, D, first_at, priced, share

COHORT, OBSERVED = 2018, 2025  # Carta: founded in 2018, as of 2025-01-01, so 6 to 7 years old
STEPS = {"seed_to_a": (SEED, A), "a_to_b": (A, B), "b_to_c": (B, C), "c_to_d": (C, D)}
SEEDED = 24  # months of seed rounds in the seed cohort of CB Insights, followed 8 to 10 years


def founding_ladder(life):
    """V3: entrants of 2018 on 2025-01-01: shares that raised each round of those who raised the one before; fates.

    Closed are the closed, and those at rest that never raised a priced round: Carta counts stale pre-seed
    accounts as shut. A unicorn is a private firm that acts, priced at a billion dollars or more in its last round.
    """
    born, last = life.firms["born"], life.month(OBSERVED) - 1
    cohort = np.flatnonzero((born >= life.month(COHORT)) & (born < life.month(COHORT + 1)))
    if life.months - 1 < last or not len(cohort):
        return {}
    stage = reached(life, last)[cohort]
    gone = life.firms["fate_month"][cohort] <= last
    ended = {
        kind: life.fates(cohort, *kinds) & gone
        for kind, kinds in {"closed": ("closed",), "acquired": ("acquired", "merged"), "asleep": ("dormant",)}.items()
    }
    closed = ended["closed"] | (ended["asleep"] & (stage < SEED))
    private = ~closed & ~ended["acquired"] & ~life.fates(cohort, "listed")
    return {
        "seed": share((stage >= SEED).sum(), len(cohort)),
        **{name: share((stage >= to).sum(), (stage >= of).sum()) for name, (of, to) in STEPS.items()},
        "closed": closed.mean(),
        "acquired": ended["acquired"].mean(),
        "unicorn": (private & (life.firms["post"][cohort] >= life.unicorn_line)).mean(),
    }


def reached(life, last):
    """(rows,) the highest stage a firm raised at by a month; 0 where it raised no priced round."""
    rounds, stage = priced(life), np.zeros(len(life.firms["born"]), int)
    there = rounds.month <= last
    np.maximum.at(stage, rounds.subject[there], rounds.stage[there])
    return stage


def seed_funnel(life):
    """V4: firms whose seed round fell into the first two years, at the end: later rounds, exits, unicorns.

    Rounds after the seed count whatever their letter, as CB Insights counts them: the 2nd is the next priced one.
    """
    rounds = priced(life)
    seed = first_at(rounds, SEED, len(life.firms["born"]))
    cohort = np.flatnonzero((seed >= 0) & (seed < SEEDED))
    if life.months < 96 + SEEDED or not len(cohort):
        return {}
    later = rounds.where(rounds.month >= np.nan_to_num(seed[rounds.subject], nan=np.inf))
    count = np.bincount(later.subject, minlength=len(seed))[cohort]
    best = np.zeros(len(seed))
    np.maximum.at(best, rounds.subject, rounds.post)
    sales = life.events("taken over", "listing")
    np.maximum.at(best, sales["subject"], np.where(sales["event"] == "listing", sales["value"], sales["amount"]))
    out = np.zeros(len(seed), bool)
    out[sales["subject"]] = True
    return {
        "second": (count >= 2).mean(),
        "fourth": (count >= 4).mean(),
        "exit": out[cohort].mean(),
        "unicorn": (best[cohort] >= life.unicorn_line).mean(),
    }
