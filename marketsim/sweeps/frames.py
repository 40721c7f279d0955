"""Points joined to runs, run by run or summed up point by point."""

from marketsim.claims import wilson
from marketsim.sweeps.query import ask, quoted


def heads(sweep):
    """(the SQL of the points' columns, the varied keys' names): a key that a metric is called too is told apart."""
    taken = set(sweep.metrics)
    names = [f"parameters.{key}" if key in taken else key for key in sweep.plan.keys]
    columns = ["points.point", "points.policy"]
    columns += [f"points.{quoted(key)} AS {quoted(name)}" for key, name in zip(sweep.plan.keys, names, strict=True)]
    return ", ".join(columns), names


def by_run(sweep, chosen):
    """One row a run."""
    head, _ = heads(sweep)
    rest = "".join(f", runs.{quoted(name)}" for name in chosen)
    return ask(
        sweep.store,
        f"SELECT {head}, runs.run, runs.digest, runs.fault{rest} FROM points JOIN runs USING (point) ORDER BY 1, run",
    )


def by_point(sweep, chosen, quantiles):
    """One row a point that has a run."""
    import pandas as pd

    claims = [name for name in sweep.claims if name in chosen]
    metrics = [name for name in sweep.metrics if name in chosen]
    sums = ["count(*) AS runs", "count(fault) AS faults"]
    for place, name in enumerate(claims):
        sums += [f"count({quoted(name)}) AS known{place}", f"count(*) FILTER ({quoted(name)}) AS true{place}"]
    for place, name in enumerate(metrics):
        sums += [f"avg({quoted(name)}) AS mean{place}"]
        sums += [f"quantile_cont({quoted(name)}, {list(map(float, quantiles))}) AS parts{place}"] if quantiles else []
    sums = ask(sweep.store, f"SELECT point, {', '.join(sums)} FROM runs GROUP BY point ORDER BY point")
    columns = {name: sums[name] for name in ("point", "runs", "faults")}
    for place, name in enumerate(claims):
        pairs = list(zip(sums[f"true{place}"], sums[f"known{place}"], strict=True))
        ends = [wilson(int(true), int(known)) if known else (None, None) for true, known in pairs]
        columns[name] = [true / known if known else None for true, known in pairs]
        columns |= {f"{name}_low": [low for low, _ in ends], f"{name}_high": [high for _, high in ends]}
    for place, name in enumerate(metrics):
        columns[f"{name}_mean"] = sums[f"mean{place}"]
        for part, share in enumerate(quantiles):
            columns[f"{name}_p{100 * share:g}"] = [
                None if isinstance(parts, float) or parts is None else parts[part] for parts in sums[f"parts{place}"]
            ]
    figures = pd.DataFrame({name: pd.Series(column) for name, column in columns.items()})
    figures = figures.astype(dict.fromkeys(figures.columns[3:], float))
    points = sweep.points.set_axis(["point", "policy", *heads(sweep)[1]], axis="columns")
    return points.merge(figures, on="point")
