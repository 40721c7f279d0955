"""The same past, several futures: a run is stepped to a month, and goes on from there with other luck or other figures.

    marketsim.fork("floor", run=417, month="2026-03", futures=1000)             # an Ensemble; future 0 is run 417
    marketsim.fork("floor", 417, "2026-03", 1000, what_if="incumbent-push")     # from March 2026 on

Every future has the months before bit for bit. Draws are pure functions of (seed, run, who, when, why), so that another
number in the place of the run gives other luck from that month on, and future 0 keeps its own.
"""

from .branch import Branch
from .forking import Fork, fork

__all__ = ["Branch", "Fork", "fork"]
