"""Who lives on, and what the line does."""

import pytest
from handmade import ACQUIRED, ACTIVE, CLOSED, DORMANT, LISTED, MERGED, futures, told

FIRMS = tuple(f"firm {k}" for k in range(8))
GOOD, POOR = FIRMS[:4], FIRMS[4:]


def split(good, poor):
    """{firm: figure}: one for the good and one for the poor."""
    return dict.fromkeys(GOOD, good) | dict.fromkeys(POOR, poor)


def firms(runs=1, entrants=0, **fields):
    return futures(runs, firms=FIRMS, entrants=entrants, fields=fields)


MARGIN = split(0.6, 0.1) | {FIRMS[0]: 0.5, FIRMS[4]: 0.2}
GROWTH = split(0.9, 0.2) | {FIRMS[1]: 0.7, FIRMS[5]: 0.3}
BREADTH = split(6, 1) | {FIRMS[2]: 4, FIRMS[6]: 2}
NDR = split(1.2, 0.8) | {FIRMS[3]: 1.1, FIRMS[7]: 0.9}
MIRRORED = {firm: 0.7 - margin for firm, margin in MARGIN.items()}


def at_first(fate, **figures):
    """One future of the eight, and what they were like at the start."""
    return firms(fate=fate, **{f"first_{name}": figure for name, figure in figures.items()})


class TestMarginAndGrowth:
    def test_true_where_firms_with_more_of_both_live_on(self):
        assert told("S0-P5", at_first(split(ACTIVE, CLOSED), margin=MARGIN, growth=GROWTH)) == [True]
        assert told("S0-P5", at_first(split(LISTED, DORMANT), margin=MARGIN, growth=GROWTH)) == [True]

    def test_false_where_they_fade_or_one_of_the_two_works_against(self):
        assert told("S0-P5", at_first(split(CLOSED, ACTIVE), margin=MARGIN, growth=GROWTH)) == [False]
        assert told("S0-P5", at_first(split(ACTIVE, CLOSED), margin=MIRRORED, growth=GROWTH)) == [False]

    def test_open_where_all_live_on_or_nothing_tells_firms_apart(self):
        assert told("S0-P5", at_first(ACTIVE, margin=MARGIN, growth=GROWTH)) == [None]
        assert told("S0-P5", at_first(split(ACTIVE, CLOSED), margin=0.5, growth=GROWTH)) == [None]
        assert told("S0-P5", at_first(split(ACTIVE, CLOSED), margin=GROWTH, growth=GROWTH)) == [None]

    @pytest.mark.parametrize("fate, truth", [(ACQUIRED, True), (MERGED, True), (CLOSED, False)])
    def test_who_is_bought_or_merged_is_left_out(self, fate, truth):
        figures = {"margin": MARGIN | {FIRMS[0]: 9}, "growth": GROWTH | {FIRMS[0]: 8}}

        assert told("S0-P5", at_first(split(ACTIVE, CLOSED) | {FIRMS[0]: fate}, **figures)) == [truth]

    def test_entrants_are_left_out(self):
        late = {"first_margin": MARGIN | {"entrant 1": 9}, "first_growth": GROWTH | {"entrant 1": 9}}

        assert told("S0-P5", firms(entrants=1, fate=split(ACTIVE, CLOSED) | {"entrant 1": CLOSED}, **late)) == [True]


class TestGrowthClearancesAndRetention:
    figures = {"growth": GROWTH, "breadth": BREADTH, "ndr": NDR}

    def test_true_where_firms_with_more_of_all_three_live_on(self):
        assert told("S1-P5", at_first(split(ACTIVE, CLOSED), **self.figures)) == [True]

    @pytest.mark.parametrize("name", figures)
    def test_false_where_one_of_the_three_works_against(self, name):
        turned = {firm: 10 - figure for firm, figure in self.figures[name].items()}

        assert told("S1-P5", at_first(split(ACTIVE, CLOSED), **self.figures | {name: turned})) == [False]

    def test_open_where_all_have_the_same_clearances(self):
        assert told("S1-P5", at_first(split(ACTIVE, CLOSED), **self.figures | {"breadth": 1})) == [None]


class TestTheLine:
    def line(self, fate, grown=1.5, start=None, mark=None):
        start = split(5000, 1000) if start is None else start
        end = {firm: value * grown if value >= 4000 else value for firm, value in start.items()}
        return firms(fate=fate, first_mark=start, mark=end | (mark or {}))

    def test_true_where_more_fade_below_and_somebody_above_grows_by_half(self):
        assert told("S1-C19", self.line({FIRMS[4]: CLOSED})) == [True]
        assert told("S1-C19", self.line({FIRMS[4]: DORMANT})) == [True]

    def test_false_where_as_many_fade_above(self):
        assert told("S1-C19", self.line({FIRMS[0]: DORMANT, FIRMS[4]: CLOSED})) == [False]
        assert told("S1-C19", self.line({FIRMS[4]: ACQUIRED})) == [False]

    def test_shares_are_compared_not_counts_and_who_starts_at_the_line_is_above_it(self):
        three_above = dict.fromkeys(FIRMS[:3], 4000) | dict.fromkeys(FIRMS[3:], 1000)
        one_each = {FIRMS[0]: CLOSED, FIRMS[4]: CLOSED}
        two_below = one_each | {FIRMS[5]: CLOSED}

        assert told("S1-C19", self.line(one_each, start=three_above)) == [False]  # 1/5 below, 1/3 above
        assert told("S1-C19", self.line(two_below, start=three_above)) == [True]  # 2/5 below

    def test_false_where_nobody_above_grows_whoever_else_does(self):
        fate = {FIRMS[4]: CLOSED, FIRMS[1]: ACQUIRED}

        assert told("S1-C19", self.line(fate, grown=1.4)) == [False]
        assert told("S1-C19", self.line(fate, grown=1.4, mark={FIRMS[5]: 9000})) == [False]  # one from below
        assert told("S1-C19", self.line(fate, grown=1.4, mark={FIRMS[1]: 9000})) == [False]  # one that is bought

    def test_one_firm_on_a_side_is_enough(self):
        one_above, one_below = (dict.fromkeys(FIRMS, most) | {FIRMS[4]: 6000 - most} for most in (1000, 5000))

        assert told("S1-C19", self.line({FIRMS[5]: CLOSED}, start=one_above)) == [True]
        assert told("S1-C19", self.line({FIRMS[4]: CLOSED}, start=one_below)) == [True]

    def test_open_where_all_start_on_one_side(self):
        assert told("S1-C19", self.line({FIRMS[4]: CLOSED}, start=split(5000, 5000))) == [None]
        assert told("S1-C19", self.line({FIRMS[4]: CLOSED}, start=split(1000, 1000))) == [None]
