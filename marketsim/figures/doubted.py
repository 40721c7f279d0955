"""Luck and parameters side by side: how sure each claim's probability is, and for what reason it is not."""

from marketsim.words import chance, counted

from .style import BANDS, BLUE, GRID, INK, PALE, sheet, styled

ROW = 0.3  # inches


@styled
def luck_and_parameters(found, facts):
    """A line a claim: a pale band for the open figures, a dark bar for luck; the least sure first.

    found: {claim: Apart}.
    """
    claims = sorted(found.values(), key=lambda each: (each.spread_low == 0, each.parameters[0] - each.parameters[1]))
    height = 1.1 + ROW * len(claims) + 1.0
    figure = sheet(
        8.5, height, finding(claims),
        "Bar: 95 % interval for luck, which more futures narrow; band: where the probability lies at nine in ten\n"
        "points of what the scenario leaves open, which only knowledge narrows (none where points may be alike)",
        facts, left=0.19, right=0.9, top=1 - 1.15 / height, bottom=0.75 / height,
    )  # fmt: skip
    axes = figure.add_subplot()
    axes.set_xlim(-1, 101)
    axes.set_ylim(len(claims) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xticks(range(0, 101, 25), [f"{x} %" for x in range(0, 101, 25)])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    row = {"transform": axes.get_yaxis_transform(), "va": "center"}
    for place, each in enumerate(claims):
        if each.spread_low > 0:
            low, high = (100 * end for end in each.parameters)
            axes.barh(place, high - low, left=low, height=0.62, color=BANDS[0], edgecolor=BANDS[1], linewidth=0.7)
        axes.hlines(place, *(100 * end for end in each.luck), color=BLUE, linewidth=3.5)
        axes.plot(100 * each.probability, place, "o", color=INK, markersize=3.5, clip_on=False, zorder=4)
        axes.axhline(place + 0.5, color=GRID, linewidth=0.5)
        axes.text(-0.02, place, each.id, fontsize=8.5, ha="right", **row)
        axes.text(1.02, place, chance(each.probability, *each.luck), fontsize=8.5, color=PALE, **row)
    return figure


def finding(claims):
    """In a sentence: for how many claims knowledge matters more than futures."""
    sure = [each for each in claims if each.spread_low > 0]
    wide = sum(each.parameters[1] - each.parameters[0] > each.luck[1] - each.luck[0] for each in sure)
    if not wide:
        return "What is left of doubt here is luck"
    are = "is" if wide == 1 else "are"
    return f"{wide} of {counted(len(claims), 'claim')} {are} unsure for want of knowledge, not of futures"
