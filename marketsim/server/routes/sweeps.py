"""Sweeps in the folder that the server was shown."""

from fastapi import APIRouter, Request

from marketsim.server import sweeps as stores
from marketsim.server.asking import house, sent
from marketsim.server.schemas import Heat

api = APIRouter(tags=["sweeps"])


@api.get("/sweeps")
def sweeps(request: Request):
    """The sweeps there are to be looked at."""
    return sent(stores.summaries(house(request).settings.sweeps))


@api.get("/sweeps/{name}")
def sweep(request: Request, name: str):
    """What was varied in a sweep, and what can be asked of it."""
    return sent(stores.description(house(request).settings.sweeps, name))


@api.post("/sweeps/{name}/heat")
def heat(request: Request, name: str, asked: Heat):
    """A claim's share, or a metric's mean in the last month, over two varied figures.

    Points that differ in other figures are taken together; figures that were drawn are cut into parts of equal width
    (`edges`). `question` of a cell leads back to /runs.
    """
    return sent(stores.heat(house(request).settings.sweeps, name, asked))
