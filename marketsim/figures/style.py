"""One look for every figure: colours that the colour-blind and a grey printer keep apart, quiet axes, a footer."""

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from marketsim.words import counted

INK, PALE, GRID, PAPER = "#1b2530", "#5d6b7a", "#e3e7ec", "#ffffff"
BLUE, BANDS = "#1f4e8c", ("#c9dbef", "#8fb4dc")  # the median, and the outer and inner bands
# Grey tells these apart too: from dark to light merged, listed, acquired, active, dormant, closed.
FATES = {
    "active": "#93bce6",
    "listed": "#00796b",
    "merged": "#641b5b",
    "acquired": "#d46500",
    "dormant": "#dccbef",
    "closed": "#ffffff",
}
RC = {
    "font.family": "sans-serif",
    "font.sans-serif": ["Inter", "DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.linewidth": 0.8,
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "figure.facecolor": PAPER,
    "svg.fonttype": "path",
    "svg.hashsalt": "marketsim",
    "savefig.facecolor": PAPER,
}


def styled(draw):
    """Draw under this look, whatever the settings outside."""

    def drawn(*args, **options):
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(RC)
            return draw(*args, **options)

    drawn.__name__, drawn.__doc__ = draw.__name__, draw.__doc__
    return drawn


def sheet(width, height, title, under, facts, **room):
    """A figure with its finding as title, a line under it, and the footer; (width, height) in inches."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    left = room.pop("left", 0.08)
    figure.subplots_adjust(**{"left": left, "right": 0.97, "top": 1 - 0.95 / height, "bottom": 0.72 / height, **room})
    edge = 0.3 / width
    figure.text(edge, 1 - 0.2 / height, title, fontsize=12.5, fontweight="bold", va="top")
    figure.text(edge, 1 - 0.47 / height, under, fontsize=9, color=PALE, va="top")
    figure.text(edge, 0.14 / height, footer(facts), fontsize=7, color=PALE, va="bottom")
    return figure


def footer(facts):
    """Where a figure comes from, in a line."""
    shocks = [key.removeprefix("what-if ") for key in facts["changes"] if key.startswith("what-if ")]
    by_hand = len(facts["changes"]) - len(shocks)
    changed = f" with {', '.join(shocks)}" if shocks else ""
    changed += f" · {counted(by_hand, 'figure')} changed by hand" if by_hand else ""
    return (
        f"{facts['title']}  ·  {facts['scenario']} {facts['hash'][:8]}{changed}  ·  "
        f"{counted(facts['runs_done'], 'future')}, seed {facts['seed']}  ·  marketsim {facts['marketsim']}"
    )


def dated(axis, dates):
    """An axis of months: halves of years by name, or years if there are many; quarters as small ticks."""
    from matplotlib.dates import MonthLocator, YearLocator, num2date

    short = len(dates) <= 66
    axis.set_major_locator(MonthLocator(bymonth=(1, 7)) if short else YearLocator(1 + len(dates) // 144))
    first = min(day for day in (*dates, dates[-1]) if not short or day.month in (1, 7) or len(dates) < 7)
    axis.set_major_formatter(lambda at, _: year_below(num2date(at), first) if short else f"{num2date(at):%Y}")
    if short:
        axis.set_minor_locator(MonthLocator(bymonth=(4, 10)))


def year_below(day, first):
    """ "Jul", with the year below at the first tick and in January."""
    return (
        f"{day:%b}\n{day:%Y}" if day.month == 1 or (day.year, day.month) == (first.year, first.month) else f"{day:%b}"
    )


def save(figure, path):
    """Write a figure as PNG or SVG, by the name's end; the same figure gives the same bytes."""
    kind = path.name.removesuffix(".part").rsplit(".", 1)[-1]
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        figure.savefig(
            path, format=kind, dpi=160, metadata={"Date": None} if kind == "svg" else {"Software": "marketsim"}
        )
