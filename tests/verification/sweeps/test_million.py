"""A thousand points of a thousand runs each: memory stays flat, and every run is the one that an ensemble has."""

import os
import random
import subprocess
import sys

import numpy as np
import pytest
from pyarrow import parquet
from small_plans import HERE, small

from marketsim.ensemble import simulate
from marketsim.sweeps.store import Store

SCRIPT = """
import sys
from pathlib import Path
from small_plans import small
from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store

def resident():
    return int(next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line).split()[1])

store = Store.claim(sys.argv[1], small(1000, 1000, 2))
run(store, threads=2, progress=lambda done, runs: print(done, resident(), flush=True))
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="memory is read off /proc")
def test_a_million_runs_end_in_memory_that_does_not_grow(tmp_path):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "s")], env=environment, capture_output=True, text=True, check=True
    ).stdout
    done, resident = np.array([line.split() for line in told.splitlines()], float).T
    early, late = resident[(done > 5e4) & (done < 2e5)].max(), resident[done > 5e5].max()

    assert 1_000_000 == done[-1]
    assert late < early + 30_000, f"{early / 1000:.0f} MB while 200,000 runs were done, {late / 1000:.0f} MB later"
    store, plan, dice = Store.open(tmp_path / "s"), small(1000, 1000, 2), random.Random(3)
    assert [] == store.missing(verify=True)
    for point in dice.sample(range(1000), 5):
        rows = parquet.read_table(store.files(), filters=[("point", "=", point)])
        ensemble = simulate(plan.premise(point), 1000, plan.seed, plan.months)
        assert list(range(1000)) == rows["run"].to_pylist()
        assert ensemble.digests.tolist() == rows["digest"].to_pylist()
