"""One market of a thousand to a million startups: what a startup-month costs in time, and a startup in memory.

The market is that of `tests/data/tiny.toml` with everything in proportion: 0.3 investors a startup, a buyer for every
80, demand, and entrants (of whom at most 64 come in a month). Every size has a process of its own and is simulated
for 24 months on one thread; of each month's rules the shortest of some repetitions counts. Founding is timed apart.
Memory is that of the columns; the note says what the process held more at most. `python tests/speed/growth.py
--write` draws docs/pictures/growth.png.
"""

import json
import os
import sys
import time
from functools import cache
from math import log
from pathlib import Path

from child import memory, told
from rows import at_most, row

TESTS = Path(__file__).resolve().parents[1]
PICTURE = TESTS.parent / "docs" / "pictures" / "growth.png"
MONTHS, INVESTORS, BUYERS, ENTRY = 24, 0.3, 1 / 80, 0.6 / 80  # the last three for each startup
SIZES = {1_000: 20, 10_000: 6, 100_000: 3, 1_000_000: 2}  # startups: repetitions
QUICKLY = {1_000: 5, 10_000: 2, 100_000: 1}
EXPONENT, DECADE = 1.1, 2
NEEDED = 5_000  # bytes of free memory for each startup
CHAPTERS = {  # of the month, for the picture: the first chapter of each, in the order of SCHEDULE
    1: "policy, research, sales, costs, value",
    7: "raising money",
    11: "exits, purchases, entry",
    15: "counting",
}
COLOURS = ("#1f4e8c", "#93bce6", "#d46500", "#dccbef")


def scenario(startups):
    """A market of so many, as data."""
    from marketsim.scenario import checked, read

    data = read(str(TESTS / "data" / "tiny.toml"))[0]
    data["startups"]["small"]["count"] = startups - 1
    data["investors"]["fund"]["count"] = round(INVESTORS * startups) - 1
    data["acquirers"]["giant"] = data["acquirers"]["Alibaba"] | {"count": round(BUYERS * startups)}
    data["parameters"]["entry_rate"] = {"value": ENTRY * startups, "source": "assumed"}
    for figures in data["verticals"].values():
        figures["demand"] = figures["demand"] | {"value": figures["demand"]["value"] * startups / 81}
    return checked(data, "growth")


def measured(startups, repetitions):
    """Nanoseconds of every rule in every month, and of founding; bytes. In a process of its own: see `rows`."""
    import numpy as np

    from marketsim.schema import SCHEDULE
    from marketsim.start import Start

    before, start = memory(), Start(scenario(startups), MONTHS)
    params, acting = start.parameters(7, 1)[0], 0
    best, founding = np.full((MONTHS, len(SCHEDULE)), np.inf), np.inf
    for _ in range(repetitions):
        world = None  # give its memory back first
        world = start.world()
        world.key(7, 0)
        began = time.thread_time()
        world.begin(params)
        founding, acting = min(founding, time.thread_time() - began), 0
        for month in range(MONTHS):
            for phase in range(len(SCHEDULE)):
                began = time.thread_time()
                world.apply_all(phase)
                best[month, phase] = min(best[month, phase], time.thread_time() - began)
            world.end_month()
            world.raise_fault()
            acting += int(sum(world.metrics[name][0] for name in ("active", "dormant", "listed")))
    tables = (world.startups, world.investors, world.acquirers, world.regulators)
    return {
        "startups": startups,
        "rules": {name: 1e9 * best[:, k].sum() / acting for k, (_, _, name) in enumerate(SCHEDULE)},
        "founding": 1e9 * founding / startups,
        "columns": sum(column.nbytes for table in tables for column in table.values()) / startups,
        "held": 2**20 * max(memory(peak=True) - before, 0) / startups,
        "left": acting / MONTHS / startups,
    }


@cache
def sizes(quick=False):
    """Measurements of every size there is room for, once a process: table and picture are of the same run."""
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    wanted = QUICKLY if quick else SIZES
    return [told(__file__, "--measure", n, repetitions) for n, repetitions in wanted.items() if n * NEEDED < free]


