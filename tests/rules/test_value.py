"""What a firm is worth, and what is remembered of it: `appraise` and `remember`."""

import math

import pytest
from pytest import approx

from marketsim.agents import Fate

# ln(60 + 10), an anchor of 1, growth 0.75, margin 0.25, moat 0.3, breadth 0.025, lead 0.15
PLAIN = math.log(70) + 2.475


@pytest.mark.parametrize(
    ("fundamental", "firm"),
    [
        (PLAIN, {}),
        (PLAIN + math.log(130 / 70), {"revenue": 10}),
        (PLAIN + math.log(10 / 70), {"revenue": 0}),
        (PLAIN + math.log(80 / 70), {"rigor": 2}),
        (PLAIN + 1.5 * 0.5, {"growth": 1}),
        (PLAIN + 1.5 * 1, {"growth": 3}),
        (PLAIN - 1.5 * 1.5, {"growth": -3}),
        (PLAIN + 0.5 * 0.3, {"margin": 0.8}),
        (PLAIN + 0.3, {"data": 1}),
        (PLAIN - 0.1, {"embedded": 1}),
        (PLAIN + 0.2 * 7 / 8, {"breadth": 8}),
        (PLAIN + 0.2 * 7 / 8, {"breadth": 12}),
        (PLAIN + 0.6 * 3 / 12, {"capability": 20}),
        (PLAIN - 0.6 * 3 / 12, {"capability": -3}),
        (PLAIN - 0.6 * 9 / 12, {"capability": -20}),
        (PLAIN - 0.3 * 0.5 * 0.4, {"controls": 1}),
        (PLAIN, {"controls": 1, "chip_parity": 1.1}),
    ],
    ids=str,
)
def test_the_fundamental_is_revenue_growth_margin_moat_breadth_lead_and_chips(alpha, put, fundamental, firm):
    """ln V = ln(12 revenue + 10 talent) + 1 + 1.5 growth + 0.5 margin (three to one) + 0.4 data x depth (S1-M20)
    + 0.2 breadth / 8 (S1-M22) + 0.6 lead / 12 (S1-M16) - 0.3 shortage (S1-M17); growth in -1 to 1.5, lead within 6."""
    put(alpha, **firm)

    alpha.appraise()

    assert approx(fundamental) == alpha.fundamental


def test_value_is_fundamental_story_and_half_the_mood(alpha, put):
    """A story fades by a hundredth a month (S1-M08)."""
    put(alpha, premium=1, mood=0.4)

    alpha.appraise()

    assert approx((0.99, PLAIN + 0.99 + 0.2)) == (alpha.premium, alpha.value)
    assert approx(math.exp(alpha.value)) == alpha.mark


@pytest.mark.parametrize(("expected", "premium", "then"), [(0.5, 0.99, 0.5), (1.5, 0.94, 1.5 - 1 / 24),
                                                           (9, 0.89, 9 - 8.5 / 24), (0.2, 0.99, 0.2 + 0.3 / 24)])
def test_growth_below_what_the_price_took_for_granted_eats_the_story(alpha, put, expected, premium, then):
    """A miss of one takes 0.05 a month; misses count to two; the expectation itself moves by a 24th a month."""
    put(alpha, premium=1, expected=expected)

    alpha.appraise()

    assert approx((premium, then)) == (alpha.premium, alpha.expected)


@pytest.mark.parametrize(("growth", "expected", "used"), [(1.1, 1.1, 0.05), (1.1, 0.8, 0.025), (0.5, 0.5, 0),
                                                          (0.2, 0.2, 0)])
def test_growth_that_was_taken_for_granted_uses_the_story_up_as_it_comes(alpha, put, growth, expected, used):
    """Beyond the usual half, a twelfth of a year's log growth a month."""
    put(alpha, premium=1, growth=growth, expected=expected)

    alpha.appraise()

    assert approx(0.99 - used) == alpha.premium


@pytest.mark.parametrize(("premium", "then"), [(0.02, 0), (0, 0), (-1, -0.99)])
def test_growth_uses_up_no_more_of_a_story_than_there_is(alpha, put, premium, then):
    put(alpha, premium=premium, growth=1.1, expected=1.1)

    alpha.appraise()

    assert approx(then) == alpha.premium


# ------------------------------------------------------------------------------------- the cliff


@pytest.fixture
def falls_at(bench, luck):
    """Does Alpha fall at a hazard that is `factor` times the rate, and only just?"""

    def only_just(factor, **firm):
        chance, _ = luck(bench().find("Alpha"), "REPRICING")
        fell = []
        for rate in (chance / factor * (1 - 1e-9), chance / factor * (1 + 1e-9)):
            alpha = bench(cliff_hazard=rate).find("Alpha")
            alpha.expected = 1.5
            for name, value in firm.items():
                setattr(alpha, name, value)
            alpha.appraise()
            fell.append(alpha.cliff)
        return fell == [-1, 0]

    return only_just


@pytest.mark.parametrize(("margin", "share"), [(0.5, 0.7), (0.65, 0.61), (1, 0.4), (0, 1), (-0.5, 1)])
def test_gross_margin_shields_against_the_cliff(falls_at, margin, share):
    """S0-M06: hazard x (1 - 0.6 margin); Alpha's one vertical makes it 1.6-fold."""
    assert falls_at(1.6 * share, margin=margin)


