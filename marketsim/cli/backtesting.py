"""`marketsim backtest`: what the model would have said, standing earlier."""

import json as plain_json
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, understood
from marketsim.cli.running import fits

HISTORICAL = ("dot-com-2000", "group-buying-2010", "venture-us")


def backtest(
    scenario: Annotated[
        str | None,
        typer.Argument(
            metavar="[SCENARIO]", help="A scenario; the three of the past, one after the other, if left out."
        ),
    ] = None,
    origins: Annotated[
        int | None, typer.Option(metavar="N", help="Only the last N points to stand at, of each series.")
    ] = None,
    firms: Annotated[
        bool, typer.Option("--firms", help="Firm by firm, in held-out futures of the model's own.")
    ] = False,
    worlds: Annotated[int, typer.Option(help="With --firms: how many held-out futures.")] = 20,
    ahead: Annotated[int, typer.Option(help="With --firms: months from forecast to deadline.")] = 6,
    runs: Annotated[int, typer.Option(help="How many futures to forecast from.")] = 200,
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    premises: Annotated[
        bool, typer.Option("--premises", help="Let forecasts made before a shock know its date, as the scenario does.")
    ] = False,
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure; may be repeated.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    figures: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw a picture for each into this folder.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Forecast the published past from rolling origins, against persistence, drift and a constant hazard.

    A market without a published past, or any with --firms, is tested firm by firm in futures of its own.
    """
    from marketsim.backtests import series_of

    for name, value, least, most in (
        ("origins", origins, 1, 100),
        ("worlds", worlds, 2, 1000),
        ("ahead", ahead, 1, 60),
        ("runs", runs, 20, 100_000),
        ("seed", seed, 0, 2**64 - 1),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most:,}, got {value}")
    if figures and figures.exists() and not figures.is_dir():
        raise Refusal(f"--figures must be a folder, got {figures}")
    documents = []
    for name in (scenario,) if scenario else HISTORICAL:
        premise, changes = chosen(name, set_ or ())
        options = {"seed": seed, "threads": threads}
        if firms or not series_of(premise):
            found = by_firm(premise, runs, worlds, ahead, options, quiet)
        else:
            found = by_series(premise, runs, origins, premises, options, quiet)
        documents.append(found.document(premise))
        if figures:
            found.draw(premise, runs, seed, changes, figures)
        if not json:
            found.show(console(), premise)
    if json:
        print(plain_json.dumps(documents[0] if scenario else documents, ensure_ascii=False, indent=1))


def by_series(premise, runs, origins, premises, options, quiet):
    """The published series of a scenario, as a page."""
    from marketsim.backtests import backtest_series
    from marketsim.cli.backtest_pages import SeriesPage
    from marketsim.cli.progress import Progress

    with Progress(console(error=True), quiet) as progress, understood():
        progress.stage(f"futures of {premise.name}, with its shock and without")
        tests = backtest_series(premise, runs, origins=origins, premises=premises, progress=progress, **options)
    return SeriesPage(tests, premises)


def by_firm(premise, runs, worlds, ahead, options, quiet):
    """The firms of a scenario in worlds of its own, as a page."""
    from marketsim.backtests import backtest_firms
    from marketsim.cli.backtest_pages import FirmPage
    from marketsim.cli.progress import Progress

    fits(premise, runs + worlds, premise.months)
    with Progress(console(error=True), quiet) as progress, understood():
        progress.stage(f"futures of {premise.name}, a deadline at a time")
        return FirmPage(backtest_firms(premise, runs, worlds, ahead=ahead, progress=progress, **options))
