"""`marketsim run` leaves a report, and `marketsim report` writes it again from the folder."""

import json

import pytest
from command import TINY, ask

from marketsim.report.reopened import reopened


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results") / "tiny"
    assert 0 == ask("run", TINY, "--runs", 60, "--seed", 3, "--out", folder, "--quiet")[0]
    return folder


def test_a_run_leaves_its_report_and_says_where(tmp_path):
    code, out, _ = ask("run", TINY, "--runs", 5, "--months", 6, "--out", tmp_path / "here")

    assert 0 == code
    assert f"Begin with {tmp_path / 'here' / 'report.html'}" in out
    assert (tmp_path / "here" / "report.html").read_text("utf-8").startswith("<!doctype html>")


def test_the_report_written_from_the_folder_is_the_one_the_run_wrote(folder, tmp_path):
    code, out, _ = ask("report", folder, "-o", tmp_path / "again.html")

    assert 0 == code
    assert (folder / "report.html").read_bytes() == (tmp_path / "again.html").read_bytes()
    assert f"Wrote {tmp_path / 'again.html'}" in out


def test_without_a_name_it_goes_into_the_folder(folder):
    written = (folder / "report.html").read_bytes()
    (folder / "report.html").unlink()

    assert 0 == ask("report", folder, "--quiet")[0]
    assert written == (folder / "report.html").read_bytes()


def test_a_folder_of_other_rules_is_reported_without_stories(folder, tmp_path):
    import shutil

    shutil.copytree(folder, tmp_path / "old")
    facts = json.loads((tmp_path / "old" / "provenance.json").read_text())
    (tmp_path / "old" / "provenance.json").write_text(json.dumps(facts | {"kernel": "another"}))

    code, out, _ = ask("report", tmp_path / "old")

    assert 0 == code
    assert "The rules have changed since these futures were run" in out
    assert "The rules have changed" in (tmp_path / "old" / "report.html").read_text("utf-8")


def test_reopened_outcomes_are_those_that_were_written(folder):
    from marketsim.ensemble import simulate

    case, ensemble = reopened(folder), simulate(TINY, runs=60, seed=3)

    for name in ensemble.outcomes.metric_names:
        assert (ensemble.outcomes.metric(name) == case.outcomes.metric(name)).all(), name
    there = ensemble.outcomes.firm("fate") > 0
    assert (there == (case.outcomes.firm("fate") > 0)).all()
    for name in case.outcomes.firm_fields:
        assert (ensemble.outcomes.firm(name)[there] == case.outcomes.firm(name)[there]).all(), name
    assert ensemble.outcomes.firm_names == case.outcomes.firm_names


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("nowhere",), "nowhere: no result of `marketsim run` (provenance.json is missing)"),
        (("{folder}", "-o", "{tmp}"), "--out must be a file, got the folder"),
        (("{folder}", "-o", "{tmp}/none/r.html"), "cannot write"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder, tmp_path, words, line):
    code, _, err = ask("report", *(word.format(folder=folder, tmp=tmp_path) for word in words))

    assert code in (1, 2)
    assert line in err.replace("\n", " ")
    assert "Traceback" not in err


def test_a_broken_table_is_one_line(folder, tmp_path):
    import shutil

    shutil.copytree(folder, tmp_path / "broken")
    (tmp_path / "broken" / "months.parquet").write_bytes(b"not a table")

    code, _, err = ask("report", tmp_path / "broken", "--quiet")

    assert 2 == code
    assert "its tables cannot be read" in err
    assert 1 == err.count("\n")
