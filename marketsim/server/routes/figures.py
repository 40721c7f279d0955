"""The product's own figures as PNG and SVG, and what they are drawn from as CSV."""

from typing import Literal

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from marketsim.server import answers, pictures, tables
from marketsim.server.asking import demanded, house, labelled
from marketsim.server.refusals import Refused
from marketsim.server.schemas import Picture
from marketsim.server.waiting import until

api = APIRouter(tags=["figures"])
FILES = {200: {"description": "The file.", "content": {kind.partition(";")[0]: {} for kind in pictures.ENDS.values()}}}


@api.post("/figures/{kind}.{end}", responses=FILES)
async def figure(
    request: Request,
    kind: Literal["fan", "fates", "claims", "graph", "metric"],
    end: Literal["png", "svg", "csv"],
    question: Picture,
):
    """A figure as the command line draws it, with seed, runs and version below; or its numbers.

    `fan`: three metrics; `metric`: one of them, with the baseline; `fates`; `claims`: the scoreboard; `graph`: who
    funds whom in one future.
    """
    home = house(request)
    answers.chosen([question.metric])
    if question.run is not None and question.run >= question.runs:
        raise Refused(f"run: must be below runs, {question.runs:,}, got {question.run}")
    baseline = question.baseline if kind == "metric" else None
    with demanded(home, question, baseline) as demands:
        ready = await until(request, demands, 30)
        if question.run is not None and question.run >= ready:
            raise Refused(f"run: {question.run} is not done yet; ask for fewer runs", 503)
        futures = [demand.futures for demand in demands]
        key = labelled(home, question, [kind, question.metric, question.run, ready], baseline), end
        name = f"{question.scenario}-{kind}-{labelled(home, question)}.{end}"
        if end == "csv":
            return tables.sent(await run_in_threadpool(listed, kind, question, futures, ready), name)
        if (body := home.drawn.get(key)) is None:
            body = await run_in_threadpool(pictures.picture, kind, end, question, futures[0], ready, *futures[1:])
            home.drawn.keep(key, body, len(body))
    return tables.attached(body, pictures.ENDS[end], name)


def listed(kind, question, futures, ready):
    return list(pictures.rows(kind, question, futures[0], ready, *futures[1:]))
