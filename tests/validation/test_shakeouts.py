"""V9, V10 and V11: counts month by month."""

from datetime import date

import numpy as np
import pytest
from lifetimes import event, life

from marketsim.validation.measures.shakeouts import financing_shock, producers, shakeout_shape, subsidy_war


def industry(born, gone, months, sales=None, events=(), start=date(2010, 3, 1)):
    """Firms that enter in one month and are gone from another on."""
    live = np.array([[-1 * (b <= t < g) for b, g in zip(born, gone, strict=True)] for t in range(months)])
    entries = [event("entry", month, firm) for firm, month in enumerate(born) if month > 0]
    paths = {"live": live, "revenue": -live * 1.0 if sales is None else sales * -live}
    return life([*entries, *events], born=born, months=months, start=start, paths=paths)


def hundred():
    """A hundred enter by month 9, ten a month; half leave in month 20, all but three in month 30."""
    born = np.repeat(np.arange(10), 10)
    gone = np.where(np.arange(100) % 2 == 0, 20, 30)
    gone[[1, 3, 5]] = 99
    return born, gone


def test_firms_at_rest_do_not_produce():
    born, gone = [0, 0, 1, 1], [9, 9, 9, 4]
    rests = [event("rested", 2, 0), event("rested", 2, 3), event("reopened", 5, 0), event("closure", 4, 3)]

    count, entered = producers(industry(born, gone, 6, events=rests))

    assert [2, 4, 2, 2, 2, 3] == count.tolist()
    assert [0, 2, 0, 0, 0, 0] == entered.tolist()


def test_the_shape_is_counted_from_the_peak():
    found = shakeout_shape(industry(*hundred(), 40))

    assert pytest.approx(0.97) == found["decline"]
    assert 0 == found["entry"]
    assert pytest.approx(0.03) == found["output"]


def test_a_hazard_that_stays_is_one():
    months = np.arange(24)
    count = (1000 * 0.95**months).astype(int)
    count[12:] = (count[12] * 0.95 ** (months[12:] - 12)).astype(int)
    born = np.concatenate([np.zeros(count[0], int), np.full(2000, 11)])
    gone = np.concatenate([np.searchsorted(-count, -np.arange(count[0]), side="left"), np.full(2000, 99)])
    order = np.arange(2000)
    gone[count[0] :] = 12 + np.floor(np.log(1 - (order + 0.5) / 2000) / np.log(0.95))

    assert pytest.approx(1.0, abs=0.1) == shakeout_shape(industry(born, gone, 24))["hazard"]


def test_growth_without_a_peak_is_no_shakeout():
    assert {"decline": 0.0} == shakeout_shape(industry([0, 1, 2, 3], [9] * 4, 4))


def test_a_subsidy_war_has_a_half_life_and_a_last_five():
    born, gone = hundred()
    found = subsidy_war(industry(born, gone, 40))

    assert 9 == found["peak_month"]
    assert 11 == found["half_life"]
    assert 0.03 == found["left"]
    assert 1.0 == found["top_five"]


def test_where_half_are_left_there_is_no_half_life():
    found = subsidy_war(industry([0] * 10, [9] * 10, 9))

    assert np.inf == found["half_life"]
    assert "top_five" not in found


def test_sales_of_2012_are_set_against_those_of_2010():
    sales = np.ones((40, 1))
    sales[22:34] = 5.0  # 2012; ten months of 2010 lie in the run

    assert pytest.approx(6.0) == subsidy_war(industry([0], [99], 40, sales=sales))["sales"]


def closures(months):
    events = [event("held", -1, firm) for firm in range(100)]
    events += [event("closure", month, firm) for firm, month in enumerate(months)]
    return [*events, event("taken over", 20, 98), event("taken over", 26, 99)]


def test_a_shocks_closures_are_counted_from_april_2000():
    market = life(closures([2, 8, 15, 15, 16, 17, 22, 25]), born=[-1] * 100, months=30, start=date(2000, 1, 1))
    found = financing_shock(market)

    assert 4 == found["peak_quarter"]  # months 15 to 17, the fourth quarter after that of April
    assert pytest.approx(0.07) == found["closed"]
    assert pytest.approx(5 / 7) == found["window"]
    assert pytest.approx(1 / 7) == found["bought"]


def test_a_shock_without_closures_has_no_peak():
    found = financing_shock(life(closures([]), born=[-1] * 100, months=30, start=date(2000, 1, 1)))

    assert np.isnan(found["peak_quarter"])
    assert 0 == found["closed"]
