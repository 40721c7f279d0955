"""Futures over the API: the same as the library's, nested, remembered, compared under the same luck."""

import csv
import io

import numpy as np
import pytest

from marketsim.claims import evaluate
from marketsim.ensemble import simulate
from marketsim.server.answers import LEVELS


@pytest.fixture
def ask(server, name):
    """Ask for futures; the answer, checked to be one."""

    def asked(**question):
        answer = server.post("/api/v1/runs", json={"scenario": name, "runs": 60, "wait": 30} | question)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return asked


def refused(server, path, **body):
    answer = server.post(f"/api/v1/{path}", json=body)
    return answer.status_code, answer.json()["error"]


def test_an_answer_says_what_the_library_says(ask, house, name):
    ensemble = simulate(house.markets.premise(name), 60)
    value = ensemble.outcomes.metric("value")
    verdicts = evaluate(ensemble.outcomes)

    answer = ask(metrics=["value"])

    assert (60, 60, True, 7) == (answer["runs"], answer["asked"], answer["complete"], answer["seed"])
    assert ensemble.digest == answer["digest"] and ["value"] == list(answer["metrics"])
    assert "2025-07" == answer["months"][0] and ensemble.horizon == len(answer["months"])
    for level in LEVELS:
        expected = np.quantile(value, level, axis=0)
        np.testing.assert_allclose(answer["metrics"]["value"]["bands"][f"{100 * level:g}"], expected, rtol=1e-5)
    assert [verdict.id for verdict in verdicts] == [claim["id"] for claim in answer["claims"]]
    for verdict, claim in zip(verdicts, answer["claims"], strict=True):
        assert claim["p"] == pytest.approx(verdict.probability, abs=1e-5)
        assert claim["luck"]["low"] <= claim["p"] <= claim["luck"]["high"]
        assert (claim["known"], claim["yes"]) == (verdict.known, round(verdict.probability * verdict.known))


def test_examples_are_futures_in_which_the_claim_happens_and_fails(ask, house, name):
    truths = {verdict.id: verdict.truth for verdict in evaluate(simulate(house.markets.premise(name), 60).outcomes)}

    for claim in ask()["claims"]:
        for word, value in (("true", True), ("false", False)):
            run = claim["examples"][word]
            there = np.flatnonzero((truths[claim["id"]].filled(not value)) == value)
            assert (run is None and not len(there)) or run == there[0]


def test_the_preview_is_among_the_thousand(server, name):
    def lines(runs):
        question = {"scenario": name, "seed": 11, "runs": runs}
        answer = server.post("/api/v1/paths", json=question)
        assert f"{runs},30" == answer.headers["x-shape"]
        return np.frombuffer(answer.content, "<f4").reshape(runs, 30)

    few, many = lines(10), lines(40)

    np.testing.assert_array_equal(many[:10], few)


def test_the_same_question_is_answered_once(ask):
    first, again = ask(seed=21), ask(seed=21)

    assert ("computed", "cached") == (first.pop("served"), again.pop("served"))
    assert first.pop("ms") and again.pop("ms") is not None
    assert first == again


def test_another_question_has_another_id(ask):
    asked = ({}, {"seed": 8}, {"runs": 61}, {"set": {"floor_line": 3000}}, {"metrics": ["value"]}, {"months": 25})

    assert len(asked) == len({ask(**question)["id"] for question in asked})


def test_a_difference_is_taken_run_by_run(ask, house, name):
    premise = house.markets.premise(name)
    one, other = simulate(premise.with_values({"floor_line": 9000}), 60), simulate(premise, 60)
    gap = one.outcomes.metric("raised").astype(float) - other.outcomes.metric("raised")

    answer = ask(set={"floor_line": 9000}, baseline={"scenario": name}, metrics=["raised"])

    np.testing.assert_allclose(answer["difference"]["raised"]["bands"]["50"], np.median(gap, axis=0), rtol=1e-5)
    for claim in answer["claims"]:
        assert claim["base"]["low"] <= claim["base"]["diff"] <= claim["base"]["high"]
        assert claim["p"] - claim["base"]["p"] == pytest.approx(claim["base"]["diff"], abs=1e-5)


def test_a_market_differs_by_nothing_from_itself(ask, name):
    answer = ask(baseline={"scenario": name})

    assert {0.0} == {x for metric in answer["difference"].values() for row in metric["bands"].values() for x in row}
    assert {0.0} == {claim["base"]["diff"] for claim in answer["claims"]}


