"""Pictures for a page that has its own headings and captions: no title, no footer, nothing but the drawing."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from marketsim.outcomes import FATES as WORDS
from marketsim.words import percent

from .fates import ORDER, SAID, ceiling, spread
from .style import BANDS, BLUE, FATES, INK, PALE, dated, styled

ROW = 0.27  # inches a line of bars
DARK, LIGHT = "#111820", "#fffffe"  # letters on colours that no page turns
ON = {"closed": INK, "merged": LIGHT, "listed": LIGHT}  # of numbers on the bars
ENDS = ("closed", "merged", "acquired", "dormant", "active", "listed")  # from the left: gone, asleep, at work


def bare(width, height, **room):
    """(figure, axes) of that many inches, with these edges in inches."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    left, right, top, bottom = (
        room.get(edge, usual) for edge, usual in (("left", 0.45), ("right", 0.1), ("top", 0.12), ("bottom", 0.38))
    )
    axes = figure.add_axes([left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height])
    return figure, axes


@styled
def band(bands, dates, ground=True):
    """Quantiles (5, months) of a metric: median, half, nine tenths of the futures. ground: does the axis begin at 0?"""
    figure, axes = bare(3.75, 2.1)
    axes.fill_between(dates, bands[0], bands[4], color=BANDS[0], linewidth=0)
    axes.fill_between(dates, bands[1], bands[3], color=BANDS[1], linewidth=0)
    axes.plot(dates, bands[2], color=BLUE, linewidth=1.8)
    axes.grid(axis="y")
    axes.margins(x=0)
    axes.set_ylim(0 if ground else None, None)
    axes.locator_params(axis="y", nbins=5)
    axes.yaxis.set_major_formatter("{x:,.0f}" if bands.max() >= 100 else "{x:,g}")
    dated(axes.xaxis, dates)
    if len(dates) > 66:  # years: fewer of them than on a wide sheet
        from matplotlib.dates import YearLocator

        axes.xaxis.set_major_locator(YearLocator(-(-len(dates) // 72)))
    return figure


@styled
def stacked(shares, dates):
    """Mean share of each fate (fates, months), per cent, in the ORDER of `fates`."""
    figure, axes = bare(7.6, 2.9, left=0.55, right=1.35)
    top = ceiling(shares[:-1].sum(0).max())
    axes.stackplot(dates, shares, colors=[FATES[name] for name in ORDER], edgecolor=PALE, linewidth=0.5)
    axes.set_ylim(0, top)
    axes.margins(x=0)
    axes.yaxis.set_major_formatter("{x:g} %")
    dated(axes.xaxis, dates)
    ends = np.minimum(shares[:, -1].cumsum(), top) / top
    middles = (ends + np.concatenate([[0], ends[:-1]])) / 2
    for name, share, height in zip(ORDER, shares[:, -1], spread(middles), strict=True):
        axes.text(
            1.04,
            height,
            f"{SAID.get(name, name)} {percent(share / 100)}",
            transform=axes.transAxes,
            va="center",
            fontsize=8.5,
        )
        axes.plot(
            1.02,
            height,
            "s",
            transform=axes.transAxes,
            clip_on=False,
            markersize=5,
            markeredgewidth=0.5,
            markerfacecolor=FATES[name],
            markeredgecolor=PALE,
        )
    return figure


@styled
def lives(names, shares):
    """How each of some firms ends: bars of shares (firms, fates of `outcomes.FATES`), the gone on the left."""
    figure, axes = bare(7.6, 0.62 + ROW * len(names), left=1.75, top=0.5, bottom=0.12)
    places, at = np.arange(len(names)), np.zeros(len(names))
    for fate in ENDS:
        part = 100 * shares[:, WORDS.index(fate)]
        axes.barh(
            places,
            part,
            left=at,
            height=0.74,
            color=FATES[fate],
            edgecolor=PALE,
            linewidth=0.5,
            label=SAID.get(fate, fate),
        )
        for place, size, begin in zip(places, part, at, strict=True):
            if size >= 7:
                axes.text(
                    begin + size / 2,
                    place,
                    f"{size:.0f}",
                    ha="center",
                    va="center",
                    fontsize=7.5,
                    color=ON.get(fate, DARK),
                )
        at += part
    axes.set_yticks(places, names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.legend(
        ncols=len(ENDS),
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        frameon=False,
        fontsize=8.5,
        handlelength=1,
        handleheight=1,
        columnspacing=1.4,
        handletextpad=0.5,
    )
    return figure


@styled
def steps(labels, values, lows, highs, where=None):
    """Shares, per cent, of some ordered groups, with intervals; `where` puts a line before the group of that number."""
    figure, axes = bare(7.6, 2.5, bottom=0.52)
    places = np.arange(len(labels))
    axes.vlines(places, 100 * lows, 100 * highs, color=BLUE, linewidth=5, alpha=0.35)
    axes.plot(places, 100 * values, "o", color=BLUE, markersize=7)
    for place, value, high in zip(places, values, highs, strict=True):
        axes.text(place, 100 * high + 2, percent(float(value)), ha="center", va="bottom", fontsize=8.5)
    axes.set_xticks(places, labels)
    axes.set_xlim(-0.6, len(labels) - 0.4)
    axes.set_ylim(0, min(100, 100 * highs.max() + 14))
    axes.yaxis.set_major_formatter("{x:g} %")
    axes.grid(axis="y")
    if where is not None:
        axes.axvline(where - 0.5, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.text(where - 0.53, axes.get_ylim()[1], "below the line ", ha="right", va="top", fontsize=8.5, color=PALE)
        axes.text(where - 0.47, axes.get_ylim()[1], " above", ha="left", va="top", fontsize=8.5, color=PALE)
    return figure
