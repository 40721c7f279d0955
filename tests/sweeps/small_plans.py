"""Plans small enough to be run many times over, and ways to look at what they leave behind."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from marketsim.scenario import load
from marketsim.sweeps.plan import Plan, numbered
from marketsim.sweeps.store import Store

HERE = Path(__file__).parent
TINY = str(HERE.parent / "data" / "tiny.toml")
FAULTY = {"startups.Zhipu AI.post": 1e300}  # some of the runs of this point are lost in figures too large


def small(points=3, runs=20, months=4, each=None, **more):
    """A plan of the small scenario: points of the line, or `each`, a list of {key: value}."""
    each = each or [{"floor_line": 1000.0 * (k + 1)} for k in range(points)]
    keys = tuple(dict.fromkeys(key for values in each for key in values))
    facts = {"name": "small", "scenario": load(TINY), "seed": 11, "runs": runs, "months": months, "keys": keys}
    return Plan(**facts | {"points": numbered([("", values) for values in each]), "text": "# small\n"} | more)


def contents(store, table="runs"):
    """All rows of a table, in the order of the chunks."""
    return pa.concat_tables([parquet.read_table(path) for path in store.files(table)])


def bytes_of(folder):
    """{file: bytes} of a store's tables."""
    paths = sorted(Path(folder).glob("*/*.parquet"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def made(folder, plan=None, **how):
    """A store that was run to its end by one thread, or as said."""
    from marketsim.sweeps.engine import run

    store = Store.claim(folder, plan or small(chunk=7))
    run(store, **how or {"threads": 1})
    return store


def spawned(folder, *words, child="sweeping_child.py", **options):
    """A sweep in a process of its own, whose standard output says how far it is, a number a line."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    command = [sys.executable, str(HERE / child), str(folder), *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, **{"env": environment} | pipes | options)
