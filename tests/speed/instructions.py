"""Instructions a startup-month, counted by valgrind: a gate that no noise can trip.

`python tests/speed/instructions.py --check` fails when a market takes 3 % more than tests/data/instructions.json says;
`--renew` writes what it takes now. Counts differ between compilers and between instruction sets, so expectations are
kept for each that was met. Only what the kernel does inside `run_range` is counted, on one thread.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED = DATA / "instructions.json"
MARKETS = {"tiny": str(DATA / "tiny.toml"), "floor": "floor"}
RUNS = 40  # of each market, the same every time: more would only average over more luck
SLACK = 0.03


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
        valgrind = ["valgrind", "-q", "--tool=callgrind", "--toggle-collect=__pyx_pw_*run_range", f"--callgrind-out-file={out}"]
        asked = [*valgrind, sys.executable, __file__, "--simulate", market, str(runs)]
        done = subprocess.run(asked, capture_output=True, text=True)
        if done.returncode or not done.stdout.strip().isdigit():
            raise Unknown(f"valgrind failed on {market}: {(done.stderr.strip().splitlines() or ['no output'])[-1]}")
        text = out.read_text()
    total = int(re.search(r"^(?:summary|totals): (\d+)", text, re.M)[1])
    if not total:
        raise Unknown("valgrind found no function run_range: the kernel has no symbols")
    clone = re.search(r"all_develop\.(?:arch_)?(\w+)", text)
    return total / int(done.stdout), clone[1].replace("_", "-").replace("x86-64", "x86_64") if clone else "one build"


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
        verdict = "too many" if change > SLACK else "fewer: --renew" if change < -SLACK else "as expected"
        print(f"instructions: {market}: {count:,.0f} a startup-month, {change:+.1%} against {was:,.0f} ({key}): {verdict}")
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
    """What the command prints; `quick` changes nothing, for counts do not depend on how often one counts."""
    unit, what = "instructions / startup-month", "instructions: {}"
    try:
        key, counts = measured()
    except Unknown as reason:
        return [dict(what=what.format(market), value=None, unit=unit, target=None, met=None, note=f"not counted: {reason}")
                for market in MARKETS]
    lines = []
    for market, count in counts.items():
        most = expected().get(key, {}).get(market, float("nan")) * (1 + SLACK)
        known = most == most
        lines.append(dict(what=what.format(market), value=count, unit=unit, target=f"<= {most:,.0f}" if known else None,
                          met=count <= most if known else None, note=key if known else f"{key}: no expectation yet"))
    return lines


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
            print(f"{line['what']}: {line['value']} {line['unit']}  target {line['target']}  {line['note']}")


if __name__ == "__main__":
    main()
