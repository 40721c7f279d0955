"""Is the inference right? Simulation-based calibration (Talts et al. 2018): truths from the prior, each inferred again.

Over many truths the rank of the truth among the posterior's draws is uniform, and a range of 90 % holds it in 90 %.
"""

from dataclasses import dataclass

import numpy as np

from marketsim.calibration.infer import infer
from marketsim.calibration.rounds import measure, spread

DRAWS, BINS = 99, 10
COVER = (0.5, 0.9)
SURE = 0.998  # of a band in which a right inference stays


@dataclass(frozen=True)
class Ranks:
    """`ranks` (truths, parameters): how many of 99 draws lie below the truth; `lost`: truths that showed no figures."""

    names: tuple
    ranks: np.ndarray
    lost: int = 0

    truths = property(lambda self: len(self.ranks))

    def histogram(self, parameter):
        """(bins,) of equal width."""
        return np.bincount(self.ranks[:, parameter] * BINS // (DRAWS + 1), minlength=BINS)

    def uniform(self, parameter):
        """The chance of ranks as uneven as these if the inference is right (chi-square)."""
        from scipy.stats import chisquare

        return float(chisquare(self.histogram(parameter)).pvalue)

    def cover(self, parameter, level):
        """How many of the truths lie in the middle range that should hold so many."""
        off = np.abs((self.ranks[:, parameter] + 0.5) / (DRAWS + 1) - 0.5)
        return float((off < level / 2).mean())

    def band(self, level):
        """(low, high) in which the cover of a right inference lies."""
        from scipy.stats import binom

        low, high = binom.interval(SURE, self.truths, level)
        return low / self.truths, high / self.truths

    @property
    def right(self):
        """Nothing speaks against the inference: every cover in its band, no ranks less likely than 1 in 500."""
        return all(
            self.uniform(k) > (1 - SURE) / len(self.names)
            and all(self.band(level)[0] <= self.cover(k, level) <= self.band(level)[1] for level in COVER)
            for k in range(len(self.names))
        )

    def document(self):
        """What --check --json prints."""
        rows = [
            {
                "name": name,
                "p": round(self.uniform(k), 4),
                **{f"cover_{level:.0%}".rstrip("%"): round(self.cover(k, level), 4) for level in COVER},
            }
            for k, name in enumerate(self.names)
        ]
        bands = {f"cover_{level:.0%}".rstrip("%"): [round(end, 4) for end in self.band(level)] for level in COVER}
        return {"truths": self.truths, "lost": self.lost, "right": self.right, "bands": bands, "parameters": rows}


def check(table, batch, names, observed, parts, points, truths, seed, note=None):
    """The ranks of so many truths, each inferred from the same points of the prior.

    table, batch, parts: as for `calibrate`.
    observed: (anything, sd); a truth's figures are its medians and an error of that size.
    """
    rng, (below, above) = np.random.default_rng([seed, 77]), np.broadcast_to(observed[1], (2, len(observed[0])))
    for round, count in ((0, points), (1, truths)):
        z = spread(count, len(names), rng) if round == 0 else rng.standard_normal((count, len(names)))
        if not (table.round == round).any():
            table.plan(z, round)
        measure(
            table,
            batch,
            round,
            note and (lambda done, of, r=round: note(r, done, of, None)),
        )
    summaries, ranks = table.summaries(parts), []
    known, true = (np.flatnonzero(table.round == round) for round in (0, 1))
    for place in true:
        error = np.abs(rng.standard_normal(len(above)))
        shown = summaries[place] - error * np.where(rng.random(len(above)) < above / (above + below), above, -below)
        if not np.isfinite(shown).all():
            continue
        found = infer(table.z[known], summaries[known], shown, observed[1], np.zeros(len(known)))
        ranks.append((found.draws(DRAWS, rng) < table.z[place]).sum(0))
    return Ranks(tuple(names), np.array(ranks, int).reshape(-1, len(names)), len(true) - len(ranks))
