"""What a month leaves behind: counts, sums and means of the market."""

from math import exp, log, nan

import pytest
from bench import Bench
from pytest import approx

from marketsim._kernel import MarketFault


def seen(*firms, months=0, **params):
    """Metrics of firms given as dicts; the line is at 100."""
    bench = Bench(startups=len(firms), **params).wait(months)
    bench.set(line=100)
    for row, figures in enumerate(firms):
        bench.startup(row, **({"mark": 1, "value": log(figures.get("mark", 1))} | figures))
    bench.do("take_stock")
    return bench


def metric(bench, name):
    return bench.metrics[name][0]


def test_firms_are_counted_by_fate():
    ended = [{"fate": fate, "live": 0} for fate in ("acquired", "merged", "closed", "closed")]
    bench = seen({}, {}, {}, {"fate": "dormant"}, {"fate": "listed"}, *ended)

    assert [3, 1, 1, 1, 1, 2] == [
        metric(bench, fate) for fate in ("active", "dormant", "listed", "acquired", "merged", "closed")
    ]


def test_values_are_summed_over_those_who_act():
    bench = seen({"mark": 400}, {"mark": 25}, {"mark": 900, "fate": "closed", "live": 0})

    assert [425, 1] == [metric(bench, "value"), metric(bench, "above_line")]
    assert approx(100) == metric(bench, "typical_value")


def test_the_five_largest_are_found_wherever_they_stand():
    marks = (3, 50, 7, 1, 20, 6, 10, 3)

    assert approx((50 + 20 + 10 + 7 + 6) / 100) == metric(seen(*({"mark": mark} for mark in marks)), "top5_value")


def test_the_five_best_funded_of_twelve_months_may_be_gone():
    money = (10, 10, 10, 10, 10, 50)
    bench = seen(*({"recent": amount} for amount in money[:-1]), {"recent": 50, "fate": "closed", "live": 0})

    assert approx(0.9) == metric(bench, "top5_funding")


def test_revenue_weighs_growth_and_margin_and_has_a_herfindahl_index():
    bench = seen({"revenue": 30, "growth": 1, "margin": 0.5}, {"revenue": 10, "growth": -1, "margin": 0.1})

    assert [40, approx(0.5), approx(0.4), approx(0.625)] == [metric(bench, name) for name in
                                                             ("revenue", "growth", "margin", "revenue_hhi")]
    assert approx(0.3) == metric(bench, "survivors_margin")


def test_retention_is_compared_across_the_line():
    bench = seen({"mark": 100, "ndr": 1.2}, {"mark": 200, "ndr": 1.0}, {"mark": 99, "ndr": 0.8})

    assert [approx(1.1), approx(0.8)] == [metric(bench, "ndr_above"), metric(bench, "ndr_below")]


def test_costs_and_the_share_below_the_gate_are_of_those_who_act():
    bench = seen({"cost": 0.5}, {"cost": 1.0}, {"cost": 3}, {"cost": 9, "live": 0, "fate": "closed"}, cost_gate=1)

    assert [approx(1.5), approx(2 / 3)] == [metric(bench, "cost"), metric(bench, "gate_met")]


def test_marks_return_is_smoothed_over_four_months():
    # 90 became 99: a tenth; a quarter of the way from 0.02.
    bench = Bench(startups=2)
    bench.set(mark_return=0.02)
    bench.startup(0, mark=66, mark_before=60)
    bench.startup(1, mark=33, mark_before=30)

    bench.do("take_stock")

    assert approx(0.04) == bench.environment["mark_return"][0]
    assert [66, 33] == bench.startups["mark_before"].tolist()


def test_a_firm_that_ends_or_enters_is_no_return():
    bench = Bench(startups=3)
    bench.startup(0, mark=50, mark_before=50)
    bench.startup(1, mark=70, mark_before=70)
    bench.startup(2, mark=500, mark_before=400, live=0, fate="closed")

    bench.do("take_stock")

    assert 0 == bench.environment["mark_return"][0]


def test_rivals_and_foreign_shares_are_of_all_spending():
    bench = Bench(verticals=2)
    bench.environment["demand"][:2] = 60, 140
    bench.environment["rivals_base"][:2] = 30, 70
    bench.environment["foreign_base"][:2] = 10, 10

    bench.do("take_stock")

    assert [200, approx(0.6), approx(0.1)] == [
        metric(bench, name) for name in ("demand", "rivals_share", "foreign_share")
    ]


def test_investors_tastes_are_counted():
    bench = Bench(investors=4)
    for k, (size, cost) in enumerate(((0, 0.1), (0.2, 0.1), (0.2, 0.3), (0.2, 0.2))):
        bench.investor(k, weight_size=size, weight_cost=cost, powder=10)

    bench.do("take_stock")

    assert [0.5, 0.25, 40] == [metric(bench, name) for name in ("cost_over_size", "no_size", "powder")]


def test_the_price_of_acquisitions_is_their_mean_part_of_the_peak():
    bench = Bench()
    bench.set(priced_deals=4, price_ratio=1)

    bench.do("take_stock")

    assert 0.25 == metric(bench, "price_ratio")


def test_what_firms_spend_leaves_the_market_and_is_counted_once():
    bench = seen({"spent": 4}, {"spent": -2}, {"spent": 5, "live": 0, "fate": "closed"})
    assert 7 == bench.environment["sinks"][0]

    bench.wait(1).do("operate", "take_stock")

    assert 7 == bench.environment["sinks"][0]


def test_funds_called_and_budgets_granted_come_into_the_market():
    bench = Bench(investors=2, acquirers=2)
    bench.investor(1, called=500)
    bench.put("acquirers", slice(None), granted=30)

    bench.do("take_stock")

    assert 560 == bench.environment["sources"][0]


def test_clearances_stay_counted_when_a_firm_ends():
    assert 4 == metric(seen({"breadth": 3}, {"breadth": 1, "live": 0, "fate": "closed"}), "filings")


@pytest.mark.parametrize(("field", "event"), [("cliff", "cliff"), ("pivoted", "pivot"), ("cleared", "approval")])
def test_what_happens_to_one_firm_is_told_in_its_month(field, event):
    bench = seen({field: 5}, {field: 4}, {field: -1}, months=5)

    assert [(event, 0, -1, 0.0)] == bench.events()


def test_a_large_contract_is_told():
    assert [("contract", 0, -1, 0.0)] == seen({"landed": 1}, {}).events()


@pytest.mark.parametrize("figure", [nan, float("inf")])
@pytest.mark.parametrize("field", ["mark", "revenue"])
def test_a_metric_that_is_no_number_is_a_fault(field, figure):
    bench = seen({field: figure})

    with pytest.raises(MarketFault, match="not a number"):
        bench.world.raise_fault()


def test_nothing_is_remembered_of_the_month_before():
    bench = seen({"mark": 400, "revenue": 9})
    bench.startup(0, live=0, fate="closed")

    bench.do("take_stock")

    assert [0, 0, 0, 0] == [metric(bench, name) for name in ("value", "revenue", "active", "typical_value")]


def test_a_geometric_mean_is_that_of_the_values_kept():
    assert approx(exp((log(2) + log(8)) / 2)) == metric(seen({"mark": 2}, {"mark": 8}), "typical_value")
