"""What-ifs: every risk and instrument has one that bites, they combine, and those with a date leave the past alone."""

from functools import cache

import numpy as np
import pytest
from command import TINY

from marketsim.ensemble import simulate
from marketsim.ledger import table
from marketsim.quantity import Quantity
from marketsim.scenario import load
from marketsim.schema import ENUMS
from marketsim.whatifs import WhatIf, WhatIfError, named, shipped, under
from marketsim.whatifs.applying import scaled

RUNS, MONTHS, LATER = 24, 18, 9
MARKETS = ("floor", "surge", "china-ai-2025")
DATED = [name for name, shock in shipped().items() if shock.starts]


@cache
def lived(scenario, *shocks, months=MONTHS):
    return simulate(under(scenario, *shocks), RUNS, 7, months).outcomes


def moved(one, other):
    """(months,) bool: did any metric of any run differ in that month?"""
    return (one.months_array != other.months_array).any(axis=(0, 2))


def company(shock):
    """What a what-if is to be combined with, as its text says."""
    return ("champion-policy",) if "combined with champion-policy" in shock.text else ()


@pytest.mark.parametrize("name", shipped())
def test_a_what_if_changes_something_under_common_luck(name):
    beside = company(shipped()[name])
    fitting = [market for market in MARKETS if not refuses(market, name)]

    assert fitting
    assert any(moved(lived(market, *beside), lived(market, *beside, name)).any() for market in fitting)


def refuses(market, name):
    try:
        under(market, name)
    except WhatIfError:
        return True
    return False


def test_every_risk_of_the_ledger_has_a_what_if():
    assert {row.id for row in table("risks")} <= {shock.row for shock in shipped().values()}


def test_every_row_that_a_what_if_names_is_in_the_ledger():
    rows = {row[0] for name in ("risks", "mechanisms", "claims") for row in table(name)}

    assert {shock.row for shock in shipped().values()} <= rows


def test_every_office_of_a_regulator_has_a_what_if():
    bearing = {  # the figures by which an office bears on the market, where a what-if does not turn the office itself
        "registry": ("registry_months", "censorship"),
        "filings": ("clearance_odds", "filing_cost"),
        "mergers": ("review_months",),
        "champions": ("office.champions.scheduled",),
        "controls": ("office.controls.lasts",),
        "crackdown": ("regulators.crackdown on finance.strength",),
    }
    keys = {key for shock in shipped().values() for key in (*shock.set, *shock.times, *shock.month)}

    assert set(bearing) == {office.lower() for office in ENUMS["Office"]}
    assert {} == {office: figures for office, figures in bearing.items() if not keys & set(figures)}


@pytest.mark.parametrize("name", DATED)
def test_a_what_if_with_a_date_leaves_every_month_before_alone(name):
    day = f"{load('floor').date_of(LATER):%Y-%m}"
    change = moved(lived("floor"), lived("floor", f"{name}@{day}"))

    assert not change[:LATER].any()
    assert change[LATER:].any()


def test_without_a_date_it_holds_from_the_first_month():
    first = f"{load('floor').date_of(0):%Y-%m}"

    assert not moved(lived("floor", "demand-slowdown"), lived("floor", f"demand-slowdown@{first}")).any()


def test_what_ifs_combine_in_any_order():
    both = under("floor", "cost-gate", "cold-spell@2026-03")

    assert both.hash == under("floor", "cold-spell@2026-03", "cost-gate").hash
    assert (1, 8) == (both.parameters["gate_adoption"].value, both.parameters["cold_month"].value)


def test_the_same_what_if_twice_is_the_same_as_once():
    assert under("floor", "data-wall").hash == under("floor", "data-wall", "data-wall").hash


def test_what_multiplies_the_same_figure_multiplies_together():
    both = under("floor", "safety-review", "over-censorship")

    assert (0, pytest.approx(1.2)) == both.parameters["censorship"].uniform  # of 0 to 0.2, times 2, times 3


def test_what_wants_the_same_is_no_contradiction():
    one, other = (WhatIf(name, name, set={"floor_line": 5000}) for name in ("one", "other"))

    assert 5000 == under("floor", one, other).parameters["floor_line"].value


def test_what_wants_something_else_says_so_in_a_line():
    with pytest.raises(
        WhatIfError,
        match="^what-ifs no-floor and floor-for-all: both change floor_adoption: to 0 and to 1; leave one out$",
    ):
        under("floor", "no-floor", "floor-for-all")


def test_no_champions_contradict_a_champion_policy():
    with pytest.raises(WhatIfError, match="both change regulators.champion policy.scheduled: to 0 and to -1"):
        under("floor", "champion-policy", "no-champions")


def test_to_set_and_to_multiply_contradict_each_other():
    twice = WhatIf("twice", "", times={"subsidy": 2})

    with pytest.raises(WhatIfError, match="champion-subsidy and twice: both change subsidy: to 0.5 and times 2"):
        under("floor", "champion-subsidy", twice)


def test_nothing_laid_over_a_scenario_leaves_it_as_it_is():
    assert load("floor").hash == under("floor").hash


def test_an_asterisk_stands_for_every_vertical():
    before, after = load("floor"), under("floor", "incumbent-push")

    for name, figures in before.verticals.items():
        low, high = figures["incumbent_pull"].loguniform
        assert (2 * low, 2 * high) == after.verticals[name]["incumbent_pull"].loguniform


def test_an_office_is_found_under_whatever_name():
    after = under("china-ai-2025", "champion-policy@2026-01")

    assert 6 == after.regulators["State Council"].figures["scheduled"].value


def test_every_figure_it_changes_says_where_it_comes_from():
    figure = under("floor", "cost-gate").parameters["gate_adoption"]

    assert ("what-if", "cost-gate") == (figure.source, figure.note)


@pytest.mark.parametrize(
    "figure",
    [
        {"value": 3.0},
        {"uniform": (1, 3)},
        {"normal": (2, 0.5)},
        {"lognormal": (2, 0.5)},
        {"loguniform": (1, 3)},
        {"triangular": (1, 2, 3)},
        {"pareto": (2, 1.5)},
        {"choice": {"1": 1, "3": 2}},
    ],
    ids=lambda figure: next(iter(figure)),
)
def test_a_figure_three_times_as_large_is_so_in_every_run(figure):
    scenario, drawn = load(TINY), []
    quantity = Quantity(**figure, unit="million yuan", source="assumed")
    for each in (quantity, scaled(quantity, 3)):
        market = scenario.copied(parameters={**scenario.parameters, "floor_line": each})
        drawn.append(simulate(market, 8, months=1).outcomes.params["floor_line"])

    np.testing.assert_allclose(3 * drawn[0], drawn[1], rtol=1e-12)


def test_a_what_if_goes_by_its_name_its_month_or_itself():
    shock = named("cold-spell@2026-03")

    assert ("cold-spell", "2026-03", "cold-spell@2026-03") == (shock.name, shock.begins, str(shock))
    assert shock is named(shock)
