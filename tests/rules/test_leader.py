"""What all read in the papers: what others have raised, and whether the most valued firm still grows."""

from math import log

import pytest
from bench import Bench
from pytest import approx


def read(*firms, **params):
    """The environment after a month of firms given as (mark, growth), where the leader grew as it should before."""
    bench = Bench(startups=len(firms), **({"leader_growth": 0.4, "sector_rerating": 2} | params))
    bench.set(led=1)
    for row, (mark, growth) in enumerate(firms):
        bench.startup(row, mark=mark, value=log(mark), growth=growth)
    bench.do("take_stock")
    return bench


def told(bench):
    return [bench.environment[name][0] for name in ("mood", "led")]


def test_a_leader_that_disappoints_takes_from_the_mood_by_its_part_of_all_value():
    """S1-M24, S1-R11: 2 x 300 / 400."""
    bench = read((100, 1), (300, 0.3))

    assert [approx(-1.5), 0] == told(bench)
    assert approx(-1.5) == bench.metrics["mood"][0]


def test_old_news_is_no_news():
    bench = read((100, 1), (300, 0.3))

    bench.do("take_stock")

    assert [approx(-1.5), 0] == told(bench)


@pytest.mark.parametrize("firms", [((100, 0.1), (300, 0.4)), ((300, 0.5), (100, -1))])
def test_only_the_most_valued_firm_can_disappoint_all(firms):
    assert [0, 1] == told(read(*firms))


def test_a_leader_that_recovers_can_disappoint_again():
    bench = read((300, 0.3))
    for growth in (0.5, 0.3):
        bench.startup(0, growth=growth)
        bench.do("take_stock")

    assert [approx(-4), 0] == told(bench)


def test_the_most_valued_are_looked_for_among_those_who_act():
    bench = Bench(startups=2, leader_growth=0.4, sector_rerating=2)
    bench.set(led=1)
    bench.startup(0, mark=900, growth=0, live=0, fate="closed", raised=50)
    bench.startup(1, mark=100, growth=1, raised=10)

    bench.do("take_stock")

    assert [0, 1] == told(bench)
    assert 10 == bench.environment["raised_mean"][0]


@pytest.mark.parametrize(("line", "led"), [(0.4, 1), (0.6, 0)])
def test_a_market_starts_with_what_is_known_of_its_leader_its_powder_and_its_rounds(bench, line, led):
    """Both firms grow by 0.5; 1 - 0.8 ^ 3 of 1000 is sold, at half of today's price; three funds have 500 each."""
    environment = bench(leader_growth=line, sector_rerating=2).world.environment

    assert [led, 0, 1500] == [environment[name][0] for name in ("led", "mood", "powder_first")]
    assert approx(244) == environment["raised_mean"][0]


def offer(weight, taste, **params):
    """ln of what an investor offers, by one taste alone, over what the firm is worth."""
    bench = Bench(startups=1, investors=1, price_share=1, crowd_half=100, **params)
    bench.set(hot=1, raised_mean=100)
    bench.investor(0, fund=1000, powder=1000, cheque_share=0.1, **{weight: taste})
    bench.startup(0, ask=10, reserve=1, fundamental=log(100), stage="seed",
                  capability=-6, cost=0.5, embedded=1.1, breadth=2, raised=300)
    bench.pitch(0, 0, 0)
    bench.do("present", "answer")
    return log(bench.startups["bid_pre"][0, 0] / 100)


@pytest.mark.parametrize(
    ("taste", "points"),
    [("size", -0.25), ("cost", 0.25), ("depth", 0.2), ("breadth", 0.125), ("crowd", 0.5 * log(2))],
)
def test_a_taste_that_all_share_less_or_more_counts_less_or_more(taste, points):
    """S0-M08, S0-M10, S0-M11: six months behind, half the price, 0.4 deeper, 2 of 8 verticals, twice others' money."""
    for share in (0, 1, 0.5, 2):
        assert approx(share * points, abs=1e-9) == offer(f"weight_{taste}", 0.5, **{f"taste_{taste}": share})
