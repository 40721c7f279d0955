"""Will the state name champions, and who pays?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import ORANGE, PALE, bars, curve, page, styled
from fortunes import ended, starters, worth
from reckoning import Estimate, claimed, crossing, hinges, mean, within
from telling import Told, tell
from wording import by_sign, chance, hinged, in_percent, more, ranged, relative, turning

from marketsim.words import listed, percent

RUNS = 1500
POLICY = "champion-policy"
PULLS = [0, 0.25, 0.5, 1, 1.5, 2]  # log points of pull from procurement
HAZARDS = [0.01, 0.02, 0.04, 0.06, 0.08, 0.12]  # a month
MATTERS = 0.05  # a share of the others' worth that would count


def experiment(lab):
    usual, without = lab.market("surge"), lab.market("surge", "no-champions")
    outcomes = lab.futures(usual)
    (_, named), (_, walled) = claimed(outcomes, "S0-P4", "S0-P4a-foreign")
    both = lab.compared(without, POLICY)
    one, other = both.one.outcomes, both.other.outcomes
    gains = {group: moved(both.groups, group) for group in ("champions", "never champions", "all", "newcomers")}
    chosen = starters(other, "champion") > 0
    fates = {
        "champions": ended(other, which=chosen) - ended(one, which=chosen),
        "others": ended(other, which=~chosen) - ended(one, which=~chosen),
    }
    told = finding(gains, named)
    foreign = mean(other.metric("foreign_share")[:, -1] - one.metric("foreign_share")[:, -1])
    answer = (
        f"- A list with subsidy and procurement within twelve months (S0-P4): {chance(named)}. That is the hazard put "
        "in, not a finding.\n"
        f"- With a list from the first month on, champions are worth {relative(gains['champions'])} by "
        f"{one.date_of(one.months - 1):%B %Y}, the others {relative(gains['never champions'])}, newcomers "
        f"{relative(gains['newcomers'])}, all that were there at the start {relative(gains['all'])}.\n"
        f"- Gone or dormant: {more(mean(fates['champions']))} of the champions, {more(mean(fates['others']))} of the "
        f"others.\n- Foreign models' share of spending: {more(foreign)}; that it is next to nothing once there is a "
        f"list (S0-P4a): {chance(walled)}.\n"
        f"- Named most often: {favourites(other)}."
    )
    effect = hurt(one, other)
    turns = (
        "What a list does to the worth of those never named, by draws of the open parameters:\n\n"
        + hinged(hinges(both.other.scenario, other, effect), in_percent, "it")
        + f"\n\n{ranged(within(both.other.scenario, other, effect, share=False), in_percent)}\n\n"
        + "\n".join(parts(lab, without))
    )
    pulls, hazards = lab.few(PULLS), lab.few(HAZARDS)
    doses = [dose(lab, pull) for pull in pulls]
    odds = [listed_in_time(lab, usual, hazard) for hazard in hazards]
    return Told(told, answer, turns, mind(pulls, doses, hazards, odds), figure(lab, told, gains, fates, pulls, doses))


def worth_of(outcomes, which):
    """(runs,): what some of the firms there at the start are worth together at the end, million yuan."""
    return (worth(outcomes, slice(len(outcomes.firm_ids))) * which).sum(1)


def hurt(one, other):
    """(runs,): the change of worth of those never named, as a share of what it is on average without a list."""
    never = starters(other, "champion") == 0
    before = worth_of(one, never)
    return (worth_of(other, never) - before) / before.mean()


def moved(groups, group):
    """The relative change of a group's worth, from a comparison's table."""
    row = groups[(groups.group == group) & (groups.measure == "worth")].iloc[0]
    return Estimate(row.difference / row.one, row.low / row.one, row.high / row.one)


def favourites(outcomes, most=5):
    named = (starters(outcomes, "champion") > 0).mean(0)
    best = np.argsort(-named)[:most]
    return listed([f"{outcomes.firm_names[k]} ({percent(named[k])})" for k in best], most)


def dose(lab, pull):
    """(champions, others): (runs,) of the relative change of worth, at a pull of procurement."""
    without = lab.market("surge", "no-champions")
    one = lab.futures(lab.market(without, procurement=pull), 0.25)
    other = lab.futures(lab.market(without, POLICY, procurement=pull), 0.25)
    chosen = starters(other, "champion") > 0
    pairs = [(worth_of(one, which), worth_of(other, which)) for which in (chosen, ~chosen)]
    return [(after - before) / before.mean() for before, after in pairs]


def parts(lab, without):
    """What the list's parts do, each taken out of it."""
    one = lab.futures(without, 0.5)
    full = hurt(one, lab.futures(lab.market(without, POLICY), 0.5))
    for key, words in (("procurement", "procurement"), ("subsidy", "subsidy"), ("walled_garden", "the walled garden")):
        less = hurt(one, lab.futures(lab.market(without, POLICY, **{key: 0}), 0.5))
        yield f"- Without {words} (`{key} = 0`) worth of those never named: {relative(mean(less - full))}."


