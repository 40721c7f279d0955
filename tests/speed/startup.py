"""Starting: whole processes, on the clock, from the shell's point of view; medians of turns.

The first row is Python alone, with nothing to do. `marketsim run` draws its figures and writes its folder. The rows
of imports are one process each under `python -X importtime`, which slows imports down; they say what is heavy.
"""

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median

from child import spent
from rows import row

TINY = str(Path(__file__).parents[1] / "data" / "tiny.toml")
LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def rows(quick):
    turns = 3 if quick else 15
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "`python -c pass`": ("-c", "pass"),
            "`import marketsim`": ("-c", "import marketsim"),
            "`marketsim --help`": ("-m", "marketsim", "--help"),
            "`marketsim run tiny --runs 10`": (*("-m", "marketsim", "run", TINY, "--runs", "10", "--quiet"), "--out"),
        }
        numbers = iter(range(10**6))

        def give(name, *options):
            words = commands[name]
            own = [str(Path(folder) / str(next(numbers)))] if words[-1] == "--out" else []
            return spent(sys.executable, *options, *words, *own)

        told = {name: [] for name in commands}
        for turn in range(turns + 1):
            for name in commands:
                answer = give(name)
                if turn:  # the first fills the machine's caches
                    told[name].append(answer)
        found = [process(name, answers) for name, answers in told.items()]
        base = Counter(loaded(give("`python -c pass`", "-X", "importtime")[2]))
        return found + [imports(name, give(name, "-X", "importtime")[2], base) for name in list(commands)[1:]]


def process(name, answers):
    walls, cpus = zip(*((wall, cpu) for wall, cpu, _ in answers), strict=True)
    note = f"least {1e3 * min(walls):.0f} ms; CPU {1e3 * median(cpus):.0f} ms, all threads; {len(walls)} turns"
    return row(name, 1e3 * median(walls), "ms", note=note)


def loaded(text):
    """{module: milliseconds of its own}."""
    return {name: int(microseconds) / 1e3 for microseconds, name in LINE.findall(text)}


def imports(name, text, base):
    """What a command imports that Python alone does not, and the heaviest packages among it."""
    packages = Counter()
    for module, own in loaded(text).items():
        if module not in base:
            packages[module.split(".")[0]] += own
    heaviest = ", ".join(f"{package} {own:.0f}" for package, own in packages.most_common(6))
    return row(f"{name}: imports", sum(packages.values()), "ms", note=f"heaviest: {heaviest}")
