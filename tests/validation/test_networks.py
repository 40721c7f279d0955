"""V8 on a graph drawn on paper."""

import pytest
from lifetimes import A, event, life, raised

from marketsim.validation.measures.investors import investor_network


def tied(pairs):
    return life([raised(3, startup, A, party=investor) for investor, startup in pairs], born=[0] * 9)


def test_shares_and_ties_are_counted_once_a_pair():
    # Investor 0 holds three startups, the others one each; startup 0 has three holders.
    market = tied([(0, 0), (0, 1), (0, 2), (0, 0), (7, 0), (8, 0), (9, 1)])
    found = investor_network(market)

    assert 0.75 == found["single"]
    assert 0.5 == found["top_tenth"]
    assert 2.0 == found["backers"]
    assert pytest.approx(4 / 6) == found["density"]  # 0-7, 0-8, 7-8, 0-9 of six pairs
    assert 1.0 == found["giant"]


def test_local_clustering_is_the_mean_over_those_with_two_neighbours():
    # A triangle 0-1-2 in startup 0; investor 3 is tied to 0 only: clustering 1/3, 1, 1.
    found = investor_network(tied([(0, 0), (1, 0), (2, 0), (0, 1), (3, 1)]))

    assert pytest.approx((1 / 3 + 1 + 1) / 3) == found["clustering"]


def test_the_largest_component_is_counted_among_the_linked():
    found = investor_network(tied([(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 2)]))

    assert 0.6 == found["giant"]


def test_holdings_of_the_start_are_ties_and_exits_are_none():
    market = life(
        [event("held", -1, 0, party=0), event("bridged", 4, 0, party=1), event("taken over", 9, 0, party=2)], born=[0]
    )

    assert 2.0 == investor_network(market)["backers"]
