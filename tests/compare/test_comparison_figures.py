"""The pictures of a comparison: what their titles say, and that they draw what the tables hold."""

import pandas as pd
import pytest
from command import TINY

from marketsim.comparison import compare
from marketsim.comparison.folder import facts
from marketsim.figures.difference import difference, told_apart
from marketsim.figures.difference import finding as of_value
from marketsim.figures.dumbbell import dumbbell
from marketsim.figures.dumbbell import finding as of_claims
from marketsim.figures.winners import finding as of_firms
from marketsim.figures.winners import winners


@pytest.fixture(scope="module")
def comparison():
    return compare(TINY, {"floor_adoption": 1, "state_exempt": 0, "floor_line": 2000}, runs=30, seed=3)


def words_of(figure):
    return " ".join(text.get_text() for axes in figure.axes for text in (*axes.texts, *axes.get_yticklabels()))


def test_the_difference_fan_has_a_panel_a_metric_and_its_mean(comparison):
    figure = difference(comparison.months, comparison.names, facts(comparison, 30, {}))
    active = comparison.months[comparison.months["metric"] == "active"]

    assert 4 == len(figure.axes)
    assert list(active["difference"]) == list(figure.axes[0].lines[0].get_ydata())


def test_the_dumbbell_names_every_claim_that_moves(comparison):
    figure = dumbbell(comparison.claims, comparison.names, facts(comparison, 30, {}))
    moved = comparison.claims[comparison.claims["gained"] + comparison.claims["lost"] > 0]

    assert len(moved)
    for name in moved["id"]:
        assert name in words_of(figure)


def test_winners_and_losers_have_groups_and_firms(comparison):
    figure = winners(comparison.firms, comparison.groups, comparison.names, facts(comparison, 30, {}))

    for name in ("above the line", "open core", "newcomers", "by vertical", "by stage", "small "):
        assert name in words_of(figure), name


def rows(**columns):
    return pd.DataFrame(columns)


def test_a_title_says_what_was_found():
    value = rows(metric=["value"], one=[200.0], difference=[-50.0], low=[-60.0], high=[-40.0], date=["2027-12-01"])
    value["date"] = pd.to_datetime(value["date"])

    assert "All firms together are worth 25 % less by Dec 2027" == of_value(value)
    value["high"] = 10.0
    assert "The value of all firms in Dec 2027 does not clearly move" == of_value(value)


def test_a_title_counts_claims():
    assert "2 claims become likelier and 1 less likely, of 4" == of_claims(
        rows(low=[0.1, 0.2, -0.3, -0.1], high=[0.2, 0.3, -0.1, 0.1])
    )
    assert "1 claim becomes likelier, of 2" == of_claims(rows(low=[0.1, -0.1], high=[0.2, 0.1]))
    assert "None of 1 claim clearly moves" == of_claims(rows(low=[-0.1], high=[0.1]))


def test_a_title_counts_firms():
    firms = rows(clear=[True, True, False], difference=[3.0, -2.0, 9.0])
    worth = rows(group=["all"], one=[100.0], difference=[10.0])

    assert "1 firm clearly gains, 1 loses; all firms of the start together +10 %" == of_firms(firms, worth)
    assert "No firm clearly gains, none loses; all firms of the start together +10 %" == of_firms(firms[2:], worth)


def test_names_are_told_apart_by_what_differs():
    assert ("floor", "with a line") == told_apart(("floor", "floor with a line"))
    assert ("floor", "surge") == told_apart(("floor", "surge"))
    assert ("as it was", "with a line") == told_apart(("floor, run 4, as it was", "floor, run 4, with a line"))
