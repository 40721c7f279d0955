"""What makes a sweep this one and no other, and what else is worth knowing of how it was made."""

import hashlib
import platform
from functools import cache
from importlib.resources import files

from marketsim.provenance import kernel, versions

FORMAT = 1  # of the folder
# What must be the same for two processes to work on one sweep, in the order that matters, and what it is called.
SAME = {
    "format": "format of the folder",
    "scenario": "scenario",
    "seed": "seed",
    "runs": "number of runs",
    "months": "number of months",
    "plan": "plan",
    "kernel": "set of rules",
    "claims": "wording of the claims",
}


def identity(plan, known=None):
    """The facts of sweep.json, as plain data.

    A new sweep tries a few runs to choose its chunks and columns; one that is `known` keeps those it has.
    """
    facts = {
        "format": FORMAT,
        "name": plan.name,
        "scenario": plan.scenario.hash,
        "title": plan.scenario.title,
        "seed": plan.seed,
        "runs": plan.runs,
        "points": len(plan.points),
        "months": plan.months,
        "plan": plan.hash,
        "kernel": kernel(),
        "claims": claims(),
    }
    if known:
        return {**known, **facts}
    from marketsim import __version__
    from marketsim.sweeps.trial import chunk_size, trial

    tried = trial(plan)
    return facts | {
        "chunk": min(plan.chunk or chunk_size(plan, tried.seconds), plan.cells),
        "columns": tried.columns.as_dict(),
        "marketsim": __version__,
        "python": platform.python_version(),
        "versions": versions(),
    }


@cache
def claims():
    """Fingerprint of the texts that say how claims are settled."""
    digest = hashlib.sha256()
    package = files("marketsim")
    for folder, ending in (("claims", ".py"), ("ledger", ".csv")):
        for file in sorted((package / folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith(ending):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
