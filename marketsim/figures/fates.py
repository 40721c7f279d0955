"""Fates over time: what becomes of the firms, as shares that add up."""

import numpy as np

from marketsim.words import month, percent

from .style import FATES, PALE, dated, sheet, styled

ORDER = ("closed", "acquired", "merged", "dormant", "listed", "active")  # from the bottom; the active fill what is left
SAID = {"acquired": "bought"}
LEAST = 0.06  # of the height: how far apart two labels stand


@styled
def fates(outcomes, facts):
    """The mean share of each fate among all firms that have existed so far, month by month."""
    shares = mean_shares(outcomes)
    top = ceiling(shares[:-1].sum(0).max())
    figure = sheet(
        8.5,
        4.8,
        finding(shares, outcomes),
        "Mean share of each fate among all startups so far, newcomers included, %"
        + (" (the rest is active)" if top < 100 else ""),
        facts,
        left=0.07,
        right=0.83,
    )
    axes = figure.add_subplot()
    dates = [outcomes.date_of(number) for number in range(outcomes.months)]
    axes.stackplot(dates, shares, colors=[FATES[name] for name in ORDER], edgecolor=PALE, linewidth=0.5)
    axes.set_ylim(0, top)
    axes.margins(x=0)
    dated(axes.xaxis, dates)
    ends = np.minimum(shares[:, -1].cumsum(), top) / top
    middles = (ends + np.concatenate([[0], ends[:-1]])) / 2
    for name, share, at, height in zip(ORDER, shares[:, -1], middles, spread(middles), strict=True):
        axes.annotate(
            f"{SAID.get(name, name)} {percent(share / 100)}",
            (1, at),
            (1.04, height),
            xycoords="axes fraction",
            textcoords="axes fraction",
            fontsize=8.5,
            va="center",
            arrowprops={
                "arrowstyle": "-",
                "color": PALE,
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 1,
                "relpos": (0, 0.5),
            },
        )
    return figure


def mean_shares(outcomes):
    """(fates in ORDER, months): the mean share over futures among all firms so far, per cent."""
    counts = np.stack([outcomes.metric(name).astype(float) for name in ORDER])
    return 100 * (counts / counts.sum(0)).mean(1)


def ceiling(most):
    """A round per cent above what must be seen."""
    return next(end for end in (1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100) if end >= min(1.2 * most, 100))


def finding(shares, outcomes):
    """In a sentence."""
    end = dict(zip(ORDER, shares[:, -1] / 100, strict=True))
    return (
        f"By {month(outcomes.date_of(outcomes.months - 1))}, {percent(end['acquired'] + end['merged'])} of startups "
        f"are bought or merged and {percent(end['closed'])} closed"
    )


def spread(heights):
    """Heights of labels, bottom to top, moved apart as far as need be: upwards first, then down from the top."""
    out, room = list(heights), LEAST / 2
    for k in range(len(out)):
        out[k] = max(out[k], out[k - 1] + LEAST if k else room)
    for k in reversed(range(len(out))):
        out[k] = min(out[k], out[k + 1] - LEAST if k + 1 < len(out) else 1 - room)
    return out