def rows(quick=False):
    """Time and memory for each size, how they grow from one to the next, and the exponent over all."""
    found = sizes(quick)
    lines = []
    for size in found:
        dear = sorted(size["rules"].items(), key=lambda rule: -rule[1])[:5]
        note = ", ".join(f"{name} {ns:.0f}" for name, ns in dear) + f"; founding {size['founding']:,.0f} ns a startup"
        lines.append(row(f"{size['startups']:,} startups: time", total(size), "ns / startup-month", note=note))
    for size in found:
        note = f"the process held {size['held']:,.0f} more"
        lines.append(row(f"{size['startups']:,} startups: memory", size["columns"], "bytes / startup", note=note))
    for small, large in zip(found, found[1:], strict=False):
        step, most = f"{small['startups']:,} to {large['startups']:,} startups", DECADE
        lines.append(at_most(most, f"{step}: time a startup-month", total(large) / total(small), "times"))
        lines.append(at_most(most, f"{step}: memory a startup", large["columns"] / small["columns"], "times"))
    if len(found) > 1:
        reach = f"{found[0]['startups']:,} to {found[-1]['startups']:,} startups"
        lines.append(at_most(EXPONENT, f"{reach}: exponent of a month's time", exponent(found), "", "1: in proportion"))
    return lines


def total(size):
    return sum(size["rules"].values())


def exponent(found):
    """Of the time of a month in the number of startups, over all sizes."""
    first, last = found[0], found[-1]
    return 1 + log(total(last) / total(first)) / log(last["startups"] / first["startups"])


def picture(found):
    """Nanoseconds a startup-month by part of the month, and bytes a startup, for each size."""
    import machine

    from marketsim import __version__
    from marketsim.figures.style import sheet, styled

    first, last = found[0], found[-1]
    facts = {"title": "Growth", "scenario": "tiny, enlarged", "hash": scenario(first["startups"]).hash, "changes": []}
    facts |= {"runs_done": 1, "seed": 7, "marketsim": __version__}

    @styled
    def drawn():
        figure = sheet(
            9,
            4.4,
            f"{last['startups'] // first['startups']:,} times the startups, "
            f"{total(last) / total(first):.1f} times the time for each",
            f"One market, {MONTHS} months, one thread: exponent {exponent(found):.2f}; {machine.processor()}",
            facts,
        )
        left, right = figure.subplots(1, 2, width_ratios=(3, 2), gridspec_kw={"wspace": 0.16})
        names, bottoms = [f"{size['startups']:,}" for size in found], [0.0] * len(found)
        for colour, word, tall in parts(found):
            left.bar(names, tall, 0.62, bottoms, color=colour, label=word)
            bottoms = [a + b for a, b in zip(bottoms, tall, strict=True)]
        bytes_each = [size["columns"] for size in found]
        right.bar(names, bytes_each, 0.62, color=COLOURS[1])
        left.legend(loc="upper left", frameon=False, fontsize=8, reverse=True)
        for axes, heights, word in (
            (left, bottoms, "Nanoseconds a startup-month"),
            (right, bytes_each, "Bytes a startup"),
        ):
            for name, height in zip(names, heights, strict=True):
                axes.text(name, height, f"{height:,.0f}", ha="center", va="bottom", fontsize=8.5)
            axes.set_title(word)
            axes.set_xlabel("startups")
            axes.set_ylim(0, 1.3 * max(heights))
            axes.set_yticks([])
            axes.spines["left"].set_visible(False)
            axes.tick_params(length=0)
        return figure

    return drawn()


def parts(found):
    """(colour, name, nanoseconds for each size) of the parts of a month."""
    from marketsim.schema import SCHEDULE

    for colour, (first, word) in zip(COLOURS, CHAPTERS.items(), strict=True):
        after = min((chapter for chapter in CHAPTERS if chapter > first), default=99)
        rules = [name for chapter, _, name in SCHEDULE if first <= chapter < after]
        yield colour, word, [sum(size["rules"][name] for name in rules) for size in found]


def draw(quick):
    """Write the picture of the docs."""
    from marketsim.figures.style import save

    save(picture(sizes(quick)), PICTURE)
    print(f"written to {PICTURE.relative_to(TESTS.parent)}; exponent {exponent(sizes(quick)):.3f}", file=sys.stderr)


def main():
    words = sys.argv[1:]
    if words[:1] == ["--measure"]:
        print(json.dumps(measured(int(words[1]), int(words[2]))))
    elif words[:1] == ["--write"]:
        draw("--quick" in words)
    else:
        for line in rows("--quick" in words):
            print("  ".join(str(cell) for cell in line.values()))


if __name__ == "__main__":
    main()