@pytest.mark.parametrize(("breadth", "times"), [(1, 1.6), (2, 1.3), (12, 1.05)])
def test_a_single_vertical_exposes_to_the_cliff(falls_at, breadth, times):
    """S1-M06: hazard x (1 + 0.6 / breadth); a margin of half shields 0.3 of it."""
    assert falls_at(times * 0.7, breadth=breadth)


@pytest.mark.parametrize(("expected", "miss"), [(1, 0.5), (1.5, 1), (5, 2)])
def test_a_greater_miss_is_nearer_the_cliff(falls_at, expected, miss):
    """S0-R01: in proportion to the miss, which counts to two."""
    assert falls_at(miss * 1.6 * 0.7, expected=expected)


def test_who_grows_as_expected_never_falls(bench):
    alpha = bench(cliff_hazard=1e9).find("Alpha")

    alpha.appraise()

    assert -1 == alpha.cliff


@pytest.mark.parametrize(("deep", "drop"), [(-1e-9, -0.7), (1e-9, -2.3)])
def test_a_fall_halves_the_value_or_in_the_worst_case_takes_nine_tenths(bench, luck, put, deep, drop):
    """S0-M12, S0-M13; the fall is dated, and half of the miss is forgiven."""
    _, second = luck(bench().find("Alpha"), "REPRICING")
    alpha = bench(cliff_hazard=1e9, cliff_deep_share=second + deep).find("Alpha")
    put(alpha, premium=1, expected=1.5)

    alpha.appraise()

    assert approx((0.99 - 0.05 + drop, 1.0, 0)) == (alpha.premium, alpha.expected, alpha.cliff)


# ------------------------------------------------------------------------------- marks and memory


def test_the_marks_keep_the_highest_the_lowest_and_the_sum_of_squared_changes(alpha, put):
    put(alpha, premium=0, value=PLAIN - 0.5, turbulence=1, peak=1, low=1e9)

    alpha.appraise()

    assert approx((70 * math.exp(2.475),) * 3) == (alpha.mark, alpha.peak, alpha.low)
    assert approx(1.25) == alpha.turbulence


def test_a_better_peak_and_a_worse_low_stand(alpha):
    alpha.peak, alpha.low = 1e9, 1

    alpha.appraise()

    assert (1e9, 1) == (alpha.peak, alpha.low)


@pytest.mark.parametrize(("fate", "post"), [(Fate.LISTED, 70 * math.exp(2.475)), (Fate.ACTIVE, 1000),
                                              (Fate.DORMANT, 1000)])
def test_the_exchange_prices_a_listed_firm_every_month(alpha, put, fate, post):
    put(alpha, fate=fate, premium=0)

    alpha.appraise()

    assert approx(post) == alpha.post


def test_the_first_month_of_a_milestone_is_remembered(alpha, put):
    """The floor line is 4000; sales of 300 a month are 3600 a year."""
    put(alpha, mark=3999, landed=1)
    alpha.remember()
    assert (-1, 0, 0, -1, -1) == (alpha.above_line, alpha.below_line, alpha.big_contract, alpha.unicorn, alpha.ripe)

    alpha.world.end_month()
    put(alpha, mark=7200, revenue=300)
    alpha.remember()
    assert (1, 0, 0, 1, 1) == (alpha.above_line, alpha.below_line, alpha.big_contract, alpha.unicorn, alpha.ripe)

    alpha.world.end_month()
    alpha.remember()
    assert (1, 0, 0, 1, 1) == (alpha.above_line, alpha.below_line, alpha.big_contract, alpha.unicorn, alpha.ripe)


@pytest.mark.parametrize(("revenue", "mark", "ripe"), [(299, 30000, -1), (300, 36000, 0), (300, 36001, -1)])
def test_a_firm_is_ripe_with_the_revenue_at_ten_times_it_or_less(alpha, put, revenue, mark, ripe):
    """S0-P2."""
    put(alpha, revenue=revenue, mark=mark)

    alpha.remember()

    assert ripe == alpha.ripe


@pytest.mark.parametrize(("base", "revenue", "kind"), [((5, 0), 5, 1), ((4, 1), 5, 1), ((3, 2), 5, 0), ((0, 5), 5, 0),
                                                       ((60, 0), 60, 3), ((0, 60), 60, 2), ((0, 0), 0, 0)])
def test_a_unicorn_says_if_one_regulated_vertical_carries_it_and_if_it_sells_enough(alpha, put, base, revenue, kind):
    """S1-P2: four fifths of sales in finance, which is regulated: 1; 720 million a year: 2; no sales carry nobody."""
    alpha.base[:2] = base
    put(alpha, revenue=revenue, mark=7200)

    alpha.remember()

    assert (0, kind) == (alpha.unicorn, alpha.unicorn_kind)


def test_a_firm_worth_a_billion_from_the_start_does_not_become_a_unicorn(bench):
    alpha = bench("[startups.Alpha]\npost = { value = 7201, source = 'assumed' }").find("Alpha")

    alpha.remember()

    assert -2 == alpha.unicorn


def test_what_a_firm_that_is_gone_was_worth_is_no_milestone(alpha, put):
    put(alpha, live=0, mark=1e5)

    alpha.remember()

    assert (-1, -1) == (alpha.above_line, alpha.unicorn)
