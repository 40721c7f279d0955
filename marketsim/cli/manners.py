"""How the command line speaks of trouble: one clear line on standard error, an exit code, no traceback.

2: what was asked for cannot be done as asked. 1: it could, but something gave way on the way. 130: stopped by Ctrl-C.
"""

import sys
from contextlib import contextmanager
from pathlib import Path

from typer.core import TyperGroup


class Refusal(Exception):
    """Why a command ends early, in one line."""

    def __init__(self, text, code=2):
        super().__init__(str(text))
        self.code = code


class Manners(TyperGroup):
    """A group of commands that never shows a traceback for what a user may do."""

    def main(self, *args, standalone_mode=True, **extra):
        try:
            code = super().main(*args, standalone_mode=False, **extra)
            if code == 130:  # typer's answer to Ctrl-C
                complain("stopped", code)
        except KeyboardInterrupt:
            code = complain("stopped", 130)
        except MemoryError:
            code = complain("not enough memory: ask for fewer --runs", 1)
        except Exception as trouble:
            code = self.complained(trouble)
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)

    @staticmethod
    def complained(trouble):
        """Say it in a line, or raise it again if it is a mistake of ours."""
        if isinstance(trouble, Refusal):
            return complain(trouble, trouble.code)
        if isinstance(trouble, BrokenPipeError):
            sys.stderr = None  # nobody listens any more
            return 1
        if isinstance(trouble, OSError):
            return complain(reason(trouble), 1)
        if type(trouble).__name__ == "Abort":  # the same from older releases of typer
            return complain("stopped", 130)
        if hasattr(trouble, "format_message"):  # a usage error of typer's
            return complain(trouble.format_message().replace("Value error, ", "") or "stopped", trouble.exit_code)
        raise trouble


def complain(text, code):
    print("marketsim:", " ".join(str(text).split()), file=sys.stderr)
    return code


def reason(error):
    """An operating system's error in a line: which file, then why."""
    why = str(error.strerror or error).strip()
    return f"{Path(error.filename).name}: {why}" if error.filename else why


@contextmanager
def understood():
    """A ValueError in here is about what was asked for; a MarketFault says where to look."""
    from marketsim.ensemble import MarketFault

    try:
        yield
    except ValueError as error:
        raise Refusal(error) from None
    except MarketFault as fault:
        raise Refusal(fault, 1) from None


def chosen(name, changes=(), what_ifs=()):
    """The scenario of that name or path under what-ifs, with figures changed by "key=value"; and the changes."""
    from marketsim.scenario import load

    pairs = {}
    for change in changes:
        key, equals, value = change.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise Refusal(f"--set must be like key=value, got {change!r}")
        pairs[key.strip()] = value.strip()
    with understood():
        scenario = load(name)
        if what_ifs:
            from marketsim.whatifs import named, under

            shocks = [named(text) for text in what_ifs]
            scenario, said = under(scenario, *shocks), {f"what-if {shock}": shock.title for shock in shocks}
            return scenario.with_values(pairs), said | pairs
        return scenario.with_values(pairs), pairs


def console(error=False):
    """Where to print: standard output, or standard error."""
    from rich.console import Console

    return Console(stderr=error, highlight=False)
