"""Sweeps that are there to be looked at: by names from a listing of one folder, by named sums, never by SQL or path."""

import math

import numpy as np

from marketsim.schema import fields
from marketsim.server.refusals import Missing, Refused
from marketsim.server.sliders import titled

CELLS = 12  # parts of a figure that was drawn rather than set at levels
LEVELS = 40  # levels beyond which a figure counts as drawn


def listing(folder):
    """{name: folder} of the sweeps in a folder, or of the one that it is."""
    if folder is None or not folder.is_dir():
        return {}
    homes = [folder] if (folder / "sweep.json").exists() else sorted(folder.iterdir())
    return {home.name: home for home in homes if (home / "sweep.json").is_file()}


def opened(folder, name):
    """The Sweep of that name; Missing if the listing has none."""
    from marketsim.sweeps.ask import open_sweep
    from marketsim.sweeps.store import StoreError

    home = listing(folder).get(name)
    if home is None:
        raise Missing(f"sweeps: there is no sweep {name[:60]!r} here")
    try:
        return open_sweep(home)
    except StoreError as error:
        raise Refused(str(error).replace(str(home), name), 409) from None


def summaries(folder):
    """Every sweep in a line; one that cannot be read is left out."""
    found = []
    for name in listing(folder):
        try:
            sweep = opened(folder, name)
        except Refused:
            continue
        plan = sweep.plan
        found.append(
            {
                "name": name,
                "title": plan.name,
                "scenario": plan.scenario.name,
                "points": len(plan.points),
                "runs": plan.runs,
                "complete": sweep.complete,
                "keys": list(plan.keys),
            }
        )
    return found


def description(folder, name):
    """What was varied, and what can be asked."""
    from marketsim.claims import shipped

    sweep = opened(folder, name)
    plan, titles = sweep.plan, {each.id: each.text for each in shipped()}
    claims, metrics = (sweep.claims, sweep.metrics) if sweep.store.manifest.rows else ([], [])
    return {
        "name": name,
        "title": plan.name,
        "scenario": plan.scenario.name,
        "seed": plan.seed,
        "months": plan.months,
        "points": len(plan.points),
        "runs_a_point": plan.runs,
        "runs_done": sweep.store.manifest.rows,
        "complete": sweep.complete,
        "digest": sweep.store.digest() if sweep.complete else None,
        "policies": list(plan.policies),
        "keys": [key(plan, each) for each in plan.keys],
        "claims": [{"id": each, "title": titles.get(each, each)} for each in claims],
        "metrics": [{"key": each, "title": titled(each), "unit": fields("Metrics")[each].unit} for each in metrics],
    }


def key(plan, name):
    """A varied figure: its unit and where it was put."""
    values = sorted({value for value in plan.column(name) if value is not None}, key=str)
    numbers = sorted(value for value in values if not isinstance(value, str))
    levels = values if len(values) > len(numbers) else numbers
    return {
        "key": name,
        "unit": plan.units.get(name),
        "low": min(numbers, default=None),
        "high": max(numbers, default=None),
        "levels": levels if len(levels) <= LEVELS else None,
    }


def heat(folder, name, asked):
    """A claim's share, or a metric's mean in the last month, over two varied figures."""
    from marketsim.sweeps.query import QueryError

    sweep = opened(folder, name)
    plan = sweep.plan
    for axis in (asked.x, asked.y):
        if axis not in plan.keys:
            raise Refused(f"x, y: must be among {', '.join(plan.keys)}, got {axis[:60]!r}")
    if asked.x == asked.y:
        raise Refused(f"x, y: must be two different figures, got {asked.x!r} twice")
    if asked.policy is not None and asked.policy not in (plan.policies or [""]):
        raise Refused(f"policy: must be one of {', '.join(plan.policies)}, got {asked.policy[:60]!r}")
    if not sweep.store.manifest.rows:
        raise Refused("sweep: nothing of it is done yet", 409)
    if asked.value not in (*sweep.claims, *sweep.metrics):
        raise Refused(f"value: must be a claim or metric of this sweep, got {asked.value[:60]!r}")
    try:
        table = sweep.frame("point", [asked.value], quantiles=())
    except QueryError as error:
        raise Refused(str(error).replace(str(sweep.folder), name), 409) from None
    if asked.policy is not None:
        table = table[table["policy"].fillna("") == asked.policy]
    claim = asked.value in sweep.claims
    axes = [axis_of(plan, axis, table) for axis in (asked.x, asked.y)]
    unit = "share" if claim else fields("Metrics")[asked.value].unit
    return {
        "value": asked.value,
        "kind": "claim" if claim else "metric",
        "unit": unit,
        "policy": asked.policy,
        "x": axes[0][0],
        "y": axes[1][0],
        "cells": cells(plan, table, asked, claim, *axes),
    }


def axis_of(plan, name, table):
    """(what the axis says, which of its parts each point lies in)."""
    columns = {key: f"parameters.{key}" if f"parameters.{key}" in table else key for key in plan.keys}
    column = table[columns[name]]
    about = {"key": name, "unit": plan.units.get(name)}
    levels = column.dropna().unique().tolist()
    if len(levels) <= LEVELS or any(isinstance(level, str) for level in levels):
        levels = sorted(levels, key=lambda level: (isinstance(level, str), level))
        return about | {"at": levels, "edges": None}, column.map({level: place for place, level in enumerate(levels)})
    values = column.to_numpy(float)
    edges = np.linspace(np.nanmin(values), np.nanmax(values), CELLS + 1)
    place = np.clip(np.searchsorted(edges, values, "right") - 1, 0, CELLS - 1).astype(float)
    place[np.isnan(values)] = np.nan
    middles = ((edges[1:] + edges[:-1]) / 2).tolist()
    return about | {"at": middles, "edges": edges.tolist()}, column * 0 + place


def cells(plan, table, asked, claim, across, upward):
    """One cell for each pair of parts with a point in it: its mean, and the question that leads back to it."""
    from marketsim.claims import wilson

    (x, i), (y, j) = across, upward
    value = table[asked.value if claim else f"{asked.value}_mean"]
    frame = table[["runs"]].assign(i=i, j=j, value=value).dropna()
    found = []
    for (i, j), part in frame.groupby(["i", "j"]):
        runs = int(part["runs"].sum())
        mean = float(np.average(part["value"], weights=part["runs"]))
        low, high = wilson(round(mean * runs), runs) if claim else (None, None)
        at = {asked.x: x["at"][int(i)], asked.y: y["at"][int(j)]}
        figures = {key: said for key, said in at.items() if not (isinstance(said, float) and math.isnan(said))}
        found.append(
            {
                "i": int(i),
                "j": int(j),
                "value": mean,
                "low": low,
                "high": high,
                "points": len(part),
                "runs": runs,
                "question": {"scenario": plan.scenario.name, "set": figures},
            }
        )
    return found
