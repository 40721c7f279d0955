"""A small market in which every mechanism has something to bite on; runs of it that differ in one figure."""

from functools import cache, lru_cache

import numpy as np
from bench import tiny_with

from marketsim.ensemble import simulate
from marketsim.outcomes import BUSINESSES

RUNS, MONTHS, SEED = 80, 24, 11
NAMED, STRUCK = 3, 6  # the months in which champions are named and controls begin, and in which the crackdown comes
OFFICES = {
    "SAMR": {"office": "mergers", "active": 1, "strength": 1},
    "champion policy": {"office": "champions", "scheduled": "2025-10"},
    "export controls": {"office": "controls", "scheduled": "2025-10", "strength": 1},
    "crackdown": {"office": "crackdown", "scheduled": "2026-01", "vertical": "finance", "strength": 1},
}
VERTICAL = {"demand": 1620, "demand_growth": 0.5, "incumbent_pull": 1, "foreign_share": 0.05, "sensitivity": 1,
            "abroad": 0}


def figures(**values):
    return {name: {"value": value, "source": "assumed"} for name, value in values.items()}


def furnish(data):
    """Three more verticals, firms of all business models, one group of many verticals, state money, every office."""
    for name in ("law", "health", "travel"):
        data["verticals"][name] = figures(regulated=int(name != "travel"), **VERTICAL)
    for name, values in OFFICES.items():
        data["regulators"][name] = figures(**values)
    data["verticals"]["media"] |= figures(abroad=0)
    usual = data["defaults"]["startups"]
    usual["video"] = {"choice": {"0": 2, "1": 1}, "source": "assumed"}
    usual["users"] = {"lognormal": [5, 1.2], "unit": "million", "source": "assumed"}
    usual["business"]["choice"] |= {"pure open": 1, "subscription": 1}
    firms = data["startups"]
    firms["small"] |= {"count": 60, "cohort": ["narrow"]}
    firms["broad"] = {"count": 20, "cohort": ["broad"], **figures(approved=["finance", "media", "law", "health"])}
    data["investors"]["state fund"] = {"count": 6, **figures(money="state fund")}


@cache
def stage():
    return tiny_with(furnish)


@lru_cache(maxsize=6)
def _played(settings, months, runs):
    return simulate(stage().with_values(dict(settings)), runs, SEED, months).outcomes


def play(months=MONTHS, runs=RUNS, **settings):
    """Outcomes of the stage with figures set as `--set` sets them; `regulators.x.strength` through a dictionary."""
    return _played(tuple(sorted(settings.items())), months, runs)


def certainty(differences):
    """A paired mean difference over its standard error."""
    return differences.mean() / (differences.std(ddof=1) / len(differences) ** 0.5)


# ---- what is read off outcomes: each gives one figure a run


def at_end(name):
    return lambda o: o.metric(name)[:, -1].astype(float)


def all_along(name):
    return lambda o: o.metric(name).mean(1, dtype=float)


def logs(x):
    return np.log(np.maximum(x, 1e-3))


def firms(o, name):
    """(runs, firms) of a field, of the firms that were there at the start."""
    return o.firm(name)[:, : len(o.firm_ids)].astype(float)


def mean(name, seen=lambda x: x):
    return lambda o: seen(firms(o, name)).mean(1)


def had(name):
    """The share of firms to which it happened."""
    return mean(name, lambda month: month >= 0)


def met(*fates):
    """The share of firms that met one of these fates."""
    return mean("fate", lambda fate: np.isin(fate, fates))


def gap(name, by, seen=lambda x: x):
    """Mean over the upper half of the firms by some field, less that over the lower half."""

    def upper_less_lower(o):
        x, rank = seen(firms(o, name)), firms(o, by).argsort(axis=1).argsort(axis=1)
        upper = rank >= rank.shape[1] // 2
        return (x * upper).sum(1) / upper.sum(1) - (x * ~upper).sum(1) / (~upper).sum(1)

    return upper_less_lower


def where(name, which, seen=lambda x: x):
    """Mean over the firms of which `which(outcomes)` is true."""
    return lambda o: (seen(firms(o, name)) * which(o)).sum(1) / np.maximum(which(o).sum(1), 1)


def selling(business):
    return lambda o: firms(o, "business") == BUSINESSES.index(business)


def champions(o):
    return firms(o, "champion") > 0


def trainers(o):
    """Those that have a model of their own in the end."""
    return firms(o, "own") > 0


def imitators(o):
    return firms(o, "own") == 0


def dealers(o):
    """Those that landed a large contract."""
    return firms(o, "big_contract") >= 0


def the_rest(o):
    return firms(o, "big_contract") < 0


def others(o):
    return firms(o, "champion") == 0


def broad_less_narrow(name, seen=lambda x: x):
    return lambda o: (seen(o.firm(name)[:, o.cohort("broad")].astype(float)).mean(1)
                      - seen(o.firm(name)[:, o.cohort("narrow")].astype(float)).mean(1))


def less(one, other):
    return lambda o: one(o) - other(o)


def multiple(o):
    """ln of what all firms are worth over what they sell."""
    return logs(at_end("value")(o) / at_end("revenue")(o))


def entrants_sales(o):
    return o.firm("revenue")[:, len(o.firm_ids) :].sum(1, dtype=float)
