"""Dask's workers die, its scheduler dies; the store that comes out is the one that threads write."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from threading import Thread

import pytest
from small_plans import HERE, bytes_of, contents, made, small, spawned

from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store

pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")

PLAN = {"points": 100, "runs": 500, "months": 12, "chunk": 400}
WORDS = [word for name, value in PLAN.items() for word in (f"--{name}", value)]


@pytest.fixture(scope="module")
def threaded(tmp_path_factory):
    return made(tmp_path_factory.mktemp("threads") / "s", small(**PLAN), threads=2)


@pytest.fixture
def port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


@pytest.fixture
def started():
    """Start a process of Dask's; all are ended when the test is over."""
    processes = []

    def start(name, *words):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
        command = [sys.executable, "-m", f"distributed.cli.{name}", *map(str, words), "--no-dashboard"]
        processes.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


def cluster(started, port, workers):
    """A scheduler with its address, and workers that nobody starts again."""
    scheduler = started("dask_scheduler", "--port", port, "--host", "127.0.0.1")
    address = f"tcp://127.0.0.1:{port}"
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    return scheduler, address, [worker(started, address) for _ in range(workers)]


def worker(started, address):
    return started("dask_worker", address, "--nthreads", 1, "--no-nanny")


def workers_of(process):
    """The processes that compute for a sweep with local workers."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
        return [child for child in children if "distributed.cli.dask_worker" in child.cmdline()]
    except psutil.Error:
        return []


def test_local_workers_of_which_one_is_killed_every_few_seconds_come_to_the_same(threaded, tmp_path):
    dice, kills = random.Random(5), 0
    process = spawned(tmp_path / "s", "--local-workers", 2, *WORDS)
    Thread(target=process.stdout.read).start()  # nobody may wait for us to read
    while process.poll() is None:
        time.sleep(dice.uniform(1.5, 4))
        if alive := workers_of(process):
            os.kill(dice.choice(alive).pid, signal.SIGKILL)
            kills += 1
    assert (0, "") == (process.wait(), process.stderr.read())
    assert kills >= 3
    store = Store.open(tmp_path / "s")
    assert [] == store.missing(verify=True) and {} == store.manifest.errors
    assert contents(threaded).equals(contents(store))
    assert bytes_of(threaded.folder) == bytes_of(store.folder)
    assert len({line["worker"] for line in store.manifest.done.values()}) > 2, "new workers have come"


def test_local_workers_outlive_nobody(tmp_path):
    process = spawned(tmp_path / "s", "--local-workers", 2, *WORDS)
    process.stdout.readline()
    time.sleep(3)
    theirs = workers_of(process)
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(theirs, timeout=30)

    assert 2 == len(theirs) and not alive


def test_a_cluster_that_loses_workers_and_gains_others_goes_on(threaded, tmp_path, started, port):
    _, address, workers = cluster(started, port, 2)
    process = spawned(tmp_path / "s", "--cluster", address, *WORDS)
    for line in process.stdout:
        if int(line) > 5000 and workers:
            workers.pop().kill()
            worker(started, address)
        if int(line) > 20_000 and workers:
            workers.pop().kill()
    _, err = process.communicate()

    assert (0, "") == (process.returncode, err)
    assert bytes_of(threaded.folder) == bytes_of(tmp_path / "s")


def test_a_scheduler_that_dies_ends_the_sweep_in_a_line_and_it_can_be_gone_on_with(threaded, tmp_path, started, port):
    scheduler, address, _ = cluster(started, port, 2)
    process = spawned(tmp_path / "s", "--cluster", address, *WORDS)
    for line in process.stdout:
        if int(line) > 5000:
            break
    scheduler.kill()
    _, err = process.communicate(timeout=60)

    lost = f"the cluster is lost; what is done is kept; go on with `marketsim sweep resume {tmp_path / 's'}`\n"
    assert (1, lost) == (process.returncode, err)
    store = Store.open(tmp_path / "s")
    assert 5000 < store.manifest.rows < 50_000
    run(store, threads=2)
    assert bytes_of(threaded.folder) == bytes_of(store.folder)


def test_a_sweep_that_is_killed_on_a_cluster_goes_on_while_the_workers_still_write(threaded, tmp_path, started, port):
    _, address, _ = cluster(started, port, 2)
    for least in (3000, 12_000):
        process = spawned(tmp_path / "s", "--cluster", address, *WORDS)
        for line in process.stdout:
            if int(line) > least:
                break
        process.kill()
        process.communicate()
    process = spawned(tmp_path / "s", "--cluster", address, *WORDS)
    _, err = process.communicate()

    assert (0, "") == (process.returncode, err)
    assert bytes_of(threaded.folder) == bytes_of(tmp_path / "s")
    assert threaded.digest() == Store.open(tmp_path / "s").digest()
