"""`python -m marketsim.validation`: measure every target in its markets; write docs/validation.md and its pictures."""

import argparse
import sys
from pathlib import Path

from marketsim.validation import validate
from marketsim.validation.page import drawn, filled
from marketsim.validation.targets import TARGETS


def main():
    parser = argparse.ArgumentParser("python -m marketsim.validation", description=__doc__.partition(": ")[2])
    parser.add_argument("--write", type=Path, default=Path("docs/validation.md"), metavar="FILE", help="the page")
    parser.add_argument("--runs", type=int, default=100, help="futures of each market; 100 if left out")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    reports = []
    for name in dict.fromkeys(name for target in TARGETS for name in target.scenarios):
        print(f"{asked.runs} futures of {name}", file=sys.stderr)
        reports.append(validate(name, asked.runs, asked.seed))
    pictures = drawn(reports, asked.write.parent / "pictures" / "validation")
    text = asked.write.read_text("utf-8")
    near = {key: path.relative_to(asked.write.parent) for key, path in pictures.items()}
    asked.write.write_text(filled(text, reports, near), "utf-8")


if __name__ == "__main__":
    main()
