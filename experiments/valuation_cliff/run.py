"""How deep is the valuation cliff, for one dear firm and for the sector?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import LOOKS, curve, mark, page, styled
from fortunes import ended
from reckoning import claimed, crossing, hinges, mean, within
from telling import Told, tell
from wording import chance, doubted, hinged, more, ranged, share, turning

from marketsim.doubt.events import deepest_fall
from marketsim.outcomes import GONE
from marketsim.words import percent, rounded

RUNS = 2000
CASES = {
    "as it is": (),
    "eight times the cliffs": ("valuation-cliff",),
    "demand slows down": ("demand-slowdown",),
    "capital turns cold": ("cold-spell",),
    "all three": ("valuation-cliff", "demand-slowdown", "cold-spell"),
}
NOW, CLIFFS, SLOWDOWN, COLD, _ = CASES
ALONE = {CLIFFS: "cliffs as such", SLOWDOWN: "a slowdown of demand", COLD: "cold capital"}
FACTORS = [0, 1, 2, 4, 8, 16, 32]  # on the chance of a sudden repricing
SLOWER = [0, 0.1, 0.2, 0.3, 0.4, 0.5]  # log points a year, off the growth of demand
HALF = 0.5  # of the sector's value, in a year
HINGES = {"margin_shield": "margins shield nobody", "miss_weight": "missed growth compresses no multiple"}


def experiment(lab):
    scenario = lab.market("surge")
    outcomes = {name: lab.futures(lab.market(scenario, *what_ifs)) for name, what_ifs in CASES.items()}
    falls = {name: deepest_fall(each) for name, each in outcomes.items()}
    halves = {name: claimed(each, "S0-C22")[1] for name, each in outcomes.items()}
    collapses = {name: claimed(each, "S0-C23")[1] for name, each in outcomes.items()}
    sector = {name: mean(fall >= HALF) for name, fall in falls.items()}
    gone = {name: ended(each, GONE) for name, each in outcomes.items()}
    china = claimed(lab.futures("china-ai-2025", 0.3), "S0-C22")[1]
    told = finding(halves[NOW], sector)
    rows = "\n".join(
        f"| {name} | {chance(halves[name])} | {chance(collapses[name])} | {share(mean(falls[name]))} | "
        f"{chance(sector[name])} | {more(mean(gone[name] - gone[NOW])) if name != NOW else share(mean(gone[NOW]))} |"
        for name in CASES
    )
    answer = (
        "| `surge` | Moonshot halves in a quarter (S0-C22) | a unicorn loses nine tenths (S0-C23) | deepest fall of "
        f"the sector in a year | it halves in a year | firms gone |\n|---|---|---|---|---|---|\n{rows}\n\n"
        f"- In `china-ai-2025` Moonshot halves within a quarter in {chance(china)} of the futures.\n"
        f"- {doubted(lab.doubted(scenario, 'S0-C22').get('S0-C22')).replace('it lies', 'its chance in `surge` lies')}"
    )
    without = "\n".join(
        f"- Where {words} (`{key} = 0`): the deepest fall is "
        f"{more(mean(deepest_fall(lab.futures(lab.market(scenario, **{key: 0}), 0.5)) - falls[NOW][: half(lab)]))}."
        for key, words in HINGES.items()
    )
    turns = (
        "The deepest fall of the sector within a year, by draws of the open parameters:\n\n"
        + hinged(hinges(scenario, outcomes[NOW], falls[NOW]))
        + f"\n\n{ranged(within(scenario, outcomes[NOW], falls[NOW]))}\n\n{without}"
    )
    factors = lab.few(FACTORS)
    doses = [lab.futures(lab.market(scenario, times={"cliff_hazard": x}), 0.25) for x in factors]
    slower = lab.few(SLOWER)
    slowed = [lab.futures(lab.market(scenario, slowdown=x, slowdown_month=0), 0.25) for x in slower]
    drawing = figure(lab, told, falls, slower, slowed)
    return Told(told, answer, turns, mind(factors, doses, slower, slowed), drawing)


def half(lab):
    """Runs of a market of half as many."""
    return max(40, round(lab.runs / 2))


def moonshot(outcomes):
    """(runs,) bool: does its value halve within a quarter?"""
    return claimed(outcomes, "S0-C22")[0].filled(False)


def halved(outcomes):
    return deepest_fall(outcomes) >= HALF


def finding(halves, sector):
    worst = max(ALONE, key=lambda name: sector[name].value)
    if sector[worst].value > 2 * max(sector[NOW].value, 0.05):
        cause = f"what brings the sector down is {ALONE[worst]}, {percent(sector[worst].value)}"
    else:
        cause = "none of the shocks tried changes that much by itself"
    return (
        f"Moonshot halves within a quarter in {percent(halves.value)} of the futures, the whole sector within a year "
        f"in {percent(sector[NOW].value)}; {cause}"
    )


def mind(factors, doses, slower, slowed):
    found = []
    for what, true in (("Moonshot halves within a quarter", moonshot), ("the sector halves within a year", halved)):
        curves = [true(each) for each in doses]
        cliffs = turning(
            crossing(factors, curves, 0.5),
            lambda x: f"{rounded(x)} times",
            "it is even without sudden repricings",
            f"repricings {factors[-1]} times as frequent as assumed do not make it so ({percent(curves[-1].mean())})",
            "repricings {} as frequent as assumed",
        )
        curves = [true(each) for each in slowed]
        demand = turning(
            crossing(slower, curves, 0.5),
            lambda x: f"{x:.2f}",
            "none is needed",
            f"one of {slower[-1]} log points a year does not make it so ({percent(curves[-1].mean())})",
            "{} log points a year",
        )
        found.append(f"- What makes it as likely as not that {what}: {cliffs}; as for a slowdown of demand, {demand}.")
    found.append(
        "- How often listed firms are repriced after a missed forecast, and how fast spending grows: these two would "
        "settle most of it."
    )
    return "\n".join(found)


@styled
def figure(lab, told, falls, slower, slowed):
    under = (
        "Left: in how many futures the value of all firms together falls by so much, or more, within twelve months.\n"
        "Right: what becomes of two chances as demand grows more slowly. Bars: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, wspace=0.2, left=0.07)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    grid = np.linspace(0, 1, 101)
    for look, (name, fall) in enumerate(falls.items()):
        colour, _, line = LOOKS[look]
        shares = [100 * (fall >= x).mean() for x in grid]
        left.plot(100 * grid, shares, color=colour, linestyle=line, label=name, linewidth=2.6 if look == 4 else 1.7)
    mark(left, 100 * HALF, "half", "right", y=0.07)
    left.set_xlabel("deepest fall within twelve months")
    left.xaxis.set_major_formatter("{x:g} %")
    curve(right, slower, [mean(moonshot(each)) for each in slowed], 0, "Moonshot halves within a quarter")
    curve(right, slower, [mean(halved(each)) for each in slowed], 1, "the sector halves within a year")
    right.set_xlabel("slowdown of demand from the first month on, log points a year")
    for axes in (left, right):
        axes.set_ylim(0, 102)
        axes.grid(axis="y")
        axes.yaxis.set_major_formatter("{x:g} %")
        axes.legend(frameon=False, fontsize=8)
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
