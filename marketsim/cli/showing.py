"""The pages of `marketsim show`."""

from textwrap import shorten

from marketsim.words import counted

KINDS = ("startups", "investors", "acquirers", "regulators")


def print_summary(console, scenario, plain):
    """What the market is, in a screen."""
    from rich.markup import escape

    console.print(f"\n[bold]{escape(scenario.name)}[/]: {escape(scenario.title)}")
    console.print(
        f"As known on {scenario.date}; {scenario.months} months from {scenario.start}; {scenario.rate:g} yuan a dollar."
    )
    if scenario.note:
        console.print(escape(" ".join(scenario.note.split())))
    for kind in KINDS:
        agents = getattr(scenario, kind)
        alone = [name for name, agent in agents.items() if agent.count is None]
        groups = [f"{name} ({agent.count:,})" for name, agent in agents.items() if agent.count is not None]
        total = sum(agent.count or 1 for agent in agents.values())
        console.print(
            f"[bold]{total:,} {kind if total != 1 else kind[:-1]}[/]: {escape(', '.join([*alone, *groups]) or 'none')}",
            soft_wrap=False,
        )
    console.print(f"[bold]{counted(len(scenario.verticals), 'vertical')}[/]: {escape(', '.join(scenario.verticals))}")
    drawn = sum(figure.drawn for figure in scenario.parameters.values())
    console.print(
        f"[bold]{counted(len(scenario.parameters), 'parameter')}[/], {drawn} of them drawn anew for each future; "
        f"{counted(len(scenario.sources), 'source')} besides the ledger."
    )
    if plain:
        console.print("[dim]--parameters, --firms and --all show every figure with unit, source and date.[/]")


def print_figures(console, scenario, title, figures, meanings=None):
    """A table of quantities."""
    from rich.markup import escape

    from marketsim.cli.scenarios import listing

    console.print(f"\n[bold]{escape(title)}[/]")
    table = listing(("figure", "value", "source", "date", "meaning" if meanings else "note"), narrow=(0, 3))
    for name, figure in figures.items():
        remark = (meanings or {}).get(name) or figure.note or ""
        table.add_row(
            escape(name), value(figure), escape(figure.source), dated(scenario, figure), f"[dim]{escape(remark)}[/]"
        )
    console.print(table)


def print_agents(console, scenario, kind):
    """Defaults of a kind, then everyone in it."""
    if scenario.defaults.get(kind):
        print_figures(console, scenario, f"All {kind}, unless told otherwise", scenario.defaults[kind])
    for name, agent in getattr(scenario, kind).items():
        many = f" ({agent.count:,} of them)" if agent.count is not None else ""
        held = f", held by {', '.join(agent.holders)}" if agent.holders else ""
        print_figures(console, scenario, f"{name}{many}{held}", agent.figures)


def print_sources(console, scenario):
    """Where the figures come from."""
    from rich.markup import escape

    from marketsim.cli.scenarios import listing

    console.print("\n[bold]Sources[/]")
    table = listing(("source", "date", "title"), narrow=(0, 1))
    for name, source in scenario.sources.items():
        address = f"\n[dim]{escape(source.url)}[/]" if source.url else ""
        table.add_row(escape(name), str(source.date), escape(source.title) + address)
    console.print(table)


def value(figure):
    """A figure in words, marked if each future draws its own."""
    from rich.markup import escape

    words = escape(shorten(figure.words().replace(" 1 / ", " / "), 400))
    return f"{words} [yellow]drawn[/]" if figure.drawn else words


def dated(scenario, figure):
    """The figure's own date, or its source's."""
    if figure.date:
        return str(figure.date)
    return str(scenario.sources[figure.source].date) if figure.source in scenario.sources else ""
