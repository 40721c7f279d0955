"""A sweep of some seconds in a process of its own, which prints how many runs are done; tests stop and kill it.

python sweeping_child.py FOLDER [--threads N | --local-workers N | --cluster ADDRESS] [--runs N] [--points N] ...
"""

import argparse
import os
import signal
import sys
import tempfile

from small_plans import small

from marketsim.sweeps.engine import Stopped, run
from marketsim.sweeps.store import Halted, Store, StoreError


def nobody():
    """Become somebody who owns nothing; whatever is loaded at the first use is loaded before."""
    with tempfile.TemporaryDirectory() as folder:
        run(Store.claim(folder, small(1, 1, 1)), threads=1)
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("folder")
    ask.add_argument("--threads", type=int)
    ask.add_argument("--local-workers", type=int)
    ask.add_argument("--cluster")
    for name, value in (("--points", 20), ("--runs", 200), ("--months", 6), ("--chunk", 100)):
        ask.add_argument(name, type=int, default=value)
    ask.add_argument("--nobody", action="store_true", help="give up the superuser's rights")
    asked = ask.parse_args()
    if asked.nobody:
        nobody()
    # A parent in the background would have it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    how = {"threads": asked.threads, "local_workers": asked.local_workers, "cluster": asked.cluster}
    try:
        store = Store.claim(asked.folder, small(asked.points, asked.runs, asked.months, chunk=asked.chunk))
        run(store, **how, progress=lambda done, runs: print(done, flush=True))
    except Stopped as stop:
        print(stop, file=sys.stderr)
        sys.exit(130)
    except StoreError as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    except Halted as halt:
        print(halt, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
