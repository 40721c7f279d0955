"""The pull on customers who choose anew, and what present ones spend: `attract`."""

import math

import pytest
from pytest import approx

from marketsim.agents import Business


@pytest.fixture
def plain(alpha, put):
    """Alpha with no story and no better fit than others: 3 months ahead of open weights, at the usual price."""
    put(alpha, premium=0, fit=0)
    return alpha


@pytest.mark.parametrize(
    ("pull", "firm"),
    [
        (0.3, {}),
        (0, {"capability": -3}),
        (-0.2, {"capability": -5}),
        (1.2, {"capability": 20}),
        (-1.2, {"capability": -20}),
        (0.3 - 0.4, {"cost": 2}),
        (0.3 + 0.2, {"cost": 0.5}),
        (0.3 - 1.2, {"cost": 20}),
        (0.3 - 0.4 * 1.5, {"margin": 0.9}),
        (0.3 + 0.075, {"premium": 0.5}),
        (0.3 + 0.15, {"premium": 3}),
        (0.3 - 0.15, {"premium": -3}),
        (0.3 - 0.7, {"appeal": -0.7}),
        (0.3 + 0.6, {"fit": 0.6}),
        (0.3 + 0.2, {"video": 1}),
        (0.3 + 0.5, {"champion": 1}),
    ],
    ids=str,
)
def test_pull_is_quality_less_price_with_reputation_and_procurement(plain, put, pull, firm):
    """ln pull = brand + fit + 0.2 video (S0-M02) + 0.1 lead - 0.4 (price / 2 - 1) + 0.15 premium + 0.5 champion
    (S0-M21).

    Months count to 12, prices from nought to four times the usual, premia to one log point; a price is
    cost / (1 - margin), and no margin raises it more than fivefold.
    """
    put(plain, **firm)

    plain.attract()

    assert approx(math.exp(pull)) == plain.attraction


def test_brand_follows_sales_in_each_vertical(bench):
    """A tenth of the way a month to ln (120 / 60 in two verticals) = 0; customers choose by what it was."""
    beta = bench(appeal_of_size=1, appeal_speed=1.2).find("Beta")
    beta.revenue, beta.appeal, beta.fit, beta.premium = 10, -0.5, 0, 0

    beta.attract()

    assert approx(-0.45) == beta.appeal
    assert approx(math.exp(0.3 - 0.5)) == beta.attraction


def test_differences_in_fit_wear_off(bench):
    alpha = bench(fit_fade=1.2).find("Alpha")
    alpha.fit, alpha.premium = 0.5, 0

    alpha.attract()

    assert approx(0.45) == alpha.fit
    assert approx(math.exp(0.3 + 0.5)) == alpha.attraction


def test_a_firm_without_a_registered_model_wins_no_new_customer_but_keeps_its_own(plain):
    plain.registered = 0

    plain.attract()

    assert plain.attraction == 0
    assert plain.keep > 0.9


@pytest.mark.parametrize(("model", "change"), [("SOLUTION", 0), ("OUTCOME", 0.08), ("PURE_OPEN", -0.15)])
def test_retention_moves_a_twentieth_of_the_way_to_what_depth_data_and_the_model_bear(plain, model, change):
    """S1-M13, S0-M09, S1-M21: 0.8 + 0.1 x depth 1.5 + 0.2 x data 0.5 = 1.05; spending of a month is its 12th root."""
    plain.business = Business[model]
    ndr = 1 + (1.05 + change - 1) / 20

    plain.attract()

    assert approx(ndr) == plain.ndr
    assert approx(ndr ** (1 / 12)) == plain.keep


def test_a_vertical_with_more_churn_retains_less(plain):
    plain.world.environment["churn"][0] = 0.25

    plain.attract()

    assert approx(1 - 0.2 / 20) == plain.ndr


@pytest.mark.parametrize("run", range(4))
@pytest.mark.parametrize(("revenue", "calm"), [(5, 1), (20, 0.5), (1.25, 2)])
def test_shocks_are_laplace_and_four_times_the_size_halves_them(bench, luck, run, revenue, calm):
    """Sales of 60 million a year are usual; the shock of the median firm is 0.06 x Laplace in ln."""
    alpha = bench(run=run, sales_noise=0.06, ndr_speed=0).find("Alpha")
    alpha.revenue = revenue
    _, second = luck(alpha, "CONTRACTS")
    laplace = math.copysign(-math.log(1 - 2 * abs(second - 0.5)), second - 0.5)

    alpha.attract()

    assert approx(math.exp(0.06 * calm * laplace)) == alpha.keep


def test_no_shock_doubles_or_halves_sales_by_more_than_a_little(bench):
    """Clipped at 0.7 log points a month."""
    keeps = set()
    for run in range(6):
        alpha = bench(run=run, sales_noise=1000, ndr_speed=0).find("Alpha")
        alpha.attract()
        keeps.add(round(math.log(alpha.keep), 9))

    assert {-0.7, 0.7} == keeps


@pytest.mark.parametrize(("rigor", "embedded", "times"), [(1, 1.5, 2), (1, 0, 0.5), (0.5, 1.5, 1)])
def test_a_large_contract_comes_by_talent_and_depth_and_lifts_pull_fivefold(bench, luck, put, rigor, embedded, times):
    """Chance = rate x talent x (0.5 + depth)."""
    chance, _ = luck(bench().find("Alpha"), "CONTRACTS")

    for rate, landed in ((chance / times - 1e-9, 0), (chance / times + 1e-9, 1)):
        alpha = bench(contract_rate=rate).find("Alpha")
        put(alpha, premium=0, fit=0, rigor=rigor, embedded=embedded)
        alpha.attract()

        assert landed == alpha.landed
        assert approx(math.exp(0.3) * (1 + 4 * landed)) == alpha.attraction


def test_a_firm_without_a_registered_model_lands_no_contract(bench):
    """It may not sell to anybody new."""
    alpha = bench(contract_rate=1).find("Alpha")
    alpha.registered = 0

    alpha.attract()

    assert 0 == alpha.landed
