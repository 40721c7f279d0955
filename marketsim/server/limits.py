"""How much one may ask for, and what it takes: each limit says what to reduce."""

import os

from marketsim.server.refusals import Refused

RUNS = 20_000  # futures a question
MONTHS = 600
SEED = 2**53 - 1  # what JavaScript still counts exactly
BODY = 64 * 1024  # bytes of a request
WAIT = 30.0  # seconds that an answer may take; what is done by then is sent
WAITING = 64  # questions that may wait at once
JOBS, QUEUED, KEPT = 2, 32, 100  # jobs at work, waiting, remembered
NODES = 1500  # startups in a replay log
PACE = 1.3e-7  # seconds a thread-pair takes for a startup-month, roughly; measured anew as soon as a market runs


def memory():
    """Bytes for futures: an eighth of this machine's, between a quarter of a gigabyte and two."""
    have = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 2**32
    return min(max(have // 8, 2**28), 2**31)


def a_run(start, months):
    """Bytes that one future leaves behind."""
    from marketsim.outcomes import ALL_FIELDS, WATCH_FIELDS
    from marketsim.schema import PARAMETERS, fields

    month = len(fields("Metrics")) + len(start.watched) * len(WATCH_FIELDS)
    return 4 * (start.room * len(ALL_FIELDS) + months * month) + 8 * len(PARAMETERS)


def most_runs(start, months, room):
    """How many futures of this market a question may ask for."""
    return max(1, min(RUNS, int(room // (2 * a_run(start, months)))))


def live_runs(start, months):
    """(preview, full): how many futures a page asks for first, and then, so that one need not wait long."""
    firms = len(start.names["startups"])
    seconds = PACE * months * (firms + max(0.5 * min(start.room - firms, 8 * firms), 0.1 * start.room))
    preview = next((runs for runs in (100, 50, 20) if runs * seconds <= 0.4), 10)
    return preview, next((runs for runs in (1000, 500, 200, 100) if runs * seconds <= 15), 50)


def fits(name, runs, most):
    """Refuse what this machine's memory should not hold."""
    if runs > most:
        raise Refused(
            f"runs: at most {most:,} of {name} fit in the server's memory, got {runs:,}; ask for fewer runs, "
            "or run them with `marketsim run`"
        )
