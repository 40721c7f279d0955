"""What an ensemble says of claims: how likely each is, how sure that is, and which cannot be settled."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from marketsim.claims.catalogue import reasons, shipped
from marketsim.claims.definition import BASES, Unresolvable
from marketsim.claims.intervals import wilson


@dataclass(frozen=True)
class Verdict:
    """A claim over an ensemble: it is true in a share `probability` of the `known` runs, of `runs`, that settle it.

    low, high: 95 % interval of Monte Carlo error. truth: (runs,) masked bool, masked where the run leaves it open.
    """

    id: str
    text: str
    deadline: date
    criterion: str
    source: str
    probability: float
    low: float
    high: float
    runs: int
    known: int
    truth: np.ma.MaskedArray

    def as_dict(self):
        """Everything but the runs one by one, for JSON and tables."""
        plain = {name: value for name, value in vars(self).items() if name != "truth"}
        return plain | {"deadline": self.deadline.isoformat()}


@dataclass(frozen=True)
class Verdicts:
    """`resolved`: verdicts, predictions first; `unresolvable`: (id, why). `verdicts["S0-P1"]` is one of the former."""

    basis: str
    resolved: tuple
    unresolvable: tuple

    def __iter__(self):
        return iter(self.resolved)

    def __getitem__(self, id):
        for verdict in self.resolved:
            if verdict.id == id:
                return verdict
        raise KeyError(dict(self.unresolvable).get(id, f"no claim {id!r}"))


def evaluate(outcomes, basis="publication", claims=None):
    """Settle claims over an ensemble's outcomes.

    basis: what deadlines such as "within 18 months" count from: the page's date ("publication") or the text's
    own time, mid-2025 ("text").
    claims: which ones; all that come with the package if None, and then also why other rows of the ledger are
    not among them. `[*shipped(), mine]` adds one's own.
    """
    if basis not in BASES:
        raise ValueError(f"basis must be one of {', '.join(BASES)}, got {basis!r}")
    asked = shipped() if claims is None else tuple(claims)
    names = [each.id for each in asked]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"claims must have ids of their own, got {min(twice)!r} twice")
    resolved, why = [], {}
    for each in asked:
        try:
            resolved.append(verdict(each, outcomes, basis))
        except Unresolvable as reason:
            why[each.id] = str(reason)
    return Verdicts(basis, tuple(resolved), tuple((why | (reasons() if claims is None else {})).items()))


def verdict(claim, outcomes, basis="publication"):
    """One claim over an ensemble; Unresolvable if no run settles it."""
    return settle(claim, outcomes, basis, claim.settled(outcomes, basis))


def settle(claim, outcomes, basis, truth):
    """The same of a truth that is known already."""
    known, true = int(truth.count()), int(truth.sum() or 0)
    if not known:
        raise Unresolvable(f"each of the {outcomes.runs:,} runs leaves it open. {claim.criterion}")
    low, high = wilson(true, known)
    return Verdict(claim.id, claim.text, claim.day(outcomes, basis), claim.criterion, claim.source,
                   true / known, low, high, outcomes.runs, known, truth)
