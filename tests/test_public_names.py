"""What `marketsim.` offers, however often and after whatever import it is asked for."""

import subprocess
import sys

import pytest

import marketsim

TWICE = """
import marketsim
{before}
first, second = marketsim.audit, marketsim.audit
assert first is second, (first, second)
assert first() and first() == second(sources=("S0", "S1"))
from marketsim import audit
from marketsim.audit import audit as function
assert audit is first and audit.audit is function and callable(function) and audit.CHECKS
assert first() == function()
"""


@pytest.mark.parametrize("name", marketsim.__all__[1:])
def test_every_public_name_is_there_and_is_called(name):
    assert callable(getattr(marketsim, name))
    assert getattr(marketsim, name) is getattr(marketsim, name)


@pytest.mark.parametrize(
    "before", ["", "import marketsim.audit", "from marketsim.audit import CHECKS", "dir(marketsim)"]
)
def test_audit_is_one_and_the_same_asked_twice_in_a_new_process(before):
    done = subprocess.run([sys.executable, "-c", TWICE.format(before=before)], capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stderr)


def test_a_name_that_is_not_there_is_said():
    with pytest.raises(AttributeError, match="module 'marketsim' has no attribute 'forcast'"):
        _ = marketsim.forcast
