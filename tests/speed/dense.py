"""The rules that run over every firm every month, against plain C by hand (`dense.c`): same arithmetic, flags and bits.

Those are develop, embed, attract, sell, operate and appraise. The C is compiled for the bench with the kernel's own
flags and instruction sets; that both leave the same bits after months of these rules is checked first. A market of
1,500 startups hides what a call from Python costs, one of 100 is as large as the shipped ones; what a call on an empty
market takes is taken off either way. Ratios are medians of pairs, one call after the other, for the clock of a shared
machine jumps. Without a C compiler nothing is compared.
"""

import ctypes
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from rows import at_most, row

from marketsim._kernel import World
from marketsim.scenario import checked, read
from marketsim.schema import BUILD, ENUMS, PARAMETERS, PURPOSES, SCHEDULE, fields
from marketsim.start import Start

ROOT = Path(__file__).resolve().parents[2]
PHASES = {rule: phase for phase, (_, _, rule) in enumerate(SCHEDULE)}
DENSE = ("develop", "embed", "attract", "sell", "operate", "appraise")
WARM, MONTHS = 6, 4  # whole months before, so that some firms have gone; dense months that are timed
TARGET = 1.15


class Moment(ctypes.Structure):
    """Whose luck, and when: as in dense.c."""

    _fields_ = [("seed", ctypes.c_uint64), ("run", ctypes.c_uint64), ("month", ctypes.c_int64)]


def header():
    """What dense.c must know of the kernel: structs, words and purposes, as C."""
    structs = []
    for name in ("Params", "Startups", "Environment", "Metrics"):
        lines = [
            f"    {field.type} {'*' if field.column else ''}{field.name}"
            f"{'' if field.column or field.width == 1 else f'[{field.width}]'};"
            for field in fields("startups" if name == "Startups" else name).values()
        ]
        structs.append("\n".join(["typedef struct {", *lines, f"}} {name};"]))
    words = [f"{word} = {number}" for enum in ("Fate", "Business") for number, word in enumerate(ENUMS[enum])]
    words += [f"{why} = {number}" for why, number in PURPOSES.items()]
    words.append(f"VERTICALS = {fields('startups')['base'].width}")
    return "\n".join(["#include <stdint.h>", *structs, f"enum {{ {', '.join(words)} }};", ""])


def built(folder):
    """dense.c as a library, with the kernel's flags."""
    (folder / "columns.h").write_text(header())
    library = folder / "dense.so"
    places = [f"-I{folder}", f"-I{ROOT / 'cython_ext'}"]
    source = str(Path(__file__).with_suffix(".c"))
    subprocess.run(["gcc", *BUILD["flags"], *places, "-shared", "-fPIC", source, "-o", str(library)], check=True)
    loaded = ctypes.CDLL(str(library))
    rules = {name: getattr(loaded, f"c_{name}") for name in DENSE}
    for rule in rules.values():
        rule.argtypes = [*[ctypes.c_void_p] * 4, Moment, ctypes.c_ssize_t]
        rule.restype = None
    return rules


class ByHand:
    """A copy of a world that the C works on."""

    def __init__(self, rules, world):
        self.rules, self.world = rules, world.copy()
        self.figures = np.array([world.params[name] for name in PARAMETERS])
        self.columns = np.array([column.ctypes.data for column in self.world.startups.values()], np.uintp)
        self.environment = next(iter(self.world.environment.values())).ctypes.data
        self.now, self.n = Moment(world.seed, world.run, world.month), world.running
        metrics = next(iter(world.metrics.values())).ctypes.data  # last month's, which these rules only read
        self.places = self.figures.ctypes.data, self.columns.ctypes.data, self.environment, metrics

    def call(self, name, n=None):
        self.rules[name](*self.places, self.now, self.n if n is None else n)


class Kernel:
    """The kernel's own world."""

    def __init__(self, world):
        self.world, self.n = world, world.running

    def call(self, name):
        self.world.apply_all(PHASES[name])


def market(startups, name="floor"):
    """A founded world of a shipped scenario some months on, its groups enlarged or thinned to so many startups."""
    data = read(name)[0]
    groups = [agent for agent in data["startups"].values() if "count" in agent]
    rest, have = startups - len(data["startups"]) + len(groups), sum(agent["count"] for agent in groups)
    for agent in groups:
        agent["count"] = max(1, round(agent["count"] * rest / have))
    start = Start(checked(data, name))
    world = start.world()
    world.key(7, 0)
    world.begin(start.parameters(7, 1)[0])
    for _ in range(WARM):
        for phase in range(len(SCHEDULE)):
            world.apply_all(phase)
        world.end_month()
    return world


def photograph(world):
    return [column.copy() for table in (world.startups, world.environment) for column in table.values()]


def restore(world, photo):
    columns = [column for table in (world.startups, world.environment) for column in table.values()]
    for column, was in zip(columns, photo, strict=True):
        column[:] = was


def differing(kernel, hand):
    """Names of columns and figures that have other bits."""
    names = [name for table in (kernel.world.startups, kernel.world.environment) for name in table]
    both = zip(names, photograph(kernel.world), photograph(hand.world), strict=True)
    return [name for name, a, b in both if a.tobytes() != b.tobytes()]


