"""How far a sweep is, as plain data."""

from marketsim.sweeps.query import ask

FEW = 5  # faults that are told one by one


def state(sweep):
    """What `marketsim sweep status --json` prints.

    runs_done and faults count runs; seconds is the time that chunks took, added up over threads and workers;
    failed: {chunk: error}, tried again on resume; some_faults: the first few, each with what replays it.
    """
    store, plan, manifest = sweep.store, sweep.plan, sweep.store.manifest
    missing = store.missing()
    lines = manifest.done.values()
    return {
        "name": plan.name,
        "folder": str(store.folder),
        "scenario": plan.scenario.name,
        "hash": plan.hash,
        "seed": plan.seed,
        "months": plan.months,
        "points": len(plan.points),
        "policies": list(plan.policies),
        "claims": list(store.columns.claims),
        "metrics": list(store.columns.metrics),
        "runs_a_point": plan.runs,
        "runs": plan.cells,
        "runs_done": manifest.rows,
        "chunks": store.chunks,
        "chunks_done": store.chunks - len(missing),
        "complete": not missing,
        "digest": None if missing else store.digest(),
        "faults": manifest.faults,
        "some_faults": faults(sweep) if manifest.faults else [],
        "failed": {str(chunk): text for chunk, text in manifest.errors.items()},
        "seconds": round(sum(line["seconds"] for line in lines), 3),
        "workers": len({line["worker"] for line in lines}),
        "bytes": sum((store.folder / name).stat().st_size for line in lines for name in line["files"]),
    }


def faults(sweep):
    """The first runs that ended in a fault."""
    which = f"fault IS NOT NULL ORDER BY point, run LIMIT {FEW}"
    found = ask(sweep.store, f"SELECT point, run, fault FROM runs WHERE {which}", "fetchall")
    return [
        {"point": point, "run": run, "fault": fault, "policy": sweep.plan.points[point].policy,
         "values": sweep.plan.points[point].values}
        for point, run, fault in found
    ]
