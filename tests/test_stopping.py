"""Ctrl-C stops an ensemble at once and keeps what was finished."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from bench import TINY, tiny

from marketsim.ensemble import Stopped, simulate

SCRIPT = """
import json, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent in the background would have it ignored
from marketsim.ensemble import Stopped, simulate

def told(done, runs):
    if done:
        print("begun", flush=True)

try:
    simulate(sys.argv[1], 20000, 7, 60, threads=2, progress=told)
except Stopped as stopped:
    found = stopped.ensemble
    print(json.dumps({"says": str(stopped), "asked": stopped.asked, "runs": found.runs,
                      "digests": found.digests.tolist(), "gaps": int((found.digests == 0).sum()),
                      "months": found.outcomes.months_array.shape[0]}))
"""


def test_ctrl_c_ends_an_ensemble_with_its_first_runs_whole():
    child = subprocess.Popen([sys.executable, "-c", SCRIPT, str(TINY)], stdout=subprocess.PIPE, text=True,
                             cwd=Path(__file__).parent, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    assert "begun\n" == child.stdout.readline()
    asked = time.perf_counter()
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    found = json.loads(out.splitlines()[-1])

    assert time.perf_counter() - asked < 5
    assert 0 < found["runs"] < 20000 == found["asked"]
    assert f"stopped after {found['runs']:,} of 20,000 runs" == found["says"]
    assert (found["runs"], 0) == (found["months"], found["gaps"])
    few = min(found["runs"], 20)
    np.testing.assert_array_equal(simulate(tiny(), few, 7, 60).digests, np.uint64(found["digests"][:few]))


def test_an_interrupt_in_the_progress_callback_stops_as_well():
    def impatient(done, runs):
        raise KeyboardInterrupt

    with pytest.raises(Stopped) as stopped:
        simulate(tiny(), 5000, 7, 60, threads=1, progress=impatient)

    assert stopped.value.ensemble.runs < 5000 == stopped.value.asked
    assert isinstance(stopped.value, KeyboardInterrupt)


def test_progress_ends_with_all_runs_done():
    seen = []
    simulate(tiny(), 30, 7, 6, progress=lambda done, runs: seen.append((done, runs)))

    assert (30, 30) == seen[-1]
    assert seen == sorted(seen)


def test_who_stops_an_ensemble_as_its_last_run_ends_has_stopped_it_and_has_all_of_it():
    def tired(done, runs):
        if done == runs:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stop:
        simulate(tiny(), 20, 7, 6, progress=tired)

    assert 20 == stop.value.ensemble.runs
