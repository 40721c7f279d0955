"""A published pattern and the model's own, side by side: a line for each number of a target."""

import numpy as np

from .style import BANDS, BLUE, GRID, INK, PALE, sheet, styled

ROW, ACCEPTED, MISS = 0.52, "#dcebd9", "#b3261e"  # inches a line; the accepted band; a number that is missed


@styled
def beside(judged, facts):
    """Each number on a scale of its own: published (diamond), accepted band (green), nine tenths and half of the
    runs (bars), median (dot).

    judged: a target with its rows, see `marketsim.validation.harness`.
    """
    target, rows = judged.target, judged.rows
    height = 1.75 + ROW * len(rows)
    figure = sheet(
        9.5,
        height,
        f"{target.id} {target.title}: {'met' if judged.verdict == 'pass' else 'missed'}",
        f"Diamond: {target.source}. Dot and bars: median, half and nine tenths of the runs. Green: accepted.",
        facts,
        left=0.45,
        right=0.82,
        top=1 - 0.85 / height,
        bottom=0.75 / height,
        hspace=0.9,
    )
    for place, row in enumerate(rows):
        strip(figure.add_subplot(len(rows), 1, place + 1), row)
    figure.text(0.835, 1 - 0.78 / height, "published  |  model", fontsize=7.5, color=PALE)
    return figure


def strip(axes, row):
    """One number: bars of the runs under a dot, the published one as a diamond, words and figures at the sides."""
    part = row.part
    levels = [row.quantile(level) for level in (0.05, 0.25, 0.5, 0.75, 0.95)]
    ends = [x for x in (*levels, part.published, part.low, part.high) if x is not None and np.isfinite(x)]
    low, high = min(ends), max(ends)
    room = 0.08 * (high - low) or 0.1 * abs(high) or 1
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(0, 1)
    if part.judged:
        axes.axvspan(max(part.low, low - room), min(part.high, high + room), color=ACCEPTED, linewidth=0)
    if np.isfinite(levels).all():
        axes.hlines(0.5, levels[0], levels[4], color=BANDS[0], linewidth=7)
        axes.hlines(0.5, levels[1], levels[3], color=BANDS[1], linewidth=7)
        axes.plot(levels[2], 0.5, "o", color=MISS if row.verdict == "miss" else BLUE, markersize=5.5, zorder=4)
    axes.plot(part.published, 0.5, "D", color=INK, markersize=5, markerfacecolor="white", zorder=5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(GRID)
    axes.locator_params(axis="x", nbins=5)
    axes.tick_params(length=2, labelsize=6.5, pad=1)
    side = {"transform": axes.transAxes, "va": "center"}
    axes.text(-0.03, 0.5, part.words, ha="right", fontsize=8.3, **side)
    model = f"{row.model:.3g}" if np.isfinite(row.model) else "none"
    axes.text(
        1.03,
        0.5,
        f"{part.published:.3g}  |  {model}",
        ha="left",
        fontsize=8.3,
        color=MISS if row.verdict == "miss" else PALE,
        **side,
    )