def test_a_what_if_is_the_library_s(ask, house, name):
    from marketsim.whatifs import under

    expected = simulate(under(house.markets.premise(name), "no-floor"), 60).digest

    assert expected == ask(what_if=["no-floor"])["digest"]


def test_what_is_done_in_time_is_sent_and_goes_on_from_there(ask, monkeypatch):
    monkeypatch.setattr("marketsim.server.farm.CHUNK", 0.01)
    answers = [ask(seed=31, runs=150, wait=0.1)]
    while not answers[-1]["complete"]:
        answers.append(ask(seed=31, runs=150, wait=0.1))

    runs = [answer["runs"] for answer in answers]
    assert 150 == runs[-1] and runs == sorted(runs)
    assert all((answer["note"] is None) == answer["complete"] for answer in answers)


def test_a_claim_s_path_ends_at_its_probability(ask, server, name):
    final = {claim["id"]: claim for claim in ask()["claims"]}

    answer = server.post("/api/v1/claims/paths", json={"scenario": name, "runs": 60}).json()

    assert set(final) == set(answer["paths"])
    for claim, path in answer["paths"].items():
        due = answer["months"].index(final[claim]["deadline"][:7])
        assert {None} >= set(path[due + 1 :])
        if final[claim]["deadline"].endswith(("-30", "-31")):
            assert final[claim]["p"] == path[due]


def test_an_answer_is_there_again_as_json_and_as_tables(ask, server):
    answer = ask(metrics=["value", "raised"])
    id = answer["id"]

    assert answer["claims"] == server.get(f"/api/v1/runs/{id}.json").json()["claims"]
    table = list(csv.DictReader(io.StringIO(server.get(f"/api/v1/runs/{id}.csv").text)))
    assert 2 * len(answer["months"]) == len(table)
    assert answer["metrics"]["value"]["bands"]["50"][0] == float(table[0]["50 %"])
    assert (str(answer["seed"]), str(answer["runs"]), answer["digest"]) == tuple(
        table[0][column] for column in ("seed", "runs", "digest")
    )
    claims = list(csv.DictReader(io.StringIO(server.get(f"/api/v1/runs/{id}/claims.csv").text)))
    assert [claim["id"] for claim in answer["claims"]] == [row["claim"] for row in claims]


def test_what_cannot_be_is_said_in_a_line(server, name):
    for status, words, body in (
        (404, "scenario: must be one of", {"scenario": "atlantis"}),
        (404, "scenario: must be one of", {"scenario": "../../etc/passwd"}),
        (404, "scenario: must be one of", {"scenario": "tests/data/tiny.toml"}),
        (422, "scenario: is missing", {}),
        (422, "runs: must be at most 20,000, got 10000000; ask for less", {"scenario": name, "runs": 10**7}),
        (422, "months: must be at most 600", {"scenario": name, "months": 601}),
        (422, "seed: must be at least 0", {"scenario": name, "seed": -1}),
        (422, "colour: is not a field here", {"scenario": name, "colour": 1}),
        (422, "set.flor_line: unknown key; did you mean floor_line?", {"scenario": name, "set": {"flor_line": 1}}),
        (422, "set.months: say months beside set", {"scenario": name, "set": {"months": 5}}),
        (422, "floor_adoption: a share lies in 0 to 1", {"scenario": name, "set": {"floor_adoption": 7}}),
        (422, "metric: must be one of", {"scenario": name, "metrics": ["luck"]}),
        (422, "what_if: must be one of", {"scenario": name, "what_if": ["/tmp/mine.toml"]}),
        (422, "baseline: must begin in the same month", {"scenario": name, "runs": 2,
                                                         "baseline": {"scenario": "dot-com-2000"}}),
    ):
        code, said = refused(server, "runs", **body)
        assert status == code and words in said and "\n" not in said, said


def test_numbers_in_quotes_and_no_numbers_are_refused(server, name):
    assert 422 == refused(server, "runs", scenario=name, runs="60")[0]
    headers = {"content-type": "application/json"}
    for body in (b'{"scenario": "tiny", "set": {"floor_line": NaN}}', b"[1]", b"{", b'"x"', b""):
        assert 422 == server.post("/api/v1/runs", content=body, headers=headers).status_code


def test_an_answer_that_nobody_remembers_is_missing(server):
    for path in ("runs/0.json", "runs/0.csv", "runs/0/claims.csv"):
        assert 404 == server.get(f"/api/v1/{path}").status_code
