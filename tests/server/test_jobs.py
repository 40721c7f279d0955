"""Long work: one object that the bar on the terminal, the stream of events and whoever cancels look at."""

import json
import threading
import time

import pytest

from marketsim.cli.progress import Progress
from marketsim.ensemble import Stopped, simulate
from marketsim.job import Cancelled, Job
from marketsim.server.jobs import Jobs
from marketsim.server.refusals import Busy, Missing


def over(server, id, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told = server.get(f"/api/v1/jobs/{id}").json()
        if told["state"] in ("done", "failed", "cancelled"):
            return told
        time.sleep(0.02)
    raise AssertionError(told)


def begun(server, path="jobs", **body):
    answer = server.post(f"/api/v1/{path}", json=body)
    assert 202 == answer.status_code, answer.text
    return answer.json()["id"]


# ------------------------------------------------------------------------------------- the object


def test_a_job_says_how_fast_it_is_and_what_is_left(monkeypatch):
    clock = iter((0.0, 10.0))
    monkeypatch.setattr("marketsim.job.time.monotonic", lambda: next(clock))
    job = Job("futures")
    assert None is job.left

    job(100, 1000)
    job(600, 1000)

    assert (50, 8) == (job.rate, job.left)
    assert {"done": 600, "total": 1000, "eta": 8.0} == {k: job.as_dict()[k] for k in ("done", "total", "eta")}


def test_a_new_stage_counts_from_nought():
    job = Job()
    job(5, 10)
    job.stage("tables")

    assert ("tables", 0, None, 0.0) == (job.text, job.done, job.total, job.rate)


def test_a_cancelled_job_stops_an_ensemble_which_keeps_what_is_finished(tiny):
    job = Job()
    threading.Timer(0.15, job.cancel).start()

    with pytest.raises(Stopped) as stopped:
        simulate(tiny, 20_000, threads=1, progress=job)

    assert 0 < stopped.value.ensemble.runs < 20_000


def test_the_bar_of_the_command_line_draws_the_same_object():
    class Page:
        is_terminal = False

    progress = Progress(Page(), quiet=False)
    progress.stage("futures")
    progress(3, 10)

    assert isinstance(progress.job, Job)
    assert ("futures", 3, 10) == (progress.job.text, progress.job.done, progress.job.total)


def test_how_a_task_ends_is_how_the_job_ends():
    def cancelled(job):
        job.cancel()
        job(1, 2)

    ends = {}
    for task in (lambda job: 42, lambda job: 1 / 0, cancelled):
        job = Job(state="queued")
        job.work(task)
        ends[job.state] = (job.result, job.error)

    assert {"done": (42, None), "failed": (None, "division by zero"), "cancelled": (None, None)} == ends


def test_a_job_cancelled_in_the_queue_never_begins():
    job, begun = Job(state="queued"), []
    job.cancel()
    job.work(begun.append)

    assert "cancelled" == job.state and [] == begun
    with pytest.raises(Cancelled):
        job(1, 2)


# -------------------------------------------------------------------------------------- the queue


def test_a_full_queue_says_when_to_come_again():
    jobs, gate = Jobs(at_once=1, queued=2), threading.Event()
    ids = [jobs.begin("wait", "", lambda job: gate.wait())]
    while jobs.job(ids[0]).state != "running":
        time.sleep(0.005)
    ids += [jobs.begin("wait", "", lambda job: None) for _ in range(2)]

    with pytest.raises(Busy) as busy:
        jobs.begin("wait", "", lambda job: None)
    assert busy.value.after > 0
    jobs.job(ids[1]).cancel()
    jobs.begin("wait", "", lambda job: None)

    gate.set()
    jobs.close()


def test_the_oldest_jobs_are_forgotten_first_but_none_at_work():
    jobs, gate = Jobs(at_once=2, queued=9, kept=3), threading.Event()
    first = jobs.begin("wait", "", lambda job: gate.wait())
    ids = [jobs.begin("quick", "", lambda job: 1) for _ in range(2)]
    while not all(jobs.job(id).over for id in ids):
        time.sleep(0.005)

    last = jobs.begin("quick", "", lambda job: 1)

    assert "running" == jobs.job(first).state and jobs.job(last)
    with pytest.raises(Missing):
        jobs.job(ids[0])
    gate.set()
    jobs.close()


# ---------------------------------------------------------------------------------------- the API


def test_a_job_gives_what_runs_gives(server, name):
    question = {"scenario": name, "runs": 50, "seed": 61}
    told = over(server, begun(server, kind="run", **question))

    assert "done" == told["state"] and 50 == told["result"]["runs"]
    answer = server.post("/api/v1/runs", json=question).json()
    assert "cached" == answer["served"] and told["result"]["digest"] == answer["digest"]


def test_events_tell_of_progress_and_end_with_the_result(server, name):
    id = begun(server, kind="run", scenario=name, runs=300, seed=62)

    with server.stream("GET", f"/api/v1/jobs/{id}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        parts = "".join(answer.iter_text()).strip().split("\n\n")

    kinds = [part.split("\n")[0] for part in parts]
    data = [json.loads(part.split("data: ")[1]) for part in parts]
    assert {"event: progress"} >= set(kinds[:-1]) and "event: end" == kinds[-1]
    done = [each["done"] for each in data if each["total"] == 300]
    assert done == sorted(done) and "result" not in data[0]
    assert "done" == data[-1]["state"] and 300 == data[-1]["result"]["runs"]


def test_a_cancelled_job_ends_and_its_futures_are_not_grown_on(server, name, house):
    id = begun(server, kind="run", scenario=name, runs=12_000, seed=63)

    assert 202 == server.request("DELETE", f"/api/v1/jobs/{id}").status_code

    assert "cancelled" == over(server, id)["state"]
    assert 63 not in [seed for _, seed, _ in house.farm.busy]


def test_jobs_that_are_not_there_are_missing(server):
    for answer in (server.get("/api/v1/jobs/0"), server.get("/api/v1/jobs/0/events"), server.delete("/api/v1/jobs/0")):
        assert 404 == answer.status_code


def test_a_full_queue_is_answered_429(server, name, house, monkeypatch):
    monkeypatch.setattr(house.jobs, "queued", 0)

    answer = server.post("/api/v1/jobs", json={"kind": "run", "scenario": name})

    assert 429 == answer.status_code and int(answer.headers["retry-after"]) > 0


def test_a_job_of_no_kind_is_refused(server, name):
    for body in ({"kind": "shell", "scenario": name}, {"scenario": name}, {"kind": "run"}, {}):
        assert 422 == server.post("/api/v1/jobs", json=body).status_code
    for path, body in (("jobs", {"kind": "explain", "how": "guess"}), ("explain", {"kind": "guess"})):
        answer = server.post(f"/api/v1/{path}", json={"scenario": name, "claim": "S1-C19"} | body)
        assert 422 == answer.status_code and "must be one of sensitivity" in answer.json()["error"]
    assert 404 == server.post("/api/v1/explain", json={"scenario": name, "claim": "S9-P1"}).status_code


def test_a_market_is_held_against_published_figures_and_shown_from_then_on(server):
    told = over(server, begun(server, kind="validate", scenario="floor", runs=1))

    assert "done" == told["state"], told
    measured = [row for row in server.get("/api/v1/about").json()["validation"] if row["measured"]]
    assert "floor" in {row["measured"]["scenario"] for row in measured}
