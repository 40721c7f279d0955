"""The inference of `marketsim calibrate` on known truths of a small venture market; and what a kill leaves of it."""

import json
import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from command import spawned  # noqa: E402

from marketsim import calibration  # noqa: E402
from marketsim.calibration.batch import Batch  # noqa: E402
from marketsim.calibration.checking import DRAWS, Ranks, check  # noqa: E402
from marketsim.calibration.rounds import calibrate  # noqa: E402
from marketsim.calibration.table import Table  # noqa: E402

GROUPS = {
    "startups": {"pre-seed firm": 40, "seed firm": 25, "series A firm": 20, "series B firm": 8, "series C firm": 3,
                 "late firm": 2},
    "investors": {"large fund": 6, "fund": 20, "angel or micro fund": 100},
    "acquirers": {"giant": 2, "company": 10},
}  # fmt: skip
COUNTS = [f'[{kind}."{name}"]\ncount = {count}' for kind, names in GROUPS.items() for name, count in names.items()]
MARKET = """
name = "few"
title = "A few firms of the American venture market"
extends = "venture-us"
date = 2025-06-30
start = "2015-01"
months = 120
[parameters]
entry_rate = { value = 4, unit = "firms / month", source = "assumed" }
""" + "\n".join(COUNTS)
PROBLEM = """
title = "Known truths in a small venture market"
markets = ["few.toml"]
fit = ["V13", "V7.dilution", "V2.liquidated"]
points = 250
runs = 3
rounds = 1
seed = 5
[free]
sales_noise = { loguniform = [0.02, 0.12], unit = "log points" }
least_sold = { uniform = [0.1, 0.24], unit = "share" }
core_share = { uniform = [0.6, 0.98], unit = "share" }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    there = tmp_path_factory.mktemp("truths")
    (there / "few.toml").write_text(MARKET)
    (there / "truths.toml").write_text(PROBLEM)
    return there


def test_ranks_of_known_truths_of_a_market_are_uniform_and_ranges_cover(folder):
    task = calibration.problem(str(folder / "truths.toml"))
    table = Table(len(task.names), task.form.runs, len(task.columns))
    with Batch(task, 2) as batch:
        checked = check(table, batch, task.names, task.observed, task.fit, 250, 120, 5)

    assert checked.truths > 100
    assert checked.right, checked.document()


def test_rounds_that_close_in_on_a_known_truth_of_a_market_cover_it(folder):
    """The whole procedure, a truth at a time: proposals, weights of all rounds, the kernel narrowed."""
    task = calibration.problem(str(folder / "truths.toml"))
    rng, sd, ranks = np.random.default_rng(8), task.observed[1], []
    with Batch(task, 2) as batch:
        for z in rng.standard_normal((20, 3)):
            table = Table(3, task.form.runs, len(task.columns))
            shown = np.median(dict(batch({1_000_000 + len(ranks): z})).popitem()[1], axis=0)
            shown += sd.mean(0) * rng.standard_normal(len(shown))
            if not np.isfinite(shown).all():
                continue
            found = calibrate(table, batch, (shown, sd.mean(0)), task.fit, 40, 2, len(ranks), predicted=0)
            ranks.append((found.draws(DRAWS, rng) < z).sum(0))
    checked = Ranks(task.names, np.array(ranks))
    inside = np.mean([checked.cover(k, 0.9) for k in range(3)])

    assert 0.78 <= inside <= 0.99, checked.document()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_calibration_stopped_by_hand_or_killed_goes_on_and_ends_the_same(folder, tmp_path):
    words = ("calibrate", folder / "truths.toml", "--points", 60, "--runs", 2, "--rounds", 2, "--quiet", "--json")
    whole, _ = spawned(*words, "--out", tmp_path / "whole").communicate()

    for blow, code in ((signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)):
        before = written(tmp_path / "cut")
        process = spawned(*words, "--out", tmp_path / "cut")
        while written(tmp_path / "cut") == before and process.poll() is None:
            time.sleep(0.1)
        time.sleep(2)
        process.send_signal(blow)
        _, err = process.communicate()
        assert process.returncode in (code, 0)
        if process.returncode == 130:
            assert err.startswith("marketsim: stopped; what is done is kept in") and 1 == len(err.splitlines())
    rest, _ = spawned(*words, "--out", tmp_path / "cut").communicate()

    assert json.loads(whole) == json.loads(rest)


def written(folder):
    """When the table was last written; 0 if there is none."""
    table = folder / "table.npz"
    return table.stat().st_mtime_ns if table.exists() else 0
