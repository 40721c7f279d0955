"""Memory: what a run leaves behind, what a thread works in, and what live markets leave when they are dropped.

*Kept of a run* is what an ensemble holds of it in single precision: months, firms, watched firms. *A thread's market*
is the columns of one world, rows for entrants included. The leak is measured in a process of its own, which builds,
steps and drops 400 live markets of `floor` one after the other, the garbage collector called after each: what the
process holds after the last against what it held after the hundredth, shared out over the 300 between.
"""

import gc
import json
import sys

from child import memory, told
from futures import MARKETS
from rows import at_most, row

EARLY, LATE, QUICKLY = 100, 400, 200


def rows(quick):
    found = [figure for name in MARKETS for figure in of_a_run(name)]
    late = QUICKLY if quick else LATE
    answer = told(__file__, EARLY, late)
    grown = 1024 * (answer["late"] - answer["early"]) / (late - EARLY)
    note = f"{answer['early']:.1f} MB after {EARLY} markets, {answer['late']:.1f} MB after {late}"
    most = answer["market"] / 50
    return [*found, at_most(most, "left by a dropped live market", grown, "kB", f"{note}; at most 2 % of a market")]


def of_a_run(name):
    from marketsim.ensemble import simulate
    from marketsim.scenario import load
    from marketsim.start import Start

    scenario = load(name)
    ensemble = simulate(scenario, 4)
    outcomes = ensemble.outcomes
    arrays = {"months": outcomes.months_array, "firms": outcomes.firms_array, "watched": outcomes.watch_array}
    share = {what: array.nbytes / ensemble.runs / 1024 for what, array in arrays.items()}
    note = ", ".join(f"{what} {kilobytes:.1f}" for what, kilobytes in share.items())
    return [
        row(f"{name}: kept of a run", sum(share.values()), "kB", note=f"{note} kB"),
        row(f"{name}: a thread's market", size(Start(scenario).world()), "kB", note=f"{len(outcomes.firm_names)} rows"),
    ]


def size(world):
    """Kilobytes of a world's columns."""
    tables = (world.startups, world.investors, world.acquirers, world.regulators)
    return sum(column.nbytes for table in tables for column in table.values()) / 1024


def answer(early, late):
    from marketsim.market import Market
    from marketsim.scenario import load
    from marketsim.start import Start

    scenario, held = load("floor"), {}
    start = Start(scenario)
    for run in range(1, late + 1):
        market = Market(scenario, 7, run, start=start)
        market.step()
        for _ in market.walk():
            pass
        kilobytes = size(market.world)
        del market
        gc.collect()
        if run in (early, late):
            held[run] = memory()
    return {"early": held[early], "late": held[late], "market": kilobytes}


if __name__ == "__main__":
    print(json.dumps(answer(int(sys.argv[1]), int(sys.argv[2]))))
