"""What depends on the vertical: content controls, customers abroad, licences, crackdowns, and where a firm sells."""

import math

import pytest
from bench import Bench
from pytest import approx


def sold(sensitivity=1.0, abroad=0.0, champion=0, pull=3.0, usefulness=0.0, **params):
    """Sales of a firm that keeps 20 of 40 and pulls with 1; rivals keep 60 of the 100 there are, so 20 are free."""
    bench = Bench(startups=1, verticals=1, **params)
    bench.startup(0, keep=0.5, attraction=1, revenue=40, champion=champion)
    bench.startups["base"][0, 0], bench.startups["reach"][0, 0] = 40, 1
    for name, value in {"demand": 100, "rivals_pull": pull, "rivals_base": 60, "sensitivity": sensitivity,
                        "abroad": abroad}.items():
        bench.environment[name][0] = value
    bench.set(frontier=0, open=-3, usefulness=usefulness)
    bench.do("sell")
    return bench.startups["base"][0, 0]


@pytest.mark.parametrize(("pull", "sensitivity"), [(1, 0), (1 / 2, 1), (1 / 4, 2)])
def test_content_controls_take_pull_where_they_hurt(pull, sensitivity):
    """S0-M15, S1-M18, S1-R05: half of it in a typical vertical; who has bought stays."""
    assert approx(20 + 20 * pull / (pull + 3)) == sold(sensitivity, usefulness=math.log(2))


@pytest.mark.parametrize(("pull", "champion", "abroad"), [(1, 0, 1), (1, 1, 0), (0.75, 1, 1)])
def test_a_champion_pulls_less_on_customers_abroad(pull, champion, abroad):
    """S0-M21, S0-R11: a quarter less."""
    assert approx(20 + 20 * pull / (pull + 3)) == sold(abroad=abroad, champion=champion, champion_abroad=0.25)


@pytest.mark.parametrize("sensitivity", [0, 1, 3])
def test_content_controls_in_force_at_the_start_are_in_growth_where_they_hurt(bench, sensitivity):
    """Alpha wins half of its 60 million in a year at a depth of 1.5, after what it has to leave out in finance."""
    alpha = bench(
        "[regulators.CAC]\nstrength = {value=1, source='assumed'}\n"
        f"[verticals.finance]\nsensitivity = {{value={sensitivity}, source='assumed'}}",
        censorship=0.1,
    ).find("Alpha")

    alpha.attract()

    assert approx(1 / 3) == alpha.attraction * math.exp(-0.1 * sensitivity)


@pytest.mark.parametrize(("share", "home", "elsewhere"), [(1, 5, 0), (0.8, 4, 1), (0, 0, 5)])
def test_a_share_of_sales_is_at_home_where_a_firm_has_other_verticals(bench, share, home, elsewhere):
    market = bench(home_share=share)

    assert approx([home, elsewhere]) == market.find("Beta").base[:2]
    assert approx([5, 0]) == market.find("Alpha").base[:2]


def worth(alpha, put, **firm):
    """ln of what the business is worth without its story."""
    put(alpha, **firm)
    alpha.appraise()
    return alpha.fundamental


@pytest.mark.parametrize(("more", "home"), [(0.15, 0), (0, 1)])
def test_a_moat_is_deeper_where_clearance_is_needed(bench, put, more, home):
    """S1-M20: half as much again of 0.4 x 0.5 x 1.5 in finance, which is regulated."""
    without, with_it = (worth(bench(licence_moat=share).find("Alpha"), put, home=home) for share in (0, 0.5))

    assert approx(more) == with_it - without


@pytest.mark.parametrize("own", [0, 1])
def test_a_model_of_its_own_makes_a_full_stack(bench, put, own):
    """S0-M04."""
    without, with_it = (worth(bench(stack_weight=weight).find("Alpha"), put, own=own) for weight in (0, 0.2))

    assert approx(0.2 * own) == with_it - without


@pytest.mark.parametrize(
    ("less", "name", "shut"),
    [(0.3, "Alpha", (0.6, 0)), (0, "Alpha", (0, 0.6)), (0.3, "Beta", (0, 0.6)), (0.5, "Beta", (0.6, 0.6)),
     (0, "Beta", (0, 0))],
)
def test_a_crackdown_on_a_vertical_frightens_the_buyers_of_all_who_are_cleared_for_it(bench, less, name, shut):
    """S1-M15, S1-R02: half a log point where all is shut; Alpha is in finance, Beta in media as well; stories stand."""
    calm, afraid = (bench(crackdown_fear=fear) for fear in (0, 0.5))
    for market in (calm, afraid):
        market.world.environment["shut"][:2] = shut
        market.find(name).appraise()

    assert approx(less) == calm.find(name).value - afraid.find(name).value
    assert calm.find(name).premium == afraid.find(name).premium
