"""Sweeps: many points of a market, many futures of each, on any number of cores; nothing is lost, no bit differs.

`read_plan` says what to run, `run` does it, `open_sweep` asks what came out.
"""

from importlib import import_module

_HOME = {
    "Plan": "plan",
    "PlanError": "plan",
    "Point": "plan",
    "read_plan": "plan",
    "Store": "store",
    "run": "engine",
    "Sweep": "ask",
    "open_sweep": "ask",
    "sweep": "ask",
}
__all__ = [*_HOME]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'marketsim.sweeps' has no attribute {name!r}")
    return getattr(import_module(f"marketsim.sweeps.{_HOME[name]}"), name)
