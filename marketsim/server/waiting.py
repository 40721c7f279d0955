"""Waiting for futures without holding up anybody else, and no longer than whoever asked does."""

import asyncio
import time

from marketsim.server.refusals import Refused

LOOK = 0.1  # seconds between two looks at whether somebody still listens


class Gone(Exception):
    """Whoever asked has left: the slider has moved on."""


async def until(request, demands, seconds):
    """Wait until the demands are met or the time is up; returns how many runs all have. Gone if nobody waits."""
    loop, more = asyncio.get_running_loop(), asyncio.Event()
    for demand in demands:
        demand.tell = lambda: loop.call_soon_threadsafe(more.set)
    end = time.monotonic() + seconds
    while not all(demand.met for demand in demands):
        if await request.is_disconnected():
            raise Gone
        if time.monotonic() > end and all(demand.ready for demand in demands):
            break
        if time.monotonic() > end + seconds + 10:
            raise Refused("runs: not one future is done in time; ask for fewer months, or later", 503)
        more.clear()
        try:
            await asyncio.wait_for(more.wait(), LOOK)
        except TimeoutError:
            continue
    return min(demand.ready for demand in demands)


def patiently(demands, job):
    """The same for a job's thread: until all are met, or the job is cancelled; returns how many runs there are."""
    while not all(demand.met for demand in demands):
        job(sum(demand.ready for demand in demands), sum(demand.runs for demand in demands))
        time.sleep(LOOK)
    ready = min(demand.ready for demand in demands)
    job(sum(demand.ready for demand in demands), sum(demand.runs for demand in demands))
    return ready
