"""Turns: several processes on one store seldom compute the same chunk, and it does no harm if they do."""

import fcntl

from small_plans import bytes_of, made, small

from marketsim.sweeps import work
from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store
from marketsim.sweeps.turns import turn


def test_the_first_process_begins_at_the_near_end_the_second_at_the_far_end(tmp_path):
    with turn(tmp_path) as first:
        assert [1, 2, 5] == first([1, 2, 5])
        with turn(tmp_path) as second:
            assert [5, 2, 1] == second([1, 2, 5])
            with turn(tmp_path) as third:
                assert list(range(50)) == sorted(third(list(range(50)))) != third(list(range(50)))
                assert [] == third([])
        with turn(tmp_path) as another:
            assert [5, 2, 1] == another([1, 2, 5])
    with turn(tmp_path) as again:
        assert [1, 2, 5] == again([1, 2, 5])


def test_where_nothing_can_be_locked_all_take_chunks_at_random(tmp_path, monkeypatch):
    def no_locks(*_):
        raise OSError(95, "not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with turn(tmp_path) as one, turn(tmp_path) as other:
        assert list(range(50)) == sorted(one(list(range(50)))) != one(list(range(50)))
        assert list(range(50)) != other(list(range(50)))


def test_who_is_told_its_share_takes_that_first(tmp_path):
    with turn(tmp_path, (2, 3)) as second:
        order = second([0, 1, 2, 4, 5, 6, 7])
    assert ([1, 4, 7], {0, 2, 5, 6}) == (order[:3], set(order[3:]))


def test_shares_together_are_a_whole(tmp_path):
    whole = made(tmp_path / "whole", small(chunk=7))
    stores = [Store.claim(tmp_path / "s", whole.plan) for _ in range(2)]
    first, late = stores
    own = [number for number in range(first.chunks) if number % 2 == 0]
    for number in own:
        first.record(work.perform(first, number))

    assert first.chunks - len(own) == run(late, threads=1, share=(2, 2)).chunks
    assert bytes_of(whole.folder) == bytes_of(tmp_path / "s")
