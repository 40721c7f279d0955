"""Every row of the ledger is a claim, or says why it is none."""

import json
import subprocess
import sys

import pytest

from marketsim.claims import evaluate, reasons, shipped
from marketsim.ensemble import simulate
from marketsim.ledger import table

ROWS = {row.id: row for row in table("claims")}
IN_HALVES = {"S0-P4a": "S0-P4a-foreign", "S0-W3": "S0-W3-users"}  # one half can be settled, as a claim of its own


@pytest.fixture(scope="module")
def outcomes(tiny):
    return simulate(tiny, runs=40, threads=1).outcomes


class TestTheLedger:
    @pytest.mark.parametrize("id", [id for id, row in ROWS.items() if row.kind.startswith(("prediction", "trigger"))])
    def test_no_prediction_and_no_trigger_is_forgotten(self, id):
        assert id in {claim.row for claim in shipped()} | reasons().keys()

    def test_every_other_row_is_a_claim_or_has_a_reason_too(self):
        assert {claim.row for claim in shipped()} | reasons().keys() == ROWS.keys()

    def test_a_row_is_both_only_where_half_of_it_can_be_settled(self):
        assert {claim.row: claim.id for claim in shipped() if claim.row in reasons()} == IN_HALVES
        assert all(half in reasons()[row] for row, half in IN_HALVES.items())

    def test_ids_are_rows_or_readings_of_rows(self):
        for claim in shipped():
            assert claim.id == claim.row or claim.id.startswith((f"{claim.row}-", f"{claim.row}@"))
        assert len({claim.id for claim in shipped()}) == len(shipped())

    def test_predictions_come_before_triggers_and_triggers_before_regularities(self):
        kinds = [ROWS[claim.row].kind.split()[0] for claim in shipped()]
        first, second = kinds.index("trigger"), len(kinds) - kinds[::-1].index("trigger")

        assert set(kinds[:first]) == {"prediction"} and set(kinds[first:second]) == {"trigger"}
        assert not set(kinds[second:]) & {"prediction", "trigger"}

    def test_each_says_in_one_line_what_it_claims_and_how_it_is_settled(self):
        for claim in shipped():
            assert len(claim.text) <= 80 and claim.criterion.endswith(".") and claim.source.startswith(("S0 L", "S1 L"))
            assert claim.text != claim.criterion and "\n" not in claim.criterion


class TestARealMarket:
    @pytest.mark.parametrize("basis", ["publication", "text"])
    def test_every_claim_and_every_row_gets_an_answer(self, outcomes, basis):
        verdicts = evaluate(outcomes, basis)

        resolved, silent = {verdict.id for verdict in verdicts}, dict(verdicts.unresolvable)
        assert resolved | silent.keys() == {claim.id for claim in shipped()} | reasons().keys()
        assert not resolved & silent.keys()
        for verdict in verdicts:
            assert 0 <= verdict.low <= verdict.probability <= verdict.high <= 1
            assert 1 <= verdict.known <= verdict.runs == 40

    def test_claims_about_the_whole_market_can_be_settled_in_any(self, outcomes):
        resolved = {verdict.id for verdict in evaluate(outcomes)}

        assert {"S0-P3a", "S0-P3b", "S0-P4", "S1-P1b", "S1-P2@2027", "S1-W2", "S0-C23"} <= resolved

    def test_not_all_are_certain(self, outcomes):
        assert sum(0 < verdict.probability < 1 for verdict in evaluate(outcomes)) >= 5

    def test_the_answers_fit_a_file(self, outcomes):
        rows = [verdict.as_dict() for verdict in evaluate(outcomes)]

        assert json.loads(json.dumps(rows)) == rows

    def test_more_runs_of_the_same_ensemble_leave_the_first_as_they_were(self, outcomes):
        few = {verdict.id: verdict.truth.tolist() for verdict in evaluate(outcomes.first(15))}

        for verdict in evaluate(outcomes):
            assert verdict.truth.tolist()[:15] == few.get(verdict.id, [None] * 15)


def test_claims_load_neither_the_engine_nor_anything_heavy():
    code = "import sys, marketsim.claims; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    engine, heavy = {"marketsim._kernel", "marketsim.ensemble"}, {"mesa", "pandas", "networkx", "pydantic"}
    assert "marketsim.claims" in loaded and not (engine | heavy) & {*loaded}
