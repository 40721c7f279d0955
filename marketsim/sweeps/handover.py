"""A sweep handed to other tools: labelled arrays for xarray, experiments and outcomes for the EMA workbench."""

import numpy as np

from marketsim.sweeps.frames import heads
from marketsim.sweeps.query import QueryError, ask, quoted


def dataset(sweep, table):
    """See `Sweep.xarray`."""
    try:
        import xarray
    except ImportError:
        raise QueryError("xarray() needs the package xarray: pip install xarray") from None
    axes = {"runs": ("point", "run"), "months": ("point", "run", "month")}.get(table)
    if axes is None or not sweep.store.files(table):
        raise QueryError(f"table: must be runs, or months if the plan keeps them, got {table!r}")
    plan = sweep.plan
    sizes = [len(plan.points), plan.runs, plan.months][: len(axes)]
    names = [*(sweep.claims if table == "runs" else ()), *sweep.metrics]
    columns = ", ".join(f"{quoted(name)}::FLOAT AS {quoted(name)}" for name in names)
    found = ask(sweep.store, f"SELECT {', '.join(axes)}, {columns} FROM {table}", "fetchnumpy")
    at = tuple(np.ma.getdata(found[axis]) for axis in axes)
    data = {}
    for name in names:
        data[name] = (axes, np.full(sizes, np.nan, np.float32))
        data[name][1][at] = np.ma.filled(found[name].astype(np.float32), np.nan)
    coords = {axis: np.arange(size) for axis, size in zip(axes, sizes, strict=True)}
    units = plan.units
    for key, name in zip(plan.keys, heads(sweep)[1], strict=True):
        coords[name] = ("point", sweep.points[key].to_numpy(), {"units": units[key]} if units.get(key) else {})
    if plan.policies:
        coords["policy"] = ("point", sweep.points["policy"].to_numpy().astype(str))
    facts = {"plan": plan.name, "hash": plan.hash, "scenario": plan.scenario.name, "seed": str(plan.seed)}
    return xarray.Dataset(data, coords, facts)


def ema(sweep, by):
    """See `Sweep.to_ema`. Columns scenario, policy and model are the workbench's own words: its scenario is our point
    apart from the policy, its model our scenario."""
    frame = sweep.frame(by, quantiles=())
    experiments = frame[heads(sweep)[1]].copy()
    experiments["scenario"] = frame["point"] // max(len(sweep.plan.policies), 1)
    experiments["policy"] = frame["policy"].replace("", "None")
    experiments["model"] = sweep.plan.scenario.name
    mean = "_mean" if by == "point" else ""
    outcomes = {name: frame[name].astype(float).to_numpy() for name in sweep.claims}
    outcomes |= {name: frame[f"{name}{mean}"].astype(float).to_numpy() for name in sweep.metrics}
    return experiments, outcomes


