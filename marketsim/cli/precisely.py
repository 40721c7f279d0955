"""`marketsim run --precision`: as many futures as it takes."""

from pathlib import Path

from marketsim.cli.manners import Refusal, console, understood

MOST = 100_000  # futures, unless --runs says otherwise


def run_until(precision, name, premise, changes, runs, seed, months, threads, basis, out, json, force, quiet):
    """Run until every claim is known to within the precision, then report as `marketsim run` does."""
    from marketsim.cli.progress import Progress
    from marketsim.cli.running import gigabytes, memory, report
    from marketsim.doubt import until_precise
    from marketsim.ensemble import Stopped
    from marketsim.provenance import identity
    from marketsim.results import claimed
    from marketsim.words import filename

    if not 0 < precision <= 0.5:
        raise Refusal(f"--precision must be above 0 and at most 0.5, got {precision}")
    for what, value, least, most in (
        ("runs", runs, 1, 2**31),
        ("seed", seed, 0, 2**64 - 1),
        ("months", months, 1, 600),
        ("threads", threads, 1, 1024),
    ):
        if value is not None and not least <= value <= most:
            raise Refusal(f"--{what} must be a whole number in {least} to {most}, got {value}")
    months = months or premise.months
    with understood():
        room = max(1, int(0.4 * memory() / gigabytes(premise, months))) if memory() < float("inf") else MOST
    most = min(MOST, room) if runs is None else runs
    if most > room:
        raise Refusal(
            f"--runs {most:,} of {premise.name} may not fit in this machine's memory: ask for {room:,} at most"
        )
    folder = out or (
        None if json else Path("out") / f"{filename(premise.name, 'scenario')}-{seed}-within-{precision:g}"
    )
    try:
        with understood():
            if folder:
                claimed(folder, identity(premise, seed, there(folder, precision, force), months, basis), force)
    except OSError as error:
        raise Refusal(f"cannot write to {folder}: {error.strerror or error}", 1) from None
    found, stopped = None, None
    with Progress(console(error=True), quiet) as progress:
        progress.stage(f"futures of {premise.name} until all is known to within {precision:g}")
        try:
            with understood():
                options = {"seed": seed, "months": months, "threads": threads}
                found = until_precise(premise, precision, None, most, progress, basis, **options)
        except Stopped as stop:
            stopped = stop
    ensemble = found.ensemble if found else stopped.ensemble
    if not ensemble or not ensemble.runs:
        raise Refusal(f"{stopped}; there is nothing to write", 130)
    report(name, ensemble, ensemble.runs, changes, basis, folder, json, quiet, stopped, found)
    if not quiet and found:
        console(error=True).print(said(found), soft_wrap=True)


def there(folder, precision, force):
    """The runs of the result that lies in a folder, if it was run until the same precision; -1 if nothing is there."""
    from marketsim.results import PROVENANCE, Results

    if force or not (Path(folder) / PROVENANCE).exists():
        return -1
    facts = Results(folder).provenance
    if facts.get("precision") != precision:
        raise Refusal(
            f"{folder}: holds another result (precision {facts.get('precision')}): use another --out, or --force"
        )
    return facts["runs"]


def said(found):
    """How it ended, in a line."""
    runs = found.ensemble.runs
    if not found.wanting:
        return f"{runs:,} futures: every claim is known to within {found.precision:g}, however often one looked"
    return (
        f"{runs:,} futures are not enough for {len(found.wanting)} of {len(found.intervals)} claims, such as "
        f"{found.wanting[0]}: allow more with --runs"
    )
