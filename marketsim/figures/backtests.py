"""Back-tests: what was published against the futures, and who forecast it best."""

import numpy as np

from .style import BANDS, BLUE, INK, PALE, sheet, styled

ROW = 2.9  # inches a series


@styled
def series(tests, facts):
    """A row a published series. Left: published (diamonds), the futures as the scenario has them (bands: half and nine
    tenths; line: median), and each forecast one step ahead from the anchored futures (bars: nine tenths). Right: the
    continuous score one step ahead, over persistence's."""
    height = 1.15 + ROW * len(tests)
    figure = sheet(
        10.5,
        height,
        finding(tests),
        "Diamonds: published. Bands: half and nine tenths of the futures. Bars: nine tenths of the anchored forecast, "
        "made one figure before",
        facts,
    )
    for place, test in enumerate(tests):
        top = 1 - (1.15 + ROW * place) / height
        deep = (ROW - 0.95) / height
        paths(figure.add_axes((0.07, top - deep, 0.45, deep)), test)
        scores(figure.add_axes((0.68, top - deep, 0.2, deep)), test)
    return figure


def paths(axes, test):
    times = np.arange(len(test.points))
    bands = np.nanquantile(test.futures, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0)
    axes.fill_between(times, bands[0], bands[4], color=BANDS[0], linewidth=0)
    axes.fill_between(times, bands[1], bands[3], color=BANDS[1], linewidth=0)
    axes.plot(times, bands[2], color=BLUE, linewidth=1.6)
    for each in test.by("model, anchored", 1):
        axes.vlines(each.target + 0.08, each.low, each.high, color=INK, linewidth=1.2)
        axes.plot(each.target + 0.08, each.middle, "_", color=INK, markersize=7)
    axes.plot(times, test.seen, "D", color=INK, markerfacecolor="white", markersize=5, zorder=5)
    axes.set_title(test.series.title, pad=14)
    axes.text(0, 1.03, test.series.unit, transform=axes.transAxes, fontsize=8, color=PALE)
    labels = [point.label.split(" to ")[-1] for point in test.points]
    axes.set_xticks(times, labels, fontsize=7)
    axes.grid(axis="y")


def scores(axes, test):
    rows = [row for row in test.rows() if row["who"] != "persistence"]
    ratio = [row["crps"] / (row["crps"] / (1 - row["skill"])) for row in rows]
    for place, (row, value) in enumerate(zip(rows, ratio, strict=True)):
        axes.barh(place, min(value, 3), height=0.6, color=BANDS[1] if row["who"].startswith("model") else "#dccbef")
        p = f"p {row['p']:.2f}" if row["p"] == row["p"] else "too few"
        axes.text(1.02, place, f"{value:.2f}, {p}", transform=axes.get_yaxis_transform(), va="center", fontsize=7.5)
    axes.axvline(1, color=INK, linewidth=0.9)
    axes.set_yticks(range(len(rows)), [row["who"] for row in rows], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1.4, min(3, max(ratio))))
    axes.set_title("Error over persistence's", pad=14)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)


@styled
def firms(test, facts):
    """Skill of each forecaster over the base rate, by event, with 95 % intervals."""
    rows = [row for row in test.rows() if row["who"] != "base rate so far"]
    height = 2.1 + 0.42 * len(rows)
    figure = sheet(
        9.5,
        height,
        firm_finding(rows),
        f"{rows[0]['forecasts']:,} forecasts an event, {test.ahead} months ahead, in {test.worlds} held-out futures; "
        "log score, 95 % intervals from whole futures",
        facts,
        left=0.34,
        right=0.9,
    )
    axes = figure.add_subplot()
    for place, row in enumerate(rows):
        value, low, high = (100 * x for x in row["log_skill"])
        axes.barh(place, value, height=0.6, color=BANDS[1] if row["who"].startswith("model") else "#dccbef")
        axes.hlines(place, low, high, color=INK, linewidth=1.4)
        axes.text(1.02, place, f"{value:.3g} %", transform=axes.get_yaxis_transform(), va="center", fontsize=8.5)
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.set_yticks(range(len(rows)), [f"{row['event']}: {row['who']}" for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel("Skill over the base rate so far, %")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    return figure


def finding(tests):
    """In a sentence: does the model beat persistence anywhere, by more than luck?"""
    rows = [row for test in tests for row in test.rows() if row["who"] == "model, anchored"]
    ahead = sum(row["skill"] > 0 for row in rows)
    sure = sum(row["skill"] > 0 and row["p"] < 0.05 for row in rows)
    if not ahead:
        return "Anchored, the model is nowhere nearer than persistence"
    return (
        f"Anchored, the model is nearer than persistence in {ahead} of {len(rows)} series, "
        + ("none" if not sure else str(sure))
        + " by more than luck"
    )


def firm_finding(rows):
    best = [row for row in rows if row["who"] == "model, seeing the firm" and row["log_skill"][1] > 0]
    words = {"bought": "who is bought", "closed": "who closes"}
    told = " and ".join(words[row["event"]] for row in best)
    return f"In its own world the model can tell {told}" if best else "The model tells no more than base rates"
