"""The speed bench: every figure of docs/speed.md, side by side in one run.

python tests/speed [--quick] [--only NAME ...] [--json FILE] [--write]
"""

import argparse
import importlib
import json
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1]))  # tests/: the bench and the plain market

import machine
import page
from rows import row

PARTS = ("doors", "threads", "futures", "live", "memory", "startup", "dense", "instructions", "growth", "sweeps")
DOCS = Path(__file__).parents[2] / "docs" / "speed.md"


def main():
    asked = arguments()
    company, facts, parts = machine.Company(), machine.facts(), []
    for name in asked.only or PARTS:
        if importlib.util.find_spec(name) is None:
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        parts.append(measured(name, asked.quick))
    facts["others meanwhile"] = f"{company.cores():.2f} cores, on average"
    page.show(facts, parts)
    if asked.json:
        asked.json.write_text(json.dumps({"machine": facts, "quick": asked.quick, "parts": parts}, indent=1) + "\n")
    if asked.write:
        DOCS.write_text(page.written(facts, parts, asked.quick))
        print(f"written to {DOCS.relative_to(Path(__file__).parents[2])}", file=sys.stderr)
        if any(part["name"] == "growth" for part in parts):
            importlib.import_module("growth").draw(asked.quick)


def arguments():
    ask = argparse.ArgumentParser(prog="python tests/speed", description=__doc__.splitlines()[0])
    ask.add_argument("--quick", action="store_true", help="a short pass: coarse figures, fewer repetitions")
    ask.add_argument("--only", action="append", choices=PARTS, metavar="NAME", help=f"one of {', '.join(PARTS)}; again")
    ask.add_argument("--json", type=Path, metavar="FILE", help="the figures as JSON")
    ask.add_argument("--write", action="store_true", help="write docs/speed.md")
    return ask.parse_args()


def measured(name, quick):
    """One part: its name, what its rows mean, and the rows; what goes wrong in it is a row of its own."""
    try:
        part = importlib.import_module(name)
        about, rows = part.__doc__ or "", part.rows(quick)
    except Exception as error:
        said = " ".join(str(error).split()) or "no more is said"
        about, rows = "", [row("could not be measured", None, "", "a figure", False, f"{type(error).__name__}: {said}")]
    return {"name": name, "about": about, "rows": rows}


if __name__ == "__main__":
    main()
