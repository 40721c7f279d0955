"""`marketsim doubt`: how sure a probability is, and for what reason it is not."""

import json as plain_json
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, reason, understood
from marketsim.cli.running import Basis


def doubt(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")
    ],
    claim: Annotated[
        str | None, typer.Argument(metavar="[CLAIM]", help="The id of a claim; all that can be settled if left out.")
    ] = None,
    points: Annotated[int, typer.Option(help="Points of the open figures.")] = 200,
    runs: Annotated[int, typer.Option(help="Futures of each point; with --rare and --cliff, in all.")] = 20,
    rare: Annotated[
        bool, typer.Option("--rare", help="A claim that hardly ever holds: by importance sampling.")
    ] = False,
    cliff: Annotated[
        float | None, typer.Option(metavar="SHARE", help="Instead: that all firms lose that share within a year.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    months: Annotated[int | None, typer.Option(help="How long; as the scenario says if left out.")] = None,
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure; may be repeated.")
    ] = None,
    basis: Annotated[Basis, typer.Option(help='What "within 18 months" counts from.')] = Basis.publication,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write doubt.json and a picture into this folder.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Say how sure probabilities are: what more futures would settle, and what only knowledge would."""
    from marketsim.claims import Unresolvable
    from marketsim.cli.progress import Progress

    special = rare or cliff is not None
    runs = 4000 if special and runs == 20 else runs
    for name, value, least, most in (
        ("points", points, 5, 1_000_000),
        ("runs", runs, 100 if special else 2, 10_000_000),
        ("seed", seed, 0, 2**64 - 1),
        ("months", months, 1, 600),
        ("threads", threads, 1, 1024),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most}, got {value}")
    if rare and claim is None:
        raise Refusal("--rare needs a claim; see `marketsim claims`")
    if cliff is not None and (claim or not 0 < cliff < 1):
        raise Refusal(f"--cliff must be a share above 0 and below 1, and takes no claim, got {cliff}")
    if out and out.exists() and not out.is_dir():
        raise Refusal(f"--out must be a folder, got {out}")
    premise, changes = chosen(scenario, set_ or ())
    with Progress(console(error=True), quiet) as progress:
        options = {"months": months, "basis": basis.value, "threads": threads, "progress": progress}
        try:
            with understood():
                if special:
                    found = seldom(premise, claim, cliff, runs, seed, progress, options)
                else:
                    found = apart(premise, claim, points, runs, seed, progress, options)
        except Unresolvable as why:
            raise Refusal(f"{premise.name}: {claim} cannot be settled: {why}") from None
    horizon = premise.months if months is None else months
    total = runs if special else points * runs
    tell(found, facts(premise, seed, total, horizon, basis.value, changes), special, json, out, quiet)


def seldom(premise, claim, cliff, runs, seed, progress, options):
    """{event: Rare}."""
    from marketsim.doubt import rare_claim, rare_cliff

    progress.stage(f"futures of {premise.name} with figures tilted towards it")
    if cliff is not None:
        return {f"cliff-{cliff:g}": rare_cliff(premise, cliff, runs, seed, **options)}
    return {claim: rare_claim(premise, claim, runs, seed, **options)}


def apart(premise, claim, points, runs, seed, progress, options):
    """{claim: Apart}; Unresolvable if the one asked for cannot be settled."""
    from marketsim.claims import Unresolvable
    from marketsim.doubt import luck_and_parameters
    from marketsim.question import question

    progress.stage(f"{points:,} points of {premise.name}, {runs} futures each")
    one = claim and question(premise, claim, seed, options["months"], options["basis"], options["threads"])
    if one:
        one.settled(one.futures(1))  # complains if no future of this market can
    found = luck_and_parameters(premise, one and [one.claim], points, runs, seed, **options)
    if not found:
        raise Unresolvable("every future leaves it open")
    return found


def facts(premise, seed, runs, months, basis, changes):
    from marketsim.provenance import identity

    return identity(premise, seed, runs, months, basis) | {"runs_done": runs, "changes": dict(changes)}


def tell(found, facts, special, json, out, quiet):
    """Print and write."""
    document = {"provenance": facts, "rare" if special else "claims": {n: each.as_dict() for n, each in found.items()}}
    text = plain_json.dumps(document, ensure_ascii=False, indent=1)
    if json:
        print(text)
    else:
        from marketsim.cli import doubt_pages

        (doubt_pages.print_rare if special else doubt_pages.print_apart)(console(), found, facts)
    if out:
        try:
            names = list(write(out, text, None if special else found, facts))
        except OSError as error:
            raise Refusal(f"cannot write to {out}: {reason(error)}", 1) from None
        if not quiet and not json:
            console(error=True).print(f"{', '.join(names)} in {out}", soft_wrap=True)


def write(folder, text, found, facts):
    from marketsim.figures import save
    from marketsim.figures.doubted import luck_and_parameters
    from marketsim.results import replacing

    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / "doubt.json") as path:
        path.write_text(text + "\n", "utf-8")
    yield "doubt.json"
    if found:
        figure = luck_and_parameters(found, facts)
        for kind in ("png", "svg"):
            with replacing(folder / f"doubt.{kind}") as path:
                save(figure, path)
            yield f"doubt.{kind}"
