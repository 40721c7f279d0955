"""The command line. Each command loads what it needs when it is called, so that help is quick."""

import sys


def main():
    """The console script; Ctrl-C is answered in a line even while the commands load."""
    try:
        from marketsim.cli.app import app
    except KeyboardInterrupt:
        print("marketsim: stopped", file=sys.stderr)
        sys.exit(130)
    app(prog_name="marketsim")
