"""A month of business: `operate`."""

import math

import pytest
from pytest import approx

from marketsim.agents import Business, Fate


@pytest.mark.parametrize(("business", "margin"), [("TOKEN_API", 0.35), ("SUBSCRIPTION", 0.15), ("OUTCOME", 0.55),
                                                  ("SOLUTION", 0.5), ("OPEN_CORE", 0.45), ("PURE_OPEN", 0.3)])
def test_margin_goes_to_what_the_business_model_bears(bench, business, margin):
    """One month ahead of open weights: 0.01 more, nothing eroded; no data of its own."""
    alpha = bench(margin_speed=12).find("Alpha")
    alpha.business, alpha.data, alpha.capability = Business[business], 0, -2

    alpha.operate()

    assert approx(margin + 0.01) == alpha.margin


@pytest.mark.parametrize(
    ("lead", "data", "margin"),
    [(3, 0, 0.53), (20, 0, 0.58), (1, 0, 0.51), (0.5, 0, 0.405), (0, 0, 0.3), (-5, 0, 0.3), (0, 0.5, 0.475),
     (0, 1, 0.65)],
)
def test_open_weights_parity_erodes_margins_that_no_data_protects(bench, lead, data, margin):
    """S0-M16: 0.5 + 0.01 lead (to 8 months) + 0.15 data - 0.2 (1 - data) (1 - lead, in 0 to 1)."""
    alpha = bench(margin_speed=12).find("Alpha")
    alpha.capability, alpha.data = -3 + lead, data

    alpha.operate()

    assert approx(margin) == alpha.margin


def test_margin_moves_by_a_twelfth_of_its_speed_a_month(bench):
    """Half a month ahead of open weights it goes from 0.5 towards 0.405."""
    alpha = bench(margin_speed=0.6).find("Alpha")
    alpha.capability, alpha.data = -2.5, 0

    alpha.operate()

    assert approx(0.5 - 0.095 / 20) == alpha.margin


@pytest.mark.parametrize(("before", "now", "growth"), [(5, 5, 0.375), (2, 5, 0.375 + 3 * math.log(2)),
                                                       (5, 2, 0.375 - 3 * math.log(2)), (0, 5, 3), (50, 0, -3)])
def test_growth_is_a_year_s_log_growth_smoothed(alpha, before, now, growth):
    """0.5 + 0.25 (12 ln((now + 1) / (before + 1)) - 0.5), within 3."""
    alpha.booked, alpha.revenue = before, now

    alpha.operate()

    assert approx(growth) == alpha.growth


def test_a_month_of_11_75_of_staff_and_0_75_of_compliance_on_2_5_of_gross_profit_burns_10(alpha):
    alpha.operate()

    assert approx((11.75, 10, 90, 9)) == (alpha.overhead, alpha.burn, alpha.cash, alpha.runway)


def test_every_clearance_costs_a_quarter_million_a_month(bench):
    beta = bench().find("Beta")
    beta.breadth = 12
    beta.operate()

    assert approx(11.5 + 0.5 + 3 - 2.5) == beta.burn


def test_filing_fees_are_paid_from_cash_beside_the_burn(alpha):
    alpha.fee = 4.5

    alpha.operate()

    assert approx((10, 85.5)) == (alpha.burn, alpha.cash)


def test_a_profitable_firm_has_all_the_time_that_counts(alpha):
    alpha.revenue = 50

    alpha.operate()

    assert approx((-12.5, 112.5, 120)) == (alpha.burn, alpha.cash, alpha.runway)


def test_a_firm_without_cash_has_no_runway(alpha):
    alpha.cash = 4

    alpha.operate()

    assert approx((-6, 0)) == (alpha.cash, alpha.runway)


@pytest.mark.parametrize(("runway", "growth", "overhead"), [(7.9, 0.5, 10.575), (8, 0.5, 11.75), (16, 0.5, 11.75),
                                                            (16.1, 0.5, 11.985), (20, -0.5, 11.75), (20, 3, 12.455)])
def test_a_firm_cuts_a_tenth_when_money_is_short_and_hires_with_growth_when_it_is_not(alpha, runway, growth, overhead):
    """Hiring: 4 % a month per unit of growth, which counts to 1.5."""
    alpha.runway, alpha.growth = runway, growth

    alpha.operate()

    assert approx(overhead) == alpha.overhead


def test_a_firm_cannot_cut_below_its_core(alpha):
    """0.6 of the highest cost so far, 11.75."""
    alpha.overhead, alpha.runway = 7.5, 1

    alpha.operate()

    assert approx(7.05) == alpha.overhead == alpha.core


def test_the_core_grows_with_the_firm_and_never_shrinks(alpha):
    alpha.overhead = 20
    alpha.operate()
    assert approx(12) == alpha.core

    alpha.overhead = 15
    alpha.operate()
    assert approx(12) == alpha.core


def test_the_state_pays_a_fifth_of_a_champion_s_staff(alpha):
    """S0-M21."""
    alpha.champion = 1

    alpha.operate()

    assert approx(10 - 2.35) == alpha.burn


def test_a_dormant_firm_spends_no_more_than_its_customers_bring(alpha):
    """95 % of gross profit of 2.5, less 0.75 of compliance, is left for staff; its core stands."""
    alpha.fate, alpha.cash = Fate.DORMANT, 0

    alpha.operate()

    assert approx((1.625, -0.125, 0.125, 7.05)) == (alpha.overhead, alpha.burn, alpha.cash, alpha.core)


def test_a_dormant_firm_without_sales_spends_nothing(alpha):
    alpha.fate, alpha.cash, alpha.revenue = Fate.DORMANT, 0, 0

    alpha.operate()

    assert (0, 0, 0) == (alpha.overhead, alpha.burn, alpha.cash)


def test_users_follow_sales_at_half_their_pace(alpha):
    """Sales from 2 to 3.2 (with the trace: 3 to 4.2): ln 1.4 = 0.336; a doubling counts as half at most."""
    alpha.users, alpha.booked, alpha.revenue = 10, 2, 3.2
    alpha.operate()
    assert approx(10 * (1 + 0.5 * math.log(1.4))) == alpha.users

    alpha.users, alpha.booked, alpha.revenue = 10, 0, 50
    alpha.operate()
    assert approx(12.5) == alpha.users


def test_money_raised_is_recent_for_about_a_year(alpha):
    alpha.recent = 120

    alpha.operate()

    assert approx(110) == alpha.recent


def test_the_books_of_a_firm_that_is_gone_show_nothing(alpha):
    alpha.live, alpha.fate, alpha.landed = 0, Fate.CLOSED, 1

    alpha.operate()

    assert (0, 0, 0, 100) == (alpha.burn, alpha.runway, alpha.landed, alpha.cash)
