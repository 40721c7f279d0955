"""How many may enter: rows kept free for them, with a wide margin."""

from math import exp, log

import numpy as np

from marketsim.schema import PARAMETERS
from marketsim.units import factor

POWDER = 4  # times the start's, the most dry powder that draws entrants; of the rules (turnover)
RARE = 3  # standard deviations


def entrants(scenario, months):
    """How many enter within these months, at the very most.

    Every parameter stands at its end, the mood is at its height all along, prices never near cost. Funds are raised
    once a term, and those there at the start still have a good part of their money: within a term powder is at its
    most. For chance there are eight standard deviations of a Poisson number.
    """
    rate, capital = (max(*ends(scenario, name), 0) for name in ("entry_rate", "entry_capital"))
    mood = max(map(abs, ends(scenario, "entry_mood")))
    term = max(min(ends(scenario, "fund_term")), 1)
    powder = np.minimum(1 + (POWDER - 1) * np.arange(months) / term, POWDER)
    expected = rate * exp(mood) * float((powder**capital).sum())
    return int(expected + 8 * expected**0.5 + 8)


def ends(scenario, name):
    """(least, greatest) that a parameter of a scenario is, in the kernel's unit; nearly, where there is no end."""
    quantity, field = scenario.parameters[name], PARAMETERS[name]
    scale = factor(quantity.unit or field.unit, field.unit, scenario.rate)
    if quantity.shape == "choice":
        values = [float(word) * scale for word in quantity.choice]
        return min(values), max(values)
    a, b, _ = quantity.figures(scale)
    match quantity.shape:
        case "constant":
            return a, a
        case "normal":
            return a - RARE * b, a + RARE * b
        case "lognormal":
            return a * exp(-RARE * b), a * exp(RARE * b)
        case "pareto":
            return a, a * exp(log(1000) / b)
        case _:  # those that rise from a to b
            return a, b
