"""Explain: what a claim's probability hinges on.

`explain(scenario, claim)` switches every mechanism of the ledger off in turn under the same luck, finds the open
figures that the probability depends on (Sobol indices, luck taken out), a box of them in which the claim holds far more
often, the months from which on one could have seen it coming, and the futures to read.
"""

from marketsim.explanation.effects import Effect, effects
from marketsim.explanation.explaining import Explanation, explain
from marketsim.explanation.sensitivity import Sensitivity, sobol_indices

__all__ = ["Effect", "Explanation", "Sensitivity", "effects", "explain", "sobol_indices"]
