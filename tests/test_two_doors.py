"""The live market and the ensemble are two doors to one future, and nothing but luck and rules decides it."""

import numpy as np
import pytest
from bench import tiny, tiny_with
from futures import FEW, RUNS, SEEDS, scenarios
from hypothesis import given
from hypothesis import strategies as st

from marketsim.agents import Intent
from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.schema import SCHEDULE
from marketsim.start import Start


def stepped(market, months):
    for _ in range(months):
        market.step()
    return market


def walked(market, months, order=list):
    for _ in range(months):
        for _ in market.walk(order):
            pass
    return market


@FEW
@given(scenario=scenarios(), seed=SEEDS, run=RUNS, months=st.integers(1, 24))
def test_every_run_replays_live_bit_for_bit(scenario, seed, run, months):
    ensemble = simulate(scenario, 6, seed, months, threads=2)

    live = stepped(ensemble.replay(run), months)

    assert ensemble.digests[run] == live.digest


def test_a_replay_shows_the_metrics_and_firms_that_were_recorded():
    ensemble = simulate(tiny(), 4, 7, 24)

    live = ensemble.replay(3)
    for month in range(24):
        live.step()
        recorded = [ensemble.outcomes.metric(name)[3, month] for name in live.metrics]
        np.testing.assert_array_equal(recorded, np.float32(list(live.metrics.values())))
    for name in set(ensemble.outcomes.firm_fields) & set(live.world.startups):
        recorded = ensemble.outcomes.firm(name)[3, :live.world.running]
        np.testing.assert_array_equal(recorded, live.world.startups[name][:live.world.running].astype(np.float32))


@FEW
@given(scenario=scenarios(), seed=SEEDS, key=st.integers(0, 2**32 - 1), months=st.integers(1, 12))
def test_the_order_of_visits_changes_nothing(scenario, seed, key, months):
    def mixed(members):
        return sorted(members, key=lambda member: (member.row * 2654435761 ^ key) * 2246822519 % 2**32)

    calm = stepped(Market(scenario, seed), months)

    for order in (list, reversed, mixed):
        assert calm.digest == walked(Market(scenario, seed), months, order).digest


def test_threads_and_blocks_change_nothing():
    # 37 runs are dealt in blocks of 9, 4, 3, 2 and 1.
    one, *more = (simulate(tiny(), 37, 7, 12, threads=threads) for threads in (1, 2, 3, 4, 8))

    for many in more:
        np.testing.assert_array_equal(one.digests, many.digests)
        np.testing.assert_array_equal(one.outcomes.months_array, many.outcomes.months_array)
        assert one.digest == many.digest


def test_a_run_is_the_same_whatever_the_number_of_runs():
    few, many = (simulate(tiny(), runs, 7, 12) for runs in (3, 60))

    np.testing.assert_array_equal(few.digests, many.digests[:3])


def test_a_longer_horizon_begins_with_the_same_months():
    short, long = (simulate(tiny(), 5, 7, months) for months in (8, 24))

    np.testing.assert_array_equal(short.outcomes.months_array, long.outcomes.months_array[:, :8])


def test_a_horizon_longer_than_the_scenarios_has_room_for_its_entrants_in_both_doors():
    ensemble = simulate(tiny().with_values({"months": 12, "entry_rate": 2}), 2, 7, 400)

    assert ensemble.digests[1] == stepped(ensemble.replay(1), 400).digest


def test_there_is_room_for_those_whom_a_hot_mood_brings():
    hot = {"entry_rate": 2, "entry_mood": 3, "hot_start": 1, "cooling": 0, "hot_mood": 1, "mood_speed": 1}

    assert simulate(tiny().with_values(hot), 3, 7, 30).outcomes.metric("entered").max() > 100


@pytest.mark.parametrize("figures", [
    {"entry_capital": 1},
    {"entry_capital": 1, "entry_mood": -3, "hot_start": 0, "cold_mood": 1, "warming": 0},
    {"entry_capital": 2, "fund_term": 3},
], ids=str)
def test_there_is_room_for_those_whom_much_money_brings(figures):
    flood = {"entry_rate": 3, "fund_rate": 1, "cold_funds": 1, "hot_start": 1, "cooling": 0, "mood_speed": 1}
    scenario = tiny().with_values(flood | figures)

    for months in (3, 30, 90):
        ensemble = simulate(scenario, 3, 7, months)
        assert ensemble.outcomes.metric("entered")[:, -1].max() > 0.5 * 3 * months


def test_room_is_made_for_the_greatest_rate_of_every_shape():
    def several(quantity):
        def edit(data):
            data["parameters"]["entry_rate"] = {"unit": "firms / month", "source": "assumed"} | quantity

        return Start(tiny_with(edit)).room

    known = several({"value": 8})
    assert known == several({"choice": {"1": 1, "8": 1}}) == several({"uniform": [1, 8]})
    assert several({"value": 1}) < known < several({"normal": [8, 1]}) < several({"lognormal": [8, 1]})
    assert known < several({"pareto": [8, 2]})


def test_what_is_watched_changes_nothing():
    def unwatch(data):
        data["startups"]["Zhipu AI"]["watch"] = False

    watched, unwatched = (simulate(scenario, 5, 7, 12) for scenario in (tiny(), tiny_with(unwatch)))

    assert 1 == len(watched.outcomes.watched) != len(unwatched.outcomes.watched)
    np.testing.assert_array_equal(watched.digests, unwatched.digests)


def test_every_run_and_every_seed_has_a_luck_of_its_own():
    digests = np.concatenate([simulate(tiny(), 40, seed, 1).digests for seed in (7, 8, 2**64 - 1)])

    assert 120 == len(set(digests.tolist()))


def test_the_digest_tells_the_month_and_every_event():
    market = Market(tiny())
    before = market.digest
    market.world.end_month()
    assert before != market.digest

    digests = set()
    for owed in (1.0, 2.0):
        market = Market(tiny())
        market.world.startups["intent"][0], market.world.startups["cash"][0] = Intent.CLOSE, -owed
        market.close_firms()
        assert -owed == market.world.environment["sinks"][0]
        market.world.environment["sinks"][0] = 0
        digests.add(market.digest)
    assert 2 == len(digests)


def test_the_schedule_is_what_both_doors_follow():
    market = Market(tiny())

    assert list(SCHEDULE) == list(market.walk())
    assert 1 == market.month


@pytest.mark.parametrize("run", [-1, 4])
def test_a_run_that_was_not_made_is_not_replayed(run):
    with pytest.raises(ValueError, match=f"run must be in 0 to 3, got {run}"):
        simulate(tiny(), 4, 7, 1).replay(run)


def test_an_ensemble_may_begin_at_any_run():
    whole, part = simulate(tiny(), 12, 7, 20), simulate(tiny(), 5, 7, 20, first=4)

    assert part.digests.tolist() == whole.digests[4:9].tolist()
    drawn = [name for name, values in whole.outcomes.params.items() if len(set(values.tolist())) > 1]
    assert len(drawn) > 20
    assert all(part.outcomes.params[name].tolist() == whole.outcomes.params[name][4:9].tolist() for name in drawn)
    assert part.months["run"].unique().tolist() == [4, 5, 6, 7, 8]
    assert part.replay(8).world.run == 8
    with pytest.raises(ValueError, match="run must be in 4 to 8, got 9"):
        part.replay(9)
