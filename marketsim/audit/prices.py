"""Models: savings and price ratios as stated against the table, and units that do not compare."""

import re
from itertools import product

from .case import select
from .findings import close, found, percent, times, weigh
from .registry import check

GROUPS = {  # what a source calls a group of its models
    "open models": {"open": "yes"},
    "proprietary models": {"open": "no"},
}


def ranged(said):
    return f"{said.value:.0%} to {said.high:.0%}"


@check("arithmetic")
def sparsity(case):
    """Does the share of parameters at work leave the stated saving of compute?"""
    for said in case.stated(quantity="compute per token", relation="saves"):
        cuts = {
            model: 1 - model.active_b / model.total_b
            for model in select(case.models, source=said.source)
            if said.subject in model.architecture and model.active_b and model.total_b
        }
        outside = {model: cut for model, cut in cuts.items() if not said.value <= cut <= said.high}
        if outside:
            yield found(
                said.subject,
                (said, *outside),
                f"saves {ranged(said)} of compute",
                ", ".join(
                    f"{model.name} {model.active_b:g}/{model.total_b:g} {percent(-cut)}"
                    for model, cut in outside.items()
                ),
                "medium",
                f"{len(outside)} of {len(cuts)} outside the range",
                **{model.name: cut for model, cut in cuts.items()},
            )


@check("arithmetic")
def advantages(case):
    """Is one group of models cheaper than another by the stated share, pair by pair?"""
    for said in case.stated(quantity="inference cost", relation="saves"):
        if said.subject not in GROUPS or said.against not in GROUPS:
            continue
        priced = [model for model in select(case.models, source=said.source) if model.price_usd]
        ours, theirs = (select(priced, **GROUPS[group]) for group in (said.subject, said.against))
        saving = {
            (a, b): 1 - a.price_usd / b.price_usd
            for a, b in product(ours, theirs)
            if a.price_unit == b.price_unit
        }
        inside = [pair for pair, cut in saving.items() if said.value <= cut <= said.high]
        if len(inside) < len(saving):
            yield found(
                said.subject,
                (said, *ours, *theirs),
                f"{ranged(said)} cheaper than {said.against}",
                f"{len(inside)} of {len(saving)} pairs lie inside; "
                f"from {percent(-max(saving.values()))} to {percent(-min(saving.values()))}",
                "high" if 2 * len(inside) < len(saving) else "medium",
                ", ".join(f"{a.name} on {b.name} {percent(-cut)}" for (a, b), cut in saving.items()),
                inside=len(inside),
                pairs=len(saving),
                **{f"{a.name} on {b.name}": cut for (a, b), cut in saving.items()},
            )


@check("arithmetic")
def price_ratios(case):
    """Do the prices of two models stand in the stated ratio?"""
    for said in case.stated(quantity="inference cost", relation="times less"):
        cheap, dear = case.model(said.source, said.subject), case.model(said.source, said.against)
        if not cheap or not dear:
            continue
        ratio = dear.price_usd / cheap.price_usd
        if close(said.value, ratio, 0.01):
            continue
        sizes = dear.total_b / (cheap.active_b or cheap.total_b) if dear.total_b and cheap.total_b else ratio
        rounds = round(ratio) == said.value
        yield found(
            cheap.name,
            (said, cheap, dear),
            f"{times(said.value)} cheaper than {said.against}",
            f"{times(ratio)} by price ({dear.name}), {times(sizes)} by parameters",
            "low" if rounds else weigh(said.value, ratio),
            "rounded" if rounds else "",
            ratio=ratio,
            parameters=sizes,
        )


@check("units")
def columns(case):
    """Does a cell speak in another unit than the head of its column?"""
    for cell in case.tables:
        head, own = re.search(r"\((per .+)\)", cell.column), re.search(r"(per .+)$", cell.cell)
        if not head or not own or head[1] == own[1]:
            continue
        quantity = cell.column.split(" (")[0].lower()
        said = [s for s in case.stated(source=cell.source, relation="above") if s.quantity == quantity]
        others = select(case.tables, source=cell.source, column=cell.column)
        rest = [amount(other.cell) for other in others if other != cell and "$" in other.cell]
        if not rest or "$" not in cell.cell:
            continue
        name = select(case.tables, source=cell.source, id=cell.id)[0].cell
        yield found(
            name,
            (*said, cell),
            f"{cell.cell} in a column {head[1]}"
            + "".join(f"; {s.subject} cost more than {s.against}" for s in said),
            f"not comparable with ${min(rest):g}-{max(rest):g} {head[1]}",
            "medium",
            own=amount(cell.cell),
            low=min(rest),
            high=max(rest),
        )


def amount(text):
    """The dollars in a cell such as "$2.10 per video"."""
    return float(re.search(r"\$([\d.]+)", text)[1])


@check("spec")
def sparse_models(case):
    """Is a mixture of experts given as many active parameters as it has?"""
    for model in case.models:
        if "MoE" in model.architecture and model.active_b and model.active_b == model.total_b:
            yield found(
                model.name,
                (model,),
                f"{model.architecture} with {model.active_b:g}B active",
                f"{model.total_b:g}B in all: every expert works on every token",
                "medium",
                active=model.active_b,
                total=model.total_b,
            )


@check("missing")
def faster_than_what(case):
    """Is a figure compared with one that the source does not give?"""
    for said in case.stated(relation="times less"):
        if case.model(said.source, said.against) and said.quantity == "inference cost":
            continue
        known = {
            s.subject: s.value
            for s in case.stated(source=said.source, quantity=said.quantity)
            if isinstance(s.value, float) and s.relation in ("=", "<", ">", "~")
        }
        if said.against not in known:
            own = known.get(said.subject)
            yield found(
                said.subject,
                (said,),
                f"{said.quantity} {times(said.value)} less than that of {said.against}",
                f"no {said.quantity} of {said.against} is given"
                + (f"; {own:g} would mean {own * said.value:g}" if own else ""),
                "low",
                **({"implied": own * said.value} if own else {}),
            )
