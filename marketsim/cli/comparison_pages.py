"""A comparison in the terminal: claims that move, metrics that move, who wins and who loses."""

from math import isfinite

from marketsim.words import counted, percent, rounded, sum_of

METRICS = {
    "active": "active firms",
    "closed": "closed, so far",
    "acquired": "bought, so far",
    "listings": "listed, so far",
    "entered": "newcomers, so far",
    "value": "value of all firms",
    "typical_value": "value of a typical firm",
    "top5_value": "share of the five most valued",
    "above_line": "firms above the line",
    "revenue": "sales a month",
    "margin": "gross margin",
    "filings": "clearances, ever",
    "powder": "dry powder",
    "rivals_share": "share of all rivals",
}
SHOWN, FIRMS = 12, 5


def print_comparison(console, comparison):
    """What differs between the two markets, in a page."""
    from rich.markup import escape

    one, other = (escape(name) for name in comparison.names)
    console.print(f"\n[bold]{one}[/] and [bold]{other}[/]")
    console.print(
        f"{counted(comparison.runs, 'future')} of {counted(comparison.one.horizon, 'month')} of each under the same "
        f"luck, seed {comparison.one.seed} [dim]digests {comparison.one.digest} {comparison.other.digest}[/]\n"
    )
    print_claims(console, comparison.claims)
    print_metrics(console, comparison.metrics)
    print_groups(console, comparison.groups)
    print_firms(console, comparison.firms)
    known = [ratio for table in (comparison.claims, comparison.metrics) for ratio in table["saved"] if isfinite(ratio)]
    if known:
        middle = sorted(known)[len(known) // 2]
        console.print(
            f"\nCommon luck is worth {rounded(middle)} times as many futures of each market, in the middle of claims "
            "and metrics; without it the intervals would be wider."
        )
    console.print("[dim]95 % intervals, for luck alone; each by itself.[/]")


def moved(table):
    """Rows whose interval leaves nought out, the largest difference first."""
    clear = table[(table["low"] > 0) | (table["high"] < 0)]
    return clear.reindex(clear["difference"].abs().sort_values(ascending=False, kind="stable").index)


def grid(*names):
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(names[0], ratio=1)
    for name in names[1:]:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def print_claims(console, claims):
    """Claims that become likelier or less likely."""
    from rich.markup import escape

    clear = moved(claims)
    if len(clear):
        table = grid("claims that move", "before", "after", "points", "95 %")
        for row in clear.head(SHOWN).itertuples():
            table.add_row(
                f"{escape(row.text)} [dim]{escape(row.id)}[/]",
                percent(row.one),
                percent(row.other),
                points(row.difference),
                f"{points(row.low)} to {points(row.high)}",
            )
        console.print(table)
    still = len(claims) - len(clear)
    more = f"; {len(clear) - SHOWN} more do" if len(clear) > SHOWN else ""
    console.print(f"[dim]{counted(still, 'claim does', 'claims do')} not move clearly{more}.[/]\n")


def print_metrics(console, metrics):
    """The metrics of the last month that an analyst asks for first, where they move."""
    from rich.markup import escape

    chosen = metrics[metrics["metric"].isin(METRICS)]
    clear = chosen[(chosen["low"] > 0) | (chosen["high"] < 0)]
    if not len(clear):
        console.print("[dim]No metric of the last month moves clearly.[/]\n")
        return
    table = grid("in the last month", "before", "after", "difference", "95 %")
    for row in clear.itertuples():
        say = figure(row.unit)
        table.add_row(
            escape(METRICS[row.metric]),
            say(row.one),
            say(row.other),
            signed(row.difference, say),
            f"{signed(row.low, say)} to {signed(row.high, say)}",
        )
    console.print(table)
    console.print()


def print_groups(console, groups):
    """What firms' owners have in the end, by group, and how many firms still act."""
    from rich.markup import escape

    worth = groups[groups["measure"] == "worth"].set_index(["kind", "group"])
    acting = groups[groups["measure"] == "acting"].set_index(["kind", "group"])
    table = grid("who wins and loses", "firms", "worth", "95 %", "still acting")
    for (kind, name), row in worth.iterrows():
        if kind == "home" or not row["one"]:
            continue
        stands = f"{points(acting.loc[(kind, name), 'difference'])}" if (kind, name) in acting.index else ""
        table.add_row(
            escape(name),
            f"{row['firms']:.0f}" if row["firms"] >= 9.5 else f"{row['firms']:.1f}",
            share(row["difference"] / row["one"]),
            f"{share(row['low'] / row['one'])} to {share(row['high'] / row['one'])}",
            stands,
        )
    console.print(table)
    console.print()


def print_firms(console, firms):
    """The firms that clearly gain and lose most, of what they were worth."""
    from rich.markup import escape

    clear = firms[firms["clear"]]
    clear = clear.assign(change=clear["difference"] / clear["one"]).sort_values("change", kind="stable")
    for words, part in (("gain", clear[clear["change"] > 0][::-1]), ("lose", clear[clear["change"] < 0])):
        if len(part):
            said = ", ".join(f"{escape(row.firm)} {share(row.change)}" for row in part.head(FIRMS).itertuples())
            more = " ..." if len(part) > FIRMS else ""
            console.print(f"[bold]{counted(len(part), f'firm {words}s', f'firms {words}')}[/]: {said}{more}")
        else:
            console.print(f"No firm is sure to {words}.")


def points(x):
    """Percentage points with their sign: "+3.4"."""
    return f"{100 * x:+.1f}"


def share(x):
    """A change of a sum in per cent: "+12 %"."""
    return f"{100 * x:+.0f} %" if abs(x) >= 0.0995 else f"{100 * x:+.1f} %"


def signed(x, say):
    return ("-" if x < 0 else "+") + say(abs(x))


def figure(unit):
    """How to say a figure of that unit."""
    if "yuan" in unit and unit.startswith("million"):
        return sum_of
    if unit == "share":
        return lambda x: f"{100 * x:.1f} %"  # of differences: percentage points
    return rounded
