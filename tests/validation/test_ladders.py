"""V2, V3 and V4 on cohorts small enough to count."""

import pytest
from lifetimes import A, climb, event, life, raised

from marketsim.validation.measures.fates import pooled_fates
from marketsim.validation.measures.ladder import founding_ladder, seed_funnel

BORN_2018 = 40  # month 40 is May 2018


def cohort(**more):
    """Ten founded in 2018: four never raise, six a seed, four of these an A, two a B, one a C; one firm is older."""
    events = [
        row
        for firm, months in enumerate(([50], [50], [50, 62], [50, 62], [50, 62, 74], [50, 60, 70, 80]))
        for row in climb(firm, *months)
    ]
    return life([*events, *climb(10, 5, 15, 25, 35, 45)], born=[BORN_2018] * 10 + [0], **more)


def test_each_step_of_the_ladder_counts_those_who_took_the_one_before():
    found = founding_ladder(cohort())

    assert 0.6 == found["seed"]
    assert pytest.approx(4 / 6) == found["seed_to_a"]
    assert 0.5 == found["a_to_b"] == found["b_to_c"]
    assert 0 == found["c_to_d"]


def test_a_firm_at_rest_that_never_raised_counts_as_closed_and_one_that_raised_does_not():
    fates = ["dormant"] + ["active"] * 5 + ["dormant", "closed", "acquired", "merged", "active"]
    found = founding_ladder(cohort(fate=fates))

    assert 0.2 == found["closed"]
    assert 0.2 == found["acquired"]


def test_a_unicorn_is_private_alive_and_last_priced_above_the_line():
    fates = ["active", "listed", "closed", "active"] + ["active"] * 7
    found = founding_ladder(cohort(fate=fates, post=[8000.0, 9000.0, 9000.0, 7000.0] + [0.0] * 6 + [9e9]))

    assert 0.1 == found["unicorn"]


def test_what_came_after_the_day_of_observation_does_not_count():
    before = founding_ladder(cohort())
    late = founding_ladder(cohort(months=140, fate=["closed"] * 11, fate_month=[120] * 11))

    assert before == late


def test_a_run_that_ends_before_the_day_has_no_ladder():
    assert {} == founding_ladder(cohort(months=100))


def test_the_seed_funnel_follows_those_who_raised_a_seed_in_the_first_two_years():
    events = [
        *climb(0, 3),
        *climb(1, 3, 20),
        *climb(2, 23, 40, 50, 60),
        *climb(3, 24, 40),
        raised(30, 4, A),
        event("taken over", 70, 1, amount=50.0),
        event("listing", 90, 2, amount=900.0, value=7300.0),
    ]
    found = seed_funnel(life(events, born=[0] * 5))

    assert pytest.approx(2 / 3) == found["second"]
    assert pytest.approx(1 / 3) == found["fourth"]
    assert pytest.approx(2 / 3) == found["exit"]
    assert pytest.approx(1 / 3) == found["unicorn"]


def test_fates_are_pooled_over_those_whose_series_a_is_two_years_old():
    events = [raised(month, firm, A) for firm, month in enumerate((10, 20, 30, 96, 97))]
    events.append(event("listing", 60, 0, value=5000.0))
    fates = ["acquired", "merged", "closed", "active", "closed", "closed"]
    found = pooled_fates(life(events, born=[0] * 6, fate=fates))

    assert {"ipo": 0.25, "acquired": 0.25, "liquidated": 0.25, "no_exit": 0.25} == found


def test_nobody_funded_gives_nothing_to_pool():
    assert {} == pooled_fates(life(born=[0, 0]))
