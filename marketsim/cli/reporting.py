"""`marketsim report`: the page about a result, from the folder that holds it."""

from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, console, reason, understood


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `marketsim run` wrote.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; report.html there if left out.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no remarks.")] = False,
):
    """Write the report on a result: one self-contained HTML page, to read, to print, to send."""
    from marketsim.cli.progress import Progress
    from marketsim.report import write
    from marketsim.report.reopened import reopened

    out = out or folder / "report.html"
    if out.is_dir():
        raise Refusal(f"--out must be a file, got the folder {out}")
    with Progress(console(error=True), quiet) as progress:
        progress.stage(f"reading {folder}")
        with understood():
            case = reopened(folder)
        progress.stage(f"writing {out}")
        try:
            with understood():
                write(case, out)
        except OSError as error:
            raise Refusal(f"cannot write {out}: {reason(error)}", 1) from None
    if not quiet:
        print(f"Wrote {out}, {out.stat().st_size / 1e3:.0f} kB: open it in any browser.")
        if case.market is None:
            print("The rules have changed since these futures were run: none of them is told in it.")
