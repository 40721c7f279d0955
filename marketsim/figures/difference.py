"""The difference fan: how far two markets under the same luck move apart, month by month."""

from os.path import commonprefix
from textwrap import shorten

from marketsim.words import month as said

from .style import BANDS, BLUE, INK, PALE, dated, sheet, styled

PANELS = (
    ("active", "Active firms", "firms, newcomers included", 1.0),
    ("value", "Value", "bn yuan, all firms that act", 1e-3),
    ("margin", "Gross margin", "percentage points, by revenue", 100.0),
    ("above_line", "Firms above the line", "firms", 1.0),
)


@styled
def difference(months, names, facts):
    """Differences run by run: mean with its interval, half and nine tenths of the runs.

    months: a row a metric and month, as `Comparison.months`; names: of the two markets.
    """
    one, other = told_apart(names)
    figure = sheet(
        11,
        4.6,
        finding(months),
        f"{other}, less {one}. Line: mean of the runs' differences, dashed: its 95 % interval. "
        "Bands: half of the runs, nine in ten.",
        facts,
        left=0.05,
        wspace=0.24,
        top=0.72,
        bottom=0.19,
    )
    for place, (name, title, unit, scale) in enumerate(PANELS):
        rows = months[months["metric"] == name]
        axes = figure.add_subplot(1, len(PANELS), place + 1)
        dates = [stamp.date() for stamp in rows["date"]]
        axes.fill_between(dates, scale * rows["q05"], scale * rows["q95"], color=BANDS[0], linewidth=0)
        axes.fill_between(dates, scale * rows["q25"], scale * rows["q75"], color=BANDS[1], linewidth=0)
        axes.plot(dates, scale * rows["difference"], color=BLUE, linewidth=1.8)
        for edge in ("low", "high"):
            axes.plot(dates, scale * rows[edge], color=BLUE, linewidth=0.8, linestyle=(0, (4, 2)))
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.set_title(title, pad=16)
        axes.text(0, 1.02, unit, transform=axes.transAxes, fontsize=8.5, color=PALE)
        axes.grid(axis="y")
        axes.margins(x=0)
        axes.yaxis.set_major_formatter(lambda x, _: f"{x:+,g}" if x else "0")
        dated(axes.xaxis, dates)
    return figure


def told_apart(names):
    """What tells two names apart: ("floor", "with a line") of "floor" and "floor with a line"."""
    begin = len(commonprefix(names)) if names[0] in names[1] else commonprefix(names).rfind(" ") + 1
    return tuple(shorten(name[begin:].strip() or name, 48, placeholder=" ...") for name in names)


def finding(months):
    """The difference in value at the end, in a sentence."""
    last = months[months["metric"] == "value"].iloc[-1]
    when = said(last["date"])
    if last["low"] <= 0 <= last["high"]:
        return f"The value of all firms in {when} does not clearly move"
    share = abs(last["difference"] / last["one"]) if last["one"] else float("nan")
    return f"All firms together are worth {100 * share:.0f} % {'more' if last['difference'] > 0 else 'less'} by {when}"
