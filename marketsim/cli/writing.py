"""What `marketsim run` leaves in its folder: tables, provenance, pictures, the report."""

from marketsim.cli.manners import Refusal, console, reason


def write(folder, ensemble, verdicts, facts, json, quiet):
    """The folder: tables, provenance, pictures, the report; one line if the disk or its owner does not let us."""
    from marketsim import results
    from marketsim.cli.progress import Progress
    from marketsim.typical import most_typical
    from marketsim.words import counted

    typical = most_typical(ensemble.outcomes)
    facts = facts | {"typical_run": typical}
    written = []
    try:
        with Progress(console(error=True), quiet) as progress:
            progress.stage(f"writing tables to {folder}")
            for name in results.write(folder, ensemble, verdicts, facts):
                written.append(name)
                progress()
            progress.stage(f"drawing pictures in {folder}")
            for name in draw(folder, ensemble, verdicts, facts, typical):
                written.append(name)
                progress()
    except (OSError, KeyboardInterrupt) as trouble:
        left = f"{counted(len(written), 'file is', 'files are')} whole and there" if written else "nothing is there yet"
        if isinstance(trouble, OSError):
            raise Refusal(f"cannot write to {folder}: {reason(trouble)}; {left}", 1) from None
        raise Refusal(f"stopped while writing to {folder}; {left}", 130) from None
    if not quiet and not json:
        megabytes = sum((folder / name).stat().st_size for name in written) / 1e6
        print(
            f"\nWrote {folder}: tables, pictures and provenance, {len(written)} files, {megabytes:.0f} MB.\n"
            f"Begin with {folder / 'report.html'}, in any browser.\n"
            f"Read the most typical future: marketsim replay {folder} --run {typical}"
        )


def draw(folder, ensemble, verdicts, facts, typical):
    """Every figure as PNG and SVG, then the report; yields their names."""
    from marketsim import figures, report
    from marketsim.results import replacing
    from marketsim.stories import tell

    market = ensemble.replay(typical)
    told = {typical: tell(market, ensemble.horizon)}
    for name, figure in (
        ("fan", figures.fan(ensemble.outcomes, facts)),
        ("fates", figures.fates(ensemble.outcomes, facts)),
        ("graph", figures.graph(market, facts)),
        ("claims", figures.scoreboard(verdicts, facts)),
    ):
        for kind in ("png", "svg"):
            with replacing(folder / f"{name}.{kind}") as path:
                figures.save(figure, path)
            yield f"{name}.{kind}"
    case = report.Case(ensemble.outcomes, verdicts, facts, ensemble.scenario, ensemble.replay, told)
    report.write(case, folder / "report.html")
    yield "report.html"
