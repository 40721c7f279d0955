"""The scoreboard as a picture: every claim with its probability and interval."""

from textwrap import wrap

import numpy as np

from marketsim.words import chance, counted

from .style import BLUE, GRID, PALE, sheet, styled

LINE, GAP, WIDE = 0.165, 0.15, 68  # inches a line of text, between claims; letters in a line
EDGE, IDS, LEFT, RIGHT, END = (
    0.3,
    5.7,
    5.85,
    8.9,
    9.75,
)  # inches from the left: texts, ids, the axis and its end, the sheet's


@styled
def scoreboard(verdicts, facts):
    """Claims by probability, the likeliest first; dots with 95 % intervals."""
    claims = sorted(verdicts.resolved, key=lambda verdict: (-verdict.probability, verdict.id))
    texts = [wrap(verdict.text, WIDE) or [""] for verdict in claims]
    heights = [LINE * len(text) + GAP for text in texts]
    height = 1.15 + 0.6 + max(sum(heights), 0.5)
    figure = sheet(
        10,
        height,
        finding(claims),
        "Probability of each claim over the futures; bars: 95 % interval for luck alone, "
        "not for what is unknown about the market",
        facts,
        left=LEFT / 10,
        right=RIGHT / 10,
        top=1 - 1.15 / height,
        bottom=0.6 / height,
    )
    axes = figure.add_subplot()
    axes.set_xlim(0, 100)
    axes.set_ylim(sum(heights) or 0.5, 0)
    axes.xaxis.tick_top()
    axes.set_xticks(range(0, 101, 25), [f"{x} %" for x in range(0, 101, 25)])
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[["left", "bottom", "top"]].set_visible(False)
    axes.grid(axis="x")
    middles = np.cumsum(heights) - np.array(heights) / 2
    for verdict, text, tall, middle in zip(claims, texts, heights, middles, strict=True):
        axes.axhline(middle - tall / 2, color=GRID, linewidth=0.6, xmin=inch(EDGE), xmax=inch(END), clip_on=False)
        axes.hlines(middle, 100 * verdict.low, 100 * verdict.high, color=BLUE, linewidth=4, alpha=0.35)
        axes.plot(100 * verdict.probability, middle, "o", color=BLUE, markersize=5.5, clip_on=False, zorder=3)
        row = {"transform": axes.get_yaxis_transform(), "va": "center"}
        axes.text(inch(EDGE), middle, "\n".join(text), fontsize=8.3, linespacing=1.25, **row)
        axes.text(
            inch(IDS),
            middle,
            f"{verdict.id}\nby {verdict.deadline}",
            ha="right",
            fontsize=6.5,
            color=PALE,
            linespacing=1.2,
            **row,
        )
        axes.text(inch(RIGHT) + 0.04, middle, chance(verdict.probability, verdict.low, verdict.high), fontsize=9, **row)
    return figure


def inch(at):
    """A place on the sheet, in inches from the left, as a share of the axis."""
    return (at - LEFT) / (RIGHT - LEFT)


def finding(claims):
    """In a sentence."""
    if not claims:
        return "No claim can be resolved in this market"
    likely = sum(verdict.probability > 0.5 for verdict in claims)
    nearly = sum(verdict.probability in (0, 1) for verdict in claims)
    sure = f"; {nearly} come out alike in every future" if nearly else ""
    return f"{likely} of {counted(len(claims), 'claim')} {'is' if likely == 1 else 'are'} more likely than not{sure}"
