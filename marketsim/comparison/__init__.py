"""Two markets under the same luck: what a policy, a shock or another premise changes, run by run.

    comparison = marketsim.compare("floor", "open-weights-parity-12m", runs=1000)
    comparison.claims, comparison.metrics, comparison.firms, comparison.groups      # tidy tables, each with intervals

Draws are keyed by who, when and why, so run k of both markets has the same luck: what differs between them is what the
change did. Differences are the second market's less the first's.
"""

from .comparing import Comparison, between, compare

__all__ = ["Comparison", "between", "compare"]
