"""Does the gate of 0.10 dollar a task shut anybody out of a Series C?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import ORANGE, band, curve, dated, mark, page, styled
from fortunes import ended
from reckoning import claimed, crossing, hinges, mean, over, settled, within
from telling import Told, tell
from wording import by_points, chance, doubted, hinged, more, ranged, relative, share, turning

from marketsim.words import percent, rounded

RUNS = 2000
CASES = {"as it is": (), "nobody applies it": ("no-cost-gate",), "everybody applies it": ("cost-gate",)}
NOW, NONE, ALL = CASES
ARTICLE = 0.10  # dollar a task
GATES = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1]  # dollars a task
MATTERS = 0.10  # a share of late rounds that would count


def experiment(lab):
    scenario = lab.market("surge")
    outcomes = {name: lab.futures(lab.market(scenario, *what_ifs)) for name, what_ifs in CASES.items()}
    held = {name: claimed(each, "S0-P3b")[1] for name, each in outcomes.items()}
    others = claimed(outcomes[NOW], "S0-P3a", "S0-P3a-entirely")
    costly = {name: mean(rounds(each, "late_costly", "late_rounds")) for name, each in outcomes.items()}
    lost = {name: mean(late(outcomes[name]) / late(outcomes[NONE]).mean() - 1) for name in (NOW, ALL)}
    fades = {name: ended(each) for name, each in outcomes.items()}
    told = finding(held[NOW], held[NONE])
    gates = lab.few(GATES)
    shut = [shut_out(lab, scenario, gate) for gate in gates]
    answer = (
        f"- No Series C or later above the gate without a way below, by the end of 2026 (S0-P3b): {chance(held[NOW])} "
        f"as it is, {chance(held[NONE])} if nobody asked for it, {chance(held[ALL])} if everybody did. "
        f"{doubted(lab.doubted(scenario, 'S0-P3b').get('S0-P3b'))}\n"
        f"- {under_gate(outcomes[NOW])}\n"
        f"- Of all late rounds {share(costly[NOW])} breach the gate as it is, {share(costly[NONE])} if nobody asks for "
        f"it.\n- Late rounds: {relative(lost[NOW])} for the gate as it is, {relative(lost[ALL])} if everybody applies "
        f"it. Firms gone or dormant: {more(mean(fades[NOW] - fades[NONE]))}; {more(mean(fades[ALL] - fades[NONE]))}.\n"
        "- Investors: that most put cost per task before parameters by the end of 2026 (S0-P3a): "
        f"{chance(others[0][1])}; that most also give parameters no weight at all: {chance(others[1][1])}."
    )
    truth = settled(claimed(outcomes[NONE], "S0-P3b")[0])
    turns = (
        "The chance that no late round breaches the gate though nobody asks for it, by draws of the open "
        "parameters:\n\n"
        + hinged(hinges(scenario, outcomes[NONE], truth), percent, "it", by_points)
        + f"\n\n{ranged(within(scenario, outcomes[NONE], truth))}"
    )
    return Told(told, answer, turns, mind(gates, shut, held), figure(lab, told, outcomes, gates, shut))


def rounds(outcomes, part, whole, when=slice(None)):
    return over(outcomes.metric(part)[:, when], outcomes.metric(whole)[:, when])


def late(outcomes):
    return outcomes.metric("late_rounds").sum(1).astype(float)


def shut_out(lab, scenario, gate):
    """(runs,): the share of late rounds lost to a gate there that everybody applies."""
    free = late(lab.futures(lab.market(scenario, "no-cost-gate"), 0.3))
    strict = late(lab.futures(lab.market(scenario, "cost-gate", cost_gate=f"{gate} dollar / task"), 0.3))
    return (free - strict) / free.mean()


def under_gate(outcomes):
    """How soon costs fall below it by themselves."""
    met = outcomes.metric("gate_met").mean(0, dtype=float)
    half = np.flatnonzero(met >= 0.5)
    when = f"half are by {outcomes.date_of(half[0]):%B %Y}" if len(half) else "half never are"
    return (
        f"Costs fall by themselves: {percent(met[0])} of the acting firms are below the gate in the first month, "
        f"{when}, {percent(met[-1])} by {outcomes.date_of(outcomes.months - 1):%B %Y}."
    )


def finding(now, none):
    adds = now.value - none.value
    if none.low > 0.5 and adds < 0.1:
        return (
            "The gate is kept because costs fall, not because investors ask: it holds in "
            f"{percent(now.value)} of the futures, in {percent(none.value)} if nobody applies it"
        )
    if adds >= 0.1:
        return f"The gate selects: it holds in {percent(now.value)} of the futures, {percent(none.value)} without it"
    return f"The gate does not hold: late rounds breach it in {percent(1 - now.value)} of the futures"


def mind(gates, shut, held):
    # The tightest gate stands first: the effect falls along it.
    where = turning(
        crossing(gates, shut, MATTERS, log=True, rising=False),
        lambda x: f"{rounded(x)} dollar",
        f"under {gates[0]} dollar: even that one shuts fewer out",
        f"at {gates[-1]} dollar or more: all that were tried do",
    )
    return (
        f"- For a gate that everybody applies to cost {percent(MATTERS)} of the late rounds it would have to stand at "
        f"{where} a task; the article's stands at {ARTICLE:g}.\n"
        "- We would say that the gate does it if S0-P3b were much likelier with it than without: the difference "
        f"between everybody and nobody is {100 * (held[ALL].value - held[NONE].value):.0f} points.\n"
        "- Evidence that costs per task have stopped falling, or that late rounds at several times the gate close "
        "while investors say that they look at cost."
    )


@styled
def figure(lab, told, outcomes, gates, shut):
    under = (
        "Left: acting firms above the gate, and late rounds that breach it, quarter by quarter. Right: share of late "
        "rounds\nlost to a gate that every investor applies, by where it stands. Bars and band: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, wspace=0.2, left=0.07)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    quarters = [slice(month, month + 3) for month in range(0, outcomes[NOW].months, 3)]
    dates = [outcomes[NOW].date_of(each.start) for each in quarters]
    above = [mean(1 - outcomes[NOW].metric("gate_met")[:, each].mean(1, dtype=float)) for each in quarters]
    curve(left, dates, above, 0, "acting firms above the gate")
    for look, name in ((1, NONE), (2, NOW)):
        breach = [mean(rounds(outcomes[name], "late_costly", "late_rounds", each)) for each in quarters]
        curve(left, dates, breach, look, f"late rounds that breach it: {name}")
    dated(left.xaxis, dates)
    left.set_ylim(0, 102)
    left.legend(frameon=False, fontsize=8, loc="upper right")
    band(right, gates, [mean(each) for each in shut])
    right.set_xscale("log")
    right.set_xticks(gates, [f"{gate:g}" for gate in gates])
    right.minorticks_off()
    right.set_xlabel("the gate, dollars a task")
    right.axhline(100 * MATTERS, color=ORANGE, linewidth=1, linestyle=(0, (4, 3)))
    right.text(gates[0], 100 * MATTERS, "what would count", color=ORANGE, fontsize=8, va="bottom")
    mark(right, ARTICLE, "the article's")
    for axes in (left, right):
        axes.grid(axis="y")
        axes.yaxis.set_major_formatter("{x:g} %")
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
