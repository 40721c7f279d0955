"""Is the next unicorn a vertical firm with 100 million dollars of revenue?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import drawing
from drawing import PALE, curve, mark, page, styled
from reckoning import claimed, crossing, hinges, mean, over, settled, within
from telling import Told, tell
from wording import bound, by_points, chance, doubted, hinged, ranged, share, turning

import marketsim
from marketsim.outcomes import FATES
from marketsim.words import percent, rounded

RUNS = 3000
MARKETS = {"floor": 1.0, "china-ai-2025": 0.3}  # and how many futures, of the usual
CLAIM = "S1-P2@2027"
KINDS = ("neither", "vertical only", "revenue only", "both")  # by the bits of unicorn_kind
MARKS = [5, 10, 20, 40, 70, 100]  # million dollars a year


def experiment(lab):
    outcomes = {name: lab.futures(name, part) for name, part in MARKETS.items()}
    found = {name: claimed(each, "S1-P2@2026", CLAIM) for name, each in outcomes.items()}
    kinds = {name: next_kinds(each) for name, each in outcomes.items()}
    told = finding({name: each[1][1] for name, each in found.items()}, kinds["floor"])
    rows = "\n".join(
        f"| {name} | {chance(found[name][0][1])} | {chance(found[name][1][1])} | "
        + " | ".join(share(mean(each)) for each in kinds[name])
        + " |"
        for name in MARKETS
    )
    scenario = lab.market("floor")
    vertical = kinds["floor"][1] + kinds["floor"][3]
    answer = (
        f"| market | by the end of 2026 | by the end of 2027 | {' | '.join(KINDS)} "
        f"|\n|---|---|---|---|---|---|---|\n{rows}\n\n- Of futures in which a firm crosses at all; the last four "
        f"columns are what it is, by the end of 2027.\n- {failing(kinds['floor'])}\n"
        f"- {doubted(lab.doubted(scenario, CLAIM).get(CLAIM))}"
    )
    turns = (
        "The chance that the next unicorn of `floor` is vertical, with or without the revenue, by draws of the open "
        "parameters:\n\n"
        + hinged(hinges(scenario, outcomes["floor"], vertical), percent, "it", by_points)
        + f"\n\n{ranged(within(scenario, outcomes['floor'], vertical), bound)}"
    )
    marks = lab.few(MARKS)
    doses = {name: [at_mark(lab, name, part, at) for at in marks] for name, part in MARKETS.items()}
    return Told(told, answer, turns, mind(marks, doses, kinds), figure(lab, told, kinds, marks, doses))


def next_kinds(outcomes):
    """Four (runs,): the share of futures with a next unicorn in which it is of each kind; several in a month share."""
    claim = next(each for each in marketsim.claims.shipped() if each.id == CLAIM)
    made = claim.made(outcomes, "publication")
    first = max(0, (made.year - outcomes.start.year) * 12 + made.month - outcomes.start.month + 1)
    crossed, fate = outcomes.firm("unicorn"), outcomes.firm("fate")
    private = ~((fate == FATES.index("listed")) & (outcomes.firm("fate_month") <= crossed))
    crossed = np.where((crossed >= first) & private, crossed, np.inf)
    soonest = crossed.min(1, keepdims=True)
    who = (crossed <= soonest) & np.isfinite(crossed)
    known, each = who.any(1), who / np.maximum(who.sum(1, keepdims=True), 1)
    kind = outcomes.firm("unicorn_kind")
    return [over((each * (kind == bits)).sum(1), known) for bits in range(len(KINDS))]


def at_mark(lab, name, part, at):
    """(runs,): the claim's truth where so many million dollars of revenue are asked for."""
    changed = lab.market(name, arr_mark=f"{at} million dollar / year")
    return settled(claimed(lab.futures(changed, 0.3 * part), CLAIM)[0])


def failing(kinds):
    neither, vertical, revenue, both = (each.mean() for each in kinds)
    short, broad = neither + vertical, neither + revenue
    worse = "the revenue" if short > broad else "being carried by one regulated vertical"
    return (
        f"In `floor` the next unicorn lacks the revenue in {percent(short)} of the futures and is not carried by one "
        f"regulated vertical in {percent(broad)}: what fails more often is {worse}."
    )


def finding(found, kinds):
    best = max(found.values(), key=lambda each: (each.value, -each.high))
    said = percent(best.value) if best.value else f"under {percent(best.high)}"
    vertical = kinds[1].mean() + kinds[3].mean()
    alone = f"that it is vertical, whatever its revenue, is {percent(vertical)} likely in floor"
    if max(each.high for each in found.values()) < 0.05:
        return f"The next unicorn hardly ever is a vertical firm with the revenue ({said} at best); {alone}"
    return f"The next unicorn is a vertical firm with the revenue in {said} of the futures at best; {alone}"


def mind(marks, doses, kinds):
    lines = []
    for name, curves in doses.items():
        asked = marks[::-1]
        found = crossing([-each for each in asked], curves[::-1], 0.5)
        where = turning(
            found,
            lambda x: rounded(abs(x)),
            f"it is at {asked[0]} million dollars a year already",
            f"even a mark of {asked[-1]} million dollars a year would not do ({percent(curves[0].mean())})",
            "a mark of {} million dollars a year",
        )
        lines.append(f"- What would make it as likely as not in `{name}`: {where}.")
    lines.append(
        "- A firm of one regulated industry with 100 million dollars of revenue and a price still under a billion: the "
        "forecast needs one, and the multiples here leave "
        f"{percent(kinds['floor'][2].mean() + kinds['floor'][3].mean())} of the next unicorns of `floor` with that "
        "revenue."
    )
    return "\n".join(lines)


@styled
def figure(lab, told, kinds, marks, doses):
    under = (
        "Left: what the next unicorn is, share of futures with one by the end of 2027. Right: how likely the forecast "
        "is if less\nrevenue is asked for. Bars: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, wspace=0.2, left=0.07)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    colours, hatches = ("#dfe5ec", "#8fb4dc", drawing.ORANGE, drawing.PLUM), ("", "///", "", "")
    for row, name in enumerate(MARKETS):
        start = 0.0
        for kind, colour, hatch in zip(range(4), colours, hatches, strict=True):
            size = 100 * kinds[name][kind].mean()
            left.barh(
                row,
                size,
                left=start,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                height=0.5,
                label=KINDS[kind] if row == 0 else None,
            )
            if size > 4:
                ink = "white" if kind > 1 else "black"
                left.text(start + size / 2, row, f"{size:.0f} %", ha="center", va="center", fontsize=9, color=ink)
            start += size
    left.set_yticks(range(len(MARKETS)), list(MARKETS), rotation=90, va="center")
    left.set_ylim(len(MARKETS) - 0.5, -0.9)
    left.set_xlim(0, 100)
    left.xaxis.set_major_formatter("{x:g} %")
    left.legend(frameon=False, fontsize=8, ncols=4, loc="upper center")
    for look, (name, curves) in enumerate(doses.items()):
        curve(right, marks, [mean(each) for each in curves], look, name)
    right.set_xscale("log")
    right.set_xticks(marks, [f"{each:g}" for each in marks])
    right.minorticks_off()
    right.set_xlabel("revenue asked for, million dollars a year")
    right.set_ylim(0, None)
    right.axhline(50, color=PALE, linewidth=0.8)
    right.yaxis.set_major_formatter("{x:g} %")
    right.legend(frameon=False, fontsize=8, loc="upper right", bbox_to_anchor=(0.93, 1))
    right.grid(axis="y")
    mark(right, 100, "the article's", y=0.6)
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
