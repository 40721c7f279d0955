"""What becomes of Shengshu, Moonshot, Zhipu and 01.AI."""

import numpy as np
import pytest
from handmade import ACQUIRED, LISTED, at, futures, path, told

from marketsim.claims import Unresolvable

SHENGSHU, MOONSHOT, ZHIPU, O1 = "Shengshu Technology", "Moonshot AI", "Zhipu AI", "01.AI"


class TestShengshuFirstAtTenTimesRevenue:
    def ripe(self, shengshu, other=-1, runs=1, **fields):
        fields = {"ripe": {SHENGSHU: shengshu, "Anvil": other}} | fields
        return futures(runs, firms=(SHENGSHU, "Anvil"), entrants=1, fields=fields)

    def test_eighteen_months_end_in_november_2027_by_the_page_and_in_2026_by_the_text(self):
        outcomes = self.ripe([at("2026-12"), at("2027-01"), at("2027-10"), at("2027-11")], runs=4)

        assert told("S0-P2", outcomes) == [True, True, True, False]
        assert told("S0-P2", outcomes, "text") == [True, False, False, False]

    def test_another_firm_in_the_same_month_or_before_makes_it_false(self):
        assert told("S0-P2", self.ripe(9, [10, 9, 8], runs=3)) == [True, False, False]

    def test_an_entrant_counts_as_another_firm(self):
        assert told("S0-P2", self.ripe(9, ripe={SHENGSHU: 9, "entrant 1": 8})) == [False]

    def test_a_listed_firm_does_not_count_unless_it_listed_later(self):
        outcomes = self.ripe(9, 8, runs=3, fate={"Anvil": LISTED}, fate_month={"Anvil": [-1, 8, 12]})

        assert told("S0-P2", outcomes) == [True, True, False]

    def test_the_weak_form_asks_for_the_multiple_alone(self):
        revenue = np.array([path(usual=89), path(usual=10, **{"2027-11": 90}), path(usual=10, **{"2027-10": 90})])
        outcomes = futures(3, firms=(SHENGSHU,), followed={SHENGSHU: {"mark": path(usual=10_800), "revenue": revenue}})

        assert told("S0-P2-weak", outcomes) == [False, False, True]
        assert told("S0-P2-weak", outcomes, "text") == [False, False, False]

    def test_a_firm_that_is_bought_no_longer_comes_down(self):
        revenue, bought = path(usual=1, **{"2026-01": 9}), path(usual=1, **{"2026-01": ACQUIRED})
        paths = {"mark": path(usual=1000), "revenue": [revenue, revenue], "fate": [path(usual=1), bought]}

        assert told("S0-P2-weak", futures(2, firms=(SHENGSHU,), followed={SHENGSHU: paths})) == [True, False]


class TestMoonshot:
    def moonshot(self, first_mark=100, **paths):
        return futures(len(next(iter(paths.values()))), firms=(MOONSHOT,), fields={"first_mark": first_mark},
                       followed={MOONSHOT: paths})

    def test_its_value_halves_within_a_quarter_or_not(self):
        at_once = path(usual=100, **{"2026-01": 50})
        in_three_months = path(usual=100, **{"2026-01": 80, "2026-02": 60, "2026-03": 50})
        in_four = path(usual=100, **{"2026-01": 85, "2026-02": 75, "2026-03": 60, "2026-04": 50})
        in_the_first = path(usual=49)

        outcomes = self.moonshot(mark=[at_once, in_three_months, in_four, in_the_first, path(usual=100)])

        assert told("S0-C22", outcomes) == [True, True, False, True, False]

    def test_a_fall_that_is_made_up_for_and_one_in_the_last_month_count(self):
        a_month = path(usual=90, **{"2025-12": 100, "2026-01": 50, "2026-02": 90})
        two_months = path(usual=90, **{"2025-11": 100, "2025-12": 75, "2026-01": 50, "2026-02": 90})

        outcomes = self.moonshot(first_mark=90, mark=[a_month, two_months, path(usual=90, **{"2027-12": 45})])

        assert told("S0-C22", outcomes) == [True, True, True]

    def test_its_users_stop_growing_when_they_are_no_more_than_half_a_year_before(self):
        grows, pauses = np.arange(30) + 45.0, np.minimum(np.arange(30) + 45.0, 60)
        short, at_last = grows.copy(), grows.copy()
        short[10:15], at_last[-1] = short[10], at_last[-7]

        assert told("S0-W3-users", self.moonshot(users=[grows, pauses, short, at_last])) == [False, True, False, True]

    def test_users_of_a_firm_that_is_gone_say_nothing(self):
        users, fate = np.minimum(np.arange(30) + 45.0, 60), path(usual=1, **{"2026-10": ACQUIRED})

        assert told("S0-W3-users", self.moonshot(users=[users], fate=[fate])) == [False]


class TestZeroOneAI:
    def test_it_drops_by_the_end_of_2025_unless_it_lands_a_contract(self):
        december, january = at("2025-12"), at("2026-01")
        fields = {"below_line": {O1: [december, january, -1, december, december]},
                  "big_contract": {O1: [-1, -1, -1, december, january]}}

        assert told("S1-P4", futures(5, firms=(O1,), fields=fields)) == [True, False, False, None, True]

    def test_the_text_gives_the_date_itself_on_both_bases(self):
        outcomes = futures(2, firms=(O1,), fields={"below_line": {O1: [at("2025-12"), at("2026-01")]}})

        assert told("S1-P4", outcomes, "text") == told("S1-P4", outcomes) == [True, False]


class TestZhipu:
    def test_under_a_half_a_year_in_september_2025_is_slow(self):
        slow, later, fast = path(usual=0.40), path(usual=0.41, **{"2025-10": 0.1}), path(usual=0.41)
        outcomes = futures(3, firms=(ZHIPU,), followed={ZHIPU: {"growth": [slow, later, fast]}})

        assert told("S1-W3", outcomes) == told("S1-W3", outcomes, "text") == [True, False, False]

    def test_a_firm_that_is_not_followed_cannot_be_judged(self):
        with pytest.raises(Unresolvable, match="follows Zhipu AI month by month"):
            told("S1-W3", futures(firms=(ZHIPU,)))
