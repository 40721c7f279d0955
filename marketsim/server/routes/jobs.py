"""Long work: queued, watched by server-sent events, cancelled."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import StreamingResponse

from marketsim.server import answers, examples, tasks
from marketsim.server.asking import house, sent
from marketsim.server.schemas import Explain, Job

api = APIRouter(tags=["jobs"])
LOOK = 0.2  # seconds between two looks at a job
ALIVE = 50  # looks without news after which a comment keeps the line open
QUEUED = examples.shown(examples.JOB, 202, "Queued; `id` is what to ask for.")
EVENTS = {200: {"description": "A stream of events.", "content": {"text/event-stream": {}}}}


@api.post("/jobs", status_code=202, responses=QUEUED)
def begin(request: Request, asked: Annotated[Job, Body(discriminator="kind")]):
    """Begin long work: `run` (the answer to /runs when all futures are there), `explain`, or `validate`.

    At most two are at work at once and 32 wait; then the answer is 429 with Retry-After.
    """
    home = house(request)
    if asked.kind == "run":
        home.markets.asked(asked.scenario, asked.set, tuple(asked.what_if))
        return queued(home, "run", f"{asked.runs:,} futures of {asked.scenario}", tasks.grow(home, asked))
    if asked.kind == "explain":
        return explained(home, asked, asked.how)
    text = f"{asked.runs:,} futures of {asked.scenario} beside published figures"
    return queued(home, "validate", text, tasks.validate(home, asked.scenario, asked.runs, asked.seed))


@api.post("/explain", status_code=202, responses=QUEUED)
def explain(request: Request, question: Explain):
    """What a claim depends on, as a job.

    `sensitivity`: its probability where each open parameter was drawn low and where high, of futures that are there.
    `switches`: without each mechanism of the ledger, under the same luck. `full`: also Sobol indices, boxes, signs.
    """
    return explained(house(request), question, question.kind)


def explained(home, question, how):
    home.markets.asked(question.scenario, question.set, tuple(question.what_if))
    return queued(home, "explain", f"what {question.claim} depends on", tasks.explain(home, question, how))


def queued(home, kind, text, task):
    id = home.jobs.begin(kind, text, task)
    return sent(home.jobs.told(id, result=False), 202, {"Location": f"jobs/{id}"})


@api.get("/jobs/{id}", responses=examples.shown(examples.JOB))
def job(request: Request, id: str):
    """How a job stands, and its result when it is done."""
    return sent(house(request).jobs.told(id))


@api.delete("/jobs/{id}", status_code=202, responses=QUEUED)
def cancel(request: Request, id: str):
    """Cancel a job: one that waits ends at once, one at work within a moment."""
    jobs = house(request).jobs
    jobs.job(id).cancel()
    return sent(jobs.told(id, result=False), 202)


@api.get("/jobs/{id}/events", responses=EVENTS)
async def events(request: Request, id: str):
    """A job as a stream of server-sent events: `progress` whenever something changed, at last `end` with the result."""
    jobs = house(request).jobs
    jobs.job(id)
    return StreamingResponse(
        stream(request, jobs, id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def stream(request, jobs, id):
    job, seen, quiet = jobs.job(id), -1, 0
    while not job.over:
        if job.changes != seen:
            seen, quiet = job.changes, 0
            yield event("progress", jobs.told(id, result=False))
        elif (quiet := quiet + 1) % ALIVE == 0:
            yield b": still here\n\n"
        if await request.is_disconnected():
            return
        await asyncio.sleep(LOOK)
    yield event("end", jobs.told(id))


def event(kind, data):
    return b"event: %s\ndata: %s\n\n" % (kind.encode(), answers.packed(data))
