"""One future opened: recomputed, its digest held against the ensemble's."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool

from marketsim.server import answers, examples, limits
from marketsim.server.asking import house, labelled, sent
from marketsim.server.refusals import Refused
from marketsim.server.schemas import Future

api = APIRouter(tags=["futures"])
MOST = 30.0  # seconds' worth of live market, roughly


@api.post("/futures/{run}", responses=examples.shown(examples.FUTURE))
async def future(
    request: Request,
    question: Future,
    run: Annotated[int, Path(ge=0, lt=limits.RUNS, description="Which future, by number, from 0 on.")],
):
    """The log of one future: firms with their places, deals, values by month, the story, and the digest it ended with.

    `verified` says that the recomputed market ended with the very digest that the ensemble's run ended with. A program
    gets the same market, alive, by `marketsim.simulate(...).replay(run)`.
    """
    home = house(request)
    id = await run_in_threadpool(labelled, home, question.model_copy(update={"runs": 1}))
    if (kept := home.drawn.get((id, run))) is None:
        kept = await run_in_threadpool(logged, home, question, run)
        home.drawn.keep((id, run), kept, len(kept))
    return sent(kept)


def digest(home, question, run):
    """What the ensemble's run ends with: of the futures that are there, or of that run alone."""
    scenario = home.markets.asked(question.scenario, question.set, tuple(question.what_if))
    months = question.months or scenario.months
    futures = home.farm.cache.get((scenario.hash, question.seed, months))
    if futures is not None and futures.done > run:
        return int(futures.first(run + 1).digests[run])
    return alone(scenario, question.seed, months, run)


def alone(scenario, seed, months, run):
    """The digest of one run of the fast door, computed by itself."""
    from marketsim.ensemble import simulate

    return int(simulate(scenario, 1, seed, months, 1, on_fault="keep", first=run).digests[0])


def logged(home, question, run):
    from marketsim.server.replays import log

    scenario = home.markets.asked(question.scenario, question.set, tuple(question.what_if))
    months = question.months or scenario.months
    firms = len(home.markets.start(question.scenario).names["startups"])
    if (seconds := 3e-5 * firms * months) > MOST:
        raise Refused(
            f"months: {months} live months of {firms:,} firms take about {seconds:.0f} s; ask for fewer months"
        )
    return answers.packed(log(scenario, question.seed, run, months, digest(home, question, run)))
