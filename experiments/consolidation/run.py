"""Are two of the top five gone by Q3 2026, and three in five of the 2023 cohort by Q4 2026?"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawing import BANDS, BLUE, INK, dated, mark, page, styled
from reckoning import claimed, hinges, mean, within
from telling import Told, tell
from wording import chance, doubted, hinged, more, ranged, share

from marketsim.outcomes import GONE
from marketsim.words import listed, percent

RUNS = 2500
LONG = 5 * 12  # months, to see when it would come true
FIVE, COHORTS = "S0-top5", ("S1-2023", "2023-strict")
ASKED = {"surge": ("S0-P1",), "floor": ("S1-P1",), "china-ai-2025": ("S0-P1", "S1-P1")}
SAID = {"S0-P1": "two of the five bought or merged", "S1-P1": "three in five of the cohort gone"}
NEEDED = {"S0-P1": 2 / 5, "S1-P1": 3 / 5}
SMALLER = {"china-ai-2025": 0.4}  # a large market: fewer futures
HASTENED = ("merger-welcome", "cold-spell", "shut-window", "frontier-capital", "floor-for-all", "valuation-cliff")


def experiment(lab):
    markets = {name: lab.market(name) for name in ASKED}
    outcomes = {name: lab.futures(scenario, SMALLER.get(name, 1)) for name, scenario in markets.items()}
    found = {(name, claim): claimed(outcomes[name], claim)[1] for name, claims in ASKED.items() for claim in claims}
    unsure = {name: lab.doubted(markets[name], *ASKED[name]) for name in ("surge", "floor")}
    long = {name: lab.futures(markets[name], 0.2, LONG) for name in ("surge", "floor")}
    paths = {claim: shares_by_month(long[name], claim) for name, claim in (("surge", "S0-P1"), ("floor", "S1-P1"))}
    told = finding(found)
    rows = "\n".join(f"| {name} | {claim}: {SAID[claim]} | {chance(each)} |" for (name, claim), each in found.items())
    answer = (
        f"| market | claim | probability (95 %) |\n|---|---|---|\n{rows}\n\n"
        f"- {typical(outcomes['surge'], 'S0-P1', 'surge')}\n- {typical(outcomes['floor'], 'S1-P1', 'floor')}\n"
        f"- {who(outcomes['surge'])}\n"
        f"- `surge`: {doubted(unsure['surge'].get('S0-P1'))} `floor`: {doubted(unsure['floor'].get('S1-P1'))}"
    )
    turns = "\n\n".join(
        f"Mean share gone by the deadline of {claim}, `{name}`:\n\n"
        + hinged(hinges(markets[name], outcomes[name], by_deadline(outcomes[name], claim)), percent, "it")
        + f"\n\n{ranged(within(markets[name], outcomes[name], by_deadline(outcomes[name], claim)))}"
        for name, claim in (("surge", "S0-P1"), ("floor", "S1-P1"))
    )
    return Told(told, answer, turns, mind(lab, markets, outcomes, long, paths), figure(lab, told, long, paths))


def rows_of(outcomes, claim):
    """(rows, members gone before the start) of the cohort a claim is about."""
    names = (FIVE,) if claim == "S0-P1" else COHORTS
    name = next(each for each in names if len(outcomes.cohort(each)))
    return outcomes.cohort(name), len(outcomes.already_gone.get(name, ()))


def gone_by(outcomes, claim, month):
    """(runs,): share of the cohort gone by the end of a month, as the claim counts it."""
    rows, before = rows_of(outcomes, claim)
    if claim == "S0-P1":
        signed = outcomes.firm("signed_month")[:, rows]
        return ((signed >= 0) & (signed <= month)).mean(1)
    gone = np.isin(outcomes.firm("fate")[:, rows], GONE) & (outcomes.firm("fate_month")[:, rows] <= month)
    return (gone.sum(1) + before) / (len(rows) + before)


def shares_by_month(outcomes, claim):
    return np.stack([gone_by(outcomes, claim, month) for month in range(outcomes.months)], axis=1)


def deadline(outcomes, claim):
    """The number of its month."""
    year, month = (2026, 9) if claim == "S0-P1" else (2026, 12)
    return (year - outcomes.start.year) * 12 + month - outcomes.start.month


def by_deadline(outcomes, claim):
    return gone_by(outcomes, claim, deadline(outcomes, claim))


def typical(outcomes, claim, name):
    gone, needed = by_deadline(outcomes, claim), NEEDED[claim]
    most = np.quantile(gone, 0.99)
    return (
        f"`{name}`: by the deadline of {claim} {share(mean(gone))} of the firms it is about are gone on average, where "
        f"it needs {percent(needed)}; in one future of a hundred {percent(most)} or more are."
    )


def who(outcomes):
    (_, buyer), (_, first) = claimed(outcomes, "S0-P1a", "S0-P1b")
    return (
        f"Where one of the five is bought in `surge`, Zhipu AI buys more of them than anybody else in {chance(buyer)} "
        f"of the futures, and Moonshot AI goes first in {chance(first)}."
    )


def finding(found):
    best = max(found.values(), key=lambda each: each.value)
    if best.high < 0.05:
        return f"Both forecasts are far too quick: in no market is either likelier than {percent(best.high)}"
    if best.high < 0.5:
        return f"Both forecasts look too quick: at best {percent(best.value)} likely"
    likely = [f"{claim} in {name}, {percent(each.value)}" for (name, claim), each in found.items() if each.value > 0.5]
    return f"Consolidation is likelier than not: {listed(likely)}" if likely else "Consolidation in time is a toss-up"


def mind(lab, markets, outcomes, long, paths):
    lines = []
    for name, claim in (("surge", "S0-P1"), ("floor", "S1-P1")):
        true = paths[claim] >= NEEDED[claim] - 1e-9
        reached = np.flatnonzero(true.mean(0) >= 0.5)
        when = (
            f"it would be more likely than not from {long[name].date_of(reached[0]):%B %Y} on"
            if len(reached)
            else f"not even by {long[name].date_of(LONG - 1):%B %Y} would it be more likely than not "
            f"({percent(true[:, -1].mean())})"
        )
        lines.append(f"- At the pace of `{name}` {when}. {claim} asks for a faster one.")
        moved = []
        for what_if in lab.few(HASTENED):
            other = lab.futures(lab.market(markets[name], what_if), 0.25)
            usual = by_deadline(outcomes[name].first(other.runs), claim)
            moved.append((what_if, mean(by_deadline(other, claim) - usual), claimed(other, claim)[1]))
        moved.sort(key=lambda each: -each[1].value)
        told = "; ".join(f"`{each}` {more(by)}, which makes it {chance(p)} likely" for each, by, p in moved[:3])
        lines.append(f"- What hastens it most of {len(moved)} what-ifs, by the mean share gone: {told}.")
    lines.append("- A merger of convenience by decree, which no rule here knows, would too.")
    return "\n".join(lines)


@styled
def figure(lab, told, long, paths):
    under = "Share gone, month by month, in markets carried on beyond the deadline: mean, half and nine in ten futures."
    sheet = page(lab, told, under, width=10.5, wspace=0.2)
    for place, (name, claim) in enumerate((("surge", "S0-P1"), ("floor", "S1-P1"))):
        axes, path = sheet.add_subplot(1, 2, place + 1), 100 * paths[claim]
        dates = [long[name].date_of(month) for month in range(long[name].months)]
        low, first, last, high = np.quantile(path, (0.05, 0.25, 0.75, 0.95), axis=0)
        axes.fill_between(dates, low, high, color=BANDS[0], linewidth=0)
        axes.fill_between(dates, first, last, color=BANDS[1], linewidth=0)
        axes.plot(dates, path.mean(0), color=BLUE, linewidth=1.8)
        axes.axhline(100 * NEEDED[claim], color=INK, linewidth=1)
        axes.text(dates[20], 100 * NEEDED[claim] + 1, "what the forecast needs", fontsize=8, va="bottom")
        mark(axes, long[name].date_of(deadline(long[name], claim) + 1), "deadline", "right")
        axes.set_title(f"{name}: {claim}, {SAID[claim]}", fontsize=9)
        axes.set_ylim(0, 100)
        axes.margins(x=0)
        axes.grid(axis="y")
        axes.yaxis.set_major_formatter("{x:g} %")
        dated(axes.xaxis, dates)
    return sheet


if __name__ == "__main__":
    tell(__file__, experiment, RUNS)
