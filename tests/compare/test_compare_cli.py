"""`marketsim compare`: what it prints, what it leaves behind, what it refuses."""

import json

import numpy as np
import pandas as pd
import pytest
from command import TINY, ask

POLICY = """
title = "Everybody applies the line"
text = "State money too."
set.floor_adoption = 1
set.state_exempt = 0
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The small market against itself with a policy of one's own."""
    where = tmp_path_factory.mktemp("compare")
    (where / "strict.toml").write_text(POLICY)
    words = ("compare", TINY, "--with", where / "strict.toml", "--set", "floor_line=2000", "--runs", 40, "--quiet")
    code, out, err = ask(*words, "--out", where / "out")
    assert (0, "") == (code, err)
    return where / "out", out


def test_it_names_the_markets_the_groups_and_what_luck_is_worth(folder):
    _, out = folder

    for words in (
        "tiny with strict, floor_line = 2000",
        "who wins and loses",
        "above the line",
        "Common luck is worth",
    ):
        assert words in " ".join(out.split()), words


def test_it_leaves_tables_pictures_and_provenance(folder):
    where, _ = folder
    tables = {f"{name}.parquet" for name in ("runs", "claims", "metrics", "months", "firms", "groups")}
    pictures = {f"{name}.{kind}" for name in ("claims", "difference", "winners") for kind in ("png", "svg")}

    assert tables | pictures | {"provenance.json"} == {path.name for path in where.iterdir()}
    facts = json.loads((where / "provenance.json").read_text())
    assert ["tiny", "tiny with strict, floor_line = 2000"] == facts["names"]
    assert "floor_adoption" in facts["other"]["data"]["parameters"]
    assert 40 == len(pd.read_parquet(where / "runs.parquet"))


def test_the_tables_agree_with_json(folder):
    where, _ = folder
    code, out, _ = ask(
        "compare", TINY, "--with", where.parent / "strict.toml", "--set", "floor_line=2000", "--runs", 40, "--json"
    )
    metrics = pd.read_parquet(where / "metrics.parquet").set_index("metric")

    assert 0 == code
    for row in json.loads(out)["metrics"]:
        assert row["difference"] == pytest.approx(metrics.loc[row["metric"], "difference"])


def test_json_holds_no_infinity():
    code, out, _ = ask("compare", TINY, "--set", "arr_mark=90 million dollar / year", "--runs", 4, "--json")

    assert 0 == code
    document = json.loads(out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert all(row["difference"] == 0 for row in document["metrics"])
    assert np.isfinite([row["one"] for row in document["metrics"] if row["one"] is not None]).all()


@pytest.mark.parametrize(
    "words, said",
    [
        ((TINY,), "are the same market"),
        ((TINY, "--runs", 1), "--runs must be a whole number in 2 to"),
        ((TINY, "floor-plan"), "no such scenario; did you mean floor?"),
        ((TINY, "dot-com-2000"), "must start in the same month"),
        ((TINY, "--with", "nowhere.toml"), "nowhere.toml: not readable, or not there"),
        ((TINY, "--what-if", "no-flor"), "did you mean no-floor?"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_line(words, said):
    code, out, err = ask("compare", *words, "--quiet")

    assert (2, "", 1) == (code, out, err.count("\n"))
    assert said in err


def test_a_folder_with_another_comparison_is_left_alone(folder):
    where, _ = folder
    code, _, err = ask("compare", TINY, "--set", "floor_line=3000", "--runs", 40, "--quiet", "--out", where)

    assert 2 == code
    assert "holds another result" in err
