"""`marketsim fork`: the same past, several futures from a month of a run."""

import json as plain_json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, understood
from marketsim.cli.running import Basis, document, fits


def fork(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")
    ],
    run: Annotated[int, typer.Option("--run", help="Whose past, by number.")],
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The first month that is open again.")],
    futures: Annotated[int, typer.Option(help="How many; number 0 is the run itself, as it went on.")] = 1_000,
    seed: Annotated[int, typer.Option(help="Luck of the past: the same seed gives the same runs.")] = 7,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="NAME", help="A shock or policy from that month on; may be repeated."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change a figure from that month on; may be repeated."),
    ] = None,
    months: Annotated[
        int | None, typer.Option(help="How long, the past included; as the scenario says if left out.")
    ] = None,
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    basis: Annotated[
        Basis, typer.Option(help="What \"within 18 months\" counts from: the page's date, or the text's own time.")
    ] = Basis.publication,
    compare: Annotated[
        bool, typer.Option("--compare", help="Hold the futures against the same without the change, one by one.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; out/fork-SCENARIO-SEED-RUN-MONTH if left out.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on standard output; files only with --out.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over another result in that folder.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Give one past many futures, and every claim its probability from there.

    marketsim fork floor --run 417 --month 2026-03 --what-if incumbent-push --compare
    """
    from marketsim.forks.branch import Branch, month_number
    from marketsim.forks.forking import from_then_on

    for name, value, least, most in (
        ("run", run, 0, 2**31 - 1),
        ("futures", futures, 1 + compare, 2**31 - 1),
        ("seed", seed, 0, 2**64 - 1),
        ("months", months, 1, 600),
        ("threads", threads, 1, 1024),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most}, got {value}")
    premise, _ = chosen(scenario)
    pairs = chosen(scenario, set_ or ())[1]
    changes = {f"what-if {text}": f"from {month} on" for text in what_if or ()} | pairs
    if compare and not changes:
        raise Refusal("--compare wants something that changes: say --what-if or --set")
    months = months or premise.months
    fits(premise, futures * (1 + compare), months)
    with understood():
        number = month_number(premise, month, months)
        branch = Branch(premise, from_then_on(premise, number, what_if or (), pairs), seed, run, number, months)
        branch.complain()
    folder = out or (None if json else default(premise, seed, run, month, compare))
    claim(folder, branch.identity(futures, basis.value) | {"compared": compare}, force)
    plain = replace(branch, later=premise) if compare else None
    before, stopped = grown(plain, futures, threads, quiet) if plain else (None, None)
    if stopped:
        raise Refusal(f"{stopped}; there is nothing to compare", 130)
    ensemble, stopped = grown(branch, futures, threads, quiet)
    if compare:
        report_both(before, ensemble, futures, changes, basis.value, folder, json, quiet)
    else:
        report(scenario, ensemble, futures, changes, basis.value, folder, json, quiet)
    if stopped:
        raise Refusal(f"{stopped}" + (f"; what was finished is in {folder}" if folder else ""), 130)


def default(premise, seed, run, month, compare):
    from marketsim.words import filename

    what = "compare-fork" if compare else "fork"
    return Path("out") / f"{what}-{filename(premise.name, 'scenario')}-{seed}-{run}-{month}"


def claim(folder, identity, force):
    """Make the folder, or say in a line why not."""
    from marketsim.results import claimed

    try:
        with understood():
            if folder:
                claimed(folder, identity, force)
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {error.strerror or error}", 1) from None


def grown(branch, futures, threads, quiet):
    """(the futures of a branch, how they were stopped if they were)."""
    from marketsim.cli.progress import Progress
    from marketsim.ensemble import Stopped
    from marketsim.forks.forking import futures_of
    from marketsim.words import counted

    with Progress(console(error=True), quiet) as progress:
        day = branch.scenario.date_of(branch.month)
        progress.stage(f"{counted(futures, 'future')} of {branch.scenario.name}, run {branch.run:,}, from {day:%Y-%m}")
        try:
            with understood():
                return futures_of(branch, futures, threads, progress), None
        except Stopped as stop:
            if not stop.ensemble.runs:
                raise Refusal(f"{stop}; there is nothing to write", 130) from None
            return stop.ensemble, stop


def report_both(before, after, asked, changes, basis, folder, json, quiet):
    """The futures with and without the change, one by one."""
    from marketsim.cli.comparing import document as both
    from marketsim.cli.comparing import keep, named
    from marketsim.cli.comparison_pages import print_comparison
    from marketsim.comparison.comparing import between, first_runs
    from marketsim.comparison.folder import facts

    branch, before = after.branch, first_runs(before, after.runs)
    past = f"{branch.scenario.name}, run {branch.run:,} from {branch.scenario.date_of(branch.month):%Y-%m},"
    comparison = between(before, after, (f"{past} as it was", named(past, changes)), basis)
    own = branch.identity(asked, basis) | {"compared": True, "fork": about(branch), "title": past.rstrip(",")}
    facts = facts(comparison, asked, changes) | own
    if json:
        print(plain_json.dumps(both(comparison, facts) | {"fork": about(branch)}, ensure_ascii=False, indent=1))
    else:
        print_comparison(console(), comparison)
    if folder:
        keep(folder, comparison, facts, json or quiet)


def report(name, ensemble, asked, changes, basis, folder, json, quiet):
    """Print, write, and say how the run itself went on."""
    from marketsim.claims import evaluate
    from marketsim.provenance import provenance

    branch, verdicts = ensemble.branch, evaluate(ensemble.outcomes, basis)
    facts = provenance(ensemble, asked, changes, basis) | branch.identity(asked, basis) | {"fork": branch.as_dict()}
    if json:
        print(plain_json.dumps(document(facts, verdicts) | {"fork": about(branch)}, ensure_ascii=False, indent=1))
    else:
        from marketsim.cli.scoreboard import print_scoreboard

        with suppress(SystemExit, BrokenPipeError):
            print_scoreboard(console(), verdicts, facts, name)
            print_own(console(), branch, verdicts, changes)
    if folder:
        from marketsim.cli.writing import write

        write(folder, ensemble, verdicts, facts, json, quiet)


def print_own(page, branch, verdicts, changes):
    """How the run itself went on, among the futures it might have had."""
    from rich.markup import escape

    known = [verdict for verdict in verdicts if not verdict.truth.mask.any() or not verdict.truth.mask.ravel()[0]]
    true = [verdict.id for verdict in known if bool(verdict.truth.data[0])]
    day = branch.scenario.date_of(branch.month)
    under = f" under {escape(', '.join(key.removeprefix('what-if ') for key in changes))}" if changes else ""
    page.print(
        f"\nAll have the months before {day:%Y-%m} in common. Future 0 is run {branch.run:,} as it went on{under}; "
        f"in it came true: {escape(', '.join(true)) or 'nothing'}."
    )


def about(branch):
    """Where it branched, as plain data."""
    return {"run": branch.run, "month": f"{branch.scenario.date_of(branch.month):%Y-%m}"}
