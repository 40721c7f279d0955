"""Futures are grown once, shared, fairly, and within the memory there is."""

import threading
import time

import numpy as np
import pytest

from marketsim.ensemble import simulate
from marketsim.server import limits
from marketsim.server.cache import Cache
from marketsim.server.desk import Desk
from marketsim.server.farm import Farm
from marketsim.server.refusals import Busy, Refused


@pytest.fixture
def farm():
    farm = Farm(threads=1)
    yield farm
    farm.close()


def grown(demand, seconds=60):
    end = time.monotonic() + seconds
    while not demand.met and time.monotonic() < end:
        time.sleep(0.005)
    return demand.futures.first(demand.ready)


def test_futures_grown_in_pieces_are_those_of_one_ensemble(farm, tiny, monkeypatch):
    monkeypatch.setattr("marketsim.server.farm.CHUNK", 0.01)

    ensemble = grown(farm.demand(tiny, 50, 7, 30))

    whole = simulate(tiny, 50)
    assert whole.digest == ensemble.digest
    assert whole.outcomes.params.keys() == ensemble.outcomes.params.keys()
    for array in ("months_array", "firms_array", "watch_array"):
        np.testing.assert_array_equal(getattr(whole.outcomes, array), getattr(ensemble.outcomes, array))


def test_more_futures_go_on_from_those_there_are(farm, tiny):
    grown(farm.demand(tiny, 10, 7, 30))
    before = farm.demand(tiny, 10, 7, 30).futures

    grown(demand := farm.demand(tiny, 30, 7, 30))

    assert before is demand.futures and 30 == before.done


def test_equal_questions_share_their_futures(farm, tiny):
    demands = [farm.demand(tiny, 40, 5, 30) for _ in range(8)]

    assert 1 == len({id(demand.futures) for demand in demands})
    assert 1 == len({grown(demand).digest for demand in demands}) and 40 == demands[0].futures.done


def test_what_nobody_wants_any_more_is_not_grown(farm, tiny, monkeypatch):
    monkeypatch.setattr("marketsim.server.farm.CHUNK", 0.01)
    with farm.demand(tiny, 5000, 9, 30) as demand:
        while not demand.futures.done:
            time.sleep(0.005)
    grown(farm.demand(tiny, 10, 10, 30))  # the chunk in hand is over

    assert demand.futures.done < 5000 and not farm.busy


def test_a_chunk_in_hand_is_let_go_when_nobody_wants_it(farm, tiny, monkeypatch):
    monkeypatch.setattr("marketsim.server.farm.CHUNK", 1000)
    with farm.demand(tiny, 15_000, 15, 30) as demand:
        time.sleep(0.3)
    grown(farm.demand(tiny, 10, 16, 30))

    ensemble = demand.futures.first(demand.futures.done)
    assert 0 < ensemble.runs < 15_000
    assert simulate(tiny, ensemble.runs, 15).digest == ensemble.digest  # what was finished is kept


def test_whoever_had_least_goes_next(farm, tiny, monkeypatch):
    monkeypatch.setattr("marketsim.server.farm.CHUNK", 0.01)
    long = farm.demand(tiny, 5000, 13, 30)

    grown(farm.demand(tiny, 20, 14, 30))

    assert not long.met
    long.leave()


def test_too_many_questions_at_once_are_sent_away(farm, tiny, monkeypatch):
    monkeypatch.setattr(limits, "WAITING", 2)
    waiting = [farm.demand(tiny, 5000, seed, 30) for seed in (41, 42)]

    with pytest.raises(Busy) as busy:
        farm.demand(tiny, 10, 43, 30)

    assert busy.value.status == 429 and busy.value.after > 0
    for demand in waiting:
        demand.leave()


def test_more_than_memory_holds_is_refused_with_what_to_reduce(tiny):
    farm = Farm(room=10_000_000, threads=1)

    with pytest.raises(Refused, match="ask for fewer runs"):
        farm.demand(tiny, 20_000, 7, 30)
    farm.close()


def test_trouble_is_told_to_whoever_waits_and_not_kept(farm, tiny, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("out of luck")

    monkeypatch.setattr("marketsim.ensemble.simulate", broken)
    demand = farm.demand(tiny, 10, 51, 30)
    while not demand.met:
        time.sleep(0.005)
    with pytest.raises(RuntimeError, match="out of luck"):
        _ = demand.ready
    monkeypatch.undo()

    assert 10 == grown(farm.demand(tiny, 10, 51, 30)).runs


def test_what_was_wanted_longest_ago_makes_room():
    cache = Cache(100)
    for key in "abc":
        cache.keep(key, key.upper(), 40)

    assert [None, "B", "C"] == [cache.get(key) for key in "abc"] and 80 == cache.used
    cache.get("b")
    cache.keep("d", "D", 40)
    assert ["B", None, "D"] == [cache.get(key) for key in "bcd"]


def test_what_has_grown_counts_once():
    cache = Cache(100)
    for size in (10, 30, 60):
        cache.keep("a", "A", size)

    assert 60 == cache.used and 1 == len(cache)


def test_a_cache_takes_many_hands():
    cache, hands = Cache(1000), []
    for hand in range(8):
        hands.append(threading.Thread(target=lambda hand=hand: [cache.keep(k % 50, hand, 7) for k in range(2000)]))
        hands[-1].start()
    for hand in hands:
        hand.join()

    assert 50 * 7 == cache.used


def test_what_nobody_waits_for_yet_is_grown_when_nobody_waits(farm, tiny, monkeypatch):
    monkeypatch.setattr("marketsim.server.farm.CHUNK", 0.01)
    asked = farm.demand(tiny, 60, 62, 30)
    later = farm.demand(tiny, 60, 61, 30, idle=True)

    grown(asked)
    before = later.futures.done
    grown(later)

    assert 0 == before and later.met


def test_what_writing_takes_lately_is_taken_off_the_time_to_wait():
    desk = Desk(writers=1)
    assert 0 == desk.takes(10)

    for _ in range(40):
        desk.write(time.sleep, 0.02)

    assert 0.015 < desk.takes(10) < 1 and 0.005 >= desk.takes(0.01)
