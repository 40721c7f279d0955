"""The page of `marketsim explain`."""

from marketsim.words import chance, counted, interval, listed, month, percent

SHOWN = 12  # mechanisms


def print_explanation(page, found, facts):
    """From the answer to what it hinges on, then where, when and what to read."""
    from rich.markup import escape

    verdict = found.verdict
    page.print(f"\n[bold]{verdict.id}[/] {escape(verdict.text)}, by {verdict.deadline}")
    page.print(
        f"[bold]{chance(verdict.probability, verdict.low, verdict.high)}[/] of "
        f"{counted(verdict.known, 'future')} of {escape(facts['scenario'])} that settle it "
        f"({interval(verdict.low, verdict.high)} for luck alone), seed {facts['seed']}"
    )
    print_mechanisms(page, found)
    print_open_figures(page, found)
    print_boxes(page, found)
    print_signs(page, found)
    print_futures(page, found, facts)


def print_mechanisms(page, found):
    from rich.markup import escape

    from marketsim.cli.scenarios import listing

    if not found.effects:
        return
    page.print(f"\n[bold]Mechanisms[/], each switched off in {found.tried:,} futures with the same luck")
    wide = page.width >= 110
    names = ("mechanism", "figure") if wide else ("mechanism",)
    table = listing(
        (*names, "without", "it adds", "95 %", "turns", ""), right=range(len(names), 6), narrow=range(len(names), 7)
    )
    for each in [each for each in found.effects if each.swayed][:SHOWN]:
        table.add_row(
            escape(each.title),
            *([f"[dim]{escape(each.figure)}[/]"] if wide else []),
            percent(each.without),
            f"{100 * each.difference:+.1f}",
            f"{100 * each.low:+.1f} to {100 * each.high:+.1f}",
            percent(each.swayed / each.runs),
            "*" if each.stands else "",
        )
    page.print(table)
    tried, still = len(found.effects), sum(not each.swayed for each in found.effects)
    open_without = f"without {listed(each.title for each in found.mute)} all leave it open; " if found.mute else ""
    page.print(
        f"[dim]What each adds to the probability, in points; turns: futures that come out otherwise without it. "
        f"{tried} were tried: about {tried / 20:.0f} seem to matter by luck alone, interval by interval; * stands out "
        f"even so (Holm's correction). {counted(still, 'mechanism turns', 'mechanisms turn')} no future; "
        f"{counted(len(found.idle), 'is', 'are')} off in this market anyway; "
        f"{open_without}effects do not add up where mechanisms work through each other.[/]"
    )


def print_open_figures(page, found):
    from marketsim.cli.scenarios import listing
    from marketsim.open_figures import OpenFigures

    if not (indices := found.sensitivity):
        return
    figures = OpenFigures(found.question.scenario)
    if indices.spread == 0:
        page.print("\n[bold]Open figures[/]: none of them moves it.")
        return
    page.print(
        f"\n[bold]Open figures[/]: over them the probability varies by {percent(indices.spread)} "
        f"({interval(indices.spread_low, indices.spread_high)}), standard deviation"
    )
    if not indices.settled:
        page.print("That may be nothing at all: the shares below are not to be read.")
    table = listing(("figure", "in all", "95 %", "alone", "95 %", "meaning"), right=(1, 2, 3, 4), narrow=range(5))
    for each in indices.indices:
        meaning = f"{each.many} of them" if each.name not in figures.axes else figures.meaning(each.name)
        table.add_row(
            each.name,
            percent(clip(each.total)),
            interval(clip(each.total_low), clip(each.total_high)),
            percent(clip(each.first)),
            interval(clip(each.first_low), clip(each.first_high)),
            f"[dim]{meaning}[/]",
        )
    page.print(table)
    page.print(
        f"[dim]Sobol indices: shares of that variance, with and without what a figure does together with others; luck "
        f"is taken out by {indices.runs} runs of each of {counted(indices.points, 'base point')}. Alone above in all "
        f"is chance, and less of it with more --runs.[/]"
    )


def clip(share):
    return min(max(share, 0.0), 1.0) if share == share else 0.0


def print_boxes(page, found):
    from rich.markup import escape

    sound = [box for box in found.boxes if box.holds]
    page.print("\n[bold]Where it holds, and where not[/]")
    for box in sound:
        limits = [said(name, *ends) for name, ends in found.said(box).items()]
        page.print(
            f"{'True' if box.value else 'False'} in [bold]{percent(box.density)}[/] ({interval(box.low, box.high)}) of "
            f"the futures where {escape(listed(limits))}; {percent(box.base)} in all. These are {percent(box.mass)} "
            f"of the futures, and {percent(box.coverage)} of those in which it is {'true' if box.value else 'false'}."
        )
    if sound:
        page.print("[dim]Found in one half of the futures, counted in the other.[/]")
    else:
        page.print("No box of three open figures or fewer stands out in futures it was not found in.")


def said(name, low, high):
    """ "cost best is below 0.9" """
    name = name.replace("_", " ")
    if low and high:
        return f"{name} is {low.split()[0]} to {high}"
    return f"{name} is above {low}" if low else f"{name} is below {high}"


def print_signs(page, found):
    from marketsim.cli.scenarios import listing
    from marketsim.explanation.tables import words
    from marketsim.figures.explained import warning

    if not found.signs:
        return
    page.print(f"\n[bold]Early signs[/]: {warning(found)[0].lower() + warning(found)[1:]}")
    table = listing(("by the end of", "told apart", "95 %", "what tells most by itself"), right=(1, 2))
    for each in found.signs[:: max(1, len(found.signs) // 6)]:
        table.add_row(
            month(found.question.scenario.date_of(each.month)),
            f"{each.auc:.2f}",
            f"{each.low:.2f} to {each.high:.2f}",
            ", ".join(f"{words(sign)} ({sign.auc:.2f})" for sign in each.signs if sign.low > 0.5) or "nothing",
        )
    page.print(table)
    page.print("[dim]How often metrics rank a true future above a false one: 0.5 a coin, 1 always; cross-validated.[/]")


def print_futures(page, found, facts):
    typical = [f"{'true' if truth else 'false'} in run {run}" for truth, run in found.typical.items()]
    page.print(
        f"\n[bold]Futures to read[/]: most typical of those where it is {', '.join(typical)}; the most extreme "
        f"of all is run {found.extreme}."
    )
    runs = max(*found.typical.values(), found.extreme) + 1
    page.print(
        f"[dim]marketsim run {facts['scenario']} --seed {facts['seed']} --runs {runs} --out DIR, then "
        f"marketsim replay DIR --run {found.extreme}[/]"
    )
