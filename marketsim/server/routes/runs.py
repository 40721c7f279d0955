"""Futures of a market: bands, claims, differences; every line of one metric; a claim's probability month by month."""

import json
import time

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from marketsim.schema import fields
from marketsim.server import answers, examples, tables
from marketsim.server.asking import demanded, house, labelled, remembered, sent
from marketsim.server.schemas import ClaimPaths, Paths, Runs
from marketsim.server.waiting import until

api = APIRouter(tags=["futures"])
TABLE = {200: {"description": "A table.", "content": {"text/csv": {}}}}
LINES = {200: {"description": "The figures.", "content": {"application/octet-stream": {}}}}


@api.post("/runs", responses=examples.shown(examples.RUNS))
async def runs(request: Request, question: Runs):
    """Bands of metrics by month, every claim with its probability, and differences from a baseline, run by run.

    After `wait` seconds the answer holds the futures that are done (`complete` false): ask again and it goes on from
    there. Ask for 100 runs first and then 1,000 with the same seed: the first 100 are among them. `luck` is the 95 %
    interval of Monte Carlo error, `parameters` where the probability lies for nine in ten draws of the open figures.
    """
    began, home = time.perf_counter(), house(request)
    metrics = answers.chosen(question.metrics)
    id = await run_in_threadpool(labelled, home, question, metrics, question.baseline)
    if (kept := home.answers.get(id)) and b'"complete":true' in kept:
        return sent(stamped(kept, "cached", began))
    with demanded(home, question, question.baseline) as demands:
        there = all(demand.met for demand in demands)
        ready = await until(request, demands, question.wait - home.desk.takes(question.wait))
        futures = [demand.futures for demand in demands]
        made = await run_in_threadpool(home.desk.write, answered, question, futures, ready, id, metrics)
    home.answers.keep(id, made, len(made))
    return sent(stamped(made, "cached" if there else "computed", began))


def answered(question, futures, ready, id, metrics):
    return answers.packed(answers.answer(question, futures[0], ready, id, metrics, *futures[1:]))


def stamped(body, served, began):
    """The answer with how it came about, which is no part of it."""
    ms = round(1000 * (time.perf_counter() - began), 1)
    return b'{"served":"%s","ms":%g,' % (served.encode(), ms) + body[1:]


@api.get("/runs/{id}.json", responses=examples.shown(examples.RUNS))
def kept(request: Request, id: str):
    """An answer again, by its id."""
    return sent(remembered(house(request), id))


@api.get("/runs/{id}.csv", responses=TABLE)
def kept_bands(request: Request, id: str):
    """The bands of an answer as CSV: a row a metric and month."""
    answer = json.loads(remembered(house(request), id))
    return tables.sent(tables.bands(answer), f"{answer['scenario']}-{id}.csv")


@api.get("/runs/{id}/claims.csv", responses=TABLE)
def kept_claims(request: Request, id: str):
    """The claims of an answer as CSV."""
    answer = json.loads(remembered(house(request), id))
    return tables.sent(tables.claims(answer), f"{answer['scenario']}-claims-{id}.csv")


@api.post("/paths", responses=LINES)
async def paths(request: Request, question: Paths):
    """One metric of every future: float32, little endian, runs x months; the shape stands in the header X-Shape."""
    (metric,) = answers.chosen([question.metric])
    with demanded(house(request), question) as (demand,):
        ready = await until(request, [demand], 30)
        ensemble = demand.futures.first(ready)
    values = ensemble.outcomes.metric(metric).astype("<f4")
    headers = {
        "X-Shape": f"{values.shape[0]},{values.shape[1]}",
        "X-Unit": fields("Metrics")[metric].unit,
        "X-Id": labelled(house(request), question),
        "X-Digest": ensemble.digest,
        "X-Start": ensemble.outcomes.start.isoformat()[:7],
    }
    return Response(values.tobytes(), 200, headers, "application/octet-stream")


@api.post("/claims/paths")
async def claim_paths(request: Request, question: ClaimPaths):
    """What each claim's probability would be if it fell due at the end of a month, for every month."""
    with demanded(house(request), question) as (demand,):
        ready = await until(request, [demand], 30)
        found = await run_in_threadpool(answers.paths, demand.futures, ready, question.claims)
        outcomes = demand.futures.first(ready).outcomes
    id = labelled(house(request), question)
    return sent({"id": id, "runs": ready, "months": answers.months(outcomes), "paths": found})
