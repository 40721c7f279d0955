"""`marketsim doubt` and `marketsim run --precision` as they are used."""

import json

import pytest
from command import TINY, ask

QUICK = ("--months", 6, "--quiet")


def test_luck_and_parameters_stand_side_by_side(tmp_path):
    code, page, trouble = ask("doubt", TINY, "--points", 20, "--runs", 4, *QUICK, "--out", tmp_path)
    document = json.loads((tmp_path / "doubt.json").read_text())

    assert (0, "") == (code, trouble)
    assert "S0-C26" in page and "parameters" in page
    assert {"doubt.json", "doubt.png", "doubt.svg"} == {path.name for path in tmp_path.iterdir()}
    one = document["claims"]["S0-C26"]
    assert one["luck"][0] <= one["probability"] <= one["luck"][1]
    assert (80, 6) == (document["provenance"]["runs"], document["provenance"]["months"])


def test_one_claim_alone_as_json():
    code, text, _ = ask("doubt", TINY, "S0-C26", "--points", 10, "--runs", 3, *QUICK, "--json")

    assert 0 == code
    assert ["S0-C26"] == list(json.loads(text)["claims"])


def test_a_cliff_of_the_sector():
    code, page, _ = ask("doubt", TINY, "--cliff", 0.3, "--runs", 200, *QUICK)

    assert 0 == code
    assert "cliff-0.3 in tiny" in page and "After 2,000 pilot futures" in page


def test_a_rare_claim_as_json():
    code, text, _ = ask("doubt", TINY, "S0-C26", "--rare", "--runs", 100, *QUICK, "--json")
    found = json.loads(text)["rare"]["S0-C26"]

    assert 0 == code
    assert found["low"] <= found["probability"] <= found["high"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((TINY, "S0-P1"), "tiny: S0-P1 cannot be settled: it is about the cohort S0-top5"),
        ((TINY, "S0-P0"), "no claim 'S0-P0'"),
        ((TINY, "--rare"), "--rare needs a claim"),
        ((TINY, "--cliff", 2), "--cliff must be a share above 0 and below 1"),
        ((TINY, "S0-C26", "--cliff", 0.5), "takes no claim"),
        ((TINY, "--points", 2), "--points must be a whole number in 5 to"),
        ((TINY, "--runs", 1), "--runs must be a whole number in 2 to"),
    ],
)
def test_what_cannot_be_doubted_is_said_in_a_line(words, said):
    code, page, trouble = ask("doubt", *words, "--quiet")

    assert (2, "") == (code, page)
    assert said in trouble and 1 == trouble.count("\n")


def precise(folder, *words):
    return ask("run", TINY, "--months", 3, "--out", folder, "--precision", *words)


def test_run_until_precise_writes_a_result_with_intervals_that_may_be_looked_at(tmp_path):
    code, _, trouble = precise(tmp_path / "out", 0.08)
    facts = json.loads((tmp_path / "out" / "provenance.json").read_text())

    assert 0 == code
    assert "every claim is known to within 0.08" in trouble
    assert 0.08 == facts["precision"] and facts["runs"] == facts["runs_done"] >= 100
    import pandas as pd

    claims = pd.read_parquet(tmp_path / "out" / "claims.parquet")
    assert (claims["high"] - claims["low"]).max() <= 0.16
    assert precise(tmp_path / "out", 0.08)[0] == 0  # the same again
    code, _, trouble = precise(tmp_path / "out", 0.1)
    assert 2 == code and "holds another result (precision 0.08)" in trouble


def test_where_the_runs_allowed_do_not_suffice_that_is_said(tmp_path):
    code, _, trouble = precise(tmp_path / "out", 0.01, "--runs", 120)

    assert 0 == code
    assert "120 futures are not enough" in trouble


@pytest.mark.parametrize("words", [("0",), ("0.9",), ("0.1", "--runs", "0")])
def test_a_precision_that_cannot_be_had_is_refused(tmp_path, words):
    code, _, trouble = precise(tmp_path / "out", *words)

    assert 2 == code and "must be" in trouble and 1 == trouble.count("\n")
