"""Champions, clearances, and the market for compliance."""

import pytest
from handmade import at, futures, path, told

from marketsim.claims import Unresolvable

LATE, LATER = {"2027-04": 1}, {"2027-05": 1}  # the deadline is 26 May 2027: May is not over
SOON, SOONER = {"2026-07": 1}, {"2026-06": 1}


class TestTheChampionPolicy:
    def test_twelve_months_end_in_may_2027_by_the_page_and_in_june_2026_by_the_text(self):
        outcomes = futures(4, metrics={"champions": [path(**LATE), path(**LATER), path(**SOON), path(**SOONER)]})

        assert told("S0-P4", outcomes) == [True, False, True, True]
        assert told("S0-P4", outcomes, "text") == [False, False, False, True]

    def test_a_policy_that_lapsed_before_the_deadline_has_come(self):
        assert told("S0-P4", futures(1, metrics={"champions": path(**{"2026-01": 1, "2026-06": 0})})) == [True]

    def test_the_strict_form_wants_list_subsidy_and_procurement_the_weak_two_of_them(self):
        outcomes = futures(3, metrics={"champions": 1}, params={"subsidy": [0.1, 0, 0], "procurement": [0.5, 0.5, 0]})

        assert told("S0-P4", outcomes) == [True, False, False]
        assert told("S0-P4-weak", outcomes) == [True, True, False]

    def test_foreign_models_are_judged_only_where_the_policy_has_come(self):
        outcomes = futures(3, metrics={"champions": [path(**SOON), path(**SOON), path()],
                                       "foreign_share": [path(usual=0.009), path(usual=0.011), path(usual=0)]})

        assert told("S0-P4a-foreign", outcomes) == [True, False, None]


class TestTheFilingRound:
    def filings(self, **licensed):
        return futures(2, firms=("Zhipu AI", "MiniMax", "01.AI", "Anvil"),
                       fields={"licensed": {name.replace("_", " "): months for name, months in licensed.items()}})

    def test_a_new_vertical_by_september_2025_is_in_time_and_in_october_is_not(self):
        outcomes = self.filings(Zhipu_AI=[at("2025-09"), at("2025-10")])

        assert told("S1-W1", outcomes) == told("S1-W1-zhipu", outcomes) == [True, False]
        assert told("S1-W1-minimax", outcomes) == told("S1-W1-01ai", outcomes) == [False, False]

    def test_somebody_may_be_anybody(self):
        outcomes = self.filings(Anvil=[2, -1])

        assert told("S1-W1", outcomes) == [True, False]
        assert told("S1-W1-zhipu", outcomes) == [False, False]


class TestCompliance:
    def test_its_spending_must_have_grown_most_by_the_end(self):
        to_the_end, nearly = path(usual=1), path(usual=1, **{"2027-12": 0})
        outcomes = futures(2, verticals=("finance", "compliance"), metrics={"fastest": [to_the_end, nearly]})

        assert told("S1-C18", outcomes) == [True, False]

    def test_a_market_without_that_vertical_cannot_say(self):
        with pytest.raises(Unresolvable, match="vertical compliance"):
            told("S1-C18", futures(metrics={"fastest": 0}))
