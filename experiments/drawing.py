"""What the experiments' figures share: a page with its finding, curves that grey and the colour-blind tell apart."""

from textwrap import wrap

from marketsim.figures.style import BANDS, BLUE, INK, PALE, dated, sheet, styled

ORANGE, GREEN, PLUM = "#d46500", "#00796b", "#641b5b"
LOOKS = (  # colour, marker, line: told apart by each alone
    (BLUE, "o", "-"),
    (ORANGE, "s", (0, (5, 2))),
    (GREEN, "^", (0, (1.5, 1.5))),
    (PLUM, "D", (0, (6, 2, 1.5, 2))),
    (INK, "v", "-"),
)
LETTERS = 9.2  # an inch of title

__all__ = ["BANDS", "BLUE", "GREEN", "INK", "LOOKS", "ORANGE", "PALE", "PLUM"]
__all__ += ["band", "bars", "curve", "dated", "mark", "page", "styled"]


def page(lab, finding, under, width=10.0, height=4.6, **room):
    """A sheet; a long finding takes two lines. under: what is shown, in a line or two."""
    lines = wrap(finding.replace(" %", "\u00a0%"), int(LETTERS * (width - 0.6)))
    extra = 0.21 * (len(lines) - 1) + 0.16 * under.count("\n")
    height += extra
    room = {"top": 1 - (0.9 + extra) / height, "bottom": 0.8 / height} | room
    figure = sheet(width, height, "\n".join(lines), under, lab.facts, **room)
    figure.texts[1].set_y(1 - (0.47 + 0.21 * (len(lines) - 1)) / height)
    return figure


def curve(axes, x, estimates, look, label=None, scale=100.0, size=5):
    """Estimates along x with their intervals as bars, in one of LOOKS."""
    colour, marker, line = LOOKS[look]
    values = [scale * each.value for each in estimates]
    errors = [[scale * (e.value - e.low) for e in estimates], [scale * (e.high - e.value) for e in estimates]]
    axes.errorbar(
        x,
        values,
        yerr=errors,
        color=colour,
        marker=marker,
        linestyle=line,
        linewidth=1.6,
        markersize=size,
        elinewidth=0.9,
        capsize=2,
        label=label,
    )


def band(axes, x, estimates, scale=100.0, colour=BLUE):
    """The same as a line in a pale band."""
    low, high = ([scale * getattr(each, end) for each in estimates] for end in ("low", "high"))
    axes.fill_between(x, low, high, color=BANDS[0], linewidth=0)
    axes.plot(x, [scale * e.value for e in estimates], color=colour, marker="o", markersize=4, linewidth=1.6)


def bars(axes, names, estimates, scale=100.0, colours=None):
    """A row a name: a dot with its interval, from nought."""
    axes.axvline(0, color=INK, linewidth=0.8)
    for k, (_, each) in enumerate(zip(names, estimates, strict=True)):
        colour = colours[k] if colours else (BLUE if each.sign else PALE)
        axes.barh(k, scale * each.value, height=0.55, color=colour, alpha=0.45)
        axes.hlines(k, scale * each.low, scale * each.high, color=INK, linewidth=1.4)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="x")


def mark(axes, x, text, side="left", y=0.98, top=1.0):
    """A dashed line across, with its name; top: how far up it reaches."""
    axes.axvline(x, ymax=top, color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.annotate(
        text,
        (x, y),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if side == "left" else 4, 0),
        textcoords="offset points",
        ha="right" if side == "left" else "left",
        va="top",
        fontsize=8,
        color=INK,
    )
