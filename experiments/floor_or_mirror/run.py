"""Does the floor of 4 billion yuan cause consolidation, or mirror it?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import ORANGE, band, curve, mark, page, styled
from fortunes import FADED, ended, starters
from reckoning import claimed, crossing, hinges, jump, mean, over, ratio, within
from telling import Told, tell
from wording import by_sign, chance, hinged, more, part, points, ranged, share, turning

from marketsim.outcomes import GONE
from marketsim.words import listed, percent, sum_of

RUNS = 2000
MARKETS = {
    "as it is": (),
    "nobody applies it": ("no-floor",),
    "everybody applies it": ("floor-for-all",),
    "no line, dear compliance": ("no-floor", "compliance-floor"),
    "no line, dear training": ("no-floor", "frontier-capital"),
}
NOW, NONE, ALL, COMPLIANCE, TRAINING = MARKETS
EDGES = 2.0 ** np.arange(-6, 4)  # of the line, between groups of firms
LINES = [250, 500, 1000, 2000, 4000, 8000, 16000]  # million yuan
SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1]  # of investors who apply the line, state money exempt
NEAR, CLOSER = 4, 2  # factors on either side of the line
MATTERS = 0.02  # a share of all firms that would count


def experiment(lab):
    scenario = lab.market("floor")
    outcomes = {name: lab.futures(lab.market(scenario, *what_ifs)) for name, what_ifs in MARKETS.items()}
    gate = lab.futures(lab.market(scenario, floor_reserve=0))
    gone = {name: ended(o, GONE) for name, o in outcomes.items()}
    gaps = {name: gap(o) for name, o in outcomes.items()}
    jumps = {name: jumped(o) for name, o in outcomes.items()}
    mirrored, rise = ratio(gaps[NONE], gaps[NOW]), mean(gone[NOW] - gone[NONE])
    most, own = mean(gone[ALL] - gone[NONE]), mean(jumps[NOW] - jumps[NONE])
    claims = [claimed(outcomes[name], "S1-P1")[1] for name in (NOW, NONE)]
    told, now = finding(mirrored, rise, most), outcomes[NOW]
    answer = (
        f"- By {now.date_of(now.months - 1):%B %Y} {share(mean(gone[NOW]))} of the firms there at the start are gone, "
        f"{share(mean(gone[NONE]))} if nobody applied the line. What the line adds: {more(rise)} as it is, "
        f"{more(most)} if everybody applied it.\n"
        f"- The line works two ways. As a gate to a Series C: {more(mean(ended(gate, GONE) - gone[NONE]))}; "
        f"as a reserve price that sellers hold out for: {more(mean(gone[NOW] - ended(gate, GONE)))}.\n"
        f"- Of the firms within a factor of {NEAR} of the line, {more(mean(gaps[NOW]))} of those under it fade than "
        f"of the others; {more(mean(gaps[NONE]))} if nobody applied it. So {part(mirrored)} of that gap stands without "
        "it: that part is what these firms are, not what the line does to them.\n"
        f"- Just at the line the share that fades is {more(mean(jumps[NOW]), 'higher', 'lower')} above than under, "
        f"{more(mean(jumps[NONE]), 'higher', 'lower')} where nobody applies it. The line's own part is {points(own)}: "
        + by_sign(own, "it harms those above", "no discontinuity of its own can be told", "it shields those above")
        + f".\n- {emergent('Compliance four times as dear', outcomes[COMPLIANCE], outcomes[NONE])}\n"
        f"- {emergent('Training at twice the price and rising', outcomes[TRAINING], outcomes[NONE])}\n"
        f"- Three in five of the 2023 cohort gone by the end of 2026 (S1-P1): {chance(claims[0])} as it is, "
        f"{chance(claims[1])} if nobody applied the line."
    )
    effect = gone[NOW] - gone[NONE]
    turns = (
        "What the line adds to the share of firms gone, by draws of the open parameters:\n\n"
        + hinged(hinges(scenario, now, effect), in_points, "it")
        + f"\n\n{ranged(within(scenario, now, effect, share=False), in_points)}"
    )
    lines, shares = lab.few(LINES), lab.few(SHARES)
    moved = [added(lab, lab.market(scenario, floor_line=line), "floor-for-all") for line in lines]
    spread = [added(lab, lab.market(scenario, floor_adoption=at, floor_spread=0)) for at in shares]
    drawing = figure(lab, told, outcomes, lines, moved)
    return Told(told, answer, turns, mind(lines, moved, shares, spread, mirrored, gone[NONE]), drawing)


def in_points(x):
    return f"{100 * x:+.2f} points"


def sizes(outcomes):
    """(runs, firms): fair value at the start over the line."""
    return starters(outcomes, "first_mark") / outcomes.params["floor_line"][:, None]


def gap(outcomes):
    """(runs,): share that fades among those under the line, less that among those over it; near it on both sides."""
    fades, size = np.isin(starters(outcomes, "fate"), FADED), sizes(outcomes)
    under, above = (size < 1) & (size >= 1 / NEAR), (size >= 1) & (size < NEAR)
    return over(fades & under, under) - over(fades & above, above)


def jumped(outcomes):
    fades = np.isin(starters(outcomes, "fate"), FADED)
    return jump(np.log2(sizes(outcomes)), fades, np.ones(fades.shape, bool), np.log2(CLOSER))


def added(lab, scenario, *what_ifs):
    """(runs,): what the line of a market adds to the share gone."""
    with_it = lab.futures(lab.market(scenario, *what_ifs), 0.25)
    return ended(with_it, GONE) - ended(lab.futures(lab.market(scenario, "no-floor"), 0.25), GONE)


def by_size(outcomes):
    """(runs,) a group of starting values: the share that fades; None where there are too few firms."""
    size, fades = sizes(outcomes), np.isin(starters(outcomes, "fate"), FADED)
    groups = [(size >= low) & (size < high) for low, high in zip(EDGES[:-1], EDGES[1:], strict=True)]
    return [over(fades & group, group) if group.sum() >= 30 else None for group in groups]


def middles(outcomes):
    """Million yuan, in the middle of each group."""
    return float(outcomes.params["floor_line"].mean()) * np.sqrt(EDGES[:-1] * EDGES[1:])


def emergent(what, costs, without):
    """What a cost does by itself, and whom it hits: a floor that nobody draws would show as a fall along size."""
    groups = [
        (at, a - b)
        for at, a, b in zip(middles(without), by_size(costs), by_size(without), strict=True)
        if a is not None and b is not None
    ]
    whole = mean(ended(costs, FADED) - ended(without, FADED))
    text = f"{what}, without any line: {more(whole)} fade"
    worst = int(np.argmax([each.mean() for _, each in groups]))
    if whole.sign <= 0 or mean(groups[worst][1]).sign <= 0:
        return f"{text}. No size of firm is hit for sure."
    text += f", most of those worth about {sum_of(groups[worst][0])} yuan ({points(mean(groups[worst][1]))})"
    rest = groups[worst:]
    half = crossing([at for at, _ in rest], [x for _, x in rest], rest[0][1].mean() / 2, log=True, rising=False)
    where = turning(half, lambda x: f"{sum_of(x)} yuan", "", "")
    if not where:
        return f"{text}. It draws no line: it does not fall to half of that among larger firms."
    return f"{text}; above {where} half of that is left: the floor it draws by itself."


def kind(mirrored):
    """What the share of the gap that stands without the line says of it."""
    if mirrored.low > 2 / 3:
        return "mirrors"
    if mirrored.high < 1 / 3:
        return "causes"
    if mirrored.low > 1 / 3:
        return "mirrors more than it causes" if mirrored.value > 2 / 3 else "does both"
    return "cannot be told to cause or to mirror"


def finding(mirrored, rise, most):
    stands = f"{100 * mirrored.value:.0f} % of the gap across it stands without it"
    effect = by_sign(rise, "adds to", "does not clearly add to", "slows")
    if_all = by_sign(
        most,
        f"; applied by all it would end {100 * most.value:.0f} more firms in a hundred",
        "; nor would it if all applied it" if not rise.sign else "",
        f"; applied by all it would spare {-100 * most.value:.0f} firms in a hundred",
    )
    return f"Today's line {kind(mirrored)}: {stands}, and it {effect} consolidation{if_all}"


def turned(text):
    return text[0].upper() + text[1:]


def mind(lines, moved, shares, spread, mirrored, base):
    best = int(np.argmax([each.mean() for each in moved]))
    enough = [sum_of(at) for at, each in zip(lines, moved, strict=True) if mean(each).low > MATTERS]
    adoption = turning(
        crossing(shares, spread, MATTERS),
        lambda x: f"it would take {percent(x)}",
        "they do at any share",
        f"even all of them do not: it is then {more(mean(spread[-1]))}",
    )
    half = crossing(lines, moved, moved[best].mean() / 2, log=True)
    return (
        f"- Of the investors that are not the state's, how many must apply the line, where it stands, for "
        f"{percent(MATTERS)} of all firms more to be gone? {turned(adoption)}.\n"
        f"- If every investor applies it, the state's included, it adds most at {sum_of(lines[best])} yuan, "
        f"{points(mean(moved[best]))}, half of that from "
        f"{turning(half, lambda x: f'{sum_of(x)} yuan', f'{sum_of(lines[0])} yuan or less', 'nowhere')} on, and more "
        f"than {percent(MATTERS)} for sure at {listed(enough, 9) if enough else 'none of the places tried'} "
        f"({sum_of(lines[0])} to {sum_of(lines[-1])} yuan were tried).\n"
        f"- We would call it a cause if less than a third of the gap across the line stood without it; it is "
        f"{part(mirrored)} now. What would show it: firms alike in retention, margin and clearances, some just above "
        "and some just below the line, of which the latter fail more often by more than a few points; without the "
        f"line {share(mean(base))} of all are gone anyway."
    )


@styled
def figure(lab, told, outcomes, lines, moved):
    under = (
        "Left: share of firms gone or dormant at the end, by fair value at the start. Right: what a line adds to the\n"
        "share gone, if every investor applies it, by where it stands. Bars and band: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, height=4.9, wspace=0.2, left=0.07)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    at, line = middles(outcomes[NOW]) / 1000, float(outcomes[NOW].params["floor_line"].mean()) / 1000
    for look, (name, each) in enumerate(outcomes.items()):
        groups = by_size(each)
        known = [k for k, group in enumerate(groups) if group is not None]
        curve(left, at[known] * (1 + 0.04 * (look - 2)), [mean(groups[k]) for k in known], look, name)
    for axes, ticks in ((left, at), (right, np.array(lines) / 1000)):
        axes.set_xscale("log")
        axes.set_xticks(ticks, [f"{tick:.2g}" for tick in ticks])
        axes.minorticks_off()
        axes.grid(axis="y")
    left.set_ylim(0, 1.35 * left.get_ylim()[1])
    left.yaxis.set_major_formatter("{x:g} %")
    left.legend(frameon=False, fontsize=8, loc="upper center", ncols=2)
    left.set_xlabel("fair value at the start, bn yuan")
    right.set_xlabel("where the line stands, bn yuan")
    mark(left, line, "the line", y=0.06, top=0.78)
    band(right, np.array(lines) / 1000, [mean(each) for each in moved])
    right.axhline(0, color="black", linewidth=0.8)
    right.axhline(100 * MATTERS, color=ORANGE, linewidth=1, linestyle=(0, (4, 3)))
    right.text(lines[-1] / 1000, 100 * MATTERS, "what would count", color=ORANGE, fontsize=8, ha="right", va="bottom")
    right.yaxis.set_major_formatter(lambda y, _: f"{y:+g} points" if y else "0")
    mark(right, line, "as the article has it", y=0.1)
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
