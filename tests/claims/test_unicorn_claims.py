"""The next unicorn, and the two camps of open source."""

import pytest
from handmade import LISTED, UNBORN, at, futures, told

BOTH, VERTICAL_ONLY, REVENUE_ONLY = 3, 1, 2
OPEN_CORE, PURE_OPEN, OTHER = 4, 5, 3


class TestTheNextUnicorn:
    def unicorns(self, runs, kind=None, **months):
        months = {name.replace("_", " "): month for name, month in months.items()}
        return futures(runs, entrants=1, fields={"unicorn": months, "unicorn_kind": kind or {}})

    @pytest.mark.parametrize("kind, truth", [(BOTH, True), (VERTICAL_ONLY, False), (REVENUE_ONLY, False), (0, False)])
    def test_it_must_be_vertical_and_have_revenue(self, kind, truth):
        assert told("S1-P2@2026", self.unicorns(1, {"Anvil": kind}, Anvil=at("2026-09"))) == [truth]

    def test_only_the_first_after_the_page_counts(self):
        august, september = at("2026-08"), at("2026-09")
        outcomes = self.unicorns(2, {"Anvil": BOTH}, Anvil=[august, september], entrant_1=[september, august])

        assert told("S1-P2@2026", outcomes) == [True, False]

    def test_of_two_in_one_month_both_must_be(self):
        outcomes = self.unicorns(2, {"Anvil": BOTH, "Bellows": [BOTH, 0]}, Anvil=at("2026-08"), Bellows=at("2026-08"))

        assert told("S1-P2@2026", outcomes) == [True, False]

    def test_one_that_crossed_before_the_page_is_not_the_next_but_by_the_text_it_may_be(self):
        outcomes = self.unicorns(2, {"Anvil": BOTH}, Anvil=[at("2025-07"), at("2026-06")], Bellows=at("2026-07"))

        assert told("S1-P2@2026", outcomes) == [False, False]
        assert told("S1-P2@2026", outcomes, "text") == [True, True]

    def test_it_stays_open_until_somebody_crosses(self):
        outcomes = self.unicorns(3, {"Anvil": BOTH}, Anvil=[at("2026-12"), at("2027-01"), -2])

        assert told("S1-P2@2026", outcomes) == [True, None, None]
        assert told("S1-P2@2027", outcomes) == [True, True, None]

    def test_a_firm_that_is_listed_by_then_is_no_unicorn(self):
        outcomes = futures(2, fields={"unicorn": {"Anvil": 14}, "unicorn_kind": {"Anvil": BOTH},
                                      "fate": {"Anvil": LISTED}, "fate_month": {"Anvil": [10, 20]}})

        assert told("S1-P2@2026", outcomes) == [None, True]


class TestOpenSource:
    def camps(self, runs=1, **fields):
        business = {"Core": OPEN_CORE, "Core two": OPEN_CORE, "Pure": PURE_OPEN, "Pure two": PURE_OPEN, "Other": OTHER}
        return futures(runs, firms=tuple(business), fields={"business": business} | fields)

    def test_shares_that_ever_reached_the_line_are_compared(self):
        above = {"Core": [0, 0, 0, -1], "Core two": [9, -1, -1, -1], "Pure": [9, -1, 3, 3], "Other": 0}

        assert told("S1-P3", self.camps(4, above_line=above)) == [True, True, False, False]

    def test_it_stays_open_where_neither_camp_reaches_it_or_one_is_empty(self):
        assert told("S1-P3", self.camps(above_line={"Other": 3})) == [None]
        assert told("S1-P3", self.camps(above_line={"Core": 3}, fate={"Pure": UNBORN, "Pure two": UNBORN})) == [None]
