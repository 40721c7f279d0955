"""marketsim: dated, arguable forecasts about startup markets as probabilities.

Public names load when they are used, so that importing the package is quick.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "load": "scenario",
    "shipped": "scenario",
    "Scenario": "scenario",
    "ScenarioError": "scenario",
    "Quantity": "quantity",
    "simulate": "ensemble",
    "Ensemble": "ensemble",
    "Stopped": "ensemble",
    "Outcomes": "outcomes",
    "Market": "market",
    "Startup": "agents",
    "Investor": "agents",
    "Acquirer": "agents",
    "Regulator": "agents",
    "claim": "claims",
    "evaluate": "claims",
    "funding_graph": "network",
    "co_investment": "network",
    "audit": "audit",
    "forecast": "scoring",
    "score": "scoring",
    "explain": "explanation",
    "luck_and_parameters": "doubt",
    "until_precise": "doubt",
    "sweep": "sweeps.ask",
    "open_sweep": "sweeps.ask",
    "read_plan": "sweeps.plan",
    "under": "whatifs",
    "WhatIf": "whatifs",
    "compare": "comparison",
    "fork": "forks",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'marketsim' has no attribute {name!r}")
    home = import_module(f"marketsim.{_HOME[name]}")
    return home if _HOME[name] == name else getattr(home, name)  # a package named like its function is called as it


def __dir__():
    return __all__
