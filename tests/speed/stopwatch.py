"""Contenders timed in turns, so that a noisy moment of the machine falls on all of them alike."""

import gc
import time
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Times:
    """Seconds a piece of work took, one figure a turn: CPU of the thread (or of the process), and on the clock."""

    cpu: list = field(default_factory=list)
    wall: list = field(default_factory=list)

    best = property(lambda self: min(self.cpu))

    def note(self, scale, unit):
        """The spread behind a minimum: `scale` turns seconds into `unit`."""
        middle, clock = (
            f"{x:,.0f}" if x >= 100 else f"{x:.3g}" for x in (scale * median(self.cpu), scale * min(self.wall))
        )
        return f"median {middle}, clock {clock} {unit}"


def in_turns(contenders, turns, least=0.2, clock=time.thread_time):
    """{name: Times} of contenders {name: prepare}: `prepare()` gives a piece of work to call; only the call is timed.

    In a turn a contender works for at least `least` seconds on the clock, so that short work is repeated and its
    minimum is no luckier than that of long work. As in timeit, the garbage collector waits until the turn is over.
    """
    times, names = {name: Times() for name in contenders}, list(contenders)
    for turn in range(turns):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            cpu, wall = a_turn(contenders[name], least, clock)
            times[name].cpu.append(cpu)
            times[name].wall.append(wall)
    return times


def a_turn(prepare, least, clock):
    """Seconds a piece, CPU and clock, over as many pieces as fill the turn."""
    cpu = wall = pieces = 0
    gc.collect()
    gc.disable()
    try:
        while wall < least or not pieces:
            work = prepare()
            began, before = time.perf_counter(), clock()
            work()
            cpu, wall, pieces = cpu + clock() - before, wall + time.perf_counter() - began, pieces + 1
    finally:
        gc.enable()
    return cpu / pieces, wall / pieces
