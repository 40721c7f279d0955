"""What `marketsim backtest` prints, writes and draws, with what a reader must know before believing it."""

from dataclasses import dataclass
from itertools import groupby
from math import isfinite

from marketsim.cli.manners import Refusal, console
from marketsim.cli.scoring_pages import grid, share


@dataclass(frozen=True)
class SeriesPage:
    """Back-tests of published series."""

    tests: tuple
    premises: bool

    def document(self, premise):
        return {
            "scenario": premise.name,
            "calibrated_figures": calibrated(premise),
            "knows_the_shock": self.premises,
            "series": [
                {
                    "id": test.series.id,
                    "unit": test.series.unit,
                    "fitted": test.series.fitted or None,
                    "note": test.series.note or None,
                    "published": [
                        {"period": point.label, "value": plain(float(value)), "source": point.source}
                        for point, value in zip(test.points, test.seen, strict=True)
                    ],
                    "effective_futures": {test.points[at].label: plain(n) for at, n in test.effective.items()},
                    "test_size": plain(test.test_size),
                    "forecasters": [{name: plain(value) for name, value in row.items()} for row in test.rows()],
                }
                for test in self.tests
            ],
        }

    def show(self, page, premise):
        from rich.markup import escape

        page.print(f"\n[bold]{escape(premise.title)}[/]")
        for test in self.tests:
            page.print(f"\n[bold]{escape(test.series.title)}[/], {escape(test.series.unit)}", soft_wrap=True)
            page.print(by_forecaster(test))
            for remark in remarks(test):
                page.print(remark, style="dim")
        page.print(LEGEND, style="dim")
        for warning in warnings(premise, self):
            page.print(warning)

    def draw(self, premise, runs, seed, changes, folder):
        from marketsim.figures.backtests import series

        drawn(series(self.tests, facts(premise, runs, seed, changes)), folder, f"{premise.name}-backtest.png")


@dataclass(frozen=True)
class FirmPage:
    """A back-test firm by firm."""

    test: object

    def document(self, premise):
        return {
            "scenario": premise.name,
            "worlds": self.test.worlds,
            "runs": self.test.runs,
            "origins": list(self.test.origins),
            "ahead": self.test.ahead,
            "forecasters": [
                {
                    name: [plain(x) for x in value] if isinstance(value, tuple) else plain(value)
                    for name, value in row.items()
                }
                for row in self.test.rows()
            ],
        }

    def show(self, page, premise):
        from rich.markup import escape

        test = self.test
        page.print(f"\n[bold]{escape(premise.title)}[/]: firm by firm, {test.ahead} months ahead")
        page.print(by_event(test))
        page.print(
            f"{test.asked['bought']:,} forecasts an event, made at months {', '.join(map(str, test.origins))} in "
            f"{test.worlds} held-out futures, from {test.runs:,} others. Skill: of the log score, over the base rate "
            "of the months before; intervals from whole futures drawn again. These worlds are the model's own: this "
            "tells what its forecasts are worth where it is right, and nothing about whether it is."
        )

    def draw(self, premise, runs, seed, changes, folder):
        from marketsim.figures.backtests import firms

        drawn(firms(self.test, facts(premise, runs, seed, changes)), folder, f"{premise.name}-firms.png")


# --------------------------------------------------------------------------------------------- parts

LEGEND = (
    "\nError: continuous ranked probability score one figure ahead. Ratio: over that of persistence, with p of Diebold "
    "and Mariano's test, corrected for few forecasts. Further: the error over all distances. Brier, log: will the "
    "figure be above the last one? In 90 %: figures that fell within nine tenths of the forecast."
)


def by_forecaster(test):
    """A row a forecaster."""
    table = grid("forecaster", "error", "ratio", "p", "further", "Brier", "log", "in 90 %")
    for row in test.rows():
        table.add_row(
            row["who"],
            said(row["crps"]),
            said(1 - row["skill"], ".2f"),
            said(row["p"], ".3f"),
            said(row["crps_all"]),
            said(row["brier"], ".3f"),
            said(row["log"], ".2f"),
            f"{100 * row['covered']:.0f} %",
        )
    return table


def by_event(test):
    """A section an event, a row a forecaster."""
    table = grid("forecaster", "said", "came true", "Brier", "skill", "95 %")
    for event, rows in groupby(test.rows(), lambda row: row["event"]):
        table.add_row(f"[bold]{event}[/]")
        for place, row in enumerate(rows):
            value, low, high = (f"{100 * x:.1f}" for x in row["log_skill"])
            ends = (f"{value} %", f"{low} to {high}") if place else ("-", "")
            table.add_row(
                f"  {row['who']}", share(row["expected"]), share(row["came_true"]), said(row["brier"], ".4f"), *ends
            )
    return table


def remarks(test):
    """How the test behaves, how many futures carry the weight, what was fitted."""
    n = len(test.by("persistence", 1))
    yield f"{n} forecasts one figure ahead" + (
        f"; of so few the test finds a difference that is none {100 * test.test_size:.1f} % of the time, at 5 %."
        if isfinite(test.test_size)
        else ": too few to test."
    )
    effective = test.effective.values()
    yield (
        f"Weighted by agreement with the past, {len(test.futures):,} futures count as {min(effective):.0f} to "
        f"{max(effective):.0f}."
    )
    if test.series.fitted:
        yield f"NOT out of sample. {test.series.fitted}."
    if test.series.note:
        yield f"Note: {test.series.note}."


def warnings(premise, page):
    """What holds for the scenario as a whole."""
    if found := calibrated(premise):
        yield (
            f"\n{found} figures of {premise.name} were sought with its targets in view: a series marked NOT out of "
            "sample shows a fit from inside. The others were not fitted, but who wrote the rules knew them."
        )
    if premise.parameters["cold_month"].value >= 0:
        yield (
            "Every forecast knows the date of the shock, as the scenario does."
            if page.premises
            else "Forecasts made before the shock do not know of it: their futures turn cold as any market's may."
        )


def calibrated(premise):
    from marketsim.cli.validating import fitted

    return fitted(premise)


def facts(premise, runs, seed, changes):
    """For a figure's footer."""
    from marketsim.provenance import identity

    whole = identity(premise, seed, runs, premise.months, "publication")
    return whole | {"runs_done": runs, "changes": dict(changes)}


def drawn(figure, folder, name):
    from marketsim.figures import save
    from marketsim.results import replacing

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / name) as path:
            save(figure, path)
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {error.strerror or error}", 1) from None
    console(error=True).print(f"{folder / name}", soft_wrap=True)


def plain(x):
    return x if not isinstance(x, float) else round(x, 6) if isfinite(x) else None


def said(x, form=".3g"):
    return f"{x:{form}}" if x == x else "-"
