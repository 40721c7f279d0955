"""What a claim is: an id, a deadline on two bases, a criterion, and one bool a run."""

from datetime import date

import numpy as np
import pytest
from handmade import futures, get, path, pulse

from marketsim.claims import BASES, Unresolvable, among, claim, evaluate, shipped
from marketsim.claims.definition import MID_2025, months_after
from marketsim.ledger import table

LEDGER = {row.id: row for row in table("claims")}


@claim("ten", "Ten firms are bought", deadline="2026-12-31")
def ten_are_bought(outcomes, day):
    """The metric `acquired` is 10 or more
    in the last month before the deadline."""
    return outcomes.metric("acquired")[:, outcomes.last_month(day)] >= 10


class TestDeadlines:
    @pytest.mark.parametrize("id", [each.id for each in shipped() if LEDGER[each.row].deadline])
    def test_by_the_page_they_are_the_ledgers(self, id):
        assert get(id).day(futures(), "publication") == LEDGER[get(id).row].deadline

    def test_relative_ones_count_from_mid_2025_by_the_text_and_no_others_move(self):
        moved = {each.id: each.day(futures(), "text") for each in shipped()
                 if each.day(futures(), "text") != each.day(futures(), "publication")}

        assert {date(2026, 12, 31), date(2026, 6, 30)} == set(moved.values())
        assert moved["S0-P2"] == date(2026, 12, 31) and moved["S0-P4"] == date(2026, 6, 30)
        assert {LEDGER[get(id).row].within_months for id in moved} == {12, 18}

    def test_mid_2025_lies_in_the_time_that_each_text_speaks_from(self):
        assert all(source.text_first <= MID_2025 <= source.text_last for source in table("sources"))

    def test_a_claim_without_one_is_looked_at_on_the_last_day_of_the_run(self):
        assert get("S1-W2").day(futures(months=30)) == date(2027, 12, 31)
        assert get("S1-W2").day(futures(months=12)) == date(2026, 6, 30)

    def test_the_next_unicorn_is_looked_at_twice_as_the_ledger_says(self):
        days = [get(id).day(futures()) for id in ("S1-P2@2026", "S1-P2@2027")]

        assert [day.isoformat() in LEDGER["S1-P2"].basis for day in days] == [True, True]

    @pytest.mark.parametrize("day, months, then", [
        (date(2025, 6, 30), 18, date(2026, 12, 31)), (date(2026, 5, 26), 18, date(2027, 11, 26)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)), (date(2025, 8, 30), 6, date(2026, 2, 28)),
        (date(2025, 7, 1), 0, date(2025, 7, 1))])
    def test_months_are_counted_by_the_calendar(self, day, months, then):
        assert months_after(day, months) == then

    def test_one_that_lies_beyond_the_run_or_before_its_first_month_cannot_be_settled(self):
        with pytest.raises(Unresolvable, match="2026-12-31 lies beyond the last month"):
            ten_are_bought.settled(futures(months=17, metrics={"acquired": 0}))
        with pytest.raises(Unresolvable, match="2025-07-30 lies before the end of the first month"):
            claim("now", "Now", deadline="2025-07-30")(ten_are_bought.settle).settled(futures(metrics={"acquired": 0}))

    def test_one_on_the_last_day_of_the_first_or_the_last_month_can(self):
        soon = claim("soon", "Soon", deadline="2025-07-31")(ten_are_bought.settle)

        assert soon.settled(futures(metrics={"acquired": pulse("2025-07", height=10)})).tolist() == [True, True]
        assert ten_are_bought.settled(futures(months=18, metrics={"acquired": 0})).tolist() == [False, False]


class TestOnesOwn:
    def test_the_docstring_is_the_criterion(self):
        assert ten_are_bought.criterion == "The metric `acquired` is 10 or more in the last month before the deadline."
        assert claim("x", "Text", criterion="Stated.")(lambda outcomes, day: None).criterion == "Stated."
        assert claim("x", "Text alone")(lambda outcomes, day: None).criterion == "Text alone"

    def test_the_day_before_and_the_day_after(self):
        acquired = [path(**{"2026-12": 10}), path(**{"2027-01": 10})]

        (verdict,) = evaluate(futures(2, metrics={"acquired": acquired}), claims=[ten_are_bought])

        assert (verdict.id, verdict.deadline, verdict.truth.tolist()) == ("ten", date(2026, 12, 31), [True, False])

    @pytest.mark.parametrize("basis", BASES)
    def test_within_months_of_the_eve_of_the_market(self, basis):
        made = claim("soon", "Soon", within=6)(lambda outcomes, day: None)

        assert made.day(futures(), basis) == date(2025, 12, 31)

    def test_a_row_of_the_ledger_lends_its_source_and_its_days(self):
        made = claim("my-P4", "My reading", within=12, row="S0-P4")(lambda outcomes, day: None)

        assert (made.source, made.row) == ("S0 L43", "S0-P4")
        assert [made.day(futures(), basis) for basis in BASES] == [date(2027, 5, 26), date(2026, 6, 30)]

    def test_it_is_a_value_and_registers_nothing(self):
        assert ten_are_bought not in shipped()
        assert "ten" not in [verdict.id for verdict in evaluate(futures(metrics={"acquired": 20}))]

    def test_a_run_may_be_left_open(self):
        half = claim("half", "Half")(lambda outcomes, day: among([True, False], [True, True]))

        assert half.settled(futures()).tolist() == [True, None]

    @pytest.mark.parametrize("answer", [np.ones(3, bool), np.ones(2), np.ones((2, 2), bool), True, None])
    def test_anything_but_one_bool_a_run_is_refused_by_name(self, answer):
        with pytest.raises(TypeError, match=r"claim odd: must give one bool a run, shape \(2,\)"):
            claim("odd", "Odd")(lambda outcomes, day: answer).settled(futures())

    def test_contradictory_orders_are_refused_by_name(self):
        with pytest.raises(ValueError, match="deadline or within, not both"):
            claim("x", "X", deadline="2026-01-01", within=3)
        with pytest.raises(ValueError, match="row must be one of the ledger's claims, got 'S9-P1'"):
            claim("x", "X", row="S9-P1")
        with pytest.raises(ValueError, match="basis must be one of publication, text, got 'rumour'"):
            evaluate(futures(), "rumour")
        with pytest.raises(ValueError, match="got 'ten' twice"):
            evaluate(futures(), claims=[ten_are_bought, ten_are_bought])
