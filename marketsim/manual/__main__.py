"""`python -m marketsim.manual`: print the model's description with its tables renewed, or write it."""

import argparse
import sys
from pathlib import Path

from .page import filled, outdated
from .rules import read


def main(arguments=None):
    """0, or 1 where --check finds the page out of date; 2 and a line for what cannot be done."""
    parser = argparse.ArgumentParser("python -m marketsim.manual", description=__doc__.partition(": ")[2])
    parser.add_argument("page", nargs="?", type=Path, default=Path("docs/model.md"), help="docs/model.md if left out")
    parser.add_argument("--write", action="store_true", help="write the page, instead of printing it")
    parser.add_argument("--check", action="store_true", help="only say which parts are out of date")
    parser.add_argument("--rules", type=Path, default=Path("cython_ext"), help="where the rules are; cython_ext")
    asked = parser.parse_args(arguments)
    try:
        text, rules = asked.page.read_text("utf-8"), read(asked.rules)
        new = filled(text, rules)
        if asked.check:
            old = outdated(text, rules)
            print(*(f"{asked.page}: {name} is not what would be generated" for name in old), sep="\n", end="")
            return 1 if old else 0
        if asked.write:
            asked.page.write_text(new, "utf-8")
        else:
            print(new, end="")
    except (OSError, ValueError) as error:
        print(f"marketsim: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
