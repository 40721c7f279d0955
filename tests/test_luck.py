"""A newcomer and a policy change nobody's luck, so that two markets are compared under the same luck, run by run."""

import numpy as np
from bench import code_of, tiny, tiny_with

from marketsim._kernel import draw
from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.schema import PARAMETERS, PURPOSES, SCHEDULE
from marketsim.start import Start

BEFORE_ANY_SETTLEMENT = [rule for _, _, rule in SCHEDULE].index("sell")
PLACE = [rule for _, _, rule in SCHEDULE].index("deliver")


def with_startup(data):
    data["startups"]["Newcomer"] = {"post": {"value": 900, "source": "assumed"}}


def with_startup_first(data):
    data["startups"] = {"Newcomer": {"post": {"value": 900, "source": "assumed"}}} | data["startups"]


def with_investor(data):
    data["investors"]["Newcomer"] = {"fund": {"value": 500, "source": "assumed"}}


def with_crackdown(data):
    figures = {"office": "crackdown", "scheduled": "2026-07", "strength": 1}
    data["regulators"]["Crackdown"] = {name: {"value": value, "source": "assumed"} for name, value in figures.items()}


def until(market, phase):
    for earlier in range(phase):
        market.world.apply_all(earlier)
    return market


def by_name(market, column):
    return {startup.name: np.array(startup.table[column][startup.row]) for startup in market.members["startups"]}


def assert_same_for_those_in_both(few, more, columns):
    for column in columns:
        here, there = by_name(few, column), by_name(more, column)
        for name in here:
            np.testing.assert_array_equal(here[name], there[name], err_msg=f"{name}.{column}")


def test_one_startup_more_leaves_the_others_fields_and_parameters_alone():
    few, more = Market(tiny()), Market(tiny_with(with_startup))

    assert few.params == more.params
    assert_same_for_those_in_both(few, more, few.world.startups)


def test_one_startup_more_leaves_the_others_decisions_alone_until_they_meet_in_the_market():
    few, more = (until(Market(scenario), BEFORE_ANY_SETTLEMENT) for scenario in (tiny(), tiny_with(with_startup)))

    assert few.world.running + 1 == more.world.running
    assert_same_for_those_in_both(few, more, few.world.startups)


def test_it_does_not_matter_where_in_the_file_the_newcomer_stands():
    few, more = (until(Market(scenario), BEFORE_ANY_SETTLEMENT) for scenario in (tiny(), tiny_with(with_startup_first)))

    drawn = list(tiny().defaults["startups"]) + ["thrift", "capability", "cost", "own", "attraction", "keep", "landed"]
    assert_same_for_those_in_both(few, more, drawn)


def test_one_startup_more_changes_only_the_searches_that_meet_it():
    eager = {"pitch_runway": 200, "round_gap": 0}
    few, more = (until(Market(scenario.with_values(eager)), PLACE) for scenario in (tiny(), tiny_with(with_startup)))
    newcomer = more.find("Newcomer").row
    compared = 0

    for one, other in zip(few.members["startups"], more.members["startups"], strict=False):
        if one.ask > 0 and other.ask > 0:
            compared += 1
            for k in np.flatnonzero(one.pitch_to != other.pitch_to)[:1]:  # one meeting may cost another a place
                place = int(16 * draw(7, 0, one.uid, 0, PURPOSES["SEARCH"], 64 + int(k)))
                assert 3 <= k < 6
                assert newcomer == more.world.investors["portfolio"][one.holder[k - 3], place]
    assert compared > 60


def test_one_investor_more_changes_only_the_ties_that_meet_it():
    few, more = Market(tiny()), Market(tiny_with(with_investor))
    newcomer = more.find("Newcomer")
    met = 0

    for one, other in zip(few.members["startups"], more.members["startups"], strict=True):
        if newcomer in other.holders:
            met += 1
        else:
            assert [holder.name for holder in one.holders] == [holder.name for holder in other.holders]
    assert met < len(few.members["startups"]) / 4


def test_one_investor_more_leaves_the_others_fields_alone():
    few, more = Market(tiny()), Market(tiny_with(with_investor))

    for name in tiny().defaults["investors"]:
        np.testing.assert_array_equal(few.world.investors[name], more.world.investors[name][:-1])


def test_a_policy_changes_no_parameter_but_its_own():
    plain, changed = (
        Start(scenario).parameters(7, 20) for scenario in (tiny(), tiny().with_values({"floor_line": 8000}))
    )

    differs = [name for k, name in enumerate(PARAMETERS) if (plain[:, k] != changed[:, k]).any()]
    assert ["floor_line"] == differs


def test_a_line_that_nobody_applies_changes_nothing_but_what_is_counted_against_it():
    plain, changed = (
        Market(tiny().with_values({"floor_line": line, "floor_adoption": 0, "floor_spread": 0, "floor_reserve": 0}))
        for line in (4000, 800)
    )
    for _ in range(24):
        plain.step(), changed.step()

    counted = {"above_line", "below_line", "late_below"}
    assert plain.world.running == changed.world.running
    assert_same_for_those_in_both(plain, changed, set(plain.world.startups) - counted)
    assert any((plain.world.startups[name] != changed.world.startups[name]).any() for name in counted)


def test_before_a_policy_nothing_is_different_and_after_it_the_weather_is_the_same():
    calm, harsh = (simulate(scenario, 10, 7, 24).outcomes for scenario in (tiny(), tiny_with(with_crackdown)))

    np.testing.assert_array_equal(calm.months_array[:, :12], harsh.months_array[:, :12])
    assert (calm.metric("revenue")[:, 12] != harsh.metric("revenue")[:, 12]).all()
    for exogenous in ("demand", "hot", "open_lag", "chip_parity", "fixed_price"):
        np.testing.assert_array_equal(calm.metric(exogenous), harsh.metric(exogenous))


def test_the_same_luck_makes_a_comparison_sharper():
    plain, changed = (
        simulate(tiny().with_values({"procurement": 0.5, "hurdle": hurdle}), 200, 7, 12).outcomes.metric("value")[:, -1]
        for hurdle in (0.1, 0.15)
    )

    paired, unpaired = np.var(changed - plain), np.var(np.roll(changed, 1) - plain)
    assert paired < unpaired / 4


def test_an_id_belongs_to_a_name_and_to_nobody_else():
    few, more = Start(tiny()), Start(tiny_with(with_startup_first))

    assert dict(zip(few.names["startups"], few.ids["startups"], strict=True)).items() <= dict(
        zip(more.names["startups"], more.ids["startups"], strict=True)).items()
    everybody = [number for kind in few.ids.values() for number in kind]
    assert len(everybody) == len(set(everybody))
    assert 1 == code_of("fate", "active")
