"""V5: how long firms wait between rounds, in a boom and in the bust after it."""

import numpy as np

from marketsim.validation.lives import DAYS

from .rounds import SEED, A, B, first_at, priced, within

BOOM, BUST = (2021, 4), (2024, 4)  # Carta's quarters


def waiting_times(life):
    """V5: median days since the round before, of Series A and of Series B that closed in a quarter; bust over boom."""
    rounds, rows, found = priced(life), len(life.firms["born"]), {}
    month = {stage: first_at(rounds, stage, rows) for stage in (SEED, A, B)}
    for name, before, stage in (("seed_to_a", SEED, A), ("a_to_b", A, B)):
        gap = DAYS * (month[stage] - month[before])
        for when, quarter in (("boom", BOOM), ("bust", BUST)):
            there = within(month[stage], life.quarter(*quarter)) & ~np.isnan(gap)
            found[f"{name}_{when}"] = float(np.median(gap[there])) if there.any() else np.nan
        found[name] = found[f"{name}_bust"] / found[f"{name}_boom"]
    return found
