"""The pages of `marketsim calibrate`."""

import numpy as np

from marketsim.cli.scenarios import listing
from marketsim.validation.page import band, said
from marketsim.words import counted
from marketsim.words import listed as named

MARKS = {True: "[green]inside[/]", False: "[bold red]outside[/]", None: ""}


def print_found(page, found):
    """Parameters before and after; published figures beside what is shown now; what to make of it."""
    page.print(parameters(found))
    page.print()
    page.print(parts(found, page.width >= 130))
    form = found.problem.form
    if lost := int(np.isnan(found.table.values[found.table.done]).all(2).sum()):
        page.print(f"\n[bold red]{counted(lost, 'run')} ended in a fault, or had nothing to measure.[/]")
    how = f"{counted(int(found.table.done.sum()), 'point')} x {counted(form.runs, 'run')}, seed {form.seed}"
    if found.posterior is None:
        loss = sum(row["loss"] or 0 for row in found.parts() if row["role"] == "fit")
        page.print(f"\nThe best of {how}: loss {loss:.1f} over {counted(len(found.problem.fit), 'figure')}.")
        return
    loud = [row["id"] for row in found.parts() if row["role"] == "fit" and row["noise"] > 1]
    if loud:
        page.print(f"\nLuck moves a point's {named(loud)} by more than the published error: ask for more --runs.")
    ess, width = found.posterior.full, found.posterior.width
    wider = f": too few, so the accepted bands were taken {width**-0.5:.1f} times as wide, and the blur taken back by "
    wider += "regression. More rounds or points help."
    page.print(f"\n{how}; {ess:,.0f} points carry the weight (ESS)" + ("." if width == 1 else wider))


def parameters(found):
    """A line a parameter, medians with 90 % ranges; how much narrower in standard deviations of the prior."""
    from rich.markup import escape

    single = found.posterior is None
    after, narrower = ("best", "") if single else ("posterior", "narrower")
    table = listing(("parameter", "prior", after, narrower, "unit"), right=(1, 2, 3), narrow=(0, 1, 2, 3))
    for row in found.parameters():
        now = f"{row['median']:.3g}" + ("" if single else f" ({row['low']:.3g} to {row['high']:.3g})")
        was = f"{row['prior']['median']:.3g} ({row['prior']['low']:.3g} to {row['prior']['high']:.3g})"
        less = "" if single else f"{100 * row['shrinkage']:.0f} %"
        table.add_row(row["name"], was, now, less, escape(row["unit"] or ""))
    return table


def parts(found, wide=True):
    """A line a part, those fitted first; on a narrow page without words and bands."""
    from rich.markup import escape

    heads = (
        "",
        *(("figure", "published", "accepted") if wide else ("published",)),
        "model",
        "90 % of runs",
        "loss",
        "",
    )
    table = listing(heads, right=range(2 if wide else 1, len(heads) - 1), narrow=range(len(heads)))
    if wide:
        table.columns[1].no_wrap = False
    rows = zip(found.parts(), (column.part for column in found.problem.columns), strict=True)
    for row, part in sorted(rows, key=lambda pair: pair[0]["role"]):
        told = (escape(row["words"]), said(part.published, part.unit), band(part))
        model = (said(row["median"], part.unit), f"{said(row['low'], part.unit)} to {said(row['high'], part.unit)}")
        loss = "" if row["loss"] is None else f"{row['loss']:.1f}"
        mark = f"{MARKS[row['inside']]} [dim]{row['role']}[/]"
        table.add_row(row["id"], *(told if wide else told[1:2]), *model, loss, mark)
    return table


def print_left_out(page, found):
    """A line a part: what the other targets predict of it, beside what is published and what the whole fit shows."""
    from rich.markup import escape

    wide, rows = page.width >= 130, found.rows()
    heads = ("", "published", "predicted", "90 %", "")
    if wide:
        heads = ("", "figure", "published", "accepted", "predicted", "90 %", "if fitted", "ESS", "")
    table = listing(heads, right=range(2 if wide else 1, len(heads) - 1), narrow=range(len(heads)))
    if wide:
        table.columns[1].no_wrap = False
    columns = {column.id: column.part for column in found.calibration.problem.columns}
    for row in rows:
        unit, part = columns[row["id"]].unit, columns[row["id"]]
        spread = f"{said(row['low'], unit)} to {said(row['high'], unit)}"
        told = (said(part.published, unit), said(row["median"], unit), spread)
        if wide:
            ends = (said(row["fitted"], unit), f"{row['ess']:.0f}")
            told = (escape(row["words"]), told[0], band(part), *told[1:], *ends)
        table.add_row(row["id"], *told, f"{MARKS[row['inside']]} [dim]not fitted[/]")
    page.print(table)
    inside, holds, before = (sum(bool(row[key]) for row in rows) for key in ("inside", "holds", "prior_inside"))
    problem = found.calibration.problem
    page.print(
        f"\nPredicted by the others: of {counted(len(rows), 'figure')} {inside} medians are accepted (of the priors "
        f"alone {before}), {holds} ranges hold what is published. A range is of medians of "
        f"{counted(problem.form.runs, 'run')}: luck, and what is not known of the parameters."
    )
    for market in problem.markets:
        if known := [name for name in dict.fromkeys(row["left_out"] for row in rows) if told_by(market, name)]:
            page.print(
                f"Figures of {market.name} that are not free here were sought beforehand for "
                f"{named(known, len(known))} too: a hit of these is not quite a prediction."
            )


def told_by(market, target):
    """Were figures that the market's file states sought for a target, or for parts of it?"""
    return any(name.partition(".")[0] == target.partition(".")[0] for name in market.fitted)


def print_ranks(page, checked):
    """A line a parameter: are the ranks of known truths uniform, are they covered as often as they should be?"""
    table = listing(("parameter", "chance of such ranks", "50 % hold", "90 % hold"), right=(1, 2, 3))
    for k, name in enumerate(checked.names):
        table.add_row(name, f"{checked.uniform(k):.2f}", *(f"{100 * checked.cover(k, at):.0f} %" for at in (0.5, 0.9)))
    page.print(table)
    bands = [f"{100 * low:.0f} to {100 * high:.0f} %" for low, high in map(checked.band, (0.5, 0.9))]
    lost = f"; {checked.lost} showed no figures and are left out" if checked.lost else ""
    page.print(
        f"\n{counted(checked.truths, 'known truth')}{lost}. A right inference holds {bands[0]} and {bands[1]}: "
        + ("nothing speaks against this one." if checked.right else "[bold red]this one is not right.[/]")
    )
