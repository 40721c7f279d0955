"""Where a result comes from: everything needed to know it, to doubt it, and to run it again."""

import platform
import sys
from datetime import UTC, datetime
from importlib import metadata

from marketsim import __version__

PACKAGES = ("numpy", "mesa", "networkx", "pandas", "pyarrow", "matplotlib")
# What makes two results the same result.
SAME = ("marketsim", "kernel", "hash", "seed", "runs", "months", "basis", "branch", "compared")


def provenance(ensemble, asked, changes, basis):
    """The facts of a result, as plain data.

    ensemble: the futures; asked: how many were asked for, which is more than there are if they were stopped;
    changes: figures changed by hand; basis: where deadlines in months count from.
    """
    scenario = ensemble.scenario
    return {
        **identity(scenario, ensemble.seed, asked, ensemble.horizon, basis),
        "runs_done": ensemble.runs,
        "changes": dict(changes),
        "threads": ensemble.threads,
        "seconds": round(ensemble.seconds, 3),
        "digest": ensemble.digest,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "versions": versions(),
        "build": build(),
        "data": scenario.model_dump(mode="json", exclude_none=True),
    }


def identity(scenario, seed, runs, months, basis):
    """What makes this result this one and no other, known before it is computed."""
    return {
        "marketsim": __version__,
        "kernel": kernel(),
        "scenario": scenario.name,
        "title": scenario.title,
        "hash": scenario.hash,
        "seed": seed,
        "runs": runs,
        "months": months,
        "basis": basis,
    }


def kernel():
    """Fingerprint of the rules: of their text, for every build of it gives the same bits."""
    from marketsim import schema

    return schema.BUILD["rules"]


def build():
    """What the rules were compiled with: version of Cython, flags of the C compiler."""
    from marketsim import schema

    return schema.BUILD | {"abi": sys.implementation.cache_tag}


def versions():
    """{package: version} of what numbers, tables and pictures pass through."""
    return {name: metadata.version(name) for name in PACKAGES}


def differences(one, other):
    """What two results differ in, in the order that matters: [(fact, one's, other's)]."""
    return [(name, one.get(name), other.get(name)) for name in SAME if one.get(name) != other.get(name)]
