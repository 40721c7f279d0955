"""The markets there are, and what is known of each before it is run."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from marketsim.server import answers, describe
from marketsim.server.asking import demanded, house, sent
from marketsim.server.schemas import Question
from marketsim.server.waiting import until

api = APIRouter(tags=["markets"])


@api.get("/scenarios")
def scenarios(request: Request):
    """The markets one may ask about, the one the server was started with first.

    `runs` says how many futures to ask for at first, then, and at most.
    """
    home = house(request)
    return sent([describe.summary(home, name) for name in home.markets.names])


@api.get("/scenarios/{name}")
async def scenario(request: Request, name: str):
    """A market: its parameters with unit, source and range, its what-ifs, claims, metrics and assumptions.

    Sliders are built from `parameters`, nothing is typed twice. `own` marks what this market is about. An open
    parameter is drawn anew for each future, nine in ten of them within `calibrated`.
    """
    home = house(request)
    summary = await run_in_threadpool(describe.summary, home, name)
    if (kept := home.drawn.get(name)) is None:
        with demanded(home, Question(scenario=name, runs=summary["runs"]["preview"])) as (demand,):
            outcomes = demand.futures.first(await until(request, [demand], 30)).outcomes
        kept = await run_in_threadpool(lambda: answers.packed(describe.description(home, name, outcomes)))
        home.drawn.keep(name, kept, len(kept))
    return sent(kept)
