"""The pages of `marketsim doubt`."""

from marketsim.words import chance, interval, percent


def print_apart(page, found, facts):
    """A line a claim: its probability, what luck leaves open of it, and what the open figures do."""
    from rich.markup import escape

    from marketsim.cli.scenarios import listing

    one = next(iter(found.values()))
    page.print(
        f"\n[bold]{escape(facts['scenario'])}[/]: {one.points:,} points of its open figures, "
        f"{one.runs} futures of each, seed {facts['seed']}"
    )
    table = listing(
        ("claim", "probability", "luck", "parameters", "known at best"), right=(1, 2, 3, 4), narrow=range(5)
    )
    for each in sorted(found.values(), key=lambda each: (each.spread_low == 0, -each.spread)):
        low, high = each.luck
        table.add_row(
            each.id,
            chance(each.probability, low, high),
            interval(low, high),
            interval(*map(plain, each.parameters)) if each.spread_low > 0 else "[dim]-[/]",
            percent(each.share) if each.spread_low > 0 else "[dim]-[/]",
        )
    page.print(table)
    page.print(
        "[dim]Luck: the 95 % interval of the probability, which more futures narrow. Parameters: where the probability "
        "lies at nine in ten points of what the scenario leaves open, which only knowledge narrows; left out where "
        "points do not differ for sure. Known at best: of the variance of a single future's outcome, what went if "
        "those figures were known; the rest is luck, the open figures of single firms among it.[/]"
    )


def print_rare(page, found, facts):
    """The probability of an event that plain futures hardly meet, and how it was found."""
    from rich.markup import escape

    for name, each in found.items():
        if each.hits:
            answer = f"{percent(each.probability)} ({percent(each.low)} to {percent(each.high)})"
        else:
            answer = f"below {percent(each.high)}"
        page.print(
            f"\n[bold]{escape(name)}[/] in {escape(facts['scenario'])}: [bold]{answer}[/], seed {facts['seed']}: "
            f"{each.hits} of {each.runs:,} futures had it, weighed for how they were drawn"
        )
        gain = "plain futures would have said it as surely"
        if each.hits and each.gain > 1.1:
            gain = f"it would take {each.gain:.1f} times as many plain futures to say it as surely"
        page.print(f"After {each.pilots:,} pilot futures; {gain}.")
        for key, tilt in sorted(each.tilts.items(), key=lambda item: -abs(item[1])):
            page.print(f"  [dim]{escape(key)}: drawn {'high' if tilt > 0 else 'low'} ({tilt:+.1f})[/]")
        if not each.tilts:
            page.print("  [dim]No open figure brings it about for sure: it is luck, and was sought as luck.[/]")


def plain(share):
    """A share without digits that nobody reads."""
    return round(share) if min(share, 1 - share) < 5e-4 else share
