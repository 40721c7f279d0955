"""`marketsim questions`, `forecast` and `score`: what will become of whom, how likely, and later how good that was."""

import json as plain_json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, understood
from marketsim.cli.running import fits

Scenario = Annotated[str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")]
File = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="Where to: a .csv file.")]
Runs = Annotated[int, typer.Option(help="How many futures.")]
Seed = Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure; may be repeated.")
]
Threads = Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")]
TRIAL = 100  # futures that tell what may be asked: which claims are settled, which firms are listed already


def questions(
    scenario: Scenario,
    out: File,
    by: Annotated[
        list[datetime] | None,
        typer.Option(
            "--by",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="A deadline; may be repeated. After 12, 24 and all months if left out.",
        ),
    ] = None,
    named: Annotated[bool, typer.Option("--named", help="Only firms the scenario names one by one.")] = False,
    claims: Annotated[bool, typer.Option("--claims/--no-claims", help="The claims too.")] = True,
    worlds: Annotated[
        int, typer.Option(metavar="N", help="Resolve them by N simulated futures, in place of history.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Luck of those futures; not the forecast's.")] = 99,
    set_: Changes = None,
):
    """Write the questions a market poses: will a firm be listed, bought, closed, raise above its last price by a date?

    With --worlds they come resolved by futures of the same market, to test a forecaster's machinery.
    """
    from marketsim.scoring.forecasts import futures
    from marketsim.scoring.questions import EVENTS, ask, write
    from marketsim.scoring.settling import resolved_by
    from marketsim.words import counted

    within("worlds", worlds, 0, 10_000)
    premise, _ = chosen(scenario, set_ or ())
    fits(premise, max(worlds, TRIAL), premise.months)
    with understood():
        trial = futures(premise, TRIAL, 0)(None)
        names = named_firms(premise) if named else None
        found = ask(trial, [moment.date() for moment in by] if by else None, claims, names)
        if worlds:
            labels = [f"{premise.name} seed {seed} run {run}" for run in range(worlds)]
            found = resolved_by(found, futures(premise, worlds, seed), labels, premise.name)
    if not found:
        raise Refusal(f"{premise.name}: poses no question of that kind")
    saved(write, out, found)
    page = console()
    page.print(f"{counted(len(found), 'question')} in {out}", soft_wrap=True)
    for event, criterion in EVENTS.items():
        if number := sum(each.event == event for each in found):
            page.print(f"  {event}, {number:,}: {criterion}", style="dim", soft_wrap=True)


def forecast(
    scenario: Scenario,
    out: File,
    asked: Annotated[
        Path | None, typer.Option("--questions", metavar="FILE", help="Which; all the market poses if left out.")
    ] = None,
    runs: Runs = 2000,
    seed: Seed = 7,
    threads: Threads = None,
    set_: Changes = None,
    quiet: Quiet = False,
):
    """Give each question its probability, dated and sealed, to be scored when time has told."""
    from marketsim.cli.progress import Progress
    from marketsim.scoring.forecasts import write
    from marketsim.words import counted

    within("runs", runs, 1, 1_000_000)
    premise, _ = chosen(scenario, set_ or ())
    with Progress(console(error=True), quiet) as progress, understood():
        progress.stage(f"{counted(runs, 'future')} of {premise.name}")
        rows, _ = told(premise, asked, runs, seed, threads, progress)
    fingerprint = saved(write, out, rows)
    first = rows[0]
    console().print(
        f"{counted(len(rows), 'forecast')} in {out}, made {first.made}, of a market known to {first.known}.\n"
        f"To prove that date to others, publish the file's fingerprint today: {fingerprint}",
        soft_wrap=True,
    )
    if late := sum(row.deadline < row.made for row in rows):
        console().print(
            f"[bold red]{late:,} of the deadlines are past: those are hindcasts, whatever the market knew[/]"
        )


