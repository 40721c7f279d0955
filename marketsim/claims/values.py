"""Prices: how steady, how deep they fall, what buyers pay, and what customers' loyalty goes with."""

from marketsim.claims.definition import claim
from marketsim.claims.needs import LISTED, acting, among, at, firms, metric, param, starters
from marketsim.claims.slopes import slopes


@claim("S0-C23", "A firm once worth a billion dollars loses nine tenths")
def a_unicorn_collapses(outcomes, day):
    """A firm whose peak was a billion dollars or more is worth a tenth of it or less when the run ends, or the firm."""
    peak = firms(outcomes, "peak")
    return ((peak >= param(outcomes, "unicorn_line")) & (firms(outcomes, "mark") <= 0.1 * peak)).any(axis=1)


@claim("S0-C23-listed", "A firm that lists loses nine tenths of its value", row="S0-C23")
def a_listing_collapses(outcomes, day):
    """A firm that lists during the run is worth, at its end, a tenth or less of its value at listing; open where
    none lists."""
    price = firms(outcomes, "exit_price")
    lists = (firms(outcomes, "fate") == LISTED) & (price > 0)
    return among(lists.any(axis=1), (lists & (firms(outcomes, "mark") <= 0.1 * price)).any(axis=1))


@claim("S1-C11", "Valuations are steadier with more verticals cleared")
def breadth_steadies_valuations(outcomes, day):
    """Over the firms that act from the start of the run to its end, the sum of squared monthly changes of value falls
    with the number of verticals cleared (correlation below 0); open where breadth or value does not vary."""
    rows = starters(outcomes)
    turbulence, breadth = (firms(outcomes, name, rows) for name in ("turbulence", "breadth"))
    found, exists = slopes(turbulence, [breadth], acting(outcomes, rows))
    return among(exists, found[:, 0] < 0)


def retention(outcomes, day):
    """(above, below, known): mean net dollar retention on either side of the line, and where both have firms."""
    month = at(outcomes, day)
    there = sum(metric(outcomes, name)[:, month] for name in ("active", "dormant", "listed"))
    above = metric(outcomes, "above_line")[:, month]
    known = (above > 0) & (there > above)
    return metric(outcomes, "ndr_above")[:, month], metric(outcomes, "ndr_below")[:, month], known


@claim("S1-C12", "Customers' retention is 120 % above the line, 85 % below")
def retention_is_far_apart(outcomes, day):
    """In the last month of the run mean net dollar retention is 120 % or more over firms worth the line, and 85 % or
    less over others; open where there are none of one side."""
    above, below, known = retention(outcomes, day)
    return among(known, (above >= 1.2) & (below <= 0.85))


@claim("S1-C12-order", "Customers' retention is higher above the line than below", row="S1-C12")
def retention_is_higher_above(outcomes, day):
    """In the last month of the run mean net dollar retention is higher over firms worth the line than over others;
    open where there are none of one side."""
    above, below, known = retention(outcomes, day)
    return among(known, above > below)


@claim("S1-C14", "Buyers pay a fifth of the best price or less")
def buyers_pay_a_fifth(outcomes, day):
    """Over the acquisitions of the run the mean of price over the firm's highest value, 2023's where that is known, is
    a fifth or less; open without an acquisition."""
    ratio = metric(outcomes, "price_ratio")[:, at(outcomes, day)]
    return among(ratio > 0, ratio <= 0.2)
