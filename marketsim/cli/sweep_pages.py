"""What `marketsim sweep` prints: a plan before it runs, how far it is, how it ended, the answer to a query."""

from marketsim.words import bytes_of, counted, lasting, percent, rounded

MOST = 100  # rows of an answer that are shown
FEW = 6  # levels and policies that are named one by one
KINDS = {
    "grid": "a grid",
    "one-at-a-time": "one at a time, the first as the scenario has it",
    "sobol": "Sobol points",
    "latin-hypercube": "a Latin hypercube",
    "table": "a table",
}
KEPT = {"months": "every month", "firms": "every firm's fate"}


def print_plan(page, plan, estimate, folder):
    """What would be run, and what that takes."""
    many = len(plan.policies)
    designs = len(plan.points) // max(many, 1)
    rows = [("" if place else "vary", ranged(plan, key)) for place, key in enumerate(plan.keys)]
    named = [under(name, figures) for name, figures in list(plan.policies.items())[:FEW]]
    named += [f"and {many - FEW} more"] if many > FEW else []
    rows += [("" if place else "policies", line) for place, line in enumerate(named)]
    times = f" x {counted(many, 'policy', 'policies')}" if many else ""
    single, chunk = lasting(estimate.single), counted(estimate.chunks, "chunk")
    kept = counted(len(plan.metrics), "metric") if plan.metrics else "all metrics"
    rows += [
        ("points", f"{designs:,}{times}, {KINDS[plan.kind]}"),
        ("runs", f"{plan.cells:,}: {plan.runs:,} a point, of {counted(plan.months, 'month')}, seed {plan.seed}"),
        ("kept", ", ".join([f"claims (basis {plan.basis})", kept, *(KEPT[name] for name in plan.keep)])),
        ("time", f"about {lasting(estimate.seconds)} on {counted(estimate.threads, 'thread')} here; "
                 f"{single} a run, {chunk}"),
        ("disk", f"about {bytes_of(estimate.bytes)} in {folder}"),
    ]
    heading(page, plan.name, f"of {plan.scenario.name}", plan.hash)
    page.print(listed(rows))
    if plan.kind == "sobol" and designs & (designs - 1):
        page.print(f"[dim]Sobol points are balanced where their number is a power of two, which {designs:,} is not.[/]")
    page.print()


def ranged(plan, key):
    """A varied figure in a line: its levels if they are few, else from where to where; policies apart."""
    values = [point.values.get(key) for point in plan.points if key not in plan.policies.get(point.policy, ())]
    there = {value for value in values if value is not None}
    if len(there) > FEW and not any(isinstance(value, str) for value in there):
        text = f"{figure(min(there))} to {figure(max(there))}"
    else:
        text = ", ".join(figure(value) for value in sorted(there, key=lambda value: (isinstance(value, str), value)))
    unit = plan.units.get(key)
    unit = f" {unit}" if unit and unit not in ("1", "0 or 1") else ""
    alone = ", or as the scenario has it" if None in values and plan.kind == "table" else ""
    return f"{key}: {text}{unit}{alone}"


def under(policy, figures):
    """A policy in a line."""
    return f"{policy}: {', '.join(f'{key} {figure(value)}' for key, value in figures.items()) or 'nothing changed'}"


def figure(value):
    return value if isinstance(value, str) else f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


