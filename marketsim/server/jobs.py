"""Long work: a few at a time, the rest in a queue that is soon full, each to be looked at and cancelled by its id."""

import secrets
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from marketsim.job import Job
from marketsim.server import limits
from marketsim.server.refusals import Busy, Missing


class Jobs:
    """Jobs by id; the oldest that are over are forgotten first."""

    def __init__(self, at_once=limits.JOBS, queued=limits.QUEUED, kept=limits.KEPT):
        self.at_once, self.queued, self.kept = at_once, queued, kept
        self._jobs, self._kinds, self._lock = OrderedDict(), {}, Lock()
        self._hands = ThreadPoolExecutor(at_once, "job")

    def begin(self, kind, text, task):
        """Queue task(job), and say under which id; Busy if the queue is full."""
        with self._lock:
            waiting = sum(job.state == "queued" for job in self._jobs.values())
            if waiting >= self.queued:
                raise Busy(f"{waiting} jobs are waiting already; cancel one, or ask again in a while", after=10)
            over = [id for id, job in self._jobs.items() if job.over]
            for id in over[: max(0, len(self._jobs) - self.kept + 1)]:
                del self._jobs[id], self._kinds[id]
            id = secrets.token_hex(8)
            job = self._jobs[id] = Job(text, "queued")
            self._kinds[id] = kind
        self._hands.submit(job.work, task)
        return id

    def job(self, id):
        """The job of that id."""
        job = self._jobs.get(id)
        if job is None:
            raise Missing(f"jobs: there is no job {id[:40]!r} here")
        return job

    def told(self, id, result=True):
        """How a job stands, as plain data."""
        job = self.job(id)
        return {"id": id, "kind": self._kinds.get(id)} | job.as_dict() | ({"result": job.result} if result else {})

    def close(self):
        """Cancel everything and wait for nobody."""
        for job in list(self._jobs.values()):
            job.cancel()
        self._hands.shutdown(wait=False, cancel_futures=True)
