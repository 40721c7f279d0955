"""V12 and V14."""

import numpy as np
import pytest
from lifetimes import event, life

from marketsim.validation.lives import DAYS
from marketsim.validation.measures.frontier import fixed_capability
from marketsim.validation.measures.review import merger_review


def deals():
    """Eight signed: six close after one or two months, one is withdrawn, one is open; two are stopped before."""
    events = [event("signed", 3, firm, amount=130.0, value=100.0) for firm in range(8)]
    events += [event("withdrawn", 3, firm) for firm in (8, 9)]
    events += [event("taken over", 4, firm) for firm in range(4)] + [event("taken over", 5, firm) for firm in (4, 5)]
    events.append(event("withdrawn", 5, 6))
    runway = np.full((12, 10), 24.0)
    runway[3, :3] = 2.0
    return life(events, born=[0] * 10, months=12, paths={"runway": runway})


def test_deals_are_counted_from_announcement_to_closing():
    found = merger_review(deals())

    assert pytest.approx(6 / 7) == found["unconditional"]
    assert pytest.approx(1 / 7) == found["withdrawn"]
    assert pytest.approx(6 / 9) == found["closed"]
    assert pytest.approx(DAYS * (4 + 4) / 6) == found["days"]
    assert "conditional" not in found


def test_only_targets_that_are_not_short_of_money_have_a_premium():
    market = deals()
    short = market.ledger["subject"] < 3
    market.ledger["amount"][short & (market.ledger["event"] == "signed")] = 10.0

    assert pytest.approx(0.3) == merger_review(market)["premium"]


def test_a_firm_that_signs_again_is_reviewed_again():
    events = [event("signed", 1, 0), event("withdrawn", 2, 0), event("signed", 4, 0), event("taken over", 5, 0)]
    found = merger_review(life(events, born=[0], months=12, paths={"runway": np.ones((12, 1))}))

    assert 0.5 == found["withdrawn"]
    assert np.isnan(found["premium"])


def test_no_deals_no_review():
    assert {} == merger_review(life(born=[0], months=12))


def test_prices_and_lags_are_those_of_the_path():
    months = np.arange(30)
    air = {
        "fixed_price": 12.0 ** (-months / 12),
        "open": months + 3.5,
        "foreign": months + 7.0,
        "frontier": months * 1.0,
    }

    assert {
        "price_fall": pytest.approx(12),
        "open_lag": pytest.approx(3.5),
        "abroad_lag": pytest.approx(7),
    } == fixed_capability(life(months=30, air=air))
    assert {} == fixed_capability(life(months=12, air={"fixed_price": np.ones(12)}))
