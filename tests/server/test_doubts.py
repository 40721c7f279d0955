"""What open parameters do to a claim, read off the futures there are."""

import time

import numpy as np
import pytest

from marketsim.ensemble import simulate
from marketsim.server.doubts import FEW, fit, sensitivity, spread_by_parameters


class Verdict:
    def __init__(self, truth):
        self.id, self.text, self.truth = "mine", "mine", np.ma.asarray(truth)
        self.probability, self.runs, self.known = float(self.truth.mean()), len(truth), int(self.truth.count())


@pytest.fixture(scope="module")
def futures(tiny):
    return simulate(tiny, 800)


@pytest.fixture(scope="module")
def open_one(futures):
    """(name, values) of a parameter that the market leaves open."""
    return next((name, values) for name, values in futures.outcomes.params.items() if values.min() < values.max())


def test_a_claim_that_hangs_on_one_parameter_is_wide_open(futures, open_one):
    name, values = open_one
    verdict = Verdict(values > np.median(values))

    low, high = spread_by_parameters(futures.outcomes.params, [verdict])["mine"]

    assert low < 0.1 and high > 0.9


def test_a_claim_that_hangs_on_luck_alone_is_left_where_it_is(futures):
    luck = np.random.default_rng(5).random(800) < 0.3
    open_many = spread_by_parameters(futures.outcomes.params, [Verdict(luck)])["mine"]

    assert open_many[0] <= luck.mean() <= open_many[1] and open_many[1] - open_many[0] < 0.35


def test_a_claim_that_always_holds_has_no_doubt(futures):
    assert (1.0, 1.0) == spread_by_parameters(futures.outcomes.params, [Verdict(np.ones(800, bool))])["mine"]


def test_nothing_is_said_by_too_few_runs(futures):
    params = {name: values[:20] for name, values in futures.outcomes.params.items()}
    drawn = sum(values.min() < values.max() for values in params.values())

    assert FEW * drawn > 20 and {} == spread_by_parameters(params, [Verdict(np.arange(20) % 2 == 0)])


def test_parameters_that_say_nothing_explain_nothing_on_average():
    luck = np.random.default_rng(3)
    explained = fit(luck.random((500, 20)), (luck.random((500, 400)) < 0.5).astype(float))[1]

    assert explained.mean() < 0.02


def test_the_parameter_a_claim_hangs_on_comes_first(futures, open_one, tiny):
    name, values = open_one
    found = sensitivity(tiny, futures, Verdict(values > np.median(values)))

    first = found["rows"][0]
    assert name == first["key"] and 1 == first["effect"] and first["low"] > 0.9
    assert [0, 0, 1, 1] == [each["p"] for k, each in enumerate(first["bins"]) if k != 2]
    at = [each["at"] for each in first["bins"]]
    assert at == sorted(at) and found["explained"] > 0.5


def test_an_effect_is_a_job_of_futures_that_are_there(server, name):
    claim = server.post("/api/v1/runs", json={"scenario": name, "runs": 60}).json()["claims"][0]["id"]
    asked = {"scenario": name, "runs": 60, "claim": claim, "kind": "sensitivity"}
    id = server.post("/api/v1/explain", json=asked).json()["id"]
    while (told := server.get(f"/api/v1/jobs/{id}").json())["state"] in ("queued", "running"):
        time.sleep(0.02)

    result = told["result"]
    assert (claim, 60) == (result["claim"], result["runs"]) and result["rows"]
    effects = [abs(row["effect"]) for row in result["rows"]]
    assert effects == sorted(effects, reverse=True)
    assert all(row["low"] <= row["effect"] <= row["high"] for row in result["rows"])


def test_mechanisms_are_switched_off_one_by_one(server, name, monkeypatch):
    monkeypatch.setattr("marketsim.server.tasks.LEAST", 8)
    claim = server.post("/api/v1/runs", json={"scenario": name, "runs": 60}).json()["claims"][-1]["id"]
    asked = {"scenario": name, "runs": 8, "claim": claim, "kind": "switches"}
    id = server.post("/api/v1/explain", json=asked).json()["id"]
    while (told := server.get(f"/api/v1/jobs/{id}").json())["state"] in ("queued", "running"):
        time.sleep(0.05)

    assert "done" == told["state"], told["error"]
    for row in told["result"]["rows"]:
        assert row["low"] <= row["difference"] <= row["high"]
        assert told["result"]["p"] - row["without"] == pytest.approx(row["difference"])
