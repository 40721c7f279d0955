"""What a claim hinges on, as pictures: mechanisms, open figures, early signs."""

from datetime import date

import numpy as np

from marketsim.words import listed, percent

from .style import BANDS, BLUE, GRID, INK, PALE, dated, sheet, styled

SHOWN = 16  # mechanisms
ROW = 0.27  # inches


@styled
def mechanisms(explanation, facts):
    """What each mechanism adds to the probability, in points, with 95 % intervals; the largest first."""
    shown = [each for each in explanation.effects if each.swayed][:SHOWN]
    axes = ladder(
        len(shown),
        strongest(explanation),
        f"{about(explanation)}: points that each mechanism adds, same luck in {explanation.tried:,} futures; "
        f"bars: 95 % interval",
        facts,
    )
    for place, each in enumerate(shown):
        value, low, high = 100 * each.difference, 100 * each.low, 100 * each.high
        whisker(axes, place, value, low, high, each.stands)
        label(axes, place, each.title, each.rows)
        mark(axes, place, f"{percent(each.without)} without it")
    axes.axvline(0, color=PALE, linewidth=0.9)
    axes.set_xlabel("points; filled: stands out after correction for all that were tried")
    return axes.figure


@styled
def open_figures(explanation, facts):
    """Sobol indices of the probability: alone and in all, with 95 % intervals."""
    found = explanation.sensitivity
    axes = ladder(
        len(found.indices),
        hinge(found),
        f"{about(explanation)}: share of the variance of its probability over {found.points:,} points of the open "
        f"figures; bars: 95 % interval",
        facts,
    )
    for place, each in enumerate(found.indices):
        total, low, high, first = (
            float(np.clip(100 * x, 0, 100)) for x in (each.total, each.total_low, each.total_high, each.first)
        )
        whisker(axes, place, total, low, high, each.total_low > 0)
        axes.plot(first, place, "|", color=INK, markersize=10, markeredgewidth=1.8, zorder=4)
        label(axes, place, plain(each.name), "")
        mark(axes, place, percent(total / 100))
    axes.set_xlim(-2, 102)
    axes.set_xlabel("per cent; dot: with all it touches (filled: above nought for sure), stroke: alone")
    return axes.figure


@styled
def early_signs(explanation, facts):
    """How well the market's metrics tell the two kinds of futures apart, month by month."""
    signs, scenario = explanation.signs, explanation.question.scenario
    figure = sheet(
        8,
        4.4,
        warning(explanation),
        f"{about(explanation)}: how often metrics rank a true future above a false one (AUC), on futures not fitted to",
        facts,
        left=0.1,
        right=0.96,
        bottom=0.22,
    )
    axes = figure.add_subplot()
    dates = [end_of(scenario, each.month) for each in signs]
    axes.fill_between(dates, [each.low for each in signs], [each.high for each in signs], color=BANDS[0], linewidth=0)
    axes.plot(dates, [each.auc for each in signs], "o-", color=BLUE, markersize=4)
    axes.axhline(0.5, color=PALE, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.text(dates[-1], 0.49, "a coin", color=PALE, fontsize=8, ha="right", va="top")
    axes.set_ylim(min(0.42, *(each.low for each in signs)), 1.02)
    deadline = min(explanation.verdict.deadline, end_of(scenario, explanation.question.horizon - 1))
    axes.axvline(deadline, color=INK, linewidth=1)
    axes.text(deadline, axes.get_ylim()[0] + 0.01, "decided ", fontsize=8, ha="right", va="bottom")
    axes.grid(axis="y")
    dated(axes.xaxis, [scenario.date_of(month) for month in range(signs[-1].month + 2)])
    return figure


def ladder(count, title, under, facts):
    """Axes with a row for each of so many things, the first on top; room for names left, figures right."""
    height = 1.15 + ROW * max(count, 1) + 0.85
    figure = sheet(9, height, title, under, facts, left=0.43, right=0.84, top=1 - 0.95 / height, bottom=0.85 / height)
    axes = figure.add_subplot()
    axes.set_ylim(count - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    for place in range(1, count):
        axes.axhline(place - 0.5, color=GRID, linewidth=0.5)
    return axes


def whisker(axes, place, value, low, high, sure):
    axes.hlines(place, low, high, color=BLUE, linewidth=4, alpha=0.35)
    axes.plot(value, place, "o", color=BLUE, markersize=6, markerfacecolor=BLUE if sure else "white", zorder=3)


def label(axes, place, text, note):
    row = {"transform": axes.get_yaxis_transform(), "va": "center", "ha": "right"}
    axes.text(-0.13 if note else -0.02, place, text, fontsize=8.5, **row)
    axes.text(-0.02, place, " ".join(note.split()[:1]), fontsize=6.5, color=PALE, **row)


def mark(axes, place, text):
    axes.text(1.03, place, text, fontsize=8, transform=axes.get_yaxis_transform(), va="center")


def about(explanation):
    return explanation.verdict.id


def strongest(explanation):
    """The finding about mechanisms."""
    sure = [each for each in explanation.effects if each.stands]
    if not sure:
        return "No single mechanism stands out"
    first = sure[0]
    with_it = percent(first.without + first.difference)
    return f"{upper(first.title)}: without that {percent(first.without)} instead of {with_it}"


def hinge(found):
    """The finding about open figures."""
    if not found.settled:
        return "The open figures do not move this probability measurably"
    sure = [plain(each.name) for each in found.indices if each.total_low > 0 and each.many == 1]
    return f"It hinges on {listed(sure[:3])}" if sure else "It hinges on no few of the open figures"


def plain(axis):
    """An open figure, or a posterior that draws many, as one would say it."""
    kind, _, name = axis.partition(" ")
    return f"the posterior {name}" if kind == "posterior" else axis.replace("_", " ")


def warning(explanation):
    """The finding about early signs."""
    signs = explanation.signs
    clear = next((each for each in signs if each.low > 0.7), None)
    if clear:
        return f"By {end_of(explanation.question.scenario, clear.month):%B %Y} the market shows which way it goes"
    some = next((each for each in signs if each.low > 0.55), None)
    if some:
        return f"Weak signs from {end_of(explanation.question.scenario, some.month):%B %Y} on, clear ones never"
    return "Nothing in the market gives it away beforehand"


def end_of(scenario, month):
    """The day after a month is over."""
    return date.fromisoformat(str(scenario.date_of(month + 1)))


def upper(text):
    return text[:1].upper() + text[1:]
