"""Questions settled in futures that were written by hand."""

from datetime import date

import numpy as np
import pytest
from handwritten import BRIDGE, DOWN, UP, outcomes

from marketsim.claims import Unresolvable
from marketsim.scoring.questions import ask
from marketsim.scoring.settling import resolved_by, truths

DAY = date(2020, 12, 31)


def told(event, **fields):
    """What four runs say of Anvil."""
    market = outcomes(**fields)
    asked = [each for each in ask(market, claims=False) if (each.subject, each.event) == ("Anvil", event)]
    return truths(asked, lambda months: market)[:, 0].tolist()


FATES = {"fate": [["active"] * 3, ["acquired"] * 3, ["merged"] * 3, ["closed"] * 3]}


@pytest.mark.parametrize(
    "event, expected",
    [
        ("acquired", [False, True, True, False]),
        ("closed", [False, False, False, True]),
        ("listed", [False, False, False, False]),
    ],
)
def test_fates_are_read_off_the_end_of_the_run(event, expected):
    assert expected == told(event, **FATES)


def test_a_raise_is_a_priced_round_since_the_start_above_the_one_before():
    rounds = np.array([5, 5, -3, 5])[:, None]
    tones = np.array([UP, DOWN, UP, BRIDGE])[:, None]

    assert [True, False, False, False] == told("raised", last_round=rounds, tone=tones)


def test_an_earlier_deadline_is_settled_in_a_run_that_ends_there():
    early, late = outcomes(months=6), outcomes(months=12, fate="closed")
    asked = [each for each in ask(late, [date(2020, 6, 30), DAY], claims=False) if each.event == "closed"]
    settled = truths(asked, lambda months: {6: early, None: late}[months])

    assert [False, True] * 3 == settled[0].tolist()


def test_a_future_resolves_questions_in_its_own_name():
    market = outcomes(**FATES)
    asked = [each for each in ask(market, claims=False) if each.id == "Anvil/closed/2020-12-31"]
    found = resolved_by(asked, lambda months: market, ["w0", "w1", "w2", "w3"], "a market")

    assert [False, False, False, True] == [each.outcome for each in found]
    assert ["w0", "w1", "w2", "w3"] == [each.world for each in found]
    assert all("simulated" in each.evidence and each.resolved == DAY for each in found)


def test_a_firm_of_another_market_is_refused_by_name():
    from dataclasses import replace

    (first, *_) = ask(outcomes(), claims=False)
    with pytest.raises(Unresolvable, match="no firm 'Nobody' in this market"):
        truths([replace(first, subject="Nobody")], lambda months: outcomes())
