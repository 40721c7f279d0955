"""`marketsim run`: many futures, the scoreboard, and the folder they leave behind."""

import json as plain_json
import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, understood


class Basis(StrEnum):
    """What deadlines such as "within 18 months" count from."""

    publication = "publication"
    text = "text"


def run(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")
    ],
    runs: Annotated[int | None, typer.Option(help="How many futures.", show_default="10000")] = None,
    precision: Annotated[
        float | None,
        typer.Option(help="As many futures as it takes to know every claim to within this, at 95 %; --runs at most."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    months: Annotated[int | None, typer.Option(help="How long; as the scenario says if left out.")] = None,
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure; may be repeated.")
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="NAME", help="A shock or policy, see `marketsim what-ifs`; may be repeated."),
    ] = None,
    basis: Annotated[
        Basis, typer.Option(help="What \"within 18 months\" counts from: the page's date, or the text's own time.")
    ] = Basis.publication,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; out/SCENARIO-SEED-RUNS if left out.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on standard output; files only with --out.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over another result in that folder.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Run many futures and give every claim its probability."""
    from marketsim.cli.progress import Progress
    from marketsim.ensemble import Stopped, simulate
    from marketsim.provenance import identity
    from marketsim.results import claimed
    from marketsim.words import counted, filename

    if precision is not None:
        from marketsim.cli.precisely import run_until

        options = (runs, seed, months, threads, basis.value, out, json, force, quiet)
        return run_until(precision, scenario, *chosen(scenario, set_ or (), what_if or ()), *options)
    runs = 10_000 if runs is None else runs
    for name, value, least, most in (
        ("runs", runs, 1, 2**31),
        ("seed", seed, 0, 2**64 - 1),
        ("months", months, 1, 600),
        ("threads", threads, 1, 1024),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most}, got {value}")
    premise, changes = chosen(scenario, set_ or (), what_if or ())
    months = months or premise.months
    fits(premise, runs, months)
    folder = out or (None if json else Path("out") / f"{filename(premise.name, 'scenario')}-{seed}-{runs}")
    try:
        with understood():
            if folder:
                claimed(folder, identity(premise, seed, runs, months, basis.value), force)
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {error.strerror or error}", 1) from None
    stopped = None
    with Progress(console(error=True), quiet) as progress:
        progress.stage(f"{counted(runs, 'future')} of {premise.name}")
        try:
            with understood():
                ensemble = simulate(premise, runs, seed, months, threads, progress)
        except Stopped as stop:
            ensemble, stopped = stop.ensemble, stop
    if not ensemble.runs:
        raise Refusal(f"{stopped}; there is nothing to write", 130)
    report(scenario, ensemble, runs, changes, basis.value, folder, json, quiet, stopped)


def fits(scenario, runs, months):
    """Refuse what this machine's memory cannot hold, before the operating system does it less politely."""
    with understood():
        need = runs * gigabytes(scenario, months)
    if need > (have := memory()):
        raise Refusal(
            f"--runs {runs:,} of {scenario.name} take about {need:,.0f} GB of memory, of {have:,.0f}: ask for fewer"
        )


def gigabytes(scenario, months):
    """That a run of it takes."""
    from marketsim.outcomes import Outcomes
    from marketsim.schema import fields
    from marketsim.start import Start

    return 4.4e-9 * (Start(scenario, months).room * len(Outcomes.firm_fields) + months * len(fields("Metrics")))


def memory():
    """Gigabytes of this machine; no end where it does not say."""
    if not hasattr(os, "sysconf"):
        return float("inf")
    return 1e-9 * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def report(name, ensemble, asked, changes, basis, folder, json, quiet, stopped, precise=None):
    """Print, write, and say how it ended. precise: a Precise whose intervals are the ones to show."""
    from marketsim.claims import evaluate
    from marketsim.provenance import provenance

    verdicts, facts = evaluate(ensemble.outcomes, basis), provenance(ensemble, asked, changes, basis)
    if precise:
        verdicts, facts = precise.over(verdicts), facts | {"precision": precise.precision}
    if json:
        print(plain_json.dumps(document(facts, verdicts), ensure_ascii=False, indent=1))
        sys.stdout.flush()
    else:
        from marketsim.cli.scoreboard import print_scoreboard

        with suppress(
            SystemExit, BrokenPipeError
        ):  # who reads may have left (head): the folder is written all the same
            print_scoreboard(console(), verdicts, facts, name)
    if folder:
        from marketsim.cli.writing import write

        write(folder, ensemble, verdicts, facts, json, quiet)
    if stopped:
        raise Refusal(f"{stopped}" + (f"; what was finished is in {folder}" if folder else ""), 130)


def document(facts, verdicts):
    """What --json prints."""
    return {
        "scenario": facts["scenario"],
        "seed": facts["seed"],
        "runs": facts["runs_done"],
        "months": facts["months"],
        "seconds": facts["seconds"],
        "digest": facts["digest"],
        "claims": [
            {
                "id": verdict.id,
                "text": verdict.text,
                "deadline": verdict.deadline.isoformat(),
                "probability": verdict.probability,
                "low": verdict.low,
                "high": verdict.high,
            }
            for verdict in verdicts.resolved
        ],
        "unresolvable": [{"id": name, "why": why} for name, why in verdicts.unresolvable],
        "asked": facts["runs"],
        "hash": facts["hash"],
        "basis": facts["basis"],
        "changes": facts["changes"],
    }
