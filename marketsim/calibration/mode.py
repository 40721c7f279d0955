"""Only the best point: steps of Gauss and Newton on slopes learnt from scattered points.

A round scatters points around where it stands, regresses every part on them, and moves to where the local Gaussian of
`infer` has its middle, but not far. Luck, which leads a search by losses astray, averages out in the regression.
"""

import numpy as np

from marketsim.calibration.infer import gaps, gaussian, regression

SCATTER = 0.3  # of the first round's points around where it stands, in standard deviations of the priors
CALM = 5  # rounds until the scatter has fallen to seven tenths of that
STEP = 1.0  # at most, in the same
MEMORY = 3  # rounds whose points are looked at together
FAR = 6.0  # errors: a part that is farther off than that tells no more than that


def seek(table, batch, observed, parts, points, rounds, seed, note=None, start=None):
    """(parameters,): the middle of where the last third of the rounds stood, measured in a round of its own.

    start: where to begin, the middle of the priors if None. See `calibrate` for the others.
    """
    from marketsim.calibration.rounds import measure

    here = np.zeros(table.z.shape[1]) if start is None else np.clip(start, -2, 2)
    stood = [here]
    for round in range(rounds):
        if not (table.round == round).any():
            table.plan(scattered(here, scatter(round), points, np.random.default_rng([seed, round])), round)
        measure(table, batch, round, note and (lambda done, of, r=round: note(r, done, of, None)))
        here = moved(here, table, observed, parts, round)
        stood.append(here)
    best = np.mean(stood[-max(len(stood) // 3, 1) :], axis=0)
    if not (table.round == -rounds).any():
        table.plan(best[None], -rounds)
    measure(table, batch, -rounds)
    return table.z[table.round == -rounds][0]


def scatter(round):
    return SCATTER / np.sqrt(1 + round / CALM)


def scattered(here, width, points, rng):
    """(points, parameters) around a point, in pairs on opposite sides; the first is the point itself."""
    apart = width * rng.normal(size=((points + 1) // 2, len(here)))
    z = here + np.concatenate([apart, -apart])[:points]
    z[0] = here
    return z


def moved(here, table, observed, parts, round):
    """(parameters,) where to stand next."""
    there = table.done & (table.round >= 0) & (table.round <= round) & (table.round > round - MEMORY)
    z, d = table.z[there], len(here)
    with np.errstate(invalid="ignore"):
        gap = gaps(table.summaries(parts)[there], *observed)
    gap = np.where(np.isfinite(gap), np.clip(gap, -FAR, FAR), FAR)
    near = np.exp(-0.5 * ((z - here) ** 2).sum(1) / (d * (1.5 * scatter(round)) ** 2))
    aim = gaussian(*regression(z, gap, near / near.sum()), 1.0)[0]
    return here + (aim - here) * min(1.0, STEP / max(np.linalg.norm(aim - here), 1e-12))
