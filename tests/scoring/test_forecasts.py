"""Forecasts that are dated, sealed, and not scored when they come too late."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from handwritten import said

from marketsim.scoring.forecasts import Mismatch, forecast, futures, jeffreys, matched, read, write
from marketsim.scoring.questions import Question, ask
from marketsim.scoring.settling import truths

DAY = date(2020, 12, 31)
ASKED = Question("a", "Anvil", "listed", DAY, "Anvil is listed", True, DAY, "seen")


def test_none_of_two_thousand_futures_is_one_in_four_thousand():
    assert 1 / 4002 == jeffreys(0, 2000)
    assert 0.5 == jeffreys(1, 2)


def test_a_forecast_made_on_the_day_of_the_answer_counts_and_one_a_day_later_does_not():
    assert matched([ASKED], [said("a", 0.5, DAY)])
    with pytest.raises(Mismatch) as error:
        matched([ASKED], [said("a", 0.5, date(2021, 1, 1))])
    assert str(error.value) == (
        "a: forecast on 2021-01-01, after it was resolved on 2020-12-31: that is no forecast; --hindcast scores it "
        "under that name"
    )


def test_a_late_one_is_scored_where_that_is_asked_for():
    assert 1 == len(matched([ASKED], [said("a", 0.5, date(2021, 1, 1))], hindcast=True))


def test_a_world_is_not_forecast_from_its_own_luck():
    world = replace(ASKED, world="tiny seed 9 run 3")

    assert matched([world], [said("a", 0.5, date(2030, 1, 1), seed=7)])
    assert matched([replace(world, world="tiny seed 99 run 3")], [said("a", 0.5, date(2030, 1, 1), seed=9)])
    with pytest.raises(Mismatch, match="seed 9 also made the world 'tiny seed 9 run 3'"):
        matched([world], [said("a", 0.5, seed=9)])


def test_open_questions_and_questions_nobody_forecast_are_left_out():
    assert 1 == len(
        matched([ASKED, replace(ASKED, id="b"), replace(ASKED, id="c", outcome=None)], [said("a", 0.5), said("c", 0.5)])
    )
    with pytest.raises(Mismatch, match="no question is both resolved and forecast"):
        matched([replace(ASKED, outcome=None)], [said("a", 0.5)])


def test_an_answer_without_a_date_is_refused():
    with pytest.raises(Mismatch, match="resolved must be a date where there is an outcome"):
        matched([replace(ASKED, resolved=None)], [said("a", 0.5)])


def test_an_answer_that_nobody_vouches_for_is_refused():
    with pytest.raises(Mismatch, match="a: evidence must say where the outcome is known from"):
        matched([replace(ASKED, evidence="")], [said("a", 0.5)])


@pytest.fixture(scope="module")
def sealed(tiny):
    questions = ask(futures(tiny, 20, 3)(None))
    return questions, forecast(tiny, questions, runs=40, seed=7, threads=1)


def test_a_forecast_says_what_it_came_from_and_keeps_it_in_its_file(sealed, tiny, tmp_path):
    questions, rows = sealed
    write(tmp_path / "f.csv", rows)

    assert rows == read(tmp_path / "f.csv")
    assert len(questions) == len(rows)
    assert {(tiny.name, tiny.hash, 7, tiny.date)} == {(row.scenario, row.hash, row.seed, row.known) for row in rows}
    assert all(0 < row.probability < 1 for row in rows)


def test_a_row_that_was_changed_by_hand_breaks_its_seal(sealed, tmp_path):
    _, rows = sealed
    write(tmp_path / "f.csv", [rows[0], replace(rows[1], probability=0.999)])

    with pytest.raises(ValueError, match=r"f\.csv: line 3: seal: must be .*: the row was changed"):
        read(tmp_path / "f.csv")


def test_the_same_question_is_forecast_once(tmp_path):
    write(tmp_path / "f.csv", [said("a", 0.5), said("a", 0.6)])

    with pytest.raises(ValueError, match=r"f\.csv: id: must be there once, got 'a' twice"):
        read(tmp_path / "f.csv")


def test_every_deadline_sees_the_same_futures(tiny):
    own = futures(tiny, 30, 7, threads=1)
    questions = [each for each in ask(own(None), claims=False) if each.event == "closed"]
    settled = np.ma.getdata(truths(questions, own)).reshape(30, -1, 3)

    # Who has closed after a year has closed after two.
    assert settled.any() and (np.diff(settled.astype(int), axis=2) >= 0).all()
