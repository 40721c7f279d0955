"""Whatever the step at which a process dies, the folder it leaves can be gone on with, and comes to the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small_plans import HERE, bytes_of, made, small

from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store, StoreError

from .dying_child import PLAN

CHILD = Path(__file__).with_name("dying_child.py")


def dying(folder, step, when):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    command = [sys.executable, str(CHILD), str(folder), str(step), when]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_a_death_at_each_step_of_writing_leaves_a_folder_to_go_on_with(tmp_path, when):
    whole, plan = made(tmp_path / "whole", small(**PLAN)), small(**PLAN)
    steps = int(dying(tmp_path / "counted", 0, when).stdout)
    assert steps > 50
    unready = 0
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        assert -signal.SIGKILL == dying(folder, step, when).returncode, step
        try:
            Store.open(folder)
        except StoreError as refusal:  # before the plan is written nothing can be read: with the plan one can go on
            unready += 1
            assert "no sweep" in str(refusal) or "plan.json is missing" in str(refusal)
        store = Store.claim(folder, plan)
        run(store, threads=1)
        assert [] == Store.open(folder).missing(verify=True), step
        assert bytes_of(whole.folder) == bytes_of(folder) and whole.digest() == store.digest(), step
    assert unready < steps / 2
