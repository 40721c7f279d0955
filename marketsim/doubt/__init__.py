"""Doubt: how sure a probability is, and for what reason it is not.

`luck_and_parameters` keeps what more futures would settle apart from what more knowledge would. `until_precise` runs as
many futures as a precision takes, with intervals that may be looked at all the time. `rare_claim` and `rare_cliff` find
probabilities of events that plain futures hardly ever meet.
"""

from marketsim.doubt.events import rare_claim, rare_cliff, sector_cliff
from marketsim.doubt.nested import Apart, luck_and_parameters
from marketsim.doubt.precision import Precise, until_precise
from marketsim.doubt.rare import Rare, importance
from marketsim.doubt.sequence import lasting

__all__ = [
    "Apart",
    "Precise",
    "Rare",
    "importance",
    "lasting",
    "luck_and_parameters",
    "rare_claim",
    "rare_cliff",
    "sector_cliff",
    "until_precise",
]
