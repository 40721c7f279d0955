"""The claims dumbbell: every claim's probability before and after, an arrow between the two."""

from textwrap import wrap

from marketsim.words import counted

from .difference import told_apart
from .style import BLUE, GRID, INK, PALE, sheet, styled

LINE, GAP, WIDE = 0.165, 0.17, 68  # inches a line of text, between claims; letters in a line
LEFT, RIGHT, WIDTH, SHOWN = 5.5, 8.8, 11.0, 24  # inches from the left; claims shown


@styled
def dumbbell(claims, names, facts):
    """Claims that move, the largest difference first; those whose interval holds nought are pale.

    claims: a row a claim, as `Comparison.claims`; names: of the two markets.
    """
    moved = claims[(claims["gained"] + claims["lost"] > 0) | (claims["difference"].abs() > 0)]
    shown = moved.reindex(moved["difference"].abs().sort_values(ascending=False, kind="stable").index)[:SHOWN]
    texts = [wrap(text, WIDE) or [""] for text in shown["text"]]
    heights = [LINE * len(text) + GAP for text in texts]
    height = 1.45 + 0.5 + max(sum(heights), 0.5)
    one, other = told_apart(names)
    figure = sheet(
        WIDTH,
        height,
        finding(claims),
        f"Circle: {one}. Dot: {other}. Right: percentage points with the 95 % interval, for luck alone; pale: "
        "it holds nought.",
        facts,
        left=LEFT / WIDTH,
        right=RIGHT / WIDTH,
        top=1 - 1.05 / height,
        bottom=0.55 / height,
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
    at = 0.0
    for row, text, tall in zip(shown.itertuples(), texts, heights, strict=True):
        rule = {"color": GRID, "linewidth": 0.6, "clip_on": False}
        axes.axhline(at, xmin=inch(0.3), xmax=inch(WIDTH - 0.25), **rule)
        one_row(axes, row, text, at + tall / 2)
        at += tall
    return figure


def one_row(axes, row, text, y):
    """A claim: its words, the two probabilities, the difference in words."""
    clear = row.low > 0 or row.high < 0
    colour = BLUE if clear else PALE
    before, after = 100 * row.one, 100 * row.other
    axes.plot([before, after], [y, y], color=colour, linewidth=2.4 if clear else 1.2, alpha=0.55, clip_on=False)
    axes.plot(before, y, "o", color=colour, markerfacecolor="white", markersize=6, clip_on=False, zorder=3)
    axes.plot(after, y, "o", color=colour, markersize=6, clip_on=False, zorder=4)
    place = {"transform": axes.get_yaxis_transform(), "va": "center"}
    words = "\n".join(text)
    axes.text(inch(0.3), y, words, fontsize=8.3, linespacing=1.25, color=INK if clear else PALE, **place)
    axes.text(inch(LEFT - 0.12), y, row.id, ha="right", fontsize=6.5, color=PALE, **place)
    said = f"{100 * row.difference:+.1f}   ({100 * row.low:+.1f} to {100 * row.high:+.1f})"
    axes.text(inch(RIGHT + 0.12), y, said, fontsize=8, color=INK if clear else PALE, **place)


def inch(at):
    """A place on the sheet, in inches from the left, as a share of the axis."""
    return (at - LEFT) / (RIGHT - LEFT)


def finding(claims):
    """In a sentence."""
    up, down = int((claims["low"] > 0).sum()), int((claims["high"] < 0).sum())
    if not up + down:
        return f"None of {counted(len(claims), 'claim')} clearly moves"
    parts = [f"{counted(up, 'claim')} {'becomes' if up == 1 else 'become'} likelier"] if up else []
    parts += [f"{down if up else counted(down, 'claim')} less likely"] if down else []
    return f"{' and '.join(parts)}, of {len(claims)}"
