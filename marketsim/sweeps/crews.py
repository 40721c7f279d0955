"""Who computes the chunks: threads of this process here, Dask's workers in `cluster`.

A crew takes numbers (`submit`) and gives futures of lines for the manifest; `ahead` is how many keep all hands busy,
`underway` {chunk: runs done} of those in hand, where that is known; `lost(error)` tells a dead worker from a bad chunk.
Leaving its context sends everybody home without waiting for what they have in hand.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from marketsim.sweeps.work import perform


class Dropped(Exception):
    """A chunk whose computation was cut short, because nobody waits for it any more."""


class Threads:
    """Threads of this process: the rules run without the GIL."""

    def __init__(self, store, count=None):
        count = count or os.cpu_count() or 1
        self.store, self.ahead = store, count + 1
        self.over, self.underway = Event(), {}
        self.pool = ThreadPoolExecutor(count, "chunk")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.over.set()
        self.pool.shutdown(wait=True, cancel_futures=True)

    def submit(self, number):
        return self.pool.submit(self._perform, number)

    def _perform(self, number):
        def pulse(done):
            if self.over.is_set():
                raise Dropped
            self.underway[number] = done

        try:
            return perform(self.store, number, pulse)
        finally:
            self.underway.pop(number, None)

    def lost(self, error):
        return False

    def gone(self):
        """Why nothing can be expected of this crew any more; None while it works."""