def print_status(page, facts):
    """How far a sweep is, and what went wrong."""
    from rich.markup import escape

    done, failed, seconds = facts["runs_done"], facts["failed"], facts["seconds"]
    policies = f" ({counted(len(facts['policies']), 'policy', 'policies')})" if facts["policies"] else ""
    rows = [
        ("runs", f"{done:,} of {facts['runs']:,}; {counted(facts['points'], 'point')}{policies} x "
                 f"{facts['runs_a_point']:,}, of {counted(facts['months'], 'month')}, seed {facts['seed']}"),
        ("chunks", f"{facts['chunks_done']:,} of {facts['chunks']:,}{f'; {len(failed)} failed' if failed else ''}"),
    ]
    if done:
        rows.append(("work", f"{lasting(seconds)} of computing, {rounded(done / seconds)} runs a second and thread"))
        rows.append(("disk", bytes_of(facts["bytes"])))
    if facts["complete"]:
        rows.append(("digest", facts["digest"]))
    heading(page, facts["name"], f"of {facts['scenario']}, in {facts['folder']}", facts["hash"])
    page.print(bar(done / facts["runs"], page.width))
    page.print(listed(rows))
    for chunk, text in list(failed.items())[:FEW]:
        page.print(f"[red]chunk {chunk} failed[/]: {escape(text)}")
    if facts["faults"]:
        print_faults(page, facts)
    print_ways_on(page, facts)


def print_faults(page, facts):
    """Runs that ended in a fault."""
    from rich.markup import escape

    page.print(f"\n[yellow]{counted(facts['faults'], 'run')} ended in a fault[/], and count for no claim:")
    for each in facts["some_faults"]:
        page.print(f"  point {each['point']}, run {each['run']}: {escape(each['fault'])}")
    one = facts["some_faults"][0]
    again = f"marketsim.open_sweep({facts['folder']!r}).replay({one['point']}, {one['run']})"
    page.print(f"[dim]See the first again, in Python: {escape(again)}[/]", soft_wrap=True)


def print_ways_on(page, facts):
    """What one may do next."""
    from rich.markup import escape

    folder, metric = facts["folder"], "value" if "value" in facts["metrics"] else facts["metrics"][0]
    by, join = ("policy", " JOIN points USING (point)") if facts["policies"] else ("point", "")
    page.print()
    if not facts["complete"]:
        page.print(f"Go on:  marketsim sweep resume {escape(folder)}", soft_wrap=True)
    if facts["runs_done"]:
        question = f"SELECT {by}, avg({metric}) AS {metric} FROM runs{join} GROUP BY {by} ORDER BY {by}"
        page.print(f"Ask:    marketsim sweep query {escape(folder)} '{question}'", soft_wrap=True)


def print_end(page, facts, finished):
    """What this call did, and what there is now."""
    from rich.markup import escape

    did = f"{counted(finished.runs, 'run')} in {lasting(finished.seconds)}" if finished.runs else "nothing to do"
    page.print(f"{did}; {facts['runs_done']:,} of {facts['runs']:,} are in {escape(facts['folder'])}", soft_wrap=True)
    if facts["complete"]:
        page.print(f"[dim]digest {facts['digest']}[/]")
    if facts["faults"]:
        print_faults(page, facts)
    print_ways_on(page, facts)


def print_answer(page, names, rows):
    """The answer to a query as a table."""
    from rich.markup import escape

    from marketsim.cli.scenarios import listing

    right = [k for k in range(len(names)) if any(isinstance(row[k], int | float) for row in rows[:MOST])]
    table = listing([escape(name) for name in names], right=right)
    for row in rows[:MOST]:
        table.add_row(*(escape(cell(value)) for value in row))
    page.print(table)
    if len(rows) > MOST:
        page.print(f"[dim]{len(rows) - MOST:,} more rows; --csv and --json give them all[/]")
    elif not rows:
        page.print("[dim]no rows[/]")


def cell(value):
    """A value of an answer in few letters."""
    if value is None or value != value:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


def heading(page, name, where, hash):
    from rich.markup import escape

    page.print(f"\n[bold]{escape(name)}[/] {escape(where)} [dim](plan {hash})[/]", soft_wrap=True)


def listed(rows):
    """Words on the left, facts on the right."""
    from rich.markup import escape
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, fact in rows:
        table.add_row(name, escape(fact))
    return table


def bar(share, width):
    """A share as a bar with its per cent."""
    room = max(10, min(width, 80) - 8)
    full = int(share * room)
    said = percent(share) if 0 < share < 1 else f"{share:.0%}".replace("%", " %")
    return f"[blue]{'█' * full}[/][bright_black]{'·' * (room - full)}[/] {said}"
