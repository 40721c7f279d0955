"""Every experiment in turn, with its time; each rewrites its README, its figure and its line in the index.

python experiments/all.py [NAME ...] [--runs N] [--seed N] [--quick]
"""

import argparse
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from telling import QUICK, options, run

from marketsim.words import lasting, listed

HOME = Path(__file__).resolve().parent
ORDER = (
    "consolidation",
    "floor_or_mirror",
    "valuation_cliff",
    "cost_gate",
    "champions",
    "vertical_unicorn",
    "open_core",
    "open_weights",
    "chips",
    "breadth_or_focus",
)


def experiment(name):
    """The module of an experiment."""
    spec = spec_from_file_location(f"experiment_{name}", HOME / name / "run.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    parser = options(__doc__.splitlines()[0], argparse.ArgumentParser(description=__doc__.splitlines()[0]))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {listed(ORDER, 99)}")
    asked, failed, began = parser.parse_args(), [], time.perf_counter()
    if strange := [name for name in asked.names if name not in ORDER]:
        parser.error(f"NAME must be one of {listed(ORDER, 99)}, got {strange[0]}")
    for name in asked.names or ORDER:
        module = experiment(name)
        runs = asked.runs or (QUICK if asked.quick else module.RUNS)
        try:
            finding, seconds = run(HOME / name, module.experiment, runs, asked.seed, asked.quick)
            print(f"{name:16} {lasting(seconds):>8}  {finding}", flush=True)
        except KeyboardInterrupt:
            sys.exit(f"stopped at {name}; what was finished stands")
        except (ValueError, RuntimeError) as error:
            failed.append(name)
            print(f"{name}: {error}", file=sys.stderr, flush=True)
    print(f"{'all':16} {lasting(time.perf_counter() - began):>8}")
    if failed:
        sys.exit(f"failed: {listed(failed, 99)}")


if __name__ == "__main__":
    main()
