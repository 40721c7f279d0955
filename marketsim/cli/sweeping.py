"""`marketsim sweep`: run a plan, show it first, go on with it."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from marketsim.cli.asking import Folder, query, sound, status
from marketsim.cli.manners import Refusal, console

VERBS = ("run", "show", "resume", "status", "query")
Plan = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan: a .toml file.", show_default=False)]
Threads = Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")]
Workers = Annotated[
    int | None, typer.Option("--local-workers", metavar="N", help="So many processes of this machine, under Dask.")
]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler's, whose workers see the same folder.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")]


class Verbs(TyperGroup):
    """A group in which a plan without a verb is run."""

    def parse_args(self, context, args):
        if args and args[0] not in (*VERBS, "-h", "--help"):
            args = ["run", *args]
        return super().parse_args(context, args)


sweep = typer.Typer(cls=Verbs)


@sweep.callback(invoke_without_command=True)
def about(context: typer.Context):
    """Run many points of a market, many futures each; resume, watch and ask.

    Begin with `marketsim sweep PLAN`; a plan is a TOML file, as in experiments/plans.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@sweep.command()
def run(
    plan: Plan,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to; out/NAME if left out.")] = None,
    threads: Threads = None,
    local_workers: Workers = None,
    cluster: Cluster = None,
    dry: Annotated[bool, typer.Option("--dry", help="Only show what would be run.")] = False,
    quiet: Quiet = False,
):
    """Run a plan, or what is still missing of it: `marketsim sweep PLAN` does the same."""
    from marketsim.sweeps.ask import folder_of
    from marketsim.sweeps.plan import read_plan
    from marketsim.sweeps.store import Store

    hands(threads, local_workers, cluster)
    with sound():
        planned = read_plan(plan)
        folder = folder_of(planned, out)
        if dry or not quiet and not (folder / "sweep.json").exists():
            print_plan(planned, folder, threads or local_workers, dry)
        if dry:
            return
        store = Store.claim(folder, planned)
    work(store, threads, local_workers, cluster, quiet)


@sweep.command()
def show(plan: Plan, threads: Threads = None):
    """Show what a plan would run: points, runs, time and room on the disk."""
    from marketsim.sweeps.ask import folder_of
    from marketsim.sweeps.plan import read_plan

    hands(threads, None, None)
    with sound():
        planned = read_plan(plan)
        print_plan(planned, folder_of(planned), threads, True)


@sweep.command()
def resume(
    folder: Folder,
    threads: Threads = None,
    local_workers: Workers = None,
    cluster: Cluster = None,
    quiet: Quiet = False,
):
    """Go on with a sweep: run what is missing, and nothing else."""
    from marketsim.sweeps.store import Store

    hands(threads, local_workers, cluster)
    with sound():
        store = Store.open(folder)
    work(store, threads, local_workers, cluster, quiet)


for command in (status, query):
    sweep.command()(command)

# --------------------------------------------------------------------------------------------- parts



def hands(threads, local_workers, cluster):
    """Who is to do the work, said once."""
    asked = {"--threads": threads, "--local-workers": local_workers, "--cluster": cluster}
    said = [name for name, value in asked.items() if value is not None]
    if len(said) > 1:
        raise Refusal(f"say one of --threads, --local-workers and --cluster, got {' and '.join(said)}")
    for name in said:
        if name != "--cluster" and not 1 <= asked[name] <= 1024:
            raise Refusal(f"{name} must be a whole number in 1 to 1024, got {asked[name]}")


def print_plan(plan, folder, threads, dry):
    """The plan and what it asks for; where it runs now, that goes with the remarks."""
    from marketsim.cli.sweep_pages import print_plan
    from marketsim.sweeps.estimate import estimate

    print_plan(console(error=not dry), plan, estimate(plan, threads), folder)


def work(store, threads, local_workers, cluster, quiet):
    """Run what is missing, and say how it ended."""
    from marketsim.cli.progress import Progress
    from marketsim.cli.sweep_pages import print_end
    from marketsim.sweeps.ask import Sweep
    from marketsim.sweeps.engine import Stopped
    from marketsim.sweeps.engine import run as go
    from marketsim.sweeps.state import state

    with Progress(console(error=True), quiet) as progress:
        progress.stage(store.plan.name)
        try:
            with sound():
                finished = go(store, threads, local_workers, cluster, progress)
        except Stopped as stop:
            raise Refusal(stop, 130) from None
    if not quiet:
        print_end(console(), state(Sweep(store, finished)), finished)
    if finished.errors:
        number, text = next(iter(finished.errors.items()))
        raise Refusal(
            f"{len(finished.errors)} of {store.chunks} chunks failed; the first, chunk {number}: {text}; "
            f"try again with `marketsim sweep resume {store.folder}`",
            1,
        )