def score(
    table: Annotated[Path, typer.Argument(metavar="QUESTIONS.csv", help="Questions, resolved or still open.")],
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario",
            metavar="SCENARIO",
            help="Score what this market says, run now; with --forecasts, the one they came from.",
        ),
    ] = None,
    forecasts: Annotated[
        Path | None, typer.Option("--forecasts", metavar="FORECASTS.csv", help="Score forecasts made before.")
    ] = None,
    runs: Runs = 2000,
    seed: Seed = 7,
    threads: Threads = None,
    set_: Changes = None,
    hindcast: Annotated[
        bool, typer.Option("--hindcast", help="Score also what was said after the answer was known, under that name.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Write score.json and the figure.")
    ] = None,
    quiet: Quiet = False,
):
    """Score forecasts against what happened: Brier and log score, reliability, skill, each with its doubt.

    A row of questions is resolved by its columns outcome (0 or 1), resolved (the day that was known) and evidence.
    With both --scenario and --forecasts the forecasts' own futures are run again, to know which fates hang together.
    """
    from marketsim.cli.progress import Progress
    from marketsim.cli.scoring_pages import print_report
    from marketsim.scoring.forecasts import read as read_forecasts
    from marketsim.scoring.questions import read
    from marketsim.scoring.report import score as judge

    if not scenario and not forecasts:
        raise Refusal("say --scenario, --forecasts, or both")
    if set_ and not scenario:
        raise Refusal("--set changes a --scenario, and there is none")
    within("runs", runs, 1, 1_000_000)
    futures = None
    with Progress(console(error=True), quiet) as progress, understood():
        rows = read(table)
        said = read_forecasts(forecasts) if forecasts else ()
        if scenario:
            premise, _ = chosen(scenario, set_ or ())
            if said:
                runs, seed = made_by(premise, said, forecasts)
            progress.stage(f"{runs:,} futures of {premise.name}")
            again, futures = told(premise, table, runs, seed, threads, progress)
            said = aligned(said, again, forecasts) if said else again
        progress.stage("scoring")
        report = judge(rows, said, hindcast, futures)
    document = report.document() | {"source": source(said, forecasts)}
    if out:
        written(out, document, report, facts(said, forecasts))
    if json:
        print(plain_json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print_report(console(), report, document["source"])
        if out and not quiet:
            print(f"\nWrote {out}: score.json, reliability.png, reliability.svg")


# --------------------------------------------------------------------------------------------- parts


def told(premise, table, runs, seed, threads, progress):
    """(forecasts, (runs, questions) truths) of a market: of the questions of a file, each once, or of all it poses."""
    from marketsim.claims import Unresolvable
    from marketsim.scoring.forecasts import futures, sealed
    from marketsim.scoring.questions import ask, read
    from marketsim.scoring.settling import truths

    fits(premise, runs, premise.months)
    own = futures(premise, runs, seed, progress, threads)
    asked = tuple({each.id: each for each in read(table)}.values()) if table else ask(own(None))
    try:
        settled = truths(asked, own)
    except Unresolvable as reason:
        raise Refusal(f"{table.name}: {premise.name} cannot settle it: {reason}") from None
    there = settled.count(0) > 0
    asked = tuple(each for each, known in zip(asked, there, strict=True) if known)
    return sealed(asked, settled[:, there], premise, seed), settled[:, there]


def made_by(premise, said, file):
    """(runs, seed) of the futures that forecasts came from; a Refusal if this market and these rules are not those."""
    from marketsim.provenance import kernel

    first = said[0]
    for name, theirs, ours in (("hash", first.hash, premise.hash), ("kernel", first.kernel, kernel())):
        if theirs != ours:
            raise Refusal(
                f"{file.name}: {name}: must be {ours} as of {premise.name} now, got {theirs!r}: leave --scenario out"
            )
    if len({(each.hash, each.seed) for each in said}) > 1 or first.seed is None:
        raise Refusal(f"{file.name}: must come from one market and seed, if --scenario is to run it again")
    return max(each.runs for each in said), first.seed


def aligned(said, again, file):
    """The forecasts of a file in the order of those that were made again, which must be the same."""
    known = {each.id: each for each in said}
    for each in again:
        if each.id not in known or known[each.id].probability != each.probability:
            raise Refusal(f"{file.name}: {each.id}: must be there with {each.probability}, as those futures say")
    return tuple(known[each.id] for each in again)


def named_firms(premise):
    """Firms the scenario names one by one."""
    return [name for name, agent in premise.startups.items() if agent.count is None]


def within(name, value, least, most):
    if not least <= value <= most:
        raise Refusal(f"--{name} must be a whole number in {least} to {most:,}, got {value}")


def saved(write, path, rows):
    """Write a table; one line if the disk or its owner does not let us."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return write(path, rows)
    except OSError as error:
        raise Refusal(f"cannot write to {path}: {error.strerror or error}", 1) from None


def source(said, file):
    """Where the forecasts come from, in words."""
    first = said[0]
    if not first.scenario:
        return file.name
    return f"{first.scenario} {first.hash[:8]}, {first.runs or 0:,} futures, seed {first.seed}, made {first.made}"


def facts(said, file):
    """For the figure's footer."""
    from marketsim import __version__

    first = said[0]
    if first.seed is None:
        return {"title": file.name, "marketsim": __version__}
    return {
        "title": "Forecasts scored",
        "scenario": first.scenario,
        "hash": first.hash,
        "changes": {},
        "runs_done": max(each.runs or 0 for each in said),
        "seed": first.seed,
        "marketsim": first.marketsim,
    }


def written(folder, document, report, facts):
    from marketsim.figures import save
    from marketsim.figures.reliability import reliability
    from marketsim.results import replacing

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / "score.json") as path:
            path.write_text(plain_json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for kind in ("png", "svg"):
            with replacing(folder / f"reliability.{kind}") as path:
                save(reliability(report, facts), path)
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {error.strerror or error}", 1) from None
