"""Many verticals or one: does breadth steady a firm, or dilute it?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import PALE, curve, page, styled
from fortunes import ended, lasting
from reckoning import claimed, crossing, growth, hinges, mean, within
from telling import Told, tell
from wording import by_sign, chance, hinged, in_percent, more, ranged, relative, turning

import marketsim
from marketsim.words import rounded

RUNS = 1500
FIRM, HOME = "Zhipu AI", "finance"
COUNTS = [1, 2, 4, 8, 12]  # verticals the firm is cleared for at the start, finance first
CASES = {
    "as it is": (),
    "a crackdown on finance": ("finance-crackdown@2026-01",),
    "focus lost three times as fast": ("too-big-to-fail",),
}
NOW, STRUCK, DILUTED = CASES
FACTORS = [0, 1, 2, 3, 5, 8]  # on what a further vertical costs in depth


def experiment(lab):
    counts, scenario = lab.few(COUNTS), lab.market("floor")
    runs = {case: {n: lab.futures(cleared(lab, n, *shocks), 0.5) for n in counts} for case, shocks in CASES.items()}
    worth = {
        case: {n: fortune(each) - fortune(runs[NOW][counts[0]]) for n, each in row.items()}
        for case, row in runs.items()
    }
    most, least = counts[-1], counts[0]
    gain = {case: mean(row[most] - row[least]) for case, row in worth.items()}
    swing = mean(turbulence(runs[NOW][most]) - turbulence(runs[NOW][least]))
    swing_less = relative_to(swing, turbulence(runs[NOW][least]))
    usual = lab.futures(scenario)
    steady = claimed(usual, "S1-C11")[1]
    told = finding(worth[NOW], swing_less, counts)
    best = {case: max(row, key=lambda n: row[n].mean()) for case, row in worth.items()}
    answer = (
        f"- What {most} verticals rather than {least}, the same luck in all else, add to the worth of {FIRM} in the "
        f"end (geometric mean): {relative(growth(gain[NOW]))}; with a crackdown on finance in January 2026: "
        f"{relative(growth(gain[STRUCK]))}; with focus lost three times as fast: {relative(growth(gain[DILUTED]))}.\n"
        f"- Its price swings {relative(swing_less)} (the sum of squared monthly changes). Gone or dormant: "
        f"{more(mean(faded(runs[NOW][most]) - faded(runs[NOW][least])))}.\n"
        f"- What a crackdown takes from it: {relative(growth(mean(worth[STRUCK][least] - worth[NOW][least])))} with "
        f"{least}, {relative(growth(mean(worth[STRUCK][most] - worth[NOW][most])))} with {most}.\n"
        f"- Worth most with, of {', '.join(map(str, counts))} verticals: "
        + ", ".join(f"{n} ({case})" for case, n in best.items())
        + f".\n- Across the firms of a market, values are steadier with more verticals (S1-C11) in {chance(steady)} of "
        "the futures; but there breadth may go with size, and does not here."
    )
    effect = worth[NOW][most] - worth[NOW][least]
    turns = (
        f"What {most} verticals rather than {least} do to the worth of {FIRM}, by draws of the open "
        "parameters:\n\n"
        + hinged(hinges(scenario, runs[NOW][least], effect), by_growth, "it")
        + f"\n\n{ranged(within(scenario, runs[NOW][least], effect, share=False), by_growth)}\n\n"
        + "\n".join(switched(lab, effect, most, least))
    )
    factors = lab.few(FACTORS)
    doses = [at_cost(lab, factor, most, least) for factor in factors]
    return Told(told, answer, turns, mind(factors, doses, most, least), figure(lab, told, worth, runs, counts))


def cleared(lab, count, *what_ifs, **options):
    """The market with the firm cleared for so many verticals, finance first; it sells most in the first."""
    names = [HOME, *(name for name in approved() if name != HOME)][:count]
    words = f"{FIRM} in {count}"
    alone = marketsim.WhatIf(
        words, words, set={f"startups.{FIRM}.approved": {"value": names}, f"startups.{FIRM}.home": {"value": HOME}}
    )
    return lab.market("floor", alone, *what_ifs, **options)


def approved():
    return marketsim.load("floor").startups[FIRM].figures["approved"].value


def fortune(outcomes):
    return lasting(outcomes, [outcomes.row(FIRM)])


def faded(outcomes):
    return ended(outcomes, rows=[outcomes.row(FIRM)])


def by_growth(x):
    return in_percent(np.expm1(x))


def turbulence(outcomes):
    return outcomes.firm("turbulence")[:, outcomes.row(FIRM)].astype(float)


def relative_to(estimate, base):
    return type(estimate)(*(float(x / base.mean()) for x in (estimate.value, estimate.low, estimate.high)))


def switched(lab, effect, most, least):
    for key, words in (
        ("focus_cost", "loss of focus"),
        ("single_risk", "the risk of a single vertical"),
        ("breadth_weight", "the price put on clearances"),
        ("compliance_cost", "compliance per vertical"),
    ):
        pair = [fortune(lab.futures(cleared(lab, count, **{key: 0}), 0.25)) for count in (most, least)]
        without = mean(pair[0] - pair[1] - effect[: len(pair[0])])
        gain = relative(growth(without), "higher", "lower")
        yield f"- Without {words} (`{key} = 0`) the worth of breadth: {gain}."


def at_cost(lab, factor, most, least):
    """(runs,): the gain from breadth in ln worth, where a further vertical costs so many times the depth."""
    pair = [lab.futures(cleared(lab, count, times={"focus_cost": factor}), 0.25) for count in (most, least)]
    return fortune(pair[0]) - fortune(pair[1])


def finding(worth, swing, counts):
    """worth: {verticals: (runs,) ln worth over that with the least}, in the market as it is."""
    best, most = max(worth, key=lambda n: worth[n].mean()), counts[-1]
    over_one, over_most = mean(worth[best] - worth[counts[0]]), mean(worth[best] - worth[most])
    if best not in (counts[0], most) and over_one.sign > 0 and over_most.sign > 0:
        text = f"A few verticals are best: with {best} a firm is worth {100 * growth(over_most).value:.0f} % more than "
        text += f"with {most}, and {100 * growth(over_one).value:.0f} % more than with {counts[0]}"
    else:
        whole = mean(worth[most] - worth[counts[0]])
        size = f" ({in_percent(growth(whole).value)})" if whole.sign else ""
        said = by_sign(whole, "worth more than", "neither clearly more nor less worth than", "worth less than")
        text = f"A firm with {most} verticals is {said} with {counts[0]}{size}"
    steady = by_sign(swing, "unsteadier", "no steadier", "steadier")
    return (
        f"{text}; with {most} rather than {counts[0]} its price is {steady} (squared swings {in_percent(swing.value)})"
    )


def mind(factors, doses, most, least):
    rising = doses[0].mean() < 0
    even = turning(
        crossing(factors, doses, 0.0, rising=rising),
        lambda x: f"{rounded(x)} times",
        f"whatever was tried below {factors[-1]} times",
        f"not at any factor tried (0 to {factors[-1]}): at {factors[-1]} the gain is "
        f"{relative(growth(mean(doses[-1])))}",
        "{} the assumed cost",
    )
    nought = relative(growth(mean(doses[0])))
    return (
        f"- Where breadth neither gains nor loses, by what a further vertical costs in depth: {even}. If it cost "
        f"nothing, {most} rather than {least} would make the firm worth {nought}.\n"
        "- Firms of equal size with few and many clearances, followed through a crackdown, would tell us more than any "
        "comparison of large with small ones."
    )


@styled
def figure(lab, told, worth, runs, counts):
    under = (
        f"{FIRM} in `floor`, by the verticals it is cleared for at the start. Left: its worth at the end, against one "
        "vertical in the\nmarket as it is. Right: how much its price swings. Bars: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, wspace=0.22, left=0.08)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    for look, case in enumerate(worth):
        curve(left, counts, [growth(mean(each)) for each in worth[case].values()], look, case)
        curve(right, counts, [mean(turbulence(each)) for each in runs[case].values()], look, case, 1)
    left.axhline(0, color=PALE, linewidth=0.8)
    left.yaxis.set_major_formatter(lambda y, _: f"{y:+g} %" if y else "0")
    left.set_ylabel("worth at the end")
    right.set_ylabel("sum of squared monthly changes of ln value")
    right.set_ylim(0, None)
    for axes in (left, right):
        axes.set_xticks(counts)
        axes.set_xlabel("verticals")
        axes.grid(axis="y")
    left.legend(frameon=False, fontsize=8)
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
