"""The command line as a test gives commands: in this process, or in one of its own."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from marketsim.cli.app import app

TINY = str(Path(__file__).parent / "data" / "tiny.toml")


def ask(*words):
    """Give a command; returns its exit code, standard output and standard error."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err, pytest.raises(SystemExit) as end:
        app([str(word) for word in words], prog_name="marketsim")
    return end.value.code, out.getvalue(), err.getvalue()


def spawned(*words, **options):
    """Give a command to a process of its own, which takes the installed package, not the folder it is started in."""
    command = [sys.executable, "-P", "-m", "marketsim", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
