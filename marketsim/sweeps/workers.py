"""Dask workers on this machine: interpreters of their own, with a thread each, that are started again when they die."""

import os
import subprocess
import sys
import tempfile
from contextlib import suppress

DEATHS = 10  # of each worker, while not a single chunk is finished: then there is something wrong with all of them
COMMAND = ("-P", "-m", "distributed.cli.dask_worker")  # -P: a source folder that happens to be here is not the package
ALONE = ("--nthreads", "1", "--memory-limit", "0", "--no-nanny", "--no-dashboard")


class Workers:
    """`count` workers of the scheduler at an address; they end with the context, whatever they have in hand.

    deaths: since somebody last set it to 0.
    """

    def __init__(self, count, address):
        self.count, self.address, self.deaths = count, address, 0
        self.home = tempfile.TemporaryDirectory(prefix="marketsim-", ignore_cleanup_errors=True)
        self.processes = [self.started(place) for place in range(count)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            with suppress(OSError):
                process.kill()
        for process in self.processes:
            process.wait()
        self.home.cleanup()

    def started(self, place):
        """A worker's process. It is not of this terminal's group, so that Ctrl-C reaches nobody but us."""
        command = [sys.executable, *COMMAND, *ALONE, "--local-directory", self.home.name, self.address]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with open(self.words(place), "w") as words:
            return subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words, start_new_session=True
            )

    def words(self, place):
        """The file that keeps what a worker says."""
        return os.path.join(self.home.name, f"{place}.txt")

    def replaced(self):
        """Start those again that have died; returns why that is of no use, None as long as it is."""
        for place, process in enumerate(self.processes):
            if process.poll() is not None:
                self.deaths += 1
                if self.deaths > DEATHS * self.count:
                    with open(self.words(place), errors="replace") as words:
                        last = (words.read().split("\n\n")[-1].strip().splitlines() or ["nothing"])[-1]
                    return f"local workers die as soon as they start; the last one said: {last}"
                self.processes[place] = self.started(place)
        return None
