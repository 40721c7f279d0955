"""Collapses, steadiness, retention, the price of acquisitions, and the frontiers."""

from handmade import ACTIVE, CLOSED, LISTED, UNBORN, futures, path, told

FIRMS = ("Anvil", "Bellows", "Chisel", "Drill")


class TestCollapses:
    def test_a_tenth_of_a_peak_of_a_billion_dollars_is_a_collapse(self):
        mark = {"Anvil": [720, 721, 10], "Bellows": 1}
        outcomes = futures(3, fields={"peak": {"Anvil": [7200, 7200, 7100]}, "mark": mark})

        assert told("S0-C23", outcomes) == [True, False, False]

    def test_a_listing_is_measured_by_its_first_price_and_only_where_there_is_one(self):
        fate, price, mark = [LISTED, LISTED, LISTED, ACTIVE], [100, 100, 0, 0], [10, 11, 0, 0]
        outcomes = futures(4, fields={"fate": {"Anvil": fate}, "exit_price": {"Anvil": price}, "mark": {"Anvil": mark}})

        assert told("S0-C23-listed", outcomes) == [True, False, None, None]


class TestSteadiness:
    def firms(self, turbulence, **fields):
        breadth, turbulence = (dict(zip(FIRMS, figures, strict=True)) for figures in ((1, 2, 4, 8), turbulence))
        return futures(1, firms=FIRMS, entrants=1, fields={"breadth": breadth, "turbulence": turbulence} | fields)

    def test_true_where_broad_firms_moved_less(self):
        assert told("S1-C11", self.firms((0.9, 0.5, 0.3, 0.2))) == [True]
        assert told("S1-C11", self.firms((0.2, 0.3, 0.5, 0.9))) == [False]

    def test_firms_that_are_gone_and_entrants_do_not_count(self):
        rising, entrant = {"fate": {"Drill": CLOSED}}, {"breadth": {"entrant 1": 16}}

        assert told("S1-C11", self.firms((0.9, 0.5, 0.3, 99), **rising)) == [True]
        assert told("S1-C11", self.firms((0.9, 0.5, 0.3, 0.2), fate={"entrant 1": UNBORN})) == [True]
        assert told("S1-C11", self.firms((0.9, 0.5, 0.3, 0.2), **entrant)) == [None]  # all of the others alike

    def test_open_where_values_did_not_move(self):
        assert told("S1-C11", self.firms((0, 0, 0, 0))) == [None]


class TestRetention:
    def sides(self, above, below, on_top=2):
        acting = {"active": 4, "dormant": 1, "listed": 1}
        return futures(1, metrics=acting | {"above_line": on_top, "ndr_above": above, "ndr_below": below})

    def test_a_hundred_and_twenty_against_eighty_five(self):
        assert told("S1-C12", self.sides(1.21, 0.84)) == [True]
        assert told("S1-C12", self.sides(1.19, 0.84)) == told("S1-C12", self.sides(1.21, 0.86)) == [False]

    def test_the_weak_form_asks_for_the_order(self):
        assert told("S1-C12-order", self.sides(1.0, 0.9, on_top=1)) == [True]
        assert told("S1-C12-order", self.sides(0.9, 1.0)) == [False]

    def test_open_where_one_side_is_empty(self):
        assert told("S1-C12", self.sides(0, 0.8, on_top=0)) == [None]
        assert told("S1-C12-order", self.sides(1.3, 0, on_top=6)) == [None]


def test_the_price_of_acquisitions_is_a_fifth_of_the_best_or_less():
    ratio = [path(**{"2026-01": 0.2}), path(**{"2026-01": 0.1, "2027-12": 0.21}), path()]

    assert told("S1-C14", futures(3, metrics={"price_ratio": ratio})) == [True, False, None]


def test_open_weights_catch_up_when_they_trail_by_less_at_the_end():
    closer, back_again = path(usual=3, **{"2027-12": 2.9}), path(usual=3, **{"2025-08": 4, "2026-01": 1, "2027-12": 3})

    assert told("S0-C26", futures(2, metrics={"open_lag": [closer, back_again]})) == [True, False]


def test_chips_reach_parity_in_any_month():
    parity = [path(usual=0.9, **{"2027-12": 1}), path(usual=0.99), path(usual=0.6, **{"2026-01": 1.1, "2026-02": 0.9})]

    assert told("S1-W2", futures(3, metrics={"chip_parity": parity})) == [True, False, True]
