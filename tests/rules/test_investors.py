"""Investors: what they think a firm is worth to them, and what they offer."""

from math import exp, inf, log, sqrt

import pytest
from bench import Bench
from pytest import approx

SURE, NEVER = 50, -50  # log odds


# ------------------------------------------------------------------------------------------ answer


def table(money="dollar fund", stage="seed", ask=10.0, **params):
    """One investor with 1,000 in powder and fund, and a firm worth 100 to it that takes no less than 25."""
    bench = Bench(startups=1, investors=1, **({"price_share": 1} | params))
    bench.set(price_level=1, hot=1, raised_mean=100)
    bench.investor(0, money=money, fund=1000, powder=1000, cheque_share=0.1)
    bench.startup(0, ask=ask, reserve=25, fundamental=log(100), embedded=0.7, stage=stage, cost=1)
    bench.pitch(0, 0, 0)
    return bench


def price(bench, place=0):
    """The pre-money it offers, million yuan; 0 when it declines."""
    bench.do("present", "answer")
    return bench.startups["bid_pre"][0, place]


@pytest.mark.parametrize(("share", "pre"), [(1, 100), (0.5, 50), (0, 25)])
def test_the_price_shares_the_surplus_over_what_the_firm_takes(share, pre):
    # ln 100 - ln 25 = 2 ln 2: half of it doubles 25.
    assert approx(pre) == price(table(price_share=share))


@pytest.mark.parametrize(("params", "weights", "firm", "change"), [
    ({"story_share": 0.6}, {}, {"premium": 0.5}, 0.3),
    ({"story_share": 0.6}, {}, {"premium": 2}, 1.6),
    ({"story_share": 0.6}, {}, {"premium": -0.5}, -0.5),
    ({"story_share": 0.6}, {"belief": "trend"}, {"premium": 0.5}, 0.5),
    ({}, {"weight_size": 0.3}, {"capability": -6}, -0.15),
    ({}, {"weight_size": 0.3}, {"capability": -99}, -0.3),
    ({}, {"weight_size": 0.3}, {"capability": 99}, 0.05),
    ({}, {"weight_cost": 0.3}, {"cost": 0.5}, 0.15),
    ({}, {"weight_cost": 0.3}, {"cost": 5}, -0.3),
    ({}, {"weight_depth": 0.5}, {"embedded": 1.1}, 0.2),
    ({}, {"weight_breadth": 0.4}, {"breadth": 2}, 0.1),
    ({}, {"weight_breadth": 0.4}, {"breadth": 12}, 0.4),
    ({"crowd_half": 100}, {"weight_crowd": 0.4}, {"raised": 300}, 0.4 * log(2)),
    ({"crowd_half": 100}, {"weight_crowd": 0.4}, {"raised": 0}, -0.4 * log(2)),
    ({"crowd_half": 100}, {"weight_crowd": 0.4}, {"raised": 1e6}, 0.8),
    ({"crowd_half": 100}, {"weight_crowd": 0.4}, {"raised": 100}, 0),
    ({"state_taste": 0.4}, {"money": "state fund"}, {"champion": 1}, 0.4),
    ({"state_taste": 0.4}, {"money": "state fund"}, {"champion": 0}, 0),
    ({"state_taste": 0.4}, {"money": "yuan fund"}, {"champion": 1}, 0),
])
def test_each_taste_moves_the_price_by_its_own_log_points(params, weights, firm, change):
    bench = table(**params)
    bench.investor(0, **weights)
    bench.startup(0, **firm)

    assert approx(100 * exp(change)) == price(bench)


@pytest.mark.parametrize(("belief", "change"), [("fundamentalist", 0.1), ("trend", 0.18)])
def test_mood_moves_everybody_and_trend_followers_more(belief, change):
    bench = table(mood_weight=0.5, trend_mood=0.4)
    bench.set(mood=0.2)
    bench.investor(0, belief=belief)

    assert approx(100 * exp(change)) == price(bench)


