"""Winners and losers: by how much of its worth each group and firm gains or loses, with intervals."""

from marketsim.words import counted

from .difference import told_apart
from .style import BLUE, GRID, INK, PALE, sheet, styled

LOSS = "#b3451a"  # darker than the blue's light bands: grey tells gains and losses apart by their marks
ROW, FIRMS = 0.2, 32  # inches a row; firms shown
KINDS = {
    "all": "",
    "line": "by value at the start",
    "champions": "by the list",
    "business": "by business",
    "stage": "by stage",
    "home": "by vertical",
    "newcomers": "later on",
}


@styled
def winners(firms, groups, names, facts):
    """Change in worth at the end, in per cent of the first market's: groups on the left, firms on the right.

    firms, groups: as `Comparison.firms` and `Comparison.groups`; triangles point up for gains, down for losses.
    """
    worth = groups[(groups["measure"] == "worth") & (groups["one"] > 0)]
    left = []
    for kind, said in KINDS.items():
        left += ([(said, None, None, None)] if said else []) + relative(worth[worth["kind"] == kind], "group")
    known = firms[firms["one"] > 0]
    right = sorted(relative(known, "firm"), key=lambda row: -abs(row[1]) * (row[2] > 0 or row[3] < 0))[:FIRMS]
    right.sort(key=lambda row: -row[1])
    rows = max(len(left), len(right), 4)
    height = 1.75 + ROW * rows
    one, other = told_apart(names)
    figure = sheet(
        11,
        height,
        finding(firms, worth),
        f"What owners have in the end, {other} against {one}: fair value, price fetched, or nothing. "
        "Bars: 95 % intervals.",
        facts,
        left=0.16,
        right=0.96,
        top=1 - 1.2 / height,
        bottom=0.55 / height,
        wspace=0.75,
    )
    for place, (title, table) in enumerate(
        (("Groups, as they were at the start", left), ("Firms that move most", right))
    ):
        axes = figure.add_subplot(1, 2, place + 1)
        forest(axes, table, rows)
        axes.set_title(title, pad=18)
    return figure


def relative(table, name):
    """[(name, change, low, high)] in per cent of the first market's."""
    return [
        (getattr(row, name), *(100 * x / row.one for x in (row.difference, row.low, row.high)))
        for row in table.itertuples()
    ]


def forest(axes, table, rows):
    """A row each: name, interval, mark."""
    for y, (name, change, low, high) in enumerate(table):
        if change is None:
            heading = {"transform": axes.get_yaxis_transform(), "ha": "right", "va": "center"}
            axes.text(-0.02, y, name, fontsize=7.5, color=PALE, fontstyle="italic", **heading)
            continue
        clear = low > 0 or high < 0
        colour = (BLUE if change > 0 else LOSS) if clear else PALE
        axes.hlines(y, low, high, color=colour, linewidth=3, alpha=0.35)
        axes.plot(
            change,
            y,
            "^" if change > 0 else "v",
            color=colour,
            markersize=5.5,
            markerfacecolor=colour if clear else "white",
        )
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks(range(len(table)), ["" if row[1] is None else row[0] for row in table], fontsize=8)
    axes.xaxis.tick_top()
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:+g} %" if x else "0")
    axes.tick_params(length=0)
    axes.spines[["left", "bottom", "top"]].set_visible(False)
    axes.grid(axis="x")
    axes.hlines(
        [y + 0.5 for y in range(len(table))], 0, 1, transform=axes.get_yaxis_transform(), color=GRID, linewidth=0.4
    )


def finding(firms, worth):
    """Who moves, in a sentence."""
    gain = int((firms["clear"] & (firms["difference"] > 0)).sum())
    lose = int((firms["clear"] & (firms["difference"] < 0)).sum())
    whole = worth[worth["group"] == "all"].iloc[0]
    total = 100 * whole["difference"] / whole["one"]
    said = f"{counted(gain, 'firm') if gain else 'No firm'} clearly {'gain' if gain > 1 else 'gains'}, "
    said += f"{lose or 'none'} {'lose' if lose > 1 else 'loses'}"
    return f"{said}; all firms of the start together {total:+.0f} %"
