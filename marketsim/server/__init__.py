"""The visualization server: futures, claims and replays as JSON on this machine's own address, and their pages.

`marketsim serve` starts it; `create_app(House(...))` is the ASGI application. It computes nothing that the library
does not: it asks, keeps and hands out.
"""

from importlib import import_module

_HOME = {"House": "house", "Settings": "house", "create_app": "app"}
__all__ = [*_HOME]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'marketsim.server' has no attribute {name!r}")
    return getattr(import_module(f"marketsim.server.{_HOME[name]}"), name)
