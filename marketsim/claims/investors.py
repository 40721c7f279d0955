"""What investors look at, and where their money goes."""

from marketsim.claims.definition import claim
from marketsim.claims.needs import at, metric


@claim("S0-P3a", "Most investors put cost per task before parameters", deadline="2026-12-31")
def cost_leads_size(outcomes, day):
    """In the last month before the deadline more than half of the investors weigh cost per task above size."""
    return metric(outcomes, "cost_over_size")[:, at(outcomes, day)] > 0.5


@claim("S0-P3a-entirely", "Most investors give parameters no weight at all", deadline="2026-12-31", row="S0-P3a")
def size_drops_out(outcomes, day):
    """In the last month before the deadline more than half of the investors give size no weight, and more than half
    weigh cost per task above it: the strict reading of S0-P3a."""
    month = at(outcomes, day)
    return (metric(outcomes, "no_size")[:, month] > 0.5) & (metric(outcomes, "cost_over_size")[:, month] > 0.5)


@claim("S0-C20", "Cost per task outranks parameters in 2025", deadline="2025-12-31")
def cost_outranks_size_already(outcomes, day):
    """In the last month of 2025 more than half of the investors weigh cost per task above size. Hours to deploy and
    accuracy in medicine, named beside it, are left open."""
    return metric(outcomes, "cost_over_size")[:, at(outcomes, day)] > 0.5


def five_have_most(outcomes, day):
    """In the last month before the deadline the five best funded firms have more than 70 % of about twelve months'
    money."""
    return metric(outcomes, "top5_funding")[:, at(outcomes, day)] > 0.7


five_have_most_in_2025 = claim("S0-C18", "Five firms take more than 70 % of the money of 2025",
                               deadline="2025-12-31")(five_have_most)
five_have_most_at_last = claim("S0-C18-lasting", "Five firms take more than 70 % of the money, to the end",
                               row="S0-C18")(five_have_most)
