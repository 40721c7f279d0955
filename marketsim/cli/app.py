"""The commands, in the order one meets them."""

from typing import Annotated

import typer

from marketsim.cli.backtesting import backtest
from marketsim.cli.calibrating import calibrate
from marketsim.cli.comparing import compare
from marketsim.cli.doubting import doubt
from marketsim.cli.explaining import explain
from marketsim.cli.forking import fork
from marketsim.cli.manners import Manners
from marketsim.cli.replaying import replay
from marketsim.cli.reporting import report
from marketsim.cli.running import run
from marketsim.cli.scenarios import check, scenarios, show
from marketsim.cli.scoring import forecast, questions, score
from marketsim.cli.serving import serve
from marketsim.cli.sources import audit, claims
from marketsim.cli.sweeping import sweep
from marketsim.cli.validating import validate
from marketsim.cli.viewing import mesa_viz
from marketsim.cli.what_ifs import what_ifs

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


for command in (
    *(run, report, replay, compare, fork, explain, doubt, scenarios, show, check),
    *(claims, audit, validate, calibrate, serve),
):
    app.command()(command)
app.command("what-ifs")(what_ifs)
app.command("mesa-viz")(mesa_viz)
for command in (questions, forecast, score, backtest):
    app.command()(command)
app.add_typer(sweep, name="sweep")
