"""A sweep that kills itself at the n-th step of writing to its folder: dying_child.py FOLDER N before|half|after.

A step is an open, a write, an fsync, a rename or a link of a file under the folder. "half" writes the first half of the
bytes and dies.
"""

import os
import signal
import sys

from small_plans import small

from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store

PLAN = {"points": 2, "runs": 10, "months": 2, "chunk": 10, "keep": ("months",)}
STEPS = ("open", "write", "fsync", "replace", "link")


def deadly(folder, last, when):
    """Make each step count, and the last one deadly."""
    taken, ours = [0], set()

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def stepping(name, real):
        def step(first, *rest, **more):
            within = str(first).startswith(folder) or first in ours
            if not within:
                return real(first, *rest, **more)
            taken[0] += 1
            if taken[0] == last and when == "before":
                die()
            if taken[0] == last and when == "half" and name == "write":
                real(first, rest[0][: len(rest[0]) // 2])
                die()
            done = real(first, *rest, **more)
            if name == "open":
                ours.add(done)
            if taken[0] == last and when in ("after", "half"):
                die()
            return done

        return step

    for name in STEPS:
        setattr(os, name, stepping(name, getattr(os, name)))
    return taken


def main():
    folder, last, when = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    plan = small(**PLAN)
    taken = deadly(folder, last, when)
    run(Store.claim(folder, plan), threads=1)
    print(taken[0])


if __name__ == "__main__":
    main()
