"""`marketsim explain`: what a claim's probability hinges on."""

import json as plain_json
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen, console, reason, understood
from marketsim.cli.running import Basis


def explain(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")
    ],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim; see `marketsim claims`.")],
    runs: Annotated[
        int,
        typer.Option(help="Futures the answer is read off; a quarter of them are run again without each mechanism."),
    ] = 4000,
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    months: Annotated[int | None, typer.Option(help="How long; as the scenario says if left out.")] = None,
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a figure; may be repeated.")
    ] = None,
    basis: Annotated[Basis, typer.Option(help='What "within 18 months" counts from.')] = Basis.publication,
    sensitivity: Annotated[
        bool,
        typer.Option(
            " /--no-sensitivity", show_default=False, help="Leave out the Sobol indices, which take half of the time."
        ),
    ] = True,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write tables and pictures into this folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Say what a claim's probability hinges on: mechanisms, open figures, early signs, futures to read."""
    from marketsim.claims import Unresolvable
    from marketsim.cli.progress import Progress
    from marketsim.explanation import explain as find

    for name, value, least, most in (
        ("runs", runs, 100, 10_000_000),
        ("seed", seed, 0, 2**64 - 1),
        ("months", months, 1, 600),
        ("threads", threads, 1, 1024),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{name} must be a whole number in {least} to {most}, got {value}")
    premise, changes = chosen(scenario, set_ or ())
    if out and out.exists() and not out.is_dir():
        raise Refusal(f"--out must be a folder, got {out}")
    with Progress(console(error=True), quiet) as progress:
        try:
            with understood():
                found = find(
                    premise,
                    claim,
                    runs,
                    seed,
                    months,
                    basis.value,
                    threads,
                    progress,
                    progress.stage,
                    sensitivity=sensitivity,
                )
        except Unresolvable as why:
            raise Refusal(f"{premise.name}: {claim} cannot be settled: {why}") from None
    facts = provenance(found, runs, changes)
    if json:
        print(plain_json.dumps({"provenance": facts, **found.as_dict()}, ensure_ascii=False, indent=1, default=float))
    else:
        from marketsim.cli.explain_pages import print_explanation

        print_explanation(console(), found, facts)
    if out:
        write(out, found, facts, quiet or json)
    if found.stopped:
        raise Refusal(
            f"stopped at the {found.stopped}: what was finished is above" + f", and in {out}" * bool(out), 130
        )


def provenance(found, runs, changes):
    """The facts of an explanation."""
    from marketsim.provenance import identity

    asked = found.question
    facts = identity(asked.scenario, asked.seed, runs, asked.horizon, asked.basis)
    return facts | {"runs_done": runs, "changes": dict(changes), "claim": found.verdict.id}


def write(folder, found, facts, quiet):
    """Tables and pictures; one line if the disk or its owner does not let us."""
    from marketsim.explanation import tables
    from marketsim.words import counted

    try:
        names = [*tables.write(folder, found, facts), *draw(folder, found, facts)]
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {reason(error)}", 1) from None
    if not quiet:
        console(error=True).print(f"{counted(len(names), 'file')} in {folder}", soft_wrap=True)


def draw(folder, found, facts):
    """Every picture there is something to draw in, as PNG and SVG; yields their names."""
    from marketsim.figures import explained, save
    from marketsim.results import replacing

    pictures = (
        ("mechanisms", explained.mechanisms, found.effects),
        ("open_figures", explained.open_figures, found.sensitivity and found.sensitivity.spread > 0),
        ("early_signs", explained.early_signs, found.signs),
    )
    for name, picture, something in pictures:
        if something:
            figure = picture(found, facts)
            for kind in ("png", "svg"):
                with replacing(folder / f"{name}.{kind}") as path:
                    save(figure, path)
                yield f"{name}.{kind}"
