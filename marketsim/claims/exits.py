"""Who is bought, merged or closed, and by whom."""

import numpy as np

from marketsim.claims.definition import claim
from marketsim.claims.needs import NEVER, among, at, cohort, firms, month, row

TOP_FIVE = "S0-top5"


def deals(outcomes, rows, day):
    """(runs, rows): the month a firm signed the deal that ends it or will, if by that day; NEVER otherwise."""
    signed = month(outcomes, "signed_month", rows)
    return np.where(signed <= at(outcomes, day), signed, NEVER)


@claim("S0-P1", "Two or more of the top five are bought or merged", deadline="2026-09-30")
def two_of_the_top_five_are_bought(outcomes, day):
    """Two or more of the five have by then signed or completed a deal that hands them over, and it has not fallen
    through. A buyer that lives on does not count, nor do listings, closures and minority rounds."""
    _, rows = cohort(outcomes, TOP_FIVE)
    return (deals(outcomes, rows, day) < NEVER).sum(axis=1) >= 2


@claim("S0-P1a", "Zhipu AI buys more of the top five than anyone else", deadline="2026-09-30")
def zhipu_buys_most_of_the_top_five(outcomes, day):
    """Of the deals over top-five firms signed by then more have Zhipu AI as buyer than any other; open without a
    deal. Deals not yet completed when the run ends count as one other buyer's."""
    _, rows = cohort(outcomes, TOP_FIVE)
    zhipu = outcomes.firm_ids[row(outcomes, "Zhipu AI")]
    done = deals(outcomes, rows, day) < NEVER
    buyers = np.where(done, firms(outcomes, "buyer", rows), 0)
    counts = ((buyers[:, :, None] == buyers[:, None, :]) & done[:, None, :]).sum(axis=2)
    rest = np.where(done & (buyers != zhipu), counts, 0).max(axis=1)
    return among(done.any(axis=1), (buyers == zhipu).sum(axis=1) > rest)


@claim("S0-P1b", "Moonshot AI is the first of the top five to be bought", deadline="2026-09-30")
def moonshot_is_bought_first(outcomes, day):
    """Moonshot AI has signed by then and no other top-five firm in an earlier month; open without a deal."""
    _, rows = cohort(outcomes, TOP_FIVE)
    moonshot = deals(outcomes, [row(outcomes, "Moonshot AI")], day)[:, 0]
    first = deals(outcomes, rows, day).min(axis=1)
    return among(first < NEVER, moonshot <= first)


def share_gone(outcomes, names, day):
    """(runs,): the share of a cohort bought, merged or closed by that day; those gone before the start count."""
    name, rows = cohort(outcomes, *names)
    before = len(outcomes.already_gone.get(name, ()))
    return (outcomes.gone(rows, day).sum(axis=1) + before) / (len(rows) + before)


@claim("S1-P1", "Three in five of the 2023 cohort are bought, merged or closed", deadline="2026-12-31")
def three_fifths_of_the_cohort_are_gone(outcomes, day):
    """60 % or more of the startups worth over 100 million dollars in 2023 have been bought, have merged or closed,
    members gone before the market's start among them. Listing, pivoting and going dormant do not count."""
    return share_gone(outcomes, ("S1-2023", "2023-strict"), day) >= 0.6


@claim("S1-P1-broad", "Three in five of the 2023 cohort, read broadly, are gone", deadline="2026-12-31", row="S1-P1")
def three_fifths_of_the_broad_cohort_are_gone(outcomes, day):
    """As S1-P1, with firms in the cohort that are not about language models: speech, vision, robots, medicine."""
    return share_gone(outcomes, ("2023-broad",), day) >= 0.6
