"""What was published comes in as published, and futures are measured as the sources count."""

from datetime import date

import numpy as np
import pytest

from marketsim.backtests.series import SERIES, closures, down, early, operating, published, series_of, surviving
from marketsim.outcomes import ALL_FIELDS, FATES, Outcomes
from marketsim.scenario import load

BY_ID = {each.id: each for each in SERIES}


def outcomes(metrics, months=24, firms=None, start=2):
    """One run from January 2000 on; metrics: {name: one a month}; firms: {field: one a row}, entrants after `start`."""
    rows = len(next(iter(firms.values()))) if firms else start
    array = np.zeros((1, rows, len(ALL_FIELDS)), np.float32)
    for field, values in (firms or {}).items():
        array[0, :, ALL_FIELDS.index(field)] = values
    return Outcomes(
        start=date(2000, 1, 1),
        metric_names=tuple(metrics),
        months_array=np.stack([np.broadcast_to(values, months) for values in metrics.values()], axis=1)[None].astype(
            np.float32
        )
        if metrics
        else np.zeros((1, months, 0), np.float32),
        firms_array=array,
        watch_array=np.zeros((1, months, 0, 0), np.float32),
        firm_names=tuple(f"firm {k}" for k in range(rows)),
        firm_ids=tuple(range(start)),
        buyer_names={},
        watched=(),
        cohorts={},
        verticals=(),
        regulated=(),
    )


def test_nothing_published_lies_after_the_middle_of_2025():
    days = [row[name] for row in published() for name in ("first", "last") if "-" in row[name]]

    assert days and max(days) <= "2025-06"
    assert all(row["source"] for row in published())
    assert set(BY_ID) == {row["series"] for row in published()}


def test_closures_of_the_last_quarter_of_2000_are_a_share_of_those_with_money():
    points = BY_ID["dot-com closures"].points(load("dot-com-2000"))

    assert (9, 11, 135 / 8500) == (points[1].first, points[1].last, pytest.approx(points[1].value))
    assert 345 / 8500 / 2 == pytest.approx(points[2].value)  # half a year is two quarters
    assert 225 + 537 + 93 == pytest.approx(sum(point.value * 8500 * point.months / 3 for point in points))


def test_an_indexed_series_begins_at_one_whatever_its_size():
    sites = BY_ID["group-buying sites"]

    assert [0.0, np.log(0.5)] == sites.scaled([3200.0, 1600.0], 3200.0).tolist()


def test_every_scenario_of_the_past_has_its_series_and_says_what_was_fitted():
    for name in ("dot-com-2000", "group-buying-2010", "venture-us"):
        assert series_of(load(name))
        for each in series_of(load(name)):
            assert each.points(load(name))[-1].last < load(name).months
    assert {"survival", "early rounds"} == {each.id for each in SERIES if not each.fitted}
    assert () == series_of(load("floor"))


class At:
    """A period in months."""

    def __init__(self, first, last):
        self.first, self.last, self.months = first, last, last - first + 1


def test_closures_are_counted_over_the_period_and_put_beside_all_at_risk():
    market = outcomes({"closed": np.arange(24.0), "entered": np.full(24, 8.0)})

    assert 3 / 10 == pytest.approx(closures(market, At(3, 5))[0])
    assert 5 / 10 / 2 == pytest.approx(closures(market, At(0, 5))[0])


def test_rounds_before_series_c_and_shares_of_down_rounds():
    market = outcomes(
        {
            "rounds": np.full(24, 10.0),
            "late_rounds": np.full(24, 4.0),
            "down_rounds": np.arange(24.0),
            "active": np.full(24, 7.0),
            "listed": np.full(24, 2.0),
        }
    )

    assert 6.0 == early(market, At(0, 11))[0]
    assert (1 + 2 + 3) / 30 == pytest.approx(down(market, At(1, 3))[0])
    assert 9.0 == operating(market, At(5, 5))[0]


def test_survival_counts_entrants_of_the_first_year_by_their_age():
    closed, active = FATES.index("closed"), FATES.index("active")
    market = outcomes(
        {},
        firms={
            #        at the start ........ entrants of the first year ........ later, never
            "born": [-5, -5, 2, 3, 11, 11, 14, 0],
            "fate": [closed, active, closed, active, closed, FATES.index("acquired"), closed, 0],
            "fate_month": [1, -1, 10, -1, 22, 15, 15, -1],
        },
    )

    # Four entered in time: one closed at an age of 8 months, one at 11; the one that was bought goes on.
    assert [1.0, 0.75, 0.5] == [surviving(market, At(age, age))[0] for age in (8, 9, 12)]


def test_a_forecast_of_a_share_lies_between_nothing_and_all():
    assert [0.0, 0.5, 1.0] == BY_ID["survival"].possible(np.array([-0.2, 0.5, 1.3])).tolist()
    assert [-3.0] == BY_ID["early rounds"].possible(np.array([-3.0])).tolist()
