"""The commands, in the order one meets them."""

from typing import Annotated

import typer

from marketsim.cli.manners import Manners
from marketsim.cli.replaying import replay
from marketsim.cli.running import run
from marketsim.cli.scenarios import check, scenarios, show
from marketsim.cli.sources import audit, claims
from marketsim.cli.sweeping import sweep
from marketsim.cli.validating import validate

app = typer.Typer(
    cls=Manners,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def marketsim(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="The version, and no more.")] = False,
):
    """Dated, arguable forecasts about startup markets as probabilities.

    Begin with `marketsim run floor`.
    """
    if version:
        typer.echo(version_line())
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def version():
    """Versions of marketsim and of what its numbers pass through."""
    typer.echo(version_line())


def version_line():
    import platform
    from importlib import metadata

    from marketsim import __version__

    return (
        f"marketsim {__version__} (Python {platform.python_version()}, "
        f"{', '.join(f'{name} {metadata.version(name)}' for name in ('numpy', 'mesa', 'pyarrow'))})"
    )


for command in (run, replay, scenarios, show, check, claims, audit, validate):
    app.command()(command)
app.add_typer(sweep, name="sweep")
