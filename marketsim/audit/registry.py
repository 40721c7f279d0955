"""The checks by name."""

from functools import wraps

CHECKS = {}


def check(kind):
    """Register a check: it yields the findings of this kind in a case. Its docstring is its question."""

    def register(ask):
        @wraps(ask)
        def asked(case):
            return [finding.stamped(ask.__name__, kind) for finding in ask(case)]

        CHECKS[ask.__name__] = asked
        return asked

    return register
