"""What do export controls cost, and what would chip parity give?"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import PALE, bars, curve, page, styled
from fortunes import change, ended, starters
from reckoning import claimed, crossing, hinges, mean, within
from telling import Told, tell
from wording import chance, doubted, hinged, in_percent, more, ranged, relative, turning

from marketsim.words import percent

RUNS = 1500
MARKETS = ("surge", "floor")
LIFTED, CUT, PARITY, LAG, WORST = (
    "controls lifted",
    "all imports cut",
    "chips at parity at once",
    "chips stay where they are",
    "cut, and chips stay",
)
CASES = {LIFTED: (), CUT: ("export-controls",), PARITY: ("chip-parity",), LAG: ("chip-lag",)}
CASES[WORST] = ("export-controls", "chip-lag")
SOON = {"regulators.export controls.lasts": 1}  # lifted after a month: prices at the start know of them
RATIOS = [0.3, 0.45, 0.6, 0.75, 0.9, 1.0]  # of domestic chips' throughput to imported ones', held there
MATTERS = 0.05  # a share of all value that would count
PARTS = {"cost": "chips_cost", "research": "chips_drag", "the price investors put on it": "chips_weight"}


def experiment(lab):
    usual = {name: lab.futures(name) for name in MARKETS}
    cases = {name: {case: lab.futures(market(lab, name, case)) for case in CASES} for name in MARKETS}
    value = {name: {case: mean(change(usual[name], each)) for case, each in cases[name].items()} for name in MARKETS}
    parity = claimed(usual["surge"], "S1-W2")[1]
    told = finding(value)
    rows = "\n".join(f"| {case} | {' | '.join(relative(value[name][case]) for name in MARKETS)} |" for case in CASES)
    answer = (
        f"| value of all firms, against the market as it is | {' | '.join(f'`{name}`' for name in MARKETS)} |\n"
        f"|---|---|---|\n{rows}\n\n"
        + "\n".join(said(name, cases[name]) for name in MARKETS)
        + f"\n- Domestic chips as fast as imported ones before the end of {usual['surge'].start.year + 2} (S1-W2): "
        f"{chance(parity)}, which is the assumed range of their progress. "
        f"{doubted(lab.doubted('surge', 'S1-W2').get('S1-W2'))}"
    )
    effect = change(usual["surge"], cases["surge"][WORST])
    scenario = lab.market("surge")
    turns = (
        "What cut imports and chips that stay do to all value in `surge`, by draws of the open parameters:\n\n"
        + hinged(hinges(scenario, usual["surge"], effect), in_percent, "it")
        + f"\n\n{ranged(within(scenario, usual['surge'], effect, share=False), in_percent)}\n\n"
        + "\n".join(by_part(lab))
    )
    ratios = lab.few(RATIOS)
    doses = {name: [at_ratio(lab, name, ratio) for ratio in ratios] for name in MARKETS}
    return Told(told, answer, turns, mind(ratios, doses), figure(lab, told, value, ratios, doses))


def market(lab, name, case):
    return lab.market(name, *CASES[case], **(SOON if case == LIFTED else {}))


def said(name, cases):
    lifted, cut = cases[LIFTED], cases[CUT]
    behind = mean((starters(cut, "capability") - starters(lifted, "capability")).mean(1, dtype=float))
    cost = mean(cut.metric("cost")[:, -1] / lifted.metric("cost")[:, -1] - 1)
    return (
        f"- `{name}`, by {cut.date_of(cut.months - 1):%B %Y}, all imports cut rather than controls lifted: models "
        f"stand {behind.value:+.2f} months of progress apart ({behind.low:+.2f} to {behind.high:+.2f}); cost of a "
        f"task: {relative(cost)}; gone or dormant: {more(mean(ended(cut) - ended(lifted)))}."
    )


def by_part(lab):
    """What the controls' three ways to hurt do, each taken out, where imports are cut and chips stay."""
    usual = lab.futures("surge", 0.4)
    whole = change(usual, lab.futures(lab.market("surge", *CASES[WORST]), 0.4))
    for words, key in PARTS.items():
        less = change(usual, lab.futures(lab.market("surge", *CASES[WORST], **{key: 0}), 0.4))
        yield f"- Without the way through {words} (`{key} = 0`) all value would be {relative(mean(less - whole))}."


def at_ratio(lab, name, ratio):
    """(runs,): the change of all value from no controls to full ones, with domestic chips held at that ratio."""
    changes = {"chip_start": ratio, "chip_gain": 0}
    free = lab.futures(lab.market(name, **SOON, **changes), 0.25)
    return change(free, lab.futures(lab.market(name, "export-controls", **changes), 0.25))


def finding(value):
    worst = min(((each.value, name, case) for name, cases in value.items() for case, each in cases.items()))
    gain = max(cases[PARITY].value for cases in value.values())
    kind = "matter little" if worst[0] > -MATTERS else "matter" if worst[0] > -0.2 else "matter much"
    return (
        f"Chips {kind}: the worst case ({worst[2]}) moves all value by {in_percent(worst[0])}, parity at once by "
        f"{in_percent(gain)} at best"
    )


def mind(ratios, doses):
    lines = []
    for name, curves in doses.items():
        where = turning(
            crossing(ratios, curves, -MATTERS),
            percent,
            f"less than {percent(ratios[0])} (there they cost {relative(mean(-curves[0]))})",
            f"{percent(ratios[-1])} or more",
        )
        lines.append(
            f"- Full controls cost all firms in `{name}` {percent(MATTERS)} of their value where domestic chips have "
            f"no more than this share of the throughput of imported ones: {where}."
        )
    lines.append(
        "- Firms that cannot train at all for want of chips, which these rules leave out, would change our mind."
    )
    return "\n".join(lines)


@styled
def figure(lab, told, value, ratios, doses):
    under = (
        "Left and middle: change of what all firms are worth together at the end, against the market as it is. Right: "
        "what full\ncontrols change, by the throughput of domestic chips over imported ones. Lines: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=12, wspace=0.3, left=0.15)
    for place, name in enumerate(MARKETS):
        axes = sheet.add_subplot(1, 3, place + 1)
        bars(axes, list(CASES) if place == 0 else [""] * len(CASES), list(value[name].values()))
        axes.set_title(name)
        axes.xaxis.set_major_formatter(lambda x, _: f"{x:+g} %" if x else "0")
    axes = sheet.add_subplot(1, 3, 3)
    for look, name in enumerate(MARKETS):
        curve(axes, ratios, [mean(each) for each in doses[name]], look, name)
    axes.axhline(0, color=PALE, linewidth=0.8)
    axes.set_xticks(ratios, [f"{100 * each:.0f}" for each in ratios])
    axes.set_xlabel("domestic over imported chips, per cent")
    axes.set_title("full controls against none")
    axes.yaxis.set_major_formatter(lambda y, _: f"{y:+g} %" if y else "0")
    axes.legend(frameon=False, fontsize=8)
    axes.grid(axis="y")
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
