"""`marketsim calibrate`: parameters inferred from published figures, and what they then show."""

import json as plain_json
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, console, understood

TRUTHS = 100


def calibrate(
    problem: Annotated[
        str, typer.Argument(metavar="PROBLEM", help="A shipped calibration, or the path of a .toml file.")
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where all is kept; calibration-NAME if not said.")
    ] = None,
    points: Annotated[int | None, typer.Option(help="Points a round; the problem's own if not said.")] = None,
    runs: Annotated[int | None, typer.Option(help="Futures a point.")] = None,
    rounds: Annotated[int | None, typer.Option(help="Rounds; more go on with what the folder holds.")] = None,
    seed: Annotated[int | None, typer.Option(help="Luck: the same for every point.")] = None,
    threads: Annotated[int, typer.Option(help="Worker processes.")] = 2,
    mode: Annotated[bool, typer.Option("--mode", help="Seek the best point only, infer nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help=f"Infer {TRUTHS} known truths instead: is the inference right here?")
    ] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Say of each fitted target what the others predict, it left out.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Put the posterior where scenarios look for it.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Throw away another calibration in the folder.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Infer parameters from published figures, and say what they then show, fitted or not."""
    from marketsim import calibration as work
    from marketsim.cli import calibration_pages as pages
    from marketsim.cli.progress import Progress

    if not 1 <= threads <= 256:
        raise Refusal(f"--threads must be a whole number in 1 to 256, got {threads}")
    if mode + check + leave_out + keep > 1:
        raise Refusal("--mode, --check, --leave-out and --keep exclude each other")
    if out and out.exists() and not out.is_dir():
        raise Refusal(f"--out must be a folder, got {out}")
    with understood():
        task = work.problem(problem, points=points, runs=runs, rounds=rounds, seed=seed)
    what = "mode" if mode else "check" if check else ""
    out = out or Path("-".join(filter(None, ("calibration", task.name, what))))
    if force:
        (out / "table.npz").unlink(missing_ok=True)
    with Progress(console(error=True), quiet) as progress, understood():
        note = reporting(progress, task, check)
        try:
            if check:
                found = work.examine(task, out, threads, note, TRUTHS)
            else:
                found = work.solve(task, out, threads, note, mode)
                found = work.leave_out(found) if leave_out else found
        except KeyboardInterrupt:
            raise Refusal(f"stopped; what is done is kept in {out}: the same command goes on", 130) from None
        except BrokenExecutor:
            raise Refusal(f"a worker died; what is done is kept in {out}: the same command goes on", 1) from None
        progress.stage(f"{task.name}: pictures")
        if leave_out:
            files = [documented(found, out / "left-out.json")]
        else:
            files = written(task, found, out, what, home(task) if keep else None)
    if json:
        print(plain_json.dumps(found.document(), ensure_ascii=False, indent=1))
    elif check:
        pages.print_ranks(console(), found)
    elif leave_out:
        pages.print_left_out(console(), found)
    else:
        pages.print_found(console(), found)
    if not (json or quiet):
        console(error=True).print(f"kept: {', '.join(map(str, files))}", soft_wrap=True)


def home(task):
    """Where scenarios look for the posterior of a problem: beside its folder if that is called `calibrations`."""
    return (task.folder.parent if task.folder.name == "calibrations" else task.folder) / "posteriors"


def written(task, found, out, what, beside):
    """Write what is kept besides the table; returns the paths."""
    from marketsim import __version__
    from marketsim.calibration.keep import keep
    from marketsim.figures import calibration as figures
    from marketsim.figures import save
    from marketsim.results import replacing

    done = task.form.runs * (task.form.points + TRUTHS if what == "check" else int(found.table.done.sum()))
    facts = {"title": task.form.title or task.name, "scenario": ", ".join(market.name for market in task.markets)}
    facts |= {"hash": task.identity, "changes": {}, "runs_done": done, "seed": task.form.seed, "marketsim": __version__}
    pictures, files = {}, []
    if what == "check":
        pictures["ranks"] = figures.ranks(found, facts)
    else:
        pictures["shown"] = figures.shown(found.beside(), facts)
    if not what:
        pictures["learned"] = figures.learned(found.learned(), facts)
        files = [*keep(found, out / "posteriors"), *(keep(found, beside) if beside else ())]
    result = documented(found, out / "result.json")
    for name, figure in pictures.items():
        with replacing(out / f"{name}.png") as path:
            save(figure, path)
    return [*files, result, *(out / f"{name}.png" for name in pictures)]


def documented(found, path):
    """Write the document; returns its path."""
    from marketsim.results import replacing

    with replacing(path) as new:
        new.write_text(plain_json.dumps(found.document(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def reporting(progress, task, check):
    """What to call with (round, done, points, posterior so far)."""
    last = [None]

    def note(round, done, points, found):
        if round != last[0]:
            last[0] = round
            so_far = "" if found is None else f", ESS so far {found.full:,.0f}"
            what = (
                f"round {round + 1} of {task.form.rounds}" if round < task.form.rounds else "what the posterior shows"
            )
            if check:
                what = "known truths" if round else "points of the prior"
            progress.stage(f"{task.name}, {what}: {points:,} points x {task.form.runs:,} runs{so_far}")
        progress(done, points)

    return note
