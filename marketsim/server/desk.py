"""Answers are written a few at a time, and how long that takes lately is taken off the time there is to wait."""

import os
import time
from threading import Semaphore

MEMORY = 0.7  # weight of what was before
MOST = 0.5  # of the time there is


class Desk:
    """As many writers as cores: more would only keep each other waiting."""

    def __init__(self, writers=None):
        self.seats, self.lately = Semaphore(writers or os.cpu_count() or 1), 0.0

    def write(self, make, *what):
        """make(*what), when there is a seat."""
        began = time.monotonic()
        with self.seats:
            made = make(*what)
        self.lately = MEMORY * self.lately + (1 - MEMORY) * (time.monotonic() - began)
        return made

    def takes(self, seconds):
        """How much of so many seconds the writing will need, as things have been lately."""
        return min(self.lately, MOST * seconds)