def test_an_error_lasts_half_a_year():
    story = []
    for month in range(12):
        bench = table(opinion_noise=0.3).wait(month)
        story.append(price(bench))

    assert [story[0]] * 6 + [story[6]] * 6 == story
    assert story[0] != story[6]


def test_two_investors_err_each_in_its_own_way():
    bench = Bench(startups=1, price_share=1, opinion_noise=0.1)
    bench.set(hot=1)
    bench.startup(0, ask=10, reserve=1, fundamental=log(100))
    for k in (0, 1):
        bench.investor(k, fund=1000, powder=1000, cheque_share=0.1)
        bench.pitch(0, k, k)

    bench.do("present", "answer")

    one, other = bench.startups["bid_pre"][0, :2]
    assert 70 < min(one, other) < max(one, other) < 140


@pytest.mark.parametrize(
    ("hurdle", "hot", "money", "offers"),
    [
        (1.3, 1, "dollar fund", True),
        (1.5, 1, "dollar fund", False),
        (0.8, 0, "dollar fund", False),
        (0.6, 0, "dollar fund", True),
        (2.5, 1, "state fund", True),
        (3, 1, "state fund", False),
    ],
)
def test_the_surplus_must_clear_the_hurdle_twice_as_high_in_the_cold_and_half_as_high_for_the_state(
    hurdle, hot, money, offers
):
    # The surplus is 2 ln 2 = 1.386.
    bench = table(money, hurdle=hurdle, cold_hurdle=2, state_hurdle=0.5)
    bench.set(hot=hot)

    assert offers == (price(bench) > 0)


@pytest.mark.parametrize(("ask", "powder", "cheque"), [(70, 1000, 70), (200, 1000, 100), (200, 120, 60)])
def test_a_cheque_is_the_ask_a_share_of_the_fund_or_half_the_powder(ask, powder, cheque):
    bench = table(ask=ask)
    bench.investor(0, powder=powder)

    bench.do("present", "answer")

    assert approx(cheque) == bench.startups["cheque"][0, 0]


def test_an_investor_writes_two_cheques_a_month_for_the_best_surpluses():
    bench = Bench(startups=4, investors=1, price_share=1)
    bench.set(hot=1)
    bench.investor(0, fund=1000, powder=1000, cheque_share=0.1)
    for row, worth in enumerate((200, 100, 400, 300)):
        bench.startup(row, ask=10, reserve=50, fundamental=log(worth))
        bench.pitch(row, 0, 0)

    bench.do("present", "answer")

    assert [0, 0, approx(400), approx(300)] == bench.startups["bid_pre"][:, 0].tolist()
    assert [0, 0, 10, 10] == bench.startups["cheque"][:, 0].tolist()


def test_an_investor_nobody_asked_answers_nothing():
    bench = table()
    bench.investors["callers"][0] = 0

    assert 0 == price(bench)


# ------------------------------------------------------------------------------------------- gates


@pytest.mark.parametrize(("stage", "proof", "offers"), [
    ("seed", NEVER, True), ("series a", NEVER, False), ("series a", SURE, True), ("series c", NEVER, False)])
def test_from_series_b_on_the_product_must_have_proved_itself(stage, proof, offers):
    assert offers == (price(table(stage=stage, proof_start=proof)) > 0)


@pytest.mark.parametrize(
    ("params", "firm"),
    [
        ({"proof_ndr": 100}, {"ndr": 0.5}),
        ({"proof_margin": 100}, {"margin": -0.5}),
        ({"proof_growth": 100}, {"growth": -0.5}),
        ({"burn_weight": 100}, {"burn": 10, "revenue": 1}),
    ],
)
def test_proof_is_retention_margin_growth_and_a_burn_that_revenue_carries(params, firm):
    # Each takes 50 log odds away, more than anybody's luck makes good; a start of 100 leaves 50.
    doubtful, fine = (table(stage="series a", **{"proof_start": start} | params) for start in (0, 2 * SURE))
    for bench in (doubtful, fine):
        bench.startup(0, **({"ndr": 1} | firm))

    assert 0 == price(doubtful)
    assert 0 < price(fine)


