"""Claims: dated, arguable sentences about a market, settled run by run from outcomes and from nothing else.

`evaluate(outcomes)` gives every shipped claim its probability with a 95 % interval, and says of the others why
they cannot be settled in this market. A claim of one's own:

    @marketsim.claim("mine", "A hundred firms are bought by the end of 2026", deadline="2026-12-31")
    def a_hundred_are_bought(outcomes, day):
        "The metric `acquired` stands at 100 or more in the last month before the deadline."
        return outcomes.metric("acquired")[:, outcomes.last_month(day)] >= 100

    marketsim.evaluate(ensemble.outcomes, claims=[a_hundred_are_bought])

The decorator makes a value and registers nothing: what is evaluated is what is handed over.
"""

from marketsim.claims.catalogue import reasons, shipped
from marketsim.claims.definition import BASES, Claim, Unresolvable, claim
from marketsim.claims.intervals import wilson
from marketsim.claims.needs import among
from marketsim.claims.verdicts import Verdict, Verdicts, evaluate

__all__ = ["BASES", "Claim", "Unresolvable", "Verdict", "Verdicts", "among", "claim", "evaluate", "reasons", "shipped",
           "wilson"]
