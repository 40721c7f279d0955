"""Ten thousand futures of each China market on all cores, each ensemble in a process of its own.

Seconds are on the clock, for `simulate` from the scenario to the outcomes (loading the scenario is not in them); the
best of two processes, or of one in a short pass, which runs fewer futures and multiplies. `floor` may take ten
seconds, another scenario as much more as it has agent-months: startups still in the market, investors, acquirers and
regulators, added up over months. *Peak memory* is all the process ever held, libraries included.
"""

import json
import sys
import time

from child import memory, told
from rows import at_most, row

ALL, LIMIT = 10_000, 10.0
MARKETS = ("floor", "surge", "china-ai-2025")
OTHERS = ("investors", "acquirers", "regulators")


def rows(quick):
    runs, turns, found = (500, 1, []) if quick else (ALL, 2, [])
    names = MARKETS
    told_of = {name: [] for name in names}
    for _ in range(turns):
        for name in names:
            told_of[name].append(told(__file__, name, runs))
    size = {name: answers[0]["agent_months"] / runs for name, answers in told_of.items()}
    for name, answers in told_of.items():
        best = min(answers, key=lambda answer: answer["seconds"])
        seconds, limit = best["seconds"] * ALL / runs, LIMIT * size[name] / size["floor"]
        scaled = "" if runs == ALL else f"; from {runs} futures"
        note = f"{best['threads']} threads, CPU {best['cpu'] * ALL / runs:.4g} s, {size[name]:,.0f} agent-months a run"
        found += [
            at_most(limit, f"{name}: {ALL:,} futures", seconds, "s", note + scaled),
            row(f"{name}: futures", runs / best["seconds"], "1 / s"),
            row(f"{name}: CPU of all threads", 1e9 * best["cpu"] / best["startup_months"], "ns / startup-month"),
            row(f"{name}: peak memory", best["peak"], "MB", note=f"{runs:,} futures; before: {best['before']:.0f} MB"),
        ]
    return found


def answer(name, runs):
    from marketsim.ensemble import simulate
    from marketsim.scenario import load

    scenario = load(name)
    before, cpu = memory(), time.process_time()
    ensemble = simulate(scenario, runs)
    cpu, outcomes = time.process_time() - cpu, ensemble.outcomes
    count = sum(float(outcomes.metric(metric).sum(dtype=float)) for metric in ("active", "dormant", "listed"))
    others = sum(agent.count or 1 for kind in OTHERS for agent in getattr(scenario, kind).values())
    return {
        "seconds": ensemble.seconds,
        "cpu": cpu,
        "threads": ensemble.threads,
        "startup_months": count,
        "agent_months": count + others * runs * outcomes.months,
        "before": before,
        "peak": memory(peak=True),
    }


if __name__ == "__main__":
    print(json.dumps(answer(sys.argv[1], int(sys.argv[2]))))
