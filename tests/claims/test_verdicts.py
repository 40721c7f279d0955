"""What an ensemble says of its claims."""

import json
from dataclasses import replace

import numpy as np
import pytest
from handmade import futures, get

from marketsim.claims import Unresolvable, among, claim, evaluate, wilson


def saying(truth, known=None, id="said"):
    answer = np.array(truth) if known is None else among(known, truth)
    return claim(id, "As said", criterion="It is said.")(lambda outcomes, day: answer)


class TestAVerdict:
    def test_its_probability_is_the_share_of_the_runs_that_settle_it(self):
        known = [True, True, True, False]
        (verdict,) = evaluate(futures(4), claims=[saying([True, False, True, True], known)])

        assert verdict.probability == pytest.approx(2 / 3)
        assert (verdict.known, verdict.runs) == (3, 4)
        assert (verdict.low, verdict.high) == wilson(2, 3)
        assert verdict.truth.tolist() == [True, False, True, None]

    def test_one_that_no_run_settles_is_unresolvable(self):
        verdicts = evaluate(futures(2), claims=[saying([True, True], [False, False])])

        assert verdicts.resolved == ()
        assert verdicts.unresolvable == (("said", "each of the 2 runs leaves it open. It is said."),)

    def test_it_fits_a_file(self):
        (verdict,) = evaluate(futures(2), claims=[saying([True, False])])

        assert json.loads(json.dumps(verdict.as_dict())) == {
            "id": "said", "text": "As said", "deadline": "2027-12-31", "criterion": "It is said.", "source": "",
            "probability": 0.5, "low": wilson(1, 2)[0], "high": wilson(1, 2)[1], "runs": 2, "known": 2}


class TestVerdicts:
    def test_one_is_found_by_its_id_and_an_open_one_says_why(self):
        def silent(outcomes, day):
            raise Unresolvable("it is about Anvil, which this market does not have")

        verdicts = evaluate(futures(2), claims=[saying([True, True]), claim("mute", "Mute")(silent)])

        assert verdicts["said"].probability == 1
        with pytest.raises(KeyError, match="about Anvil"):
            verdicts["mute"]
        with pytest.raises(KeyError, match="no claim 'S0-P9'"):
            verdicts["S0-P9"]

    def test_an_error_in_a_claim_is_not_taken_for_a_reason(self):
        def wrong(outcomes, day):
            return outcomes.metric("misspelt")

        with pytest.raises(KeyError, match="misspelt"):
            evaluate(futures(), claims=[claim("wrong", "Wrong")(wrong)])


class TestWhatAMarketLacks:
    """Hand-made markets of two firms, Anvil and Bellows, in which nothing is recorded that is not asked for."""

    @pytest.mark.parametrize("id, why", [
        ("S0-P1", "cohort S0-top5, which this market does not have"),
        ("S0-P2", "Shengshu Technology, which this market does not have"),
        ("S1-P1", "cohort S1-2023 or 2023-strict, which this market does not have"),
        ("S0-P4", "do not record the metric 'champions'"),
        ("S1-P4", "01.AI, which this market does not have"),
        ("S1-W3", "Zhipu AI, which this market does not have"),
        ("S0-W3-users", "Moonshot AI, which this market does not have"),
    ])
    def test_is_said_by_name(self, id, why):
        assert why in dict(evaluate(futures(), claims=[get(id)]).unresolvable)[id]

    @pytest.mark.parametrize("id, field", [("S0-P2", "ripe"), ("S0-P5", "first_margin"), ("S1-W1", "licensed")])
    def test_a_field_that_is_not_recorded_is_named(self, id, field):
        outcomes = futures(firms=("Shengshu Technology",), fields={field: 0})
        renamed = replace(outcomes, firm_fields=tuple(name.replace(field, "unknown") for name in outcomes.firm_fields))

        with pytest.raises(Unresolvable, match=f"do not record '{field}' of firms"):
            get(id).settled(renamed)

    def test_a_parameter_that_is_not_kept_is_named(self):
        outcomes = futures()
        outcomes.params.pop("unicorn_line")

        with pytest.raises(Unresolvable, match="do not record the parameter 'unicorn_line'"):
            get("S0-C23").settled(outcomes)

    def test_a_market_that_ends_before_the_page_has_no_month_to_look_at(self):
        with pytest.raises(Unresolvable, match="no month lies between 2026-06-18, when it was made, and its deadline"):
            claim("early", "Early", deadline="2026-06-30", row="S1-P1b")(get("S1-P1b").settle).settled(
                futures(metrics={"late_rounds": 1, "late_below": 0}))

    def test_one_whole_month_after_the_page_is_enough(self):
        july = claim("july", "July", deadline="2026-07-31", row="S1-P1b")(get("S1-P1b").settle)

        assert july.settled(futures(metrics={"late_rounds": 1, "late_below": 0})).tolist() == [True, True]
