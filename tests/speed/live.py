"""A live market of about three hundred startups, `china-ai-2025`: building it, stepping it, asking it.

*Built* is `Market(scenario)` from a scenario in memory; *built again* has its `Start` at hand, as when many runs of
one scenario are opened. A month is the mean over the scenario's. The last rows are what an attribute and a rule of
one agent cost when Python asks for them.
"""

from rows import at_most, row
from stopwatch import in_turns

from marketsim.market import Market
from marketsim.scenario import load
from marketsim.start import Start

MANY = 2000


def rows(quick):
    turns, least = (3, 0.05) if quick else (9, 0.2)
    scenario = load("china-ai-2025")
    start = Start(scenario)
    market = Market(scenario, start=start)
    startup = market.members["startups"][0]
    sizes = {kind: len(members) for kind, members in market.members.items() if kind != "market"}

    def months(a_month):
        def prepare():
            market = Market(scenario, start=start)
            return lambda: [a_month(market) for _ in range(scenario.months)]

        return prepare

    times = in_turns(
        {
            "built": lambda: lambda: Market(scenario),
            "built again": lambda: lambda: Market(scenario, start=start),
            "step": months(Market.step),
            "walk": months(lambda market: list(market.walk())),
            "read": lambda: lambda: [startup.cash for _ in range(MANY)],
            "word": lambda: lambda: [startup.fate for _ in range(MANY)],
            "rule": lambda: lambda: [startup.embed() for _ in range(MANY)],
        },
        turns,
        least,
    )

    def figure(name, what, scale, unit, most=None, more=""):
        value, note = scale * times[name].best, times[name].note(scale, unit) + more
        return row(what, value, unit, note=note) if most is None else at_most(most, what, value, unit, note)

    people = "; " + ", ".join(f"{size} {kind}" for kind, size in sizes.items())
    month, once = 1e3 / scenario.months, 1e9 / MANY
    return [
        figure("built", "a live market built", 1e3, "ms", 50, people),
        figure("built again", "a live market built again", 1e3, "ms"),
        figure("step", "a month by `step()`", month, "ms", 5),
        figure("walk", "a month by `walk()`", month, "ms", 5),
        figure("read", "`startup.cash`", once, "ns"),
        figure("word", "`startup.fate`, a word", once, "ns"),
        figure("rule", "`startup.embed()`, a compiled rule", once, "ns"),
    ]
