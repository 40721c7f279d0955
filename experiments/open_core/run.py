"""Does open core beat pure open source on the way to 4 billion yuan?"""

import sys
from math import log1p
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import PALE, bars, curve, mark, page, styled
from fortunes import ended, lasting
from reckoning import claimed, crossing, growth, hinges, mean, over, settled, within
from telling import Told, tell
from wording import bound, by_points, by_sign, chance, doubted, hinged, more, ranged, relative, share, turning

from marketsim.outcomes import BUSINESSES
from marketsim.words import percent

RUNS = 2000
GROUP = "open-source services startup"
CORE, PURE = ({f"startups.{GROUP}.business": kind} for kind in ("open core", "pure open"))
LOSSES = [0, 0.05, 0.1, 0.15, 0.2, 0.3]  # of customers' yearly spending that pure open source loses
MARGINS = [0.1, 0.5]  # of services on pure open source, in the long run
MATTERS = 0.05  # a share of worth that would count
BOTH = "both"
SWITCHES = {
    "the lower margin of pure open source": {"margin_pure_open": 0.5},
    "its customers' lower loyalty": {"ndr_open": 0},
    BOTH: {"margin_pure_open": 0.5, "ndr_open": 0},
}


def experiment(lab):
    scenario = lab.market("floor")
    outcomes = lab.futures(scenario)
    truth, held = claimed(outcomes, "S1-P3")
    china = claimed(lab.futures("china-ai-2025", 0.3), "S1-P3")[1]
    core, pure = (lab.futures(lab.market(scenario, **kind)) for kind in (CORE, PURE))
    worth, fades = mean(fortune(core) - fortune(pure)), mean(faded(core) - faded(pure))
    reach = {kind: mean(reached(outcomes, kind)) for kind in ("open core", "pure open")}
    apart = {words: switched(lab, scenario, core, changes) for words, changes in SWITCHES.items()}
    known, (_, without, others) = settled(truth), apart[BOTH]
    told = finding(held, without, mean(known[: len(others)] - others), worth)
    answer = (
        f"- Open core reaches the line more often (S1-P3): {chance(held)} in `floor`, {chance(china)} in "
        f"`china-ai-2025`, of futures in which either does. {doubted(lab.doubted(scenario, 'S1-P3').get('S1-P3'))}\n"
        f"- Of all firms that end as open core {share(reach['open core'])} were ever worth the line, of those that end "
        f"as pure open source {share(reach['pure open'])}; but these are not the same firms.\n"
        f"- The same {len(members(core))} firms, with the same luck, all as open core rather than all as pure open "
        f"source, are worth {relative(growth(worth))} in the end, in the geometric mean; gone or dormant: "
        f"{more(fades)}; ever worth the line: {more(mean(ever(core) - ever(pure)))}."
    )
    parts = "\n".join(
        f"- Without {words}: {relative(growth(mean(added)))}, and S1-P3 {chance(again)}."
        for words, (added, again, _) in apart.items()
    )
    turns = (
        "S1-P3, by draws of the open parameters:\n\n"
        + hinged(hinges(scenario, outcomes, known), percent, "it", by_points)
        + f"\n\n{ranged(within(scenario, outcomes, known), bound)}\n\n"
        "What open core adds to the worth of the same firms:\n\n" + parts
    )
    losses = lab.few(LOSSES)
    doses = [adding(lab, scenario, ndr_open=loss) for loss in losses]
    margins = [mean(adding(lab, scenario, margin_pure_open=margin)) for margin in MARGINS]
    drawing = figure(lab, told, core, pure, losses, doses)
    return Told(told, answer, turns, mind(losses, doses, margins, held), drawing)


def members(outcomes):
    """Rows of the firms that may be either."""
    return [k for k, name in enumerate(outcomes.firm_names) if name.startswith(GROUP)]


def fortune(outcomes):
    return lasting(outcomes, members(outcomes))


