"""The fan chart: where the futures lie, month by month."""

import numpy as np

from marketsim.outcomes import GONE
from marketsim.words import month

from .style import BANDS, BLUE, PALE, dated, sheet, styled

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
PANELS = (
    ("active", "Active firms", "firms, newcomers included", 1.0),
    ("value", "Value", "bn yuan, all firms that act", 1e-3),
    ("top5_funding", "Funding concentration", "% of a year's money, with the five best funded", 100.0),
)


@styled
def fan(outcomes, facts):
    """Active firms, valuation and funding concentration: median, half and nine tenths of the futures."""
    figure = sheet(
        11,
        4.6,
        finding(outcomes),
        "Line: median. Dark band: half of the futures. Light band: nine in ten.",
        facts,
        left=0.05,
        wspace=0.18,
        top=0.72,
        bottom=0.19,
    )
    dates = [outcomes.date_of(number) for number in range(outcomes.months)]
    for place, (name, title, unit, scale) in enumerate(PANELS):
        axes = figure.add_subplot(1, len(PANELS), place + 1)
        bands = np.quantile(outcomes.metric(name), LEVELS, axis=0) * scale
        axes.fill_between(dates, bands[0], bands[4], color=BANDS[0], linewidth=0)
        axes.fill_between(dates, bands[1], bands[3], color=BANDS[1], linewidth=0)
        axes.plot(dates, bands[2], color=BLUE, linewidth=1.8)
        axes.set_title(title, pad=16)
        axes.text(0, 1.02, unit, transform=axes.transAxes, fontsize=8.5, color=PALE)
        axes.grid(axis="y")
        axes.margins(x=0)
        axes.yaxis.set_major_formatter("{x:,.0f}" if bands.max() - bands.min() > 4 else "{x:,g}")
        axes.set_ylim(*((0, 1.05 * bands.max()) if name != "active" else roomy(bands)))
        dated(axes.xaxis, dates)
    return figure


def roomy(bands):
    """Ends of an axis of counts: zero if that is near, else some room below."""
    low, high = bands.min(), bands.max()
    return (0 if low < 0.5 * high else low - 0.1 * (high - low + 1)), high + 0.05 * (high - low + 1)


def finding(outcomes):
    """What the futures say about the firms there are at the start, in a sentence."""
    there = len(outcomes.firm_ids)
    gone = np.isin(outcomes.firm("fate")[:, :there], GONE).sum(1)
    low, high = (int(x) for x in np.quantile(gone, (0.25, 0.75), method="nearest"))
    many = f"{low} to {high}" if low < high else f"{low}"
    return f"Half of the futures lose {many} of {there} startups by {month(outcomes.date_of(outcomes.months - 1))}"
