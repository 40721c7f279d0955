"""The claims that come with the package, and the rows of the ledger that are none, with the reason."""

import csv
from functools import cache
from importlib.resources import files

from marketsim.claims import exits, frontiers, gates, investors, named, policy, survival, unicorns, values
from marketsim.claims.definition import Claim
from marketsim.ledger import table

HOMES = (exits, named, gates, investors, policy, unicorns, survival, values, frontiers)
KINDS = ("prediction", "trigger")  # these come first, then regularities


def rank(kind):
    return next((place for place, word in enumerate(KINDS) if kind.startswith(word)), len(KINDS))


@cache
def shipped():
    """Every claim of the package: predictions, triggers, regularities, each in the order of the ledger."""
    order = {each.id: (rank(each.kind), place) for place, each in enumerate(table("claims"))}
    every = [each for home in HOMES for each in vars(home).values() if isinstance(each, Claim)]
    return tuple(sorted(every, key=lambda each: (*order[each.row], each.id)))


@cache
def reasons():
    """{id: why} of the rows of the ledger that no outcome of a market settles as they are written."""
    with files(__package__).joinpath("unresolvable.csv").open(encoding="utf-8", newline="") as text:
        return {line["id"]: line["why"] for line in csv.DictReader(text)}
