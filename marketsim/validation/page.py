"""docs/validation.md: what was measured, between two marks; the words around it are written by hand."""

FIRST, LAST = "<!-- measured -->", "<!-- end of what was measured -->"


def drawn(reports, folder):
    """{(scenario, target): path} of a picture of every target in every market."""
    from marketsim.figures import save
    from marketsim.figures.validation import beside
    from marketsim.provenance import identity

    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for report in reports:
        facts = identity(report.scenario, report.seed, report.runs, report.scenario.months, "publication")
        facts |= {"runs_done": report.runs, "changes": {}}
        for judged in report.targets:
            path = folder / f"{report.scenario.name}-{judged.target.id}.png"
            save(beside(judged, facts), path)
            paths[report.scenario.name, judged.target.id] = path
    return paths


def filled(text, reports, pictures):
    """The page with its measured part renewed."""
    before, _, rest = text.partition(FIRST)
    _, _, after = rest.partition(LAST)
    return "\n".join([before + FIRST, "", *measured(reports, pictures), LAST]) + after


def measured(reports, pictures):
    """A table of verdicts, then a section a target with its numbers and its picture."""
    runs = {report.runs for report in reports}
    yield f"{' or '.join(map(str, sorted(runs)))} futures of each market, seed {reports[0].seed}."
    yield ""
    yield "| target | market | role | verdict | worst part | published | model | 90 % of runs | z | accepted |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for report in reports:
        for judged in report.targets:
            yield line(report, judged)
    yield ""
    for report in reports:
        for judged in report.targets:
            picture = pictures[report.scenario.name, judged.target.id]
            yield f"### {judged.target.id} {judged.target.title}, in `{report.scenario.name}`"
            yield ""
            yield f"{judged.target.source}. Counted: {judged.target.population}; {judged.target.age}."
            yield ""
            yield f"![{judged.target.id}: published figures beside the model's own]({picture.as_posix()})"
            yield ""


def line(report, judged):
    row, target = judged.worst, judged.target
    role = "sanity" if target.role == "sanity" else judged.role
    cells = (
        *(f"{target.id} {target.title}", f"`{report.scenario.name}`", role, f"**{judged.verdict}**", row.part.words),
        *(said(row.part.published, row.part.unit), said(row.model, row.part.unit)),
        f"{said(row.low, row.part.unit)} to {said(row.high, row.part.unit)}",
        *(said(row.z), band(row.part)),
    )
    return f"| {' | '.join(cells)} |"


def said(number, unit=""):
    """A figure in a cell: "56.4 %", "1.84", "420 days", "-"."""
    from math import isfinite

    if not isfinite(number):
        return "never" if number > 0 else "-"
    if unit == "share":
        return f"{100 * number:.3g} %"
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"


def band(part):
    """The accepted band of a part."""
    from math import isinf

    if not part.judged:
        return ""
    if isinf(part.low) or isinf(part.high):
        return f"up to {said(part.high, part.unit)}" if isinf(part.low) else f"from {said(part.low, part.unit)}"
    return f"{said(part.low, part.unit)} to {said(part.high, part.unit)}"
