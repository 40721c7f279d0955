"""Measurements that want a process of their own."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, map(os.path.abspath, sys.path)))}


def told(file, *words):
    """What a file of this folder, run with these words, prints as JSON; RuntimeError with its last line of trouble."""
    done = subprocess.run(
        [sys.executable, str(file), *map(str, words)], env=ENVIRONMENT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{Path(file).name} {' '.join(map(str, words))}: {(done.stderr.split(chr(10))[-2:])[0]}")
    return json.loads(done.stdout)


def spent(*command):
    """(seconds on the clock, CPU seconds, standard error) of a command; RuntimeError if it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=ENVIRONMENT | {"MPLBACKEND": "Agg"}, capture_output=True, text=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])}: exit code {done.returncode}: {done.stderr.strip()[-200:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr


def memory(peak=False):
    """Megabytes this process holds in memory, or held at most.

    Linux is asked for the process's own figures: what getrusage tells a child includes its parent's.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        name = "VmHWM:" if peak else "VmRSS:"
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (2**20 if sys.platform == "darwin" else 1024)
