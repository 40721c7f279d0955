"""Long work and those who watch it: the command line's bar and the server's events read one object."""

import time
from threading import Lock

STATES = ("queued", "running", "done", "failed", "cancelled")


class Cancelled(KeyboardInterrupt):
    """Somebody cancelled the job: what `simulate` takes for a Ctrl-C, so that its threads stop and nothing is lost."""


class Job:
    """Whoever works calls it as progress(done, total); `stage(text)` names what happens next. Others look, or cancel.

    done, total: how far the stage has come, total None where nobody knows; state: one of STATES; result, error: how
    it ended; seen: when it was last called, on the monotonic clock. Any thread may look at any time.
    """

    def __init__(self, text="", state="running"):
        self.text, self.state, self.done, self.total = text, state, 0, None
        self.result, self.error = None, None
        self.changes, self._first, self.seen = 0, None, None
        self._stop, self._lock = False, Lock()

    def stage(self, text):
        """Say what begins now."""
        with self._lock:
            self.text, self.done, self.total, self._first = text, 0, None, None
            self.changes += 1

    def __call__(self, done=0, total=None):
        """So much is done; raises Cancelled if somebody does not want the rest."""
        with self._lock:
            self.seen = time.monotonic()
            self._first = self._first or (done, self.seen)
            self.done, self.total = done, total
            self.changes += 1
        if self._stop:
            raise Cancelled("cancelled")

    @property
    def rate(self):
        """Steps a second since the stage's first call; 0 before there is something to go by."""
        if self._first is None or self.seen <= self._first[1]:
            return 0.0
        return (self.done - self._first[0]) / (self.seen - self._first[1])

    @property
    def left(self):
        """Seconds that the stage will take at this rate; None if that cannot be said."""
        return (self.total - self.done) / self.rate if self.total and self.rate > 0 else None

    over = property(lambda self: self.state in STATES[2:], doc="Has it ended, one way or another?")
    stopping = property(lambda self: self._stop, doc="Has somebody cancelled it?")

    def cancel(self):
        """Ask whoever works to stop at the next call; a job that waits ends at once."""
        with self._lock:
            self._stop = True
            if self.state == "queued":
                self.state = "cancelled"
            self.changes += 1

    def work(self, task):
        """Do task(job) and keep how it ended: its result, or one line of what went wrong."""
        with self._lock:
            if self.state == "cancelled":
                return
            self.state = "running"
            self.changes += 1
        end, result, error = "done", None, None
        try:
            result = task(self)
            end = "cancelled" if self._stop else "done"  # some give what they have when they are stopped
        except KeyboardInterrupt:
            end = "cancelled"
        except Exception as trouble:
            end, error = "failed", " ".join(f"{trouble}".split()) or type(trouble).__name__
        with self._lock:
            self.state, self.result, self.error = end, result, error
            self.changes += 1

    def as_dict(self):
        """How it stands, as plain data; seconds left as `eta`."""
        with self._lock:
            return {
                "state": self.state,
                "text": self.text,
                "done": self.done,
                "total": self.total,
                "rate": round(self.rate, 3),
                "eta": None if self.left is None or self.over else round(self.left, 1),
                "error": self.error,
            }
