"""What a market is asked, and files that say in a line what is wrong with them."""

from datetime import date

import pytest
from handwritten import outcomes

from marketsim.scoring.questions import COLUMNS, Question, ask, read, write

DAY = date(2020, 12, 31)


def test_every_firm_is_asked_about_four_fates_by_the_end_of_the_run():
    found = ask(outcomes(), claims=False)

    assert 12 == len(found) == len({each.id for each in found})
    assert {DAY} == {each.deadline for each in found}
    assert "Anvil/raised/2020-12-31" in [each.id for each in found]


def test_long_runs_have_a_deadline_after_each_year_too():
    assert [date(2020, 12, 31), date(2021, 12, 31), date(2022, 6, 30)] == sorted(
        {each.deadline for each in ask(outcomes(months=30), claims=False)}
    )


def test_whether_a_listed_firm_will_be_listed_is_not_asked():
    found = ask(outcomes(fate=[["listed", "active", "active"]], fate_month=-1), claims=False)

    assert ["acquired", "closed"] == [each.event for each in found if each.subject == "Anvil"]


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2021, 1, 31)])
def test_a_deadline_outside_the_runs_is_refused(day):
    with pytest.raises(ValueError, match=f"must lie within the 12 months from 2020-01-01, got {day}"):
        ask(outcomes(), [day])


def test_a_table_comes_back_from_its_file_as_it_went(tmp_path):
    table = (
        Question("a", "Anvil", "listed", DAY, "Anvil, listed", True, DAY, "a page, dated", "", 0.125),
        Question("b", "Anvil", "closed", DAY, "open"),
        Question("c", "Anvil", "claim", DAY, "no", False, DAY, "seen", "tiny seed 9 run 1"),
    )
    write(tmp_path / "q.csv", table)

    assert table == read(tmp_path / "q.csv")


@pytest.mark.parametrize(
    "row, what",
    [
        ("x,2020-13-31,,", "line 2: deadline: must be a date such as 2026-12-31, got '2020-13-31'"),
        (",2020-12-31,,", "line 2: id: must not be empty"),
        ("x,2020-12-31,maybe,", "line 2: outcome: must be 0 or 1, or empty while it waits, got 'maybe'"),
        ("x,2020-12-31,1,1.5", "line 2: base: must be a probability in 0 to 1, got '1.5'"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_a_line(tmp_path, row, what):
    path = tmp_path / "q.csv"
    path.write_text(f"id,deadline,outcome,base\n{row}\n")

    with pytest.raises(ValueError) as error:
        read(path)
    assert f"q.csv: {what}" == str(error.value)


@pytest.mark.parametrize(
    "text, what",
    [
        ("", "q.csv: must have a column 'id', got nothing"),
        ("id,when\n", "q.csv: must have a column 'deadline', got ['id', 'when']"),
        ("id,deadline\n", "q.csv: must have a row, got the heading alone"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_line(tmp_path, text, what):
    (tmp_path / "q.csv").write_text(text)

    with pytest.raises(ValueError) as error:
        read(tmp_path / "q.csv")
    assert what == str(error.value)


def test_an_event_nobody_knows_is_refused_with_those_there_are(tmp_path):
    write(tmp_path / "q.csv", [Question("a", "Anvil", "eaten", DAY, "")])

    with pytest.raises(ValueError, match="event: must be one of claim, listed, acquired, closed, raised, got 'eaten'"):
        read(tmp_path / "q.csv")
    assert "outcome" in COLUMNS
