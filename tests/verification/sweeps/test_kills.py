"""A sweep that is killed again and again is, row by row and byte by byte, the sweep that never was."""

import random
import signal
import time

import pytest
from small_plans import bytes_of, contents, made, small, spawned

from marketsim.sweeps.store import Store

PLAN = {"points": 100, "runs": 200, "months": 12, "chunk": 20}
WORDS = [word for name, value in PLAN.items() for word in (f"--{name}", value)]
KILLS = 20


@pytest.fixture(scope="module")
def never_killed(tmp_path_factory):
    return made(tmp_path_factory.mktemp("never") / "s", small(**PLAN), threads=2)


def killed(folder, dice):
    """Start the sweep, or go on with it, and kill it at a random moment; was there anything to kill?"""
    process = spawned(folder, "--threads", 2, *WORDS)
    if dice.random() < 0.75:
        process.stdout.readline()  # it is at work
        time.sleep(dice.uniform(0, 0.4))
    else:
        time.sleep(dice.uniform(0, 1.5))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("luck", [1, 2])
def test_twenty_kills_at_random_moments_change_no_row(never_killed, tmp_path, luck):
    dice, folder = random.Random(luck), tmp_path / "s"
    assert all(killed(folder, dice) for _ in range(KILLS)), "the sweep must outlast its killers"
    done = Store.open(folder).manifest.rows
    process = spawned(folder, "--threads", 2, *WORDS)
    _, err = process.communicate()

    assert (0, "") == (process.returncode, err)
    assert 0 < done < 20_000
    store = Store.open(folder)
    assert [] == store.missing(verify=True)
    assert contents(never_killed).equals(contents(store))
    assert bytes_of(never_killed.folder) == bytes_of(folder)
    assert never_killed.digest() == store.digest()
    assert not list(folder.glob("**/*.part"))


def test_several_at_once_of_which_one_is_killed_come_to_the_same(never_killed, tmp_path):
    processes = [spawned(tmp_path / "s", "--threads", 1, *WORDS) for _ in range(3)]
    processes[0].stdout.readline()
    time.sleep(0.5)
    processes[0].send_signal(signal.SIGKILL)
    out = [process.communicate() for process in processes]

    assert [-signal.SIGKILL, 0, 0] == [process.returncode for process in processes], out
    store = Store.open(tmp_path / "s")
    assert [] == store.missing(verify=True)
    assert bytes_of(never_killed.folder) == bytes_of(store.folder)
    assert 3 == len({line["worker"] for line in store.manifest.done.values()}), "each has finished some"
    lines = (tmp_path / "s" / "manifest.jsonl").read_text().splitlines()
    assert len(lines) < 1.2 * store.chunks, "they seldom computed the same"
