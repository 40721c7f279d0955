"""A crew of Dask workers: processes of this machine, or those of a scheduler at an address.

They compute, write and hand back a line; a worker that dies is missed by nobody, for its chunk goes to another. A
scheduler that dies ends the sweep with one line, and the store keeps what is done.
"""

import logging
import socket
import time
from contextlib import ExitStack, contextmanager, suppress

from marketsim.sweeps import files
from marketsim.sweeps.store import Halted
from marketsim.sweeps.work import perform_there
from marketsim.sweeps.workers import Workers

PATIENCE = 20  # seconds to wait for a scheduler's answer
LOOK = 2  # seconds between two counts of the workers


class Cluster:
    """`count` processes of this machine, one thread each; or the workers of the scheduler at `address`."""

    def __init__(self, store, count=None, address=None):
        self.store, self.seal = store, files.fingerprint(store.folder / "sweep.json")
        self.underway, self.workers = {}, None
        self._size, self._looked = count or 1, 0.0
        with ExitStack() as stack:
            stack.enter_context(silence())
            if address is None:
                address = stack.enter_context(scheduler())
                self.workers = stack.enter_context(Workers(count, address))
            self.client = stack.enter_context(connected(address))
            self.pool = self.client.get_executor(pure=False)
            stack.callback(self.pool.shutdown, wait=False)
            self.leave = stack.pop_all()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(Exception):  # what is lost already need not be sent home
            self.leave.close()

    @property
    def ahead(self):
        """For each worker a chunk in hand and one to go on with; workers are counted anew now and then."""
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            with suppress(Exception):
                self._size = max(1, sum(self.client.nthreads().values()))
        return 2 * self._size

    def submit(self, number):
        if self.workers:
            self.workers.deaths = 0
        return self.pool.submit(perform_there, str(self.store.folder.resolve()), self.seal, number)

    def lost(self, error):
        from distributed import KilledWorker

        return isinstance(error, KilledWorker)

    def gone(self):
        if self.client.status != "running":
            return "the cluster is lost"
        return self.workers and self.workers.replaced()


def dask():
    try:
        import dask
        import distributed
    except ImportError:
        raise ValueError("workers need another package: pip install 'marketsim[cluster]'") from None
    return dask, distributed


@contextmanager
def silence():
    """Dask tells its own losses at length; ours are told in a line."""
    dask()
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def scheduler():
    """The address of a scheduler in this process, with no workers yet."""
    _, distributed = dask()
    cluster = distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL)
    try:
        yield cluster.scheduler_address
    finally:
        cluster.close(timeout=5)


@contextmanager
def connected(address):
    """A client of the scheduler at an address; ValueError if it is none, Halted if nobody answers."""
    _, distributed = dask()
    try:
        place = distributed.comm.get_address_host_port(address)
    except (ValueError, RuntimeError) as error:
        raise ValueError(f"cluster must be an address like tcp://host:8786, got {address!r} ({error})") from None
    try:
        socket.create_connection(place, PATIENCE).close()  # before a client asks, who would not take no for long
    except OSError as error:
        raise Halted(f"no Dask scheduler answers at {address}: {error.strerror or error}") from None
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # a TypeError where certificates are asked for
        raise Halted(f"no Dask scheduler answers at {address}: {' '.join(str(error).split())}") from None
    try:
        yield client
    finally:
        client.close(timeout=1)
