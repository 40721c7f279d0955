"""Result folders: what is written is what came out, whole or not at all, and reads back as it was."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from pyarrow import parquet

from marketsim import results, tables
from marketsim.claims import Verdicts, evaluate
from marketsim.ensemble import simulate
from marketsim.outcomes import FATES, STAGES
from marketsim.provenance import differences, identity, provenance
from marketsim.results import FolderError, Results, claimed, replacing, write
from marketsim.schema import PARAMETERS, fields


@pytest.fixture(scope="module")
def ensemble(tiny):
    return simulate(tiny, 40, 3)


@pytest.fixture(scope="module")
def verdicts(ensemble):
    return evaluate(ensemble.outcomes)


@pytest.fixture(scope="module")
def written(tmp_path_factory, ensemble, verdicts):
    folder = tmp_path_factory.mktemp("results") / "r"
    list(write(folder, ensemble, verdicts, provenance(ensemble, 50, {"floor_line": "5"}, "text")))
    return Results(folder)


def spelled(frame):
    """Words as plain text, dates as days, so that only values count."""
    frame = frame.copy()
    for name in frame:
        if name == "date":
            frame[name] = pd.to_datetime(frame[name]).dt.date
        elif not pd.api.types.is_numeric_dtype(frame[name]):
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame


@pytest.mark.parametrize("block", [1, 20_000, tables.BLOCK])
@pytest.mark.parametrize("name", ["months", "firms", "watch", "params"])
def test_a_table_holds_what_came_out_whatever_the_size_of_a_block(
    ensemble, verdicts, tmp_path, monkeypatch, name, block
):
    monkeypatch.setattr(tables, "BLOCK", block)
    list(write(tmp_path, ensemble, verdicts, {}))

    expected = getattr(ensemble.outcomes, f"{name}_frame")()
    if name == "watch":
        for column, words in (("fate", FATES), ("stage", STAGES)):
            expected[column] = [words[int(number)] for number in expected[column]]

    assert_frame_equal(spelled(expected), spelled(Results(tmp_path).table(name)), check_dtype=False)


def test_figures_keep_every_bit_and_take_four_bytes(written, ensemble):
    firms, frame = written.table("firms"), ensemble.firms

    assert firms["mark"].dtype == np.float32
    assert np.array_equal(firms["mark"].to_numpy().view("u4"), frame["mark"].to_numpy().view("u4"))


def test_columns_say_their_unit(written):
    for name, known in (("months", fields("Metrics")), ("firms", fields("startups")), ("params", PARAMETERS)):
        schema = parquet.read_schema(written.folder / f"{name}.parquet")
        units = {
            field.name: field.metadata[b"unit"].decode()
            for field in schema
            if field.metadata and b"unit" in field.metadata
        }
        for name, unit in units.items():
            assert unit == (known.get(name) or known[name.removeprefix("first_")]).unit
        assert len(units) > 10
    assert units["floor_line"] == "million yuan"


def test_runs_have_their_digest_and_what_came_true(written, ensemble, verdicts):
    runs = written.table("runs")

    assert runs["digest"].to_numpy().tolist() == ensemble.digests.tolist()
    assert [written.digest(k) for k in (0, 39)] == [int(ensemble.digests[k]) for k in (0, 39)]
    for each in verdicts:
        assert [None if x is np.ma.masked else bool(x) for x in each.truth] == [
            None if pd.isna(x) else bool(x) for x in runs[each.id]
        ]
    assert any(each.known < each.runs for each in verdicts), "a claim that some runs leave open is wanted here"


def test_a_run_that_was_not_run_has_no_digest(written):
    for run in (-1, 40):
        with pytest.raises(FolderError, match=f"must be in 0 to 39, got {run}"):
            written.digest(run)


def test_claims_have_a_row_each_settled_or_not(written, verdicts):
    claims = written.table("claims").set_index("id")

    assert list(claims.index) == [each.id for each in verdicts] + [name for name, _ in verdicts.unresolvable]
    for each in verdicts:
        row = claims.loc[each.id]
        assert (row.probability, row.low, row.high, row.deadline) == (
            each.probability,
            each.low,
            each.high,
            each.deadline,
        )
    for name, why in verdicts.unresolvable:
        assert claims.loc[name, "why"] == why and np.isnan(claims.loc[name, "probability"])


def test_no_claims_and_no_watched_firms_are_tables_too(ensemble, tmp_path):
    bare = replace(
        ensemble, outcomes=replace(ensemble.outcomes, watched=(), watch_array=ensemble.outcomes.watch_array[:, :, :0])
    )
    list(write(tmp_path, bare, Verdicts("text", (), ()), {}))

    assert len(Results(tmp_path).table("claims")) == len(Results(tmp_path).table("watch")) == 0


# ------------------------------------------------------------------------------------- provenance


def test_provenance_is_enough_to_run_it_again(written, ensemble):
    facts = written.provenance

    again = simulate(written.scenario, facts["runs_done"], facts["seed"], facts["months"])

    assert again.digest == facts["digest"] == ensemble.digest
    assert (facts["runs"], facts["runs_done"], facts["basis"], facts["changes"]) == (
        50,
        40,
        "text",
        {"floor_line": "5"},
    )
    for name in ("numpy", "mesa", "pyarrow"):
        assert facts["versions"][name]
    assert facts["kernel"] and facts["platform"] and facts["python"] and facts["finished"].endswith("+00:00")


def test_a_replay_from_the_folder_is_the_future_that_was_run(written, ensemble):
    market = written.market(17)
    for _ in range(written.provenance["months"]):
        market.step()

    assert market.digest == written.digest(17)


def test_results_differ_in_what_changes_numbers_and_in_nothing_else(tiny):
    one = identity(tiny, 7, 100, 30, "text")

    assert differences(one, one | {"seconds": 3, "threads": 2, "title": "renamed"}) == []
    assert differences(one, identity(tiny, 8, 100, 30, "text")) == [("seed", 7, 8)]
    assert [
        name for name, _, _ in differences(one, identity(tiny.with_values({"floor_line": 5}), 7, 100, 30, "text"))
    ] == ["hash"]


# ------------------------------------------------------------------------------------ whole or not


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(OSError), replacing(tmp_path / "a") as path:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    assert (tmp_path / "a").read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a"]


def test_a_folder_does_not_vouch_for_tables_of_another_run(ensemble, verdicts, tmp_path, monkeypatch):
    """Writing again is cut short after the first table: the old provenance must be gone."""
    list(write(tmp_path, ensemble, verdicts, {"seed": 1}))
    again = write(tmp_path, ensemble, verdicts, {"seed": 2})
    next(again)
    again.close()

    with pytest.raises(FolderError, match="provenance.json is missing"):
        _ = Results(tmp_path).provenance


def test_a_folder_is_claimed_without_a_trace(tmp_path, tiny):
    claimed(tmp_path / "a" / "b", identity(tiny, 1, 1, 1, "text"))

    assert not list((tmp_path / "a" / "b").iterdir())


@pytest.mark.parametrize("text", ["", "[]", "{", '{"seed": 1}'])
def test_a_damaged_provenance_is_one_line(tmp_path, text):
    (tmp_path / results.PROVENANCE).write_text(text)
    with pytest.raises(FolderError) as error:
        _ = Results(tmp_path).scenario

    assert "\n" not in str(error.value) and str(tmp_path) in str(error.value)


def test_a_damaged_scenario_is_one_line(written, tmp_path):
    facts = json.loads(json.dumps(written.provenance))
    facts["data"]["months"] = "many"
    (tmp_path / results.PROVENANCE).write_text(json.dumps(facts))
    with pytest.raises(FolderError, match="cannot be used: provenance.json: months"):
        _ = Results(tmp_path).scenario
