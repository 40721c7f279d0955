"""The floor, the gate, what investors look at, and where their money goes."""

import numpy as np
import pytest
from handmade import futures, path, pulse, told


@pytest.mark.parametrize("id, breaches", [("S0-P3b", "late_costly"), ("S1-P1b", "late_below")])
class TestSeriesCAndLater:
    def late(self, breaches, *breaking):
        breaking = np.array(breaking)
        return futures(len(breaking), metrics={"late_rounds": breaking + pulse("2026-08"), breaches: breaking})

    def test_one_breach_by_the_end_of_2026_makes_it_false(self, id, breaches):
        outcomes = self.late(breaches, pulse(), pulse("2026-12"), pulse("2027-01"))

        assert told(id, outcomes) == [True, False, True]

    def test_a_breach_before_it_was_made_is_no_evidence(self, id, breaches):
        outcomes = self.late(breaches, pulse("2025-07"), pulse("2026-05" if id == "S0-P3b" else "2026-06"),
                             pulse("2026-06" if id == "S0-P3b" else "2026-07"))

        assert told(id, outcomes) == [True, True, False]
        assert told(id, outcomes, "text") == [False, False, False]

    def test_it_stays_open_where_nobody_closes_such_a_round(self, id, breaches):
        outcomes = futures(1, metrics={"late_rounds": pulse("2026-03", "2027-02"), breaches: 0})

        assert told(id, outcomes) == [None]
        assert told(id, outcomes, "text") == [True]


def test_the_typical_cost_of_a_task_crosses_the_gate_in_some_month():
    cost = [path(usual=1.4, **{"2027-12": 0.7}), path(usual=1.4), path(usual=1.4, **{"2026-03": 0.5, "2026-04": 1.0})]

    assert told("S0-W2", futures(3, metrics={"cost": cost})) == [True, False, True]


def test_a_market_without_firms_has_no_typical_cost():
    assert told("S0-W2", futures(1, metrics={"cost": 0})) == [False]


class TestWhatInvestorsWeigh:
    def weights(self, cost_over_size, no_size=0):
        return futures(len(cost_over_size), metrics={"cost_over_size": cost_over_size, "no_size": no_size})

    def test_most_of_them_must_weigh_cost_above_size_at_the_end_of_2026(self):
        in_time, too_late = path(usual=0.5, **{"2026-12": 0.51}), path(usual=0.5, **{"2027-01": 0.51})
        outcomes = self.weights([path(usual=0.5), in_time, too_late])

        assert told("S0-P3a", outcomes) == [False, True, False]

    def test_entirely_means_that_most_give_size_no_weight_too(self):
        half, most, fewer = path(usual=0.5), path(usual=0.6), path(usual=0.6, **{"2026-12": 0.4})
        outcomes = self.weights([most, most, most, half], [half, most, fewer, most])

        assert told("S0-P3a-entirely", outcomes) == [False, True, False, False]

    def test_in_2025_means_by_the_end_of_2025(self):
        outcomes = self.weights([path(**{"2025-12": 0.6}), path(**{"2026-01": 0.6}), path(usual=0.5)])

        assert told("S0-C20", outcomes) == [True, False, False]


def test_five_firms_have_most_of_the_money_of_2025_or_to_the_end():
    top5 = [path(usual=0.9, **{"2026-01": 0.3}), path(usual=0.6, **{"2027-12": 0.71}), path(usual=0.7)]
    outcomes = futures(3, metrics={"top5_funding": top5})

    assert told("S0-C18", outcomes) == [True, False, False]
    assert told("S0-C18-lasting", outcomes) == [False, True, False]
