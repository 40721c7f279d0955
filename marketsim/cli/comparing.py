"""`marketsim compare`: two markets under the same luck, and what differs."""

import json as plain_json
from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, reason, understood
from marketsim.cli.running import Basis, fits


def compare(
    one: Annotated[str, typer.Argument(metavar="A", help="A shipped scenario, or the path of a .toml file.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another; A itself, changed as said, if left out.")
    ] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="FILE", help="A policy of one's own in B, a .toml file.")
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="NAME", help="A shock or policy in B, see `marketsim what-ifs`."),
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure of B; may be repeated.")
    ] = None,
    runs: Annotated[int, typer.Option(help="How many futures of each.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    months: Annotated[int | None, typer.Option(help="How long; as the shorter one says if left out.")] = None,
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    basis: Annotated[
        Basis, typer.Option(help="What \"within 18 months\" counts from: the page's date, or the text's own time.")
    ] = Basis.publication,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; out/compare-A-B-SEED-RUNS if left out.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on standard output; files only with --out.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over another result in that folder.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Compare two markets run by run: what a policy or a shock changes, and who wins and loses.

    marketsim compare floor --what-if open-weights-parity-12m
    """
    from marketsim.cli.progress import Progress
    from marketsim.comparison import compare as side_by_side
    from marketsim.comparison.folder import facts, identified
    from marketsim.ensemble import Stopped
    from marketsim.results import claimed
    from marketsim.words import counted

    for name, value, least, most in (
        ("runs", runs, 2, 2**30),
        ("seed", seed, 0, 2**64 - 1),
        ("months", months, 1, 600),
        ("threads", threads, 1, 1024),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most}, got {value}")
    shocks = [*(with_ or ()), *(what_if or ())]
    first, _ = chosen(one)
    second, changes = chosen(other or one, set_ or (), shocks)
    name = named(second.name, changes)
    months = months or min(first.months, second.months)
    for scenario in (first, second):
        fits(scenario, 2 * runs, months)
    folder = out or (None if json else default(first, name, seed, runs))
    try:
        with understood():
            if folder:
                claimed(folder, identified(first, second, seed, runs, months, basis.value), force)
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {error.strerror or error}", 1) from None
    stopped = None
    with Progress(console(error=True), quiet) as progress:
        progress.stage(f"{counted(runs, 'future')} of {first.name} and of {name}")
        try:
            with understood():
                comparison = side_by_side(
                    first,
                    second,
                    name=name,
                    runs=runs,
                    seed=seed,
                    months=months,
                    threads=threads,
                    basis=basis.value,
                    progress=progress,
                )
        except Refusal:
            if folder and not any(folder.iterdir()):
                folder.rmdir()
            raise
        except Stopped as stop:
            if stop.ensemble is None:
                raise Refusal(f"stopped before there was a pair of {runs:,} to compare", 130) from None
            comparison, stopped = stop.ensemble, stop
        progress.stage("comparing")
        about = facts(comparison, runs, changes)
    if json:
        print(plain_json.dumps(document(comparison, about), ensure_ascii=False, indent=1))
    else:
        from marketsim.cli.comparison_pages import print_comparison

        print_comparison(console(), comparison)
    if folder:
        keep(folder, comparison, about, json or quiet)
    if stopped:
        raise Refusal(f"{stopped}" + (f"; what was finished is in {folder}" if folder else ""), 130)


def named(name, changes):
    """What the second market is called: its name and what was changed."""
    parts = [
        key.removeprefix("what-if ") if key.startswith("what-if ") else f"{key} = {value}"
        for key, value in changes.items()
    ]
    return f"{name} with {', '.join(parts)}" if parts else name


def default(first, name, seed, runs):
    from marketsim.words import filename

    return Path("out") / f"compare-{filename(first.name, 'a')}-{filename(name, 'b')[:80]}-{seed}-{runs}"


def keep(folder, comparison, about, silent):
    """Write the folder; one line if the disk or its owner does not let us."""
    from marketsim.cli.progress import Progress
    from marketsim.comparison.folder import write

    written = []
    try:
        with Progress(console(error=True), silent) as progress:
            progress.stage(f"writing to {folder}")
            for name in write(folder, comparison, about):
                written.append(name)
                progress()
    except OSError as trouble:
        raise Refusal(f"cannot write to {folder}: {reason(trouble)}", 1) from None
    if not silent:
        print(f"\nWrote {folder}: tables, pictures and provenance, {len(written)} files.")


def document(comparison, about):
    """What --json prints."""
    head = {key: about[key] for key in ("names", "seed", "months", "basis", "changes", "compared", "hash")}
    tables = {name: records(getattr(comparison, name)) for name in ("claims", "metrics", "firms", "groups")}
    digests = {"digests": [comparison.one.digest, comparison.other.digest]}
    return head | {"runs": comparison.runs, "asked": about["runs"]} | digests | tables


def records(table):
    """A table as JSON has it, which knows no infinity and no dates."""
    return [{key: plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def plain(value):
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value.isoformat() if hasattr(value, "isoformat") else value
