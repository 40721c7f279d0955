"""Sentences whose words depend on what was found."""

from reckoning import ALREADY, NEVER

from marketsim.words import interval, percent


def share(estimate):
    """ "12 % (11-13 %)" """
    return f"{percent(estimate.value)} ({interval(max(0, estimate.low), min(1, estimate.high))})"


def part(estimate):
    """Of a ratio that may lie outside nought and one: "102 % (92 to 111 %)"."""
    value, low, high = (100 * x for x in (estimate.value, estimate.low, estimate.high))
    return f"{value:.0f} % ({low:.0f} to {high:.0f} %)"


def chance(estimate):
    """The same of a probability of which none or all runs may have come true: "<0.2 %"."""
    if estimate.value in (0, 1):
        return f"under {percent(estimate.high)}" if estimate.value == 0 else f"over {percent(estimate.low)}"
    return share(estimate)


def points(estimate, digits=1):
    """A difference of shares: "4.2 points (3.9 to 4.5)"; its sign only in the interval, for it is said in words."""
    a, b, c = (100 * x for x in (estimate.value, estimate.low, estimate.high))
    return f"{abs(a):.{digits}f} points ({b:+.{digits}f} to {c:+.{digits}f})"


def more(estimate, up="more", down="less"):
    """ "4.2 points more (+3.9 to +4.5)", or that there is no clear change."""
    text = points(estimate)
    if not estimate.sign:
        return f"no clear change ({text.split('(')[1].replace(')', ' points)')}"
    return text.replace(" points ", f" points {up if estimate.sign > 0 else down} ")


def relative(estimate, up="more", down="less"):
    """Of a log ratio or a share of change: "12 % less (-14 to -10 %)"."""
    a, b, c = (100 * x for x in (estimate.value, estimate.low, estimate.high))
    ends = f"({b:+.1f} to {c:+.1f} %)"
    if not estimate.sign:
        return f"no clear change {ends}"
    return f"{abs(a):.1f} % {up if estimate.sign > 0 else down} {ends}"


def by_sign(estimate, up, nought, down):
    """One of three wordings."""
    return (nought, up, down)[estimate.sign]


def in_percent(x):
    return f"{100 * x:+.1f} %"


def by_points(x):
    return f"{100 * abs(x):.1f} points"


def hinged(found, said=percent, what="the answer", by=by_points):
    """A list of hinges in Markdown. said: a figure of the answer in words; by: a difference of two."""
    if not found:
        return f"- No open parameter moves {what} for sure at this number of runs."
    lines = []
    for each in found:
        direction = "higher" if each.apart.value > 0 else "lower"
        lines.append(
            f"- `{each.name}`: {said(each.low)} in the lowest third of its draws (to {each.below}), "
            f"{said(each.high)} in the highest (from {each.above}): {direction} by {by(each.apart.value)}."
        )
    return "\n".join(lines)


def bound(x):
    """A probability at the end of a range: "under 1 %", "12 %", "over 99 %"."""
    return "under 1 %" if x < 0.01 else "over 99 %" if x > 0.99 else percent(x)


def ranged(range_, said=bound):
    """How far an answer moves within what is unknown."""
    if range_ is None:
        return "How far it moves within the parameters' uncertainty cannot be told from so few futures."
    low, high = range_
    if low == high:
        return "Within the parameters' uncertainty it is not seen to move (by a regression on the open parameters)."
    return (
        f"Within the parameters' uncertainty it lies between {said(low)} and {said(high)} in nine draws of ten "
        "(a regression on the open parameters, what they do together left out)."
    )


def doubted(apart):
    """The same of a probability, from marketsim.luck_and_parameters."""
    if apart is None:
        return "How far it moves within the parameters' uncertainty cannot be told: too few of those futures settle it."
    low, high = apart.parameters
    if apart.spread_low <= 0:
        return "That it moves within the parameters' uncertainty is not sure: their draws do not clearly differ."
    return (
        f"Within the parameters' uncertainty it lies between {bound(low)} and {bound(high)} at nine in ten points; "
        f"parameters explain {percent(min(apart.share, 1.0))} of the variance of a single future, luck the rest."
    )


def turning(found, said, already, never, form="{}"):
    """Where it would turn, from `crossing`; or that it has already, or never does within what was tried.

    said: a level in words; form: the sentence around it.
    """
    if found in (ALREADY, NEVER):
        return already if found == ALREADY else never
    return form.format(f"{said(found.value)} ({said(found.low)} to {said(found.high)})")
