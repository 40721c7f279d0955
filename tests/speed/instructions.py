"""Instructions a startup-month, counted by valgrind (callgrind): a figure that noise cannot trip.

Only what the kernel does inside `run_range` is counted, on one thread, founding and records included. Counts differ
between compilers and between instruction sets (valgrind knows none above AVX2), so `tests/data/instructions.json`
keeps an expectation for each that was met. `python tests/speed/instructions.py --check` fails when a market takes 3 %
more than that; `--renew` writes what it takes now.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rows import at_most, row

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED = DATA / "instructions.json"
MARKETS = {"tiny": str(DATA / "tiny.toml"), "floor": "floor"}
RUNS = 40  # of each market, the same every time: more would only average over more luck
SLACK = 0.03
COUNTED = "__pyx_pw_*run_range"  # the function that Python calls, as Cython names it


class Unknown(RuntimeError):
    """Nothing can be counted here; the text says why."""


def simulated(market, runs):
    """Run futures on one thread; the startup-months in them: firms acting at the end of each month, added up."""
    from marketsim.ensemble import simulate

    outcomes = simulate(MARKETS[market], runs, seed=7, threads=1).outcomes
    acting = [outcomes.metric_names.index(name) for name in ("active", "dormant", "listed")]
    return int(outcomes.months_array[:, :, acting].sum(dtype=float))


def counted(market, runs=RUNS):
    """(instructions a startup-month, instruction set that valgrind let the kernel choose)."""
    if not shutil.which("valgrind"):
        raise Unknown("valgrind is not installed")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        count = ["valgrind", "-q", "--tool=callgrind", f"--toggle-collect={COUNTED}", f"--callgrind-out-file={out}"]
        asked = [*count, sys.executable, __file__, "--simulate", market, str(runs)]
        done = subprocess.run(asked, capture_output=True, text=True)
        if done.returncode or not done.stdout.strip().isdigit():
            raise Unknown(f"valgrind failed on {market}: {(done.stderr.strip().splitlines() or ['no output'])[-1]}")
        text = out.read_text()
    total = int(re.search(r"^(?:summary|totals): (\d+)", text, re.M)[1])
    if not total:
        raise Unknown("valgrind found no function run_range: the kernel has no symbols")
    clone = re.search(r"all_develop\.(?:arch_)?(\w+)", text)
    return total / int(done.stdout), clone[1].replace("_", "-") if clone else "one build"


def compiler():
    """Who compiled the kernel, with its major version: from the notes that compilers leave in a library."""
    from marketsim import _kernel

    notes = Path(_kernel.__file__).read_bytes()
    for name, pattern in (("clang", rb"clang version (\d+)"), ("gcc", rb"GCC: \([^)]*\) (\d+)")):
        if found := re.search(pattern, notes):
            return f"{name} {found[1].decode()}"
    raise Unknown("the kernel does not say which compiler built it")


def measured():
    """(what they hold for, {market: instructions a startup-month})."""
    who, counts = compiler(), {market: counted(market) for market in MARKETS}
    sets = {isa for _, isa in counts.values()}
    return f"{who}, {', '.join(sorted(sets))}", {market: round(count, 1) for market, (count, _) in counts.items()}


def expected():
    return json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}


def check():
    """Print a line a market; the exit code: 1 if one takes too many, or if nobody can say and CI relies on it."""
    try:
        key, counts = measured()
        if key not in expected():
            raise Unknown(f"no expectation for {key}; known: {'; '.join(expected()) or 'none'}; --renew writes one")
    except Unknown as reason:
        print(f"instructions: not checked: {reason}")
        return int(os.environ.get("CI", "") == "true")
    worst = 0
    for market, count in counts.items():
        was = expected()[key][market]
        change = count / was - 1
        verdict = "too many" if change > SLACK else "fewer, --renew" if change < -SLACK else "as expected"
        print(f"instructions: {market}: {count:,.0f} a startup-month, {verdict}: {change:+.1%} on {was:,.0f} ({key})")
        worst = max(worst, change)
    return int(worst > SLACK)


def renew():
    """Write what the markets take now; expectations for other compilers stay as they are."""
    try:
        key, counts = measured()
    except Unknown as reason:
        print(f"instructions: not renewed: {reason}")
        return 1
    EXPECTED.write_text(json.dumps(dict(sorted((expected() | {key: counts}).items())), indent=2) + "\n")
    print(f"instructions: {key}: " + ", ".join(f"{market} {count:,.0f}" for market, count in counts.items()))
    return 0


def rows(quick=False):
    """What the bench prints; `quick` changes nothing, for a count does not depend on how often one counts."""
    unit, named = "instructions / startup-month", {market: f"instructions: {market}" for market in MARKETS}
    try:
        key, counts = measured()
    except Unknown as reason:
        return [row(what, None, unit, note=f"not counted: {reason}") for what in named.values()]
    known = expected().get(key, {})
    return [
        at_most(round(known[market] * (1 + SLACK)), named[market], count, unit, key)
        if market in known
        else row(named[market], count, unit, note=f"{key}: no expectation yet")
        for market, count in counts.items()
    ]


def main():
    words = sys.argv[1:]
    if words[:1] == ["--simulate"]:
        print(simulated(words[1], int(words[2])))
    elif words == ["--check"]:
        sys.exit(check())
    elif words == ["--renew"]:
        sys.exit(renew())
    elif words:
        sys.exit(f"instructions: --check or --renew, got {' '.join(words)}")
    else:
        for line in rows():
            print("  ".join(str(cell) for cell in line.values()))


if __name__ == "__main__":
    main()