def faded(outcomes):
    return ended(outcomes, rows=members(outcomes))


def ever(outcomes):
    return (outcomes.firm("above_line")[:, members(outcomes)] >= 0).mean(1)


def reached(outcomes, kind):
    """(runs,): of all firms that end as that kind, the share ever worth the line."""
    such = (outcomes.firm("business") == BUSINESSES.index(kind)) & (outcomes.firm("fate") > 0)
    return over(such & (outcomes.firm("above_line") >= 0), such)


def switched(lab, scenario, core, changes):
    """((runs,) what open core adds to ln worth, S1-P3, its truth in (runs,)) with what makes pure open source "
    "different taken away."""
    other = lab.futures(lab.market(scenario, **changes, **PURE), 0.5)
    truth, again = claimed(lab.futures(lab.market(scenario, **changes), 0.5), "S1-P3")
    return fortune(core)[: other.runs] - fortune(other), again, settled(truth)


def adding(lab, scenario, **changes):
    """(runs,): what open core adds to ln worth, with figures of pure open source changed."""
    core = lab.futures(lab.market(scenario, **changes, **CORE), 0.25)
    return fortune(core) - fortune(lab.futures(lab.market(scenario, **changes, **PURE), 0.25))


def finding(held, without, model, worth):
    change = 100 * growth(worth).value
    same = by_sign(
        worth,
        f"the same firms are worth {change:.0f} % more as open core",
        "the same firms are worth the same either way",
        f"the same firms are worth {-change:.0f} % less as open core",
    )
    why = (
        f"not clearly more often than if pure open source had no handicap ({percent(without.value)})"
        if model.sign <= 0
        else f"and in {percent(without.value)} if pure open source had no handicap"
    )
    return f"Open core gets to the line more often in {percent(held.value)} of the futures, {why}; {same}"


def mind(losses, doses, margins, held):
    loss = turning(
        crossing(losses, doses, log1p(MATTERS)),
        percent,
        "at no loss at all",
        f"at no loss tried (to {percent(losses[-1])})",
        "if customers' yearly spending falls by {}",
    )
    at = "; ".join(f"at {percent(x)} {relative(growth(each))}" for x, each in zip(MARGINS, margins, strict=True))
    return (
        f"- Open core adds {percent(MATTERS)} to the worth of the same firms only {loss} more under pure open source. "
        f"By the gross margin of the latter it adds: {at}.\n"
        f"- S1-P3 stands at {percent(held.value)}. It compares firms that end as one or the other; as the weaker "
        "change course, and to open core, that is no comparison of models. A list of open-source firms that kept "
        "theirs, with margins and retention, would settle more than more futures."
    )


@styled
def figure(lab, told, core, pure, losses, doses):
    under = (
        "Left: what being open core rather than pure open source changes for the same firms. Right: what it adds to "
        "their worth,\nby what pure open source loses of its customers' spending. Lines: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, wspace=0.25, left=0.14)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    names = ["worth", "gone or dormant", "ever worth the line"]
    changes = [
        growth(mean(fortune(core) - fortune(pure))),
        mean(faded(core) - faded(pure)),
        mean(ever(core) - ever(pure)),
    ]
    bars(left, names, changes)
    left.set_xlabel("per cent of worth; points of the share of firms")
    left.xaxis.set_major_formatter(lambda x, _: f"{x:+g}" if x else "0")
    curve(right, losses, [growth(mean(each)) for each in doses], 0)
    right.axhline(0, color=PALE, linewidth=0.8)
    mark(right, float(core.params["ndr_open"].mean()), "as assumed", y=0.9)
    right.set_xticks(losses, [f"{100 * each:.0f} %" for each in losses])
    right.set_xlabel("yearly spending that pure open source loses")
    right.yaxis.set_major_formatter(lambda y, _: f"{y:+g} %" if y else "0")
    right.grid(axis="y")
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
