"""The machine the figures are from: what matters for speed, and no name of a host."""

import os
import platform
import re
import subprocess
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

LEVELS = {
    "x86-64-v4": {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"},
    "x86-64-v3": {"avx2", "bmi2", "fma"},
}


def facts():
    """{fact: text}."""
    import marketsim._kernel as kernel

    return {
        "date": date.today().isoformat(),
        "processor": processor(),
        "cores": f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()}",
        "instruction set": instruction_set(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}, {' '.join(platform.libc_ver())}".rstrip(", "),
        "compilers": f"kernel built by {builder(kernel.__file__)}; found here: {compiler()}",
        "flags": " ".join(kernel.BUILD["flags"]),
        "Python": f"{platform.python_version()}, mesa {version('mesa')}, numpy {version('numpy')}, "
        f"cython {kernel.BUILD['cython']}",
        "rules": kernel.BUILD["rules"],
    }


class Company:
    """What else the machine is doing: counts from the moment it is made."""

    def __init__(self):
        self.began, self.own, self.all = time.perf_counter(), sum(os.times()[:4]), busy()

    def cores(self):
        """Cores that others have kept busy since, on average; not a number where the system does not say."""
        spent = time.perf_counter() - self.began
        return max(0.0, busy() - self.all - (sum(os.times()[:4]) - self.own)) / spent


def busy():
    """Seconds all cores together have worked since the machine was started."""
    try:
        ticks = Path("/proc/stat").read_text().split(maxsplit=4)[1:4]
    except OSError:
        return float("nan")
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def cpuinfo(key):
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return ""
    found = re.search(rf"^{key}\s*: (.*)$", text, re.M)
    return found[1] if found else ""


def processor():
    model = cpuinfo("model name") or platform.processor() or platform.machine()
    numbers = [f"{key} {value}" for key in ("cpu family", "model", "stepping") if (value := cpuinfo(key))]
    return f"{model} ({', '.join(numbers).replace('cpu ', '')})" if numbers else model


def instruction_set():
    """Which of the kernel's builds of the dense rules this processor takes."""
    flags = set(cpuinfo("flags").split())
    return next((level for level, needed in LEVELS.items() if needed <= flags), "the default build")


def builder(file):
    """The compiler that says in the shared library that it made it."""
    found = re.search(rb"(GCC: \([^)]*\) [\d.]+|clang version [\d.]+)", Path(file).read_bytes())
    return found[1].decode().replace("GCC: ", "gcc ") if found else "a compiler that leaves no name"


def compiler():
    try:
        return subprocess.run(["gcc", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "no gcc"