def listed_in_time(lab, usual, hazard):
    changes = {"regulators.champion policy.hazard": hazard}
    return claimed(lab.futures(lab.market(usual, **changes), 0.25), "S0-P4")[0].filled(False)


def finding(gains, named):
    gain, rest = gains["champions"], gains["never champions"]
    won = by_sign(
        gain,
        f"makes champions worth {100 * gain.value:.0f} % more",
        "does not clearly help champions",
        f"makes champions worth {-100 * gain.value:.0f} % less",
    )
    paid = by_sign(
        rest,
        f"the others {100 * rest.value:.0f} % more",
        "the others neither more nor less",
        f"the others {-100 * rest.value:.0f} % less",
    )
    return f"A list of champions {won} and {paid}; that it comes in time is {percent(named.value)} likely by assumption"


def mind(pulls, doses, hazards, odds):
    pays = turning(
        crossing(pulls, [-each[1] for each in doses], MATTERS),
        lambda x: f"{x:.2g}",
        "none, it costs them that much by itself",
        f"more than {pulls[-1]:g} log points: at that, {relative(mean(doses[-1][1]))}",
        "{} log points",
    )
    even = turning(
        crossing(hazards, odds, 0.5),
        percent,
        f"less than {percent(hazards[0])}",
        f"more than {percent(hazards[-1])}",
    )
    return (
        f"- The pull of procurement at which those never named lose {percent(MATTERS)} of their worth: {pays}.\n"
        f"- The list is as likely as not in time if its chance is {even} a month: whoever knows better than the "
        "assumed range should put that in.\n- A list that names firms for other reasons than size and money raised "
        "would hurt others."
    )


@styled
def figure(lab, told, gains, fates, pulls, doses):
    under = (
        "Left: change of what firms are worth together at the end, with a list from the first month on against none. "
        "Right:\nthe same for those never named, by how much procurement pulls. Lines: 95 %, for luck."
    )
    sheet = page(lab, told, under, width=11, wspace=0.28, left=0.13)
    left, right = sheet.add_subplot(1, 2, 1), sheet.add_subplot(1, 2, 2)
    bars(left, ["all at the start" if name == "all" else name for name in gains], list(gains.values()))
    curve(right, pulls, [mean(each[1]) for each in doses], 1)
    right.axhline(-100 * MATTERS, color=ORANGE, linewidth=1, linestyle=(0, (4, 3)))
    right.text(pulls[0], -100 * MATTERS, "what would count", color=ORANGE, fontsize=8, va="top")
    right.set_title("never champions")
    right.axhline(0, color=PALE, linewidth=0.8)
    right.set_xlabel("pull of procurement, log points")
    right.grid(axis="y")
    for axis in (left.xaxis, right.yaxis):
        axis.set_major_formatter(lambda x, _: f"{x:+g} %" if x else "0")
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
