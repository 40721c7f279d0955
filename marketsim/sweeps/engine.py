"""Run what is missing of a sweep: by threads, by processes of this machine, or by a cluster.

Whoever computes a chunk writes its files and hands back a line for the manifest, a few hundred bytes; only this
process writes lines. So any of them may die, and a chunk that is computed twice is the same chunk.
"""

import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from contextlib import suppress
from dataclasses import dataclass, field

from marketsim.sweeps import files
from marketsim.sweeps.cluster import Cluster
from marketsim.sweeps.crews import Threads
from marketsim.sweeps.store import Halted, StoreError
from marketsim.sweeps.turns import turn

PAUSE = 0.2  # seconds between two looks at the progress
LIVES = 10  # times a chunk is handed out if its worker dies


class Stopped(KeyboardInterrupt):
    """The sweep was stopped by hand; the text is one line that says how to go on."""


@dataclass
class Finished:
    """What one call of `run` did: chunks and runs it computed, how many of those ended in a fault, {chunk: error}."""

    chunks: int = 0
    runs: int = 0
    faults: int = 0
    errors: dict = field(default_factory=dict)
    seconds: float = 0.0


def run(store, threads=None, local_workers=None, cluster=None, progress=None, share=None):
    """Compute what is missing of a sweep, and nothing else.

    store: a Store. threads: how many, all cores if None; or local_workers: how many processes of this machine; or
    cluster: the address of a Dask scheduler whose workers see the same folder (both need `marketsim[cluster]`).
    progress: called as progress(runs done, runs in all) several times a second.
    share: (i, n) for the i-th of n processes that are started together, as in a job array, from 1 on: each begins with
    its own chunks and then helps the others. Any processes may work on one store at once; this spares them some work.

    Returns a Finished; a chunk that failed is in its `errors` and in the manifest, and is tried again next time.
    Raises StoreError if the store is another sweep's, Halted if it cannot go on (disk full, cluster lost), and Stopped
    on Ctrl-C. What is done is kept, whatever happens.
    """
    hand_on = f"what is done is kept; go on with `marketsim sweep resume {store.folder}`"
    began = time.perf_counter()
    finished = Finished()
    if share and not 1 <= share[0] <= share[1]:
        raise ValueError(f"share must be (i, n) with i in 1 to n, got {share!r}")
    try:
        store.refuse_another()
        files.swept(store.folder)
        with turn(store.folder, share) as order, crew(store, threads, local_workers, cluster) as hands:
            Drive(store, hands, finished, progress).work(order(store.missing(verify=True)))
    except KeyboardInterrupt:
        store.__dict__.pop("manifest", None)  # read anew: Ctrl-C may have come between a line and its being read
        done = f"{store.manifest.rows:,} of {store.cells:,} runs"
        raise Stopped(f"stopped after {done}; {hand_on}") from None
    except Halted as halt:
        raise Halted(f"{halt}; {hand_on}") from None
    except OSError as error:
        raise Halted(f"{files.trouble(error)}; {hand_on}") from None
    finished.seconds = time.perf_counter() - began
    return finished


def crew(store, threads, local_workers, cluster):
    """Those who do the work, as a context that sends them home at its end."""
    asked = {"threads": threads, "local_workers": local_workers}
    for name, value in asked.items():
        if value is not None and not (isinstance(value, int) and 1 <= value <= 1024):
            raise ValueError(f"{name} must be a whole number in 1 to 1024, got {value!r}")
    if sum(value is not None for value in (threads, local_workers, cluster)) > 1:
        raise ValueError("say one of threads, local_workers and cluster")
    if local_workers is None and cluster is None:
        return Threads(store, threads)
    return Cluster(store, local_workers, cluster)


class Drive:
    """Hands out chunks, a few ahead of the workers, and writes down what they bring back."""

    def __init__(self, store, hands, finished, progress):
        self.store, self.hands, self.finished, self.progress = store, hands, finished, progress
        self.flying, self.lives, self.said = {}, {}, 0

    def work(self, order):
        queue = iter(order)
        try:
            while self._hand_out(queue):
                done, _ = wait(self.flying, PAUSE, FIRST_COMPLETED)
                for future in done:
                    self._receive(future)
                self._say()
                if why := self.hands.gone():
                    raise Halted(why)
        finally:
            self.hands.__exit__()
            with suppress(OSError):
                self._gather()

    def _gather(self):
        """Write down what was brought back and not yet received."""
        for future in list(self.flying):
            if future.done() and not future.cancelled() and not future.exception():
                self._receive(future)

    def _hand_out(self, queue):
        """Keep everybody busy; False when all is done."""
        while len(self.flying) < self.hands.ahead:
            self.store.manifest.refresh()
            number = next((each for each in queue if each not in self.store.manifest.done), None)
            if number is None:
                break
            self.flying[self.hands.submit(number)] = number
        return bool(self.flying)

    def _receive(self, future):
        number = self.flying.pop(future)
        try:
            line = future.result()
        except CancelledError:
            raise Halted(self.hands.gone() or "the cluster has given up its work") from None
        except (Halted, StoreError):
            raise
        except Exception as error:
            self._failed(number, error)
            return
        self.store.record(line)
        self.finished.chunks += 1
        self.finished.runs += line["rows"]
        self.finished.faults += line["faults"]

    def _failed(self, number, error):
        self.lives[number] = self.lives.get(number, LIVES) - 1
        if self.hands.lost(error) and self.lives[number]:
            self.flying[self.hands.submit(number)] = number
            return
        text = " ".join(f"{type(error).__name__}: {error}".split())
        self.store.record({"chunk": number, "error": text})
        self.finished.errors[number] = text

    def _say(self):
        if self.progress:
            done = self.store.manifest.rows + sum(self.hands.underway.values())
            self.said = max(self.said, min(done, self.store.cells))
            self.progress(self.said, self.store.cells)
