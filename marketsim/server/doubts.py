"""How much of a claim's doubt lies in what a scenario leaves open, read off the futures that are there anyway.

Every run draws its own open parameters. So a regression of a claim's truth on what the runs drew says, at no cost,
how far its probability would move if those figures were known: the straight part of it, and parameters alone, not
the open figures of single firms and verticals, which count as luck.
"""

import numpy as np

from marketsim.claims import wilson

FEW = 8  # runs a parameter below which nothing is said
NINE_IN_TEN = (0.05, 0.95)
PARTS = 5  # of a parameter's range, with as many runs each


def spread_by_parameters(params, verdicts):
    """{claim: (low, high)}: where its probability lies for nine in ten draws of the open parameters.

    params: {name: (runs,)}; verdicts: with truth (runs,). Claims that too few runs settle are left out.
    """
    names, table = drawn(params)
    ranks, together = ranked(table), {}
    for verdict in verdicts if names else ():
        known = ~np.ma.getmaskarray(verdict.truth)
        if known.sum() >= FEW * len(names):
            together.setdefault(known.tobytes(), (known, []))[1].append(verdict)
    found = {}
    for known, group in together.values():
        truths = np.stack([np.asarray(verdict.truth.data)[known] for verdict in group], axis=1).astype(float)
        fitted, _ = fit(ranks[known], truths)
        ends = np.clip(np.quantile(fitted, NINE_IN_TEN, axis=0), 0, 1)
        for verdict, (low, high), middle in zip(group, ends.T, truths.mean(0), strict=True):
            found[verdict.id] = float(min(low, middle)), float(max(high, middle))
    return found


def drawn(params):
    """(names, (runs, names)) of the parameters that differ from run to run."""
    names = [name for name, values in params.items() if values.min() < values.max()]
    return names, np.stack([params[name] for name in names], axis=1) if names else np.empty((0, 0))


def ranked(table):
    """Each column as ranks over their number: draws may be very skew."""
    return table.argsort(0, kind="stable").argsort(0, kind="stable") / max(len(table), 1)


def fit(ranks, truths):
    """(probability fitted for each run and claim, share of each claim's variance that is explained beyond chance).

    ranks: (runs, parameters); truths: (runs, claims), 0 or 1. Least squares; what is fitted is drawn together to the
    mean as far as so many parameters that say nothing would spread it as well.
    """
    runs, many = ranks.shape
    middle, total = truths.mean(0), truths.var(0)
    table, gaps = ranks - ranks.mean(0), truths - middle
    square = np.einsum("ri,rj->ij", table, table)  # small enough to do without the many threads of a BLAS
    slopes = np.linalg.solve(square + 1e-9 * np.eye(many), np.einsum("ri,rc->ic", table, gaps))
    part = np.einsum("ri,ic->rc", table, slopes)
    explained = part.var(0) / np.maximum(total, 1e-12)
    beyond = np.clip(1 - (1 - explained) * (runs - 1) / (runs - many - 1), 0, None)
    return middle + part * (beyond / np.maximum(explained, 1e-12)) ** 0.5, beyond


def sensitivity(scenario, ensemble, verdict):
    """What a claim's probability is where each open parameter was drawn low and where high, the strongest first.

    effect: its probability in the fifth of runs that drew the parameter highest less that in the lowest fifth, with a
    95 % interval; the others are drawn as ever, so that it is the effect of one at a time, as the futures have it.
    """
    names, table = drawn(ensemble.outcomes.params)
    known = ~np.ma.getmaskarray(verdict.truth)
    truth, table = np.asarray(verdict.truth.data)[known].astype(float), table[known] if names else table
    enough = names and len(truth) > 2 * len(names)
    explained = float(fit(ranked(table), truth[:, None])[1][0]) if enough else None
    rows = [row(scenario, name, table[:, place], truth) for place, name in enumerate(names)] if len(truth) > 25 else []
    rows.sort(key=lambda each: (-abs(each["effect"]), each["key"]))
    return {
        "claim": verdict.id,
        "title": verdict.text,
        "p": verdict.probability,
        "runs": verdict.runs,
        "known": verdict.known,
        "explained": explained,
        "rows": rows,
    }


def row(scenario, name, values, truth):
    """One parameter: the claim's probability in each fifth of its draws, and what the ends differ by."""
    from marketsim.schema import PARAMETERS
    from marketsim.server.sliders import titled
    from marketsim.units import factor

    quantity, field = scenario.parameters[name], PARAMETERS[name]
    unit = quantity.unit or field.unit
    scale = factor(unit, field.unit, scenario.rate)
    parts = np.array_split(np.argsort(values, kind="stable"), PARTS)
    bins = []
    for part in parts:
        yes, runs = int(truth[part].sum()), len(part)
        low, high = wilson(yes, runs)
        bins.append(
            {"at": float(f"{values[part].mean() / scale:.4g}"), "p": yes / runs, "low": low, "high": high, "runs": runs}
        )
    effect, low, high = apart(bins[-1], bins[0])
    return {
        "key": name,
        "title": titled(name),
        "meaning": field.meaning,
        "unit": unit,
        "effect": effect,
        "low": low,
        "high": high,
        "bins": bins,
    }


def apart(one, other):
    """Difference of two shares of different runs, with Newcombe's interval (Stat. Med. 17 (1998) 873-890, no. 10)."""
    gap = one["p"] - other["p"]
    below = ((one["p"] - one["low"]) ** 2 + (other["high"] - other["p"]) ** 2) ** 0.5
    above = ((one["high"] - one["p"]) ** 2 + (other["p"] - other["low"]) ** 2) ** 0.5
    return gap, gap - below, gap + above
