"""`marketsim mesa-viz`: the live market in Mesa's own page, if the extra is there."""

import os
import sys
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, chosen


def mesa_viz(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario, or the path of a .toml file.")
    ] = "floor",
    seed: Annotated[int, typer.Option(help="Luck: the same seed gives the same futures.")] = 7,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8765,
):
    """Open a live market in Mesa's own page, SolaraViz (needs the extra `mesa-viz`).

    Its scripts come from a public address, or from `pip install --no-deps solara-assets` on a machine without one.
    """
    from importlib.util import find_spec

    if not 0 <= seed < 2**64:
        raise Refusal(f"--seed must be in 0 to 2**64 - 1, got {seed}")
    if not 1 <= port <= 65535:
        raise Refusal(f"--port must be in 1 to 65535, got {port}")
    chosen(scenario)
    if missing := [name for name in ("solara", "altair") if find_spec(name) is None]:
        raise Refusal(
            f"mesa-viz needs {' and '.join(missing)}: pip install 'marketsim[mesa-viz]'; or `marketsim serve`"
        )
    os.environ |= {"MARKETSIM_SCENARIO": scenario, "MARKETSIM_SEED": str(seed), "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "0"}
    sys.stdout.flush()
    words = ["-m", "solara", "run", "marketsim.mesa_page", "--host", "127.0.0.1", "--port", str(port), "--production"]
    os.execv(sys.executable, [sys.executable, *words])
