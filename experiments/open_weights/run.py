"""What if open weights reach parity with closed models within twelve months?"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import PALE, bars, curve, mark, page, styled
from fortunes import change, ended
from reckoning import Estimate, crossing, hinges, mean, within
from telling import Told, tell
from wording import hinged, in_percent, more, ranged, relative, turning

from marketsim.words import listed, percent

RUNS = 1500
MARKETS = ("surge", "floor")
PARITY, ARTICLE = "open-weights-parity-12m", 12
MONTHS = [3, 6, 12, 18, 24]  # by which open weights are level
SQUEEZES = [0, 0.2, 0.4, 0.6, 0.8, 1]  # share of the profit on base models that goes with parity
MATTERS = 0.10  # a share of all value that would count
LEAST = 1.0  # firms a future that a group must have to be named


def experiment(lab):
    both = {name: lab.compared(name, PARITY) for name in MARKETS}
    value = {name: change(each.one.outcomes, each.other.outcomes) for name, each in both.items()}
    level, told = lab.few(MONTHS), finding({name: mean(each) for name, each in value.items()})
    doses = {name: [dose(lab, name, month, 1) for month in level] for name in MARKETS}
    answer = "\n".join(said(name, both[name], mean(value[name])) for name in MARKETS)
    turns = "\n\n".join(depending(name, both[name].one, value[name]) for name in MARKETS)
    return Told(told, answer, turns, mind(lab, level, doses), figure(lab, told, both, level, doses))


def dose(lab, name, month, squeeze):
    """(runs,): the change of all value with parity by that month, and that share of the profit on base models gone."""
    usual = lab.futures(name, 0.25)
    return change(usual, lab.futures(lab.market(name, parity_month=month, parity_squeeze=squeeze), 0.25))


def depending(name, ensemble, value):
    asked = ensemble.scenario, ensemble.outcomes, value
    return (
        f"What parity does to all value in `{name}`, by draws of the open parameters:\n\n"
        f"{hinged(hinges(*asked), in_percent, 'it')}\n\n{ranged(within(*asked, share=False), in_percent)}"
    )


def said(name, comparison, value):
    one, other = comparison.one.outcomes, comparison.other.outcomes
    margin = mean(other.metric("survivors_margin")[:, -1].astype(float) - one.metric("survivors_margin")[:, -1])
    when = one.date_of(one.months - 1)
    best, worst = extremes(comparison)
    return (
        f"- `{name}`, by {when:%B %Y}: all firms together are worth {relative(value)}; gross margin of those that "
        f"act: {more(margin, 'higher', 'lower')}; firms gone or dormant: {more(mean(ended(other) - ended(one)))}. "
        f"By business, worst off: {worst}; best off: {best}."
    )


def groups(comparison):
    """A row a business with its relative change of worth."""
    table = comparison.groups
    table = table[(table.kind == "business") & (table.measure == "worth") & (table.firms >= LEAST)].copy()
    for end in ("difference", "low", "high"):
        table[f"change_{end}"] = table[end] / table["one"]
    return table.sort_values("change_difference")


def moved(row):
    return Estimate(row.change_difference, row.change_low, row.change_high)


def extremes(comparison):
    table = groups(comparison)
    words = [f"{row.group} ({relative(moved(row), 'up', 'down')})" for row in table.itertuples()]
    return words[-1], words[0]


def finding(value):
    parts = [
        f"{abs(100 * each.value):.0f} % {'less' if each.sign < 0 else 'more'} in {name}"
        if each.sign
        else f"no clear change in {name}"
        for name, each in value.items()
    ]
    large = max(abs(each.value) for each in value.values())
    kind = "changes little" if large < 0.03 else "costs startups some of their value" if large < MATTERS else "hurts"
    if all(each.value > 0 for each in value.values()):
        kind = "does not hurt"
    return f"Parity of open weights {kind}: all firms are worth {listed(parts)}"


def mind(lab, level, doses):
    lines = []
    for name in MARKETS:
        found = crossing(level, doses[name], -MATTERS)
        soonest = mean(doses[name][0])
        where = turning(
            found,
            lambda x: f"{x:.0f}",
            f"none that was tried does: parity by month {level[0]} makes them worth {relative(soonest)}",
            f"even parity as late as month {level[-1]} does",
            "it would have to come by month {}",
        )
        lines.append(f"- Parity that costs all firms in `{name}` {100 * MATTERS:.0f} % of their value: {where}.")
        squeezes = lab.few(SQUEEZES)
        effects = [-dose(lab, name, ARTICLE, squeeze) for squeeze in squeezes]
        needed = turning(
            crossing(squeezes, effects, MATTERS),
            percent,
            "none, for parity costs that much by itself",
            "more than all of it",
        )
        lines.append(
            f"- With parity by month {ARTICLE}, it takes the loss of this share of the profit on base models: {needed}."
        )
    return "\n".join(lines)


@styled
def figure(lab, told, both, level, doses):
    under = (
        "Left and middle: what the firms of a business at the start are worth together at the end, pale where that is "
        "not\nclear. Right: all firms, by the month in which open weights are level. Lines: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=12, wspace=0.42, left=0.1)
    for place, name in enumerate(MARKETS):
        axes, table = sheet.add_subplot(1, 3, place + 1), groups(both[name])
        bars(axes, table.group, [moved(row) for row in table.itertuples()])
        axes.set_title(f"{name}, by business")
    axes = sheet.add_subplot(1, 3, 3)
    for look, name in enumerate(MARKETS):
        curve(axes, level, [mean(each) for each in doses[name]], look, name)
    axes.axhline(0, color=PALE, linewidth=0.8)
    axes.set_ylim(None, 8)
    axes.set_xticks(level)
    axes.set_xlabel("month of parity")
    axes.set_title("all firms")
    axes.legend(frameon=False, fontsize=8, loc="upper right", ncols=2)
    mark(axes, ARTICLE, "the article's", y=0.97)
    axes.grid(axis="y")
    for each in sheet.axes:
        (each.yaxis if each is axes else each.xaxis).set_major_formatter(lambda x, _: f"{x:+g} %" if x else "0")
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
