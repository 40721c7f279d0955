"""The product's own figures, each with seed, runs and version in its footer, and the numbers they are drawn from."""

from tempfile import TemporaryDirectory
from threading import Lock

from marketsim.schema import fields
from marketsim.server import answers
from marketsim.server.sliders import titled

KINDS = ("fan", "fates", "claims", "graph", "metric")
ENDS = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
DRAWING = Lock()  # matplotlib's settings are everybody's


def picture(kind, end, question, futures, runs, base=None):
    """A figure as bytes. base: the baseline's futures, for the kind `metric`."""
    from pathlib import Path

    from marketsim import figures

    with DRAWING, TemporaryDirectory() as folder:
        path = Path(folder) / f"figure.{end}"
        figures.save(drawn(kind, question, futures, runs, base), path)
        return path.read_bytes()


def drawn(kind, question, futures, runs, base):
    """The matplotlib Figure."""
    from marketsim import figures

    ensemble, facts = futures.first(runs), footing(question, futures, runs)
    if kind == "claims":
        return figures.scoreboard(answers.verdicts(futures, runs), facts)
    if kind == "graph":
        market, why = replayed(question, ensemble)
        return figures.graph(market, facts, why)
    if kind == "metric":
        return one_metric(ensemble.outcomes, base and base.first(runs).outcomes, question.metric, facts)
    return getattr(figures, kind)(ensemble.outcomes, facts)


def footing(question, futures, runs):
    """The facts that stand below a figure."""
    from marketsim.provenance import identity

    changes = dict(question.set) | dict.fromkeys(question.what_if)
    facts = identity(futures.scenario, futures.seed, runs, futures.months, "publication")
    return facts | {"runs_done": runs, "changes": changes}


def replayed(question, ensemble):
    """(the live market of a run at its end, why that one)."""
    from marketsim.typical import most_typical

    chosen = question.run is not None
    run = question.run if chosen else most_typical(ensemble.outcomes)
    market = ensemble.replay(run)
    for _ in range(ensemble.horizon):
        market.step()
    return market, "chosen by hand" if chosen else "the most typical"


def one_metric(outcomes, before, name, facts):
    """A fan of one metric; the baseline's median dashed."""
    import numpy as np

    from marketsim.figures.style import BANDS, BLUE, INK, dated, sheet, styled

    @styled
    def fan():
        under = "Line: median. Bands: half, and nine in ten, of the futures." + (
            " Dashed: the baseline's median." if before is not None else ""
        )
        figure = sheet(8.5, 4.8, titled(name), f"{fields('Metrics')[name].unit}. {under}", facts)
        axes, dates = figure.add_subplot(), [outcomes.date_of(month) for month in range(outcomes.months)]
        low, quarter, middle, three, high = np.quantile(outcomes.metric(name), answers.BASE_LEVELS, axis=0)
        axes.fill_between(dates, low, high, color=BANDS[0], linewidth=0)
        axes.fill_between(dates, quarter, three, color=BANDS[1], linewidth=0)
        axes.plot(dates, middle, color=BLUE, linewidth=1.8)
        if before is not None:
            axes.plot(dates, np.median(before.metric(name), axis=0), color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
        axes.yaxis.set_major_formatter("{x:,.6g}")
        axes.grid(axis="y")
        axes.margins(x=0)
        dated(axes.xaxis, dates)
        return figure

    return fan()


def rows(kind, question, futures, runs, base=None):
    """What a figure is drawn from, as rows of a table."""
    from marketsim.server import tables

    outcomes = futures.first(runs).outcomes
    if kind == "graph":
        market, _ = replayed(question, futures.first(runs))
        deals = market.deals
        return [list(deals.columns), *deals.astype(object).where(deals.notna(), "").values.tolist()]
    wanted = {"fan": panels(), "fates": fated(), "metric": [question.metric], "claims": ["value"]}[kind]
    answer = answers.answer(question, futures, runs, "", answers.chosen(wanted), base if kind == "metric" else None)
    if kind == "fates":
        means = {name: answers.plain(outcomes.metric(name).mean(0)) for name in wanted}
        lines = zip(answer["months"], *means.values(), strict=True)
        return [
            ["month", *(f"{name}, mean" for name in means), *tables.ABOUT],
            *([*line, *tables.about(answer)] for line in lines),
        ]
    return tables.claims(answer) if kind == "claims" else tables.bands(answer)


def panels():
    from marketsim.figures.fan import PANELS

    return [name for name, *_ in PANELS]


def fated():
    from marketsim.figures.fates import ORDER

    return list(ORDER)
