"""The floor under valuations: who is above it, and what it means to be below."""

import numpy as np

from marketsim.claims import wilson
from marketsim.outcomes import GONE
from marketsim.words import money, month, percent, sum_of

from .drawing import drawn
from .html import figure, paragraph
from .paths import LEVELS, course
from .section import Section

EDGES = (0.0, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0, np.inf)  # value at the start over the line
LEAST = 30  # firms in all futures together, below which a group is not shown
FOLLOWED = ("floor_adoption", "floor_spread")


def floor(case):
    """Survival by the distance to the line at the start, and the share above it over time."""
    scenario, outcomes = case.scenario, case.outcomes
    line = float(np.median(outcomes.params["floor_line"]))
    if not applied(scenario) and not scenario.ledger:
        return None
    lead = (
        f"Some investors here do not join a Series C or later round below {money(line)}."
        if applied(scenario)
        else f"The sources speak of a floor of {money(line)}. No investor here applies it: what follows is what firms "
        "above and below it have in store for other reasons."
    )
    body = paragraph(
        lead,
        "A line between firms that fail and firms that last is no proof that the line is the cause: "
        "larger firms last longer without one. Comparing this market with the same one without the line is.",
    )
    return Section("floor", "The floor under valuations", body + survival(case, line) + above(case))


def applied(scenario):
    """Does any investor apply the line, now or later?"""
    return any(scenario.parameters[name].drawn or scenario.parameters[name].value != 0 for name in FOLLOWED)


def survival(case, line):
    """Gone by the end, by value at the start over the line."""
    from marketsim.figures.panels import steps

    outcomes, there = case.outcomes, len(case.outcomes.firm_ids)
    start, gone = outcomes.firm("first_mark")[:, :there] / line, np.isin(outcomes.firm("fate")[:, :there], GONE)
    place = np.searchsorted(EDGES, start, side="right") - 1
    total = np.bincount(place.ravel(), minlength=len(EDGES))[: len(EDGES) - 1]
    lost = np.bincount(place.ravel(), gone.ravel(), minlength=len(EDGES))[: len(EDGES) - 1]
    shown = [k for k in range(len(EDGES) - 1) if total[k] >= LEAST]
    if len(shown) < 2:
        return ""
    shares = lost[shown] / total[shown]
    spread = np.array([between(place == k, gone) for k in shown])
    lows, highs = np.clip(shares - spread, 0, 1), np.clip(shares + spread, 0, 1)
    below, over = (float(gone[side].mean()) if side.any() else None for side in (start < 1, start >= 1))
    if below is None or over is None:
        said = f"By {month(case.end)}, {percent(float(gone.mean()))} of the startups are gone"
    else:
        said = (
            f"Of the startups that begin below {money(line)}, {percent(below)} are gone by {month(case.end)}; "
            f"of those above, {percent(over)}"
        )
    first_over = next((place for place, k in enumerate(shown) if EDGES[k] >= 1), None)
    drawing = drawn(
        steps([label(k, line) for k in shown], shares, lows, highs, first_over),
        f"Share of startups gone, by value at the start. {said}.",
    )
    return figure(
        said,
        drawing,
        "Share of startups bought, merged or closed by the end, by value at the start in yuan; "
        f"bars: 95 % interval for luck; {case.from_here}",
    )


def between(mine, gone):
    """Half the 95 % interval of a group's share: firms of one future share its luck, so futures are what counts."""
    many = mine.sum(1)
    excess = (mine & gone).sum(1) - many * (mine & gone).sum() / max(mine.sum(), 1)
    return 1.96 * float(np.sqrt((excess**2).sum())) / max(int(mine.sum()), 1)


def label(k, line):
    low, high = EDGES[k] * line, EDGES[k + 1] * line
    return (
        f"under {sum_of(high)}"
        if k == 0
        else f"{sum_of(low)}\nand more"
        if np.isinf(high)
        else f"{sum_of(low)}\nto {sum_of(high)}"
    )


def above(case):
    """The share of firms above the line, month by month, and what raised a late round below it."""
    from marketsim.figures.panels import band

    outcomes = case.outcomes
    acting = np.maximum(sum(outcomes.metric(name) for name in ("active", "dormant", "listed")), 1)
    bands = 100 * np.quantile(outcomes.metric("above_line") / acting, LEVELS, axis=0)
    dates = [outcomes.date_of(number) for number in range(outcomes.months)]
    said = f"Share of startups above the line: {course(bands, '%', case.end)}"
    parts = [
        figure(
            said,
            drawn(band(bands, dates), f"Fan chart. {said}"),
            f"% of startups that act, marked at or above the line; {case.from_here}",
        )
    ]
    late, under = (float(outcomes.metric(name).sum()) for name in ("late_rounds", "late_below"))
    told = ""
    if late:
        futures = outcomes.metric("late_below").sum(1) > 0
        low, high = wilson(int(futures.sum()), len(futures))
        told = paragraph(
            f"Of all Series C and later rounds in these futures, {percent(under / late)} close below the line; at "
            f"least one does in {percent(float(futures.mean()))} of the futures (95 %: {percent(low)} to "
            f"{percent(high)})."
        )
    return f'<div class="two">{"".join(parts)}<div>{told}</div></div>\n'
