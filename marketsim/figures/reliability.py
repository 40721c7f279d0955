"""How forecasts fared: what was said against what came true, and the scores beside a base rate and a coin."""

import numpy as np

from marketsim.words import counted

from .style import BANDS, BLUE, INK, PALE, sheet, styled

NAMES = {"brier": "Brier score", "log": "log score"}


@styled
def reliability(report, facts):
    """Left: the recalibrated forecasts (line) with the band in which right forecasts fall nine times in ten; groups of
    equally many questions (dots); below, how often what was said. Right: skill with 95 % intervals.

    report: see `marketsim.scoring.report`; facts: of the forecasts; without a seed they came from elsewhere.
    """
    figure = sheet(
        10,
        5.6,
        finding(report),
        ("Hindcasts, said after the answer was known: " if report.late else "")
        + f"{counted(report.questions, 'resolved question')}"
        + (f" in {counted(report.worlds, 'simulated world')}" if report.worlds > 1 else "")
        + ". Band: where forecasts that are right fall nine times in ten. Dots: as many questions each.",
        {"title": "", "scenario": "", "hash": "", "changes": {}, "runs_done": 0, "seed": 0, **facts},
    )
    if "seed" not in facts:
        figure.texts[-1].set_text(f"{facts['title']}  ·  marketsim {facts['marketsim']}")
    diagram(figure.add_axes((0.07, 0.29, 0.42, 0.55)), report)
    counts(figure.add_axes((0.07, 0.13, 0.42, 0.1)), report)
    skills(figure.add_axes((0.67, 0.29, 0.25, 0.55)), report)
    return figure


def diagram(axes, report):
    said, fit, low, high = report.curve
    axes.fill_between(100 * said, 100 * low, 100 * high, color=BANDS[0], linewidth=0)
    axes.plot([0, 100], [0, 100], color=PALE, linewidth=0.8, linestyle="--")
    axes.plot(100 * said, 100 * fit, color=BLUE, linewidth=1.6, drawstyle="steps-mid" if len(said) < 30 else "default")
    forecast, came, _ = np.array(report.bins).T
    axes.plot(100 * forecast, 100 * came, "o", color=INK, markersize=4.5, markerfacecolor="white", zorder=4)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.set_xticklabels([])
    axes.set_title("Came true, % of those questions")
    axes.grid()


def counts(axes, report):
    """A histogram of what was said, on a scale of logarithms: most firms' fates are rare."""
    axes.hist(100 * report.said, bins=np.linspace(0, 100, 41), color=BANDS[1], linewidth=0)
    axes.set_yscale("log")
    axes.set_xlim(0, 100)
    axes.set_xlabel("Probability said, %")
    axes.tick_params(labelsize=7)


def skills(axes, report):
    rows = [
        (f"{NAMES[rule]}\nagainst {'base rates' if reference == 'base' else 'a coin'}", *line.skill[reference])
        for reference in ("base", "coin")
        for rule, line in report.lines.items()
    ]
    for place, (_, value, low, high) in enumerate(rows):
        axes.barh(place, 100 * value, height=0.55, color=BANDS[1])
        axes.hlines(place, 100 * low, 100 * high, color=INK, linewidth=1.4)
        axes.text(
            1.02,
            place,
            f"{100 * value:.3g} %",
            transform=axes.get_yaxis_transform(),
            va="center",
            fontsize=8.5,
            color=INK,
        )
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(rows)), [name for name, *_ in rows])
    axes.invert_yaxis()
    axes.set_xlim(min(0, *(100 * low for *_, low, _ in rows)), 100)
    axes.set_title("Skill, % of the way to perfect")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")


def finding(report):
    """In a sentence."""
    value, low, high = report.lines["brier"].skill["base"]
    right = {"fits": "No sign of miscalibration", "misses": "Miscalibrated"}.get(
        report.verdict, "Calibration is unsure"
    )
    if low > 0:
        return f"{right}; the forecasts tell more than base rates ({100 * value:.0f} % better)"
    return f"{right}; the forecasts tell " + (
        "less than base rates" if high < 0 else "no more than base rates for sure"
    )