def proved(rules, world, months=6):
    """Run both for some months of dense rules; ValueError unless all bits agree, and something happened.

    Some firms are made what few are, so that no bound and no choice in the rules goes unseen.
    """
    stirred = world.copy()
    s, step = stirred.startups, [slice(k, stirred.running, 17) for k in range(17)]
    s["fate"][step[0]] = ENUMS["Fate"].index("DORMANT")
    s["fate"][step[1]] = ENUMS["Fate"].index("LISTED")
    s["margin"][step[2]], s["margin"][step[3]] = 0.9, -0.9
    s["capability"][step[4]], s["capability"][step[5]] = -30, 30
    s["runway"][step[6]], s["runway"][step[7]] = 0.5, 100
    s["expected"][step[8]], s["growth"][step[9]], s["premium"][step[10]] = 4, -2, -2
    s["cost"][step[11]], s["cost"][step[12]], s["revenue"][step[13]] = 1e-3, 1e3, 0
    s["live"][step[14]], s["champion"][step[15]], s["registered"][step[16]] = 0, 1, 0
    stirred.environment["controls"][:], stirred.environment["shut"][:2], stirred.environment["walled"][:] = (
        0.8,
        0.3,
        0.5,
    )
    for figure, value in (("usefulness", 0.1), ("abroad", 1), ("markup", 1.1)):
        stirred.environment[figure][:] = value
    stirred.metrics["cost_over_size"][:] = 0.4
    kernel, hand = Kernel(stirred), ByHand(rules, stirred)
    before = photograph(stirred)
    for month in range(months):
        hand.now.month = kernel.world.month
        for name in DENSE:
            kernel.call(name)
            hand.call(name)
            if wrong := differing(kernel, hand):
                raise ValueError(f"dense.c: {name}, month {month}: other bits than the kernel's in {', '.join(wrong)}")
        kernel.world.end_month()
    moved = sum(a.tobytes() != b.tobytes() for a, b in zip(before, photograph(kernel.world), strict=True))
    if moved < 20:
        raise ValueError(f"dense.c: only {moved} columns moved in {months} months; nothing was compared")


def least(call, many=2000):
    """Seconds of the shortest of many calls."""
    best = 1.0
    for _ in range(many):
        began = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - began)
    return best


def times(kernel, hand, repetitions):
    """(repetition, side, rule) seconds, the shortest of some months; both sides in turn at each rule, from one state.

    The clock of a shared machine jumps: sides are compared within a repetition.
    """
    empty = World((1, 1, 1, 1), 0, 1)
    sides = (kernel, hand)
    over = least(lambda: empty.apply_all(PHASES["embed"])), least(lambda: hand.call("embed", 0))
    photo, taken = photograph(kernel.world), np.ones((repetitions, 2, len(DENSE)))
    for repetition in range(repetitions):
        for side in sides:
            restore(side.world, photo)
        for month in range(MONTHS):
            for rule, name in enumerate(DENSE):
                for k in (0, 1) if (repetition + month) % 2 else (1, 0):
                    began = time.perf_counter()
                    sides[k].call(name)
                    seconds = time.perf_counter() - began - over[k]
                    taken[repetition, k, rule] = min(taken[repetition, k, rule], seconds)
    return taken


def rows(quick=False):
    """What the command prints, and what it compares with its targets."""
    if not shutil.which("gcc"):
        return [row("dense rules: kernel over C", None, "times", f"at most {TARGET}", None, "no gcc here")]
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        rules = built(Path(folder))
        for startups, repetitions in ((1500, 20 if quick else 100), (100, 200 if quick else 1000)):
            world = market(startups)
            proved(rules, world)
            kernel, hand = Kernel(world), ByHand(rules, world)
            acting = np.count_nonzero(world.startups["live"])
            lines += compared(f"dense rules, {startups:,} startups", times(kernel, hand, repetitions) * 1e9 / acting)
    return lines


def compared(what, taken):
    """Rows for the least of each side and for the median ratio; `taken` is (repetition, side, rule) nanoseconds."""
    least_of = taken.min(axis=0)
    ratios = np.median(taken[:, 0] / taken[:, 1], axis=0)
    each = ", ".join(f"{name} {ratio:.2f}" for name, ratio in zip(DENSE, ratios, strict=True))
    lines = []
    for side, parts in zip(("kernel", "C by hand"), least_of, strict=True):
        note = ", ".join(f"{name} {part:.1f}" for name, part in zip(DENSE, parts, strict=True))
        lines.append(row(f"{what}: {side}", float(parts.sum()), "ns / startup-month", note=note))
    ratio = float(np.median(taken[:, 0].sum(axis=1) / taken[:, 1].sum(axis=1)))
    return [*lines, at_most(TARGET, f"{what}: kernel over C", ratio, "times", f"same bits; {each}")]


def main():
    for line in rows("--quick" in sys.argv):
        print("  ".join(str(cell) for cell in line.values()))


if __name__ == "__main__":
    main()
