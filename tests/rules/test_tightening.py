"""What gets dearer or cheaper with time: compliance, keeping pace with the frontier, thrift under investors' eyes."""

from math import log

import pytest
from bench import Bench
from pytest import approx

from marketsim.agents import Fate


def enacted(name, months, **params):
    bench = Bench(**params).wait(months)
    bench.do("enact")
    return bench.environment[name][0]


@pytest.mark.parametrize(("tightness", "months", "burden"), [(1, 0, 1), (1.5, 12, 1), (3, 12, 2), (0, 12, 0)])
def test_compliance_tightens_from_its_burden_along_its_path(tightness, months, burden):
    """S1-M05, S1-M14: half as much more a year."""
    assert approx(tightness) == enacted("tightness", months, compliance_burden=burden, compliance_rise=log(1.5))


@pytest.mark.parametrize(("burn", "tightness"), [(9.25, 0), (10, 1), (11.5, 3)])
def test_the_tighter_compliance_the_more_a_firm_burns(alpha, put, burn, tightness):
    """0.75 a month at the start, on 11.75 of staff less 2.5 of gross profit."""
    put(alpha, tightness=tightness)

    alpha.operate()

    assert approx(burn) == alpha.burn


def test_a_burden_from_the_first_month_on_is_not_cut_out_of_staff_at_the_start(bench):
    alpha = bench(compliance_burden=3).find("Alpha")
    assert approx((11.75, 10)) == (alpha.overhead, alpha.burn)

    alpha.operate()

    assert approx((11.75, 11.5)) == (alpha.overhead, alpha.burn)


def test_keeping_pace_gets_dearer_year_by_year():
    """S0-R09."""
    assert [1, approx(2)] == [enacted("training", months, training_growth=log(2)) for months in (0, 12)]


def test_where_keeping_pace_costs_four_times_as_much_the_same_money_brings_half_the_step(alpha, put):
    """(half of 200 / 400) ^ 0.5."""
    put(alpha, training=4, capability=-2, overhead=200)

    alpha.develop()

    assert approx(-2 + 0.5) == alpha.capability


@pytest.mark.parametrize(("core", "firm"), [(7.05 * 1.05, {}), (7.05, {"own": 0}), (7.05, {"fate": Fate.DORMANT})])
def test_the_core_of_a_firm_that_trains_its_own_model_grows_with_the_cost_of_training(bench, put, core, firm):
    """S0-M17: half of a tenth a month; nobody trains in its sleep."""
    alpha = bench(training_growth=1.2).find("Alpha")
    put(alpha, **firm)

    alpha.operate()

    assert approx(core) == alpha.core


@pytest.mark.parametrize(
    ("thrift", "share", "pull"), [(1.18, 1, 0), (1.18, 0, 2), (1.16, 0.5, 2), (1.14, 1, 2), (1, 1, 50)]
)
def test_firms_seek_best_practice_faster_where_more_investors_weigh_cost_above_size(bench, thrift, share, pull):
    """S0-M10: a tenth of the way from 1.2 a month, times 1 + pull x their share, and never beyond."""
    market = bench(thrift_pull=pull)
    market.world.metrics["cost_over_size"][0] = share
    alpha = market.find("Alpha")
    alpha.thrift = 1.2

    alpha.develop()

    assert approx(thrift) == alpha.thrift
