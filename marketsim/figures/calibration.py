"""What a calibration did: priors against posteriors, published figures against what is shown, ranks of known truths."""

import numpy as np

from .style import BANDS, BLUE, INK, PALE, sheet, styled
from .validation import ROW, strip

COLUMNS, BINS = 4, 24


@styled
def learned(parameters, facts):
    """A panel a parameter: its prior (pale) and its posterior (blue), with their medians.

    parameters: [(name, unit, (draws,) of the prior, (draws,) of the posterior, is its scale logarithmic)].
    """
    columns = min(COLUMNS, len(parameters))
    rows = -(-len(parameters) // columns)
    height = 1.45 + 1.6 * rows
    figure = sheet(
        11,
        height,
        finding(parameters),
        "Pale: before (prior). Blue: after (posterior). Lines: medians. Areas are equal.",
        facts,
        left=0.04,
        right=0.98,
        top=1 - 0.95 / height,
        bottom=0.85 / height,
        hspace=0.95,
        wspace=0.18,
    )
    for place, (name, unit, before, after, logarithmic) in enumerate(parameters):
        axes = figure.add_subplot(rows, columns, place + 1)
        low, high = np.quantile(before, (0.002, 0.998))
        low, high = min(low, *np.quantile(after, (0.01, 0.99))), max(high, *np.quantile(after, (0.01, 0.99)))
        bins = np.geomspace(low, high, BINS + 1) if logarithmic else np.linspace(low, high, BINS + 1)
        for draws, colour, edge in ((before, BANDS[0], PALE), (after, BANDS[1], BLUE)):
            share = np.histogram(draws, bins)[0] / len(draws)
            axes.stairs(share, bins, fill=True, color=colour, alpha=0.75)
            axes.stairs(share, bins, color=edge, linewidth=0.9)
            axes.axvline(np.median(draws), color=edge, linewidth=1.4)
        if logarithmic:
            axes.set_xscale("log")
            ticks = [low * 1.15, (low * high) ** 0.5, high / 1.15]
            axes.set_xticks(ticks, [f"{x:.2g}" for x in ticks])
            axes.minorticks_off()
        else:
            axes.locator_params(axis="x", nbins=4)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_title(name.replace("_", " "), fontsize=9)
        axes.set_xlabel("" if unit == "1" else unit, fontsize=7.5, color=PALE, labelpad=1)
    return figure


def finding(parameters):
    """Which parameter the published figures say most about, by the width of its middle nine tenths."""
    spans = {}
    for name, _, before, after, logarithmic in parameters:
        was, now = (np.ptp(np.quantile(np.log(x) if logarithmic else x, (0.05, 0.95))) for x in (before, after))
        spans[name] = 1 - now / was
    most = max(spans, key=spans.get)
    return f"The published figures say most about {most.replace('_', ' ')}: its range is {spans[most]:.0%} narrower"


@styled
def shown(rows, facts):
    """A line a part, those fitted first: published (diamond), accepted (green), runs of the posterior (bars, dot).

    rows: those of `marketsim.validation.harness`, each with its role.
    """
    rows = sorted(rows, key=lambda row: row.role)
    height = 1.75 + ROW * len(rows)
    fitted, met = [row.role == "fit" for row in rows], [row.verdict == "pass" for row in rows]
    judged = [row.part.judged for row in rows]
    inside, of = (
        sum(x for x, fit, there in zip(those, fitted, judged, strict=True) if there and not fit)
        for those in (met, judged)
    )
    held = f"; held out: {inside} of {of}" if of else ""
    figure = sheet(
        9.5,
        height,
        f"Fitted: {sum(a and b for a, b in zip(met, fitted, strict=True))} of {sum(fitted)} "
        f"figures inside what is accepted{held}",
        "Diamond: published. Dot and bars: median, half and nine tenths of the posterior's runs. Green: accepted.",
        facts,
        left=0.45,
        right=0.82,
        top=1 - 0.85 / height,
        bottom=0.75 / height,
        hspace=0.9,
    )
    for place, row in enumerate(rows):
        axes = figure.add_subplot(len(rows), 1, place + 1)
        strip(axes, row)
        box = axes.get_position()
        figure.text(
            0.032,
            (box.y0 + box.y1) / 2,
            f"{row.target.id} {'fit' if row.role == 'fit' else ''}".strip(),
            fontsize=8,
            color=INK,
            va="center",
            fontweight="bold" if row.role == "fit" else "normal",
        )
    figure.text(0.835, 1 - 0.78 / height, "published  |  model", fontsize=7.5, color=PALE)
    return figure


@styled
def ranks(checked, facts):
    """A panel a parameter: ranks of the truths, which a right inference spreads evenly, and the band they may fill.

    checked: a Ranks of `marketsim.calibration.checking`.
    """
    from scipy.stats import binom

    columns = min(COLUMNS, len(checked.names))
    rows = -(-len(checked.names) // columns)
    height = 1.45 + 1.75 * rows
    figure = sheet(
        11,
        height,
        f"{checked.truths} known truths, inferred again: "
        + ("nothing speaks against the inference" if checked.right else "the inference is not right"),
        "Where each truth lies among 99 draws of its posterior: evenly if all is right (pale: 99 of 100 bars).",
        facts,
        left=0.05,
        right=0.98,
        top=1 - 0.95 / height,
        bottom=0.8 / height,
        hspace=0.85,
        wspace=0.2,
    )
    for k, name in enumerate(checked.names):
        axes, bars = figure.add_subplot(rows, columns, k + 1), checked.histogram(k)
        low, high = binom.interval(0.99, checked.truths, 1 / len(bars))
        axes.axhspan(low, high, color=BANDS[0], linewidth=0)
        axes.stairs(bars, np.linspace(0, 100, len(bars) + 1), fill=True, color=BANDS[1], edgecolor=BLUE)
        axes.set_ylim(0, max(high, bars.max()) * 1.1)
        axes.set_xlim(0, 100)
        axes.set_title(name.replace("_", " "), fontsize=9)
        axes.set_xlabel(
            f"rank   (50 %: {checked.cover(k, 0.5):.0%}, 90 %: {checked.cover(k, 0.9):.0%}, "
            f"p {checked.uniform(k):.2f})",
            fontsize=7.5,
            color=PALE,
            labelpad=1,
        )
    return figure
