"""The audit: what the sources claim, computed again from their own figures.

`audit()` returns a finding for each place where a source contradicts itself or another source. The package is called as
its function is: `marketsim.audit()` and `marketsim.audit.CHECKS` both work, whatever was imported before. Checks are
functions over the ledger's tables, one question each; they know relations and units, not firms.
"""

import sys
from types import ModuleType

from marketsim.ledger import tables

from . import (  # noqa: F401 - a module registers its checks when imported
    crosscheck,
    deadlines,
    definitions,
    growth,
    mechanisms,
    multiples,
    prices,
    takings,
    targets,
    thresholds,
    wording,
)
from .case import Case
from .findings import SEVERITIES, Finding, gravity
from .registry import CHECKS, check

__all__ = ["CHECKS", "SCENARIOS", "SEVERITIES", "Finding", "audit", "check"]

SCENARIOS = {"surge": ("S0",), "floor": ("S1",), "china-ai-2025": ("S0", "S1")}  # sources behind each


def audit(sources=("S0", "S1"), yuan_per_dollar=7.2, ledger=None):
    """Findings of every check on some sources, the gravest first, then in reading order.

    sources: ids of the ledger's sources; findings across sources need two.
    yuan_per_dollar: rate of exchange, yuan a dollar (7.2, as in mid-2025).
    ledger: tables by name, where it is not the shipped one.
    """
    ledger = {**dict.fromkeys(tables(), ()), **ledger} if ledger else tables()
    known = [row.source for row in ledger["sources"]]
    if unknown := [source for source in sources if source not in known]:
        raise ValueError(f"sources must be among {', '.join(known)}, got {unknown[0]!r}")
    if not yuan_per_dollar > 0:
        raise ValueError(f"yuan_per_dollar must be above 0, got {yuan_per_dollar!r}")
    case = Case(ledger, sources, yuan_per_dollar)
    found = [finding for ask in CHECKS.values() for finding in ask(case)]
    return sorted(found, key=gravity)


class _Called(ModuleType):
    """A package that hides the function of its name in the package above it, and so is called in its place."""

    def __call__(self, *args, **options):
        return audit(*args, **options)


sys.modules[__name__].__class__ = _Called