def gate(
    line=0.0, adoption=0.0, strictness=0.4, money="dollar fund", stage="series b", cost=1.0, gate_adoption=0.0, **params
):
    bench = table(money, stage, proof_start=SURE, **params)
    bench.set(line=line, line_adoption=adoption, gate_adoption=gate_adoption)
    bench.investor(0, strictness=strictness)
    bench.startup(0, cost=cost)
    return price(bench) > 0


@pytest.mark.parametrize(("stage", "line", "adoption", "money", "offers"), [
    ("series b", 111, 0.5, "dollar fund", False),   # 100 before the money and 10 of it are 110
    ("series b", 109, 0.5, "dollar fund", True),
    ("series b", 111, 0.3, "dollar fund", True),    # strictness 0.4: not yet
    ("series b", 111, 0.5, "state fund", False),
    ("series a", 111, 0.5, "dollar fund", True),
    ("series d", 111, 0.5, "dollar fund", False),
])
def test_the_line_is_applied_from_series_c_on_by_those_who_have_adopted_it(stage, line, adoption, money, offers):
    assert offers == gate(line, adoption, money=money, stage=stage)


def test_the_line_is_held_against_the_price_paid_not_against_what_the_investor_thinks_the_firm_is_worth():
    # Worth 100 to the investor, who would pay 50 and 10 of money: 60, below a line of 70.
    assert not gate(70, 0.5, price_share=0.5)
    assert gate(59, 0.5, price_share=0.5)


def test_where_the_scenario_says_so_state_money_is_exempt_from_line_and_gate():
    assert gate(111, 0.5, money="state fund", state_exempt=1)
    assert gate(cost=9, gate_adoption=0.5, cost_gate=1, money="state fund", state_exempt=1)
    assert not gate(cost=9, gate_adoption=0.5, cost_gate=1, money="dollar fund", state_exempt=1)


@pytest.mark.parametrize(
    ("cost", "adoption", "offers"), [(0.9, 0.5, True), (1.9, 0.5, True), (2.1, 0.5, False), (2.1, 0.3, True)]
)
def test_the_cost_gate_lets_those_pass_who_are_on_a_path_below_it(cost, adoption, offers):
    # Cost halves within the grace of six months: 1.9 is on its way below a gate of 1, 2.1 is not.
    assert offers == gate(cost=cost, gate_adoption=adoption, cost_gate=1, gate_grace=6, cost_decline=2 * log(2))


# ----------------------------------------------------------------------------------------- bridges


def holder(powder=1000.0, worth=20.0, hurdle=0.1, **figures):
    """An investor on the cap table thinks a firm that takes no less than 25 is worth 20."""
    bench = table(hurdle=hurdle, bridge_depth=0.5, bridge_months=4)
    bench.investor(0, powder=powder)
    bench.startup(0, **({"holder": [0] + [-1] * 15, "burn": 3, "fundamental": log(worth)} | figures))
    bench.do("present", "answer")
    return bench.startups["bid_pre"][0, 0], bench.startups["cheque"][0, 0]


@pytest.mark.parametrize(("figures", "cheque"), [
    ({}, 12), ({"burn": -1}, 0), ({"powder": 50}, 5), ({"worth": 15}, 0), ({"bridged": 1}, 0), ({"holder": -1}, 0)])
def test_a_holder_bridges_four_months_of_burn_within_a_tenth_of_its_powder(figures, cheque):
    # ln 20 - ln 25 = -0.22 is within half a log point, ln 15 - ln 25 = -0.51 is not.
    assert (0, approx(cheque)) == holder(**figures)


def test_a_holder_that_clears_the_hurdle_offers_a_round_instead():
    pre, cheque = holder(worth=100)

    assert (approx(100), 10) == (pre, cheque)


def test_nobody_offers_more_than_everything():
    pre, _ = holder(worth=100, hurdle=inf)

    assert 0 == pre
    assert approx(sqrt(25 * 100)) == price(table(price_share=0.5))
