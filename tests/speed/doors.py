"""One market, gone through in every way there is: the same scenario, seed, runs and months for all.

The *plain market* is `tests/verification/plain_market.py`, the same rules in plain Python on Mesa objects; its months
are timed, its founding is not. The *fast door* is one thread of the ensemble; founding the market, recording every
month and firm and sealing the digest are in its time, so its ratio is on the safe side. The *live door by month* is
`Market.step()`; *by agent* is `Market.walk()`, which applies each rule to one agent after the other; building those
markets is not timed. "Plain over" is how many times as long the plain market takes.

That all tell the same future is checked first: the doors' digests to the bit, the plain market and the kernel month
by month in every column of every agent.
"""

from pathlib import Path

from rows import at_least, row, same
from stopwatch import in_turns
from verification.plain.compare import Agreement, side_by_side
from verification.plain.scenario import founded

from marketsim.ensemble import _Job
from marketsim.market import Market
from marketsim.scenario import load
from marketsim.start import Start

SCENARIOS = {"tiny": str(Path(__file__).parents[1] / "data" / "tiny.toml"), "floor": "floor"}
SEED = 7
TARGETS = {"fast door": 150, "live door by month": 80, "live door by agent": 5}


def rows(quick):
    runs, turns, least = (1, 3, 0.05) if quick else (3, 9, 0.2)
    return [row for name, place in SCENARIOS.items() for row in compared(name, load(place), runs, turns, least)]


def compared(name, scenario, runs, turns, least):
    doors = contenders(scenario, runs)
    count, digests = startup_months(scenario, runs), {}
    for way, prepare in doors.items():
        if way != "plain market":
            digests[way] = tuple(prepare()())
    ways = f"runs 0 to {runs - 1} by {', '.join(digests)}"
    found = [same(f"{name}: the same bits by all doors", list(digests.values()), ways), agreed(name, scenario, runs)]
    times = in_turns(doors, turns, least)
    for way, time in times.items():
        nanoseconds = 1e9 / count
        found.append(
            row(f"{name}: {way}", nanoseconds * time.best, "ns / startup-month", note=time.note(nanoseconds, "ns"))
        )
    plain = times["plain market"].best
    size = f"{count:,} startup-months: runs x months = {runs} x {scenario.months}; {turns} turns"
    return found + [
        at_least(target, f"{name}: plain over {way}", plain / times[way].best, "times", size)
        for way, target in TARGETS.items()
    ]


def contenders(scenario, runs):
    """{way: prepare}; `prepare()` gives the work, and the work of a door gives the digests of its runs."""
    start, months = Start(scenario), range(scenario.months)

    def plain():
        markets = [founded(scenario, SEED, run) for run in range(runs)]
        return lambda: [market.step() for market in markets for _ in months]

    def fast():
        size = dict(runs=runs, months=len(months), threads=1, first=0)
        job = _Job(scenario=scenario, seed=SEED, agents={}, start=start, **size)

        def work():
            for block in range(len(job.done)):
                job._run_block(block)
            return job.digests.tolist()

        return work

    def live(a_month):
        def prepare():
            markets = [Market(scenario, SEED, run, start=start) for run in range(runs)]

            def work():
                for market in markets:
                    for _ in months:
                        a_month(market)
                return [market.digest for market in markets]

            return work

        return prepare

    def walked(market):
        for _ in market.walk():
            pass

    return {
        "plain market": plain,
        "fast door": fast,
        "live door by month": live(Market.step),
        "live door by agent": live(walked),
    }


def startup_months(scenario, runs):
    """How many startup-months the runs have."""
    count = 0
    for run in range(runs):
        market = Market(scenario, SEED, run)
        for _ in range(scenario.months):
            market.step()
            count += int((market.world.startups["live"] != 0).sum())
    return count


def agreed(name, scenario, runs):
    """Does the plain market tell the same future? Every column of every agent, every month."""
    what, agreement = f"{name}: plain market against the kernel", Agreement()
    try:
        for run in range(runs):
            side_by_side(scenario, run, agreement)
    except Exception as trouble:
        return row(what, "they differ", "", "1e-09", False, f"{type(trouble).__name__}: {trouble}".splitlines()[0])
    note = f"{agreement.numbers:,} numbers of {agreement.agent_months:,} agent-months"
    return row(what, agreement.worst, "relative, at worst", "at most 1e-09", agreement.worst <= 1e-9, note)
