"""Who lives on: what firms were like at the start, against what became of them.

A firm that is bought or merged neither lives on nor fades: it is left out of the comparison.
"""

import numpy as np

from marketsim.claims.definition import claim
from marketsim.claims.needs import acting, among, firms, param, starters
from marketsim.claims.slopes import slopes
from marketsim.outcomes import FATES

LIVES_ON, FADED = ([FATES.index(fate) for fate in fates] for fates in (("active", "listed"), ("dormant", "closed")))


def helped(outcomes, *traits):
    """(runs,): did each of these traits at the start go with living on, the others held fixed?"""
    rows = starters(outcomes)
    fate = firms(outcomes, "fate", rows)
    lives, fades = np.isin(fate, LIVES_ON), np.isin(fate, FADED)
    found, exists = slopes(lives, [firms(outcomes, f"first_{trait}", rows) for trait in traits], lives | fades)
    return among(exists, (found > 0).all(axis=1))


@claim("S0-P5", "Those with margin and growth survive, others fade")
def margin_and_growth_survive(outcomes, day):
    """Over the firms there at the start that are not bought or merged, ending the run active or listed, not dormant or
    closed, goes with more gross margin at the start and with more growth, each held fixed for the other (least
    squares); open where all or none fade, or the two cannot be told apart."""
    return helped(outcomes, "margin", "growth")


@claim("S1-P5", "Those with growth, clearances and retention survive, others fade")
def growth_clearances_and_retention_survive(outcomes, day):
    """Over the firms there at the start that are not bought or merged, ending the run active or listed, not dormant or
    closed, goes with more growth at the start, more verticals cleared and more net dollar retention, each with the
    others held fixed (least squares); open where all or none fade, or the three cannot be told apart."""
    return helped(outcomes, "growth", "breadth", "ndr")


@claim("S1-C19", "The line filters, and does not cap")
def the_line_filters_and_does_not_cap(outcomes, day):
    """Of the firms that start under the line a larger share ends the run dormant or closed than of those that start at
    or above it, and one of the latter still acts and is worth half as much again as at the start; open where all
    start on one side."""
    rows = starters(outcomes)
    start, end = (firms(outcomes, name, rows) for name in ("first_mark", "mark"))
    above, fades = start >= param(outcomes, "floor_line"), np.isin(firms(outcomes, "fate", rows), FADED)
    over, under = above.sum(axis=1), (~above).sum(axis=1)
    filters = (fades & ~above).sum(axis=1) * over > (fades & above).sum(axis=1) * under
    grows = (above & acting(outcomes, rows) & (end >= 1.5 * start)).any(axis=1)
    return among((over > 0) & (under > 0), filters & grows)
