"""One future opened over the API: verified, in its places, with its deals and its story."""

import pytest

from marketsim.ensemble import simulate
from marketsim.stories import tell

RUN = 17


@pytest.fixture(scope="module")
def ensemble(house, name):
    return simulate(house.markets.premise(name), 20)


@pytest.fixture(scope="module")
def log(server, name):
    answer = server.post(f"/api/v1/futures/{RUN}", json={"scenario": name})
    assert 200 == answer.status_code, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def market(ensemble):
    market = ensemble.replay(RUN)
    for _ in range(ensemble.horizon):
        market.step()
    return market


def test_its_digest_is_that_of_the_ensemble_s_run(log, ensemble):
    assert log["verified"] and f"{int(ensemble.digests[RUN]):016x}" == log["digest"]


def test_a_future_of_a_changed_market_is_verified_too(server, name):
    body = {"scenario": name, "set": {"floor_line": 100}, "months": 12, "seed": 3}

    log = server.post("/api/v1/futures/9000", json=body).json()

    assert log["verified"] and 12 == len(log["months"])


def test_another_digest_is_not_verified(house, name, ensemble):
    from marketsim.server.replays import log

    assert not log(house.markets.premise(name), 7, RUN, 30, int(ensemble.digests[RUN]) ^ 1)["verified"]


def test_everybody_who_matters_has_a_place_of_their_own(log, market):
    names = [node["name"] for node in log["nodes"]]
    places = {(node["x"], node["y"]) for node in log["nodes"]}

    assert len(names) == len(set(names)) == len(places) and 0 == log["left_out"]
    assert {firm.name for firm in market.members["startups"]} <= set(names)
    assert all(abs(node["x"]) < 2 and abs(node["y"]) < 2 and node["r"] > 0 for node in log["nodes"])


def test_the_same_future_has_the_same_places(server, name, log, house):
    house.drawn.drop(next(key for key in list(house.drawn._kept) if isinstance(key, tuple) and key[1] == RUN))

    assert log == server.post(f"/api/v1/futures/{RUN}", json={"scenario": name}).json()


def test_edges_are_the_deal_ledger(log, market):
    deals = market.deals[market.deals["event"].isin(["held", "round", "bridged", "taken over"])]
    names = {node["id"]: node["name"] for node in log["nodes"]}
    told = [(edge["month"], names[edge["from"]], names[edge["to"]]) for edge in log["edges"]]

    assert [(deal.month, deal.party, deal.startup) for deal in deals.itertuples()] == told
    assert {"held", "round", "bridged", "acquired", "merged"} >= {edge["kind"] for edge in log["edges"]}


def test_values_run_from_the_first_month_to_the_last(log, market):
    ids = {node["name"]: str(node["id"]) for node in log["nodes"]}
    for firm in market.members["startups"]:
        path, gone = log["values"][ids[firm.name]], firm.fate in (4, 5, 6)
        assert path["from"] >= -1 and path["values"]
        last = path["from"] + len(path["values"]) - 1
        assert last == (max(int(firm.fate_month), path["from"]) if gone else 29), firm.name
        if not gone:
            assert path["values"][-1] == pytest.approx(firm.mark, rel=1e-3)


def test_its_story_is_the_one_that_replay_tells(log, ensemble):
    story = tell(ensemble.replay(RUN), ensemble.horizon)

    assert (story.opening, story.closing) == (log["opening"], log["closing"])
    assert [event.text for chapter in story.chapters for event in chapter.events] == [e["text"] for e in log["events"]]


def test_a_future_beyond_all_is_refused(server, name):
    for run in (-1, 20_000, "x"):
        assert 422 == server.post(f"/api/v1/futures/{run}", json={"scenario": name}).status_code
