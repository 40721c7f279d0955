"""`marketsim explain` as it is used."""

import json

import pytest
from command import TINY, ask

QUICK = ("--runs", 120, "--months", 12, "--quiet")  # by then open figures decide S0-W2 in most futures


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that the command has written, and what it printed."""
    out = tmp_path_factory.mktemp("explained")
    return out, ask("explain", TINY, "S0-W2", *QUICK, "--out", out)


def test_the_page_goes_from_the_answer_to_what_it_hinges_on(folder):
    _, (code, page, trouble) = folder

    assert (0, "") == (code, trouble)
    order = ["S0-W2", "Mechanisms", "Open figures", "Where it holds", "Futures to read", "marketsim replay"]
    places = [page.index(word) for word in order]
    assert sorted(places) == places


def test_the_folder_holds_tables_pictures_and_provenance(folder):
    out, _ = folder
    names = {path.name for path in out.iterdir()}
    document = json.loads((out / "explanation.json").read_text())

    assert {"mechanisms.csv", "open_figures.csv", "mechanisms.png", "mechanisms.svg", "open_figures.png"} <= names
    assert not [name for name in names if name.endswith(".part")]
    assert (120, 7, 12) == tuple(document["provenance"][key] for key in ("runs", "seed", "months"))
    assert document["open_figures"]["spread"] > 0
    rows = (out / "mechanisms.csv").read_text().splitlines()
    assert len(document["mechanisms"]) + 1 == len(rows)


def test_json_is_the_document_and_the_same_each_time(folder):
    out, _ = folder
    code, text, _ = ask("explain", TINY, "S0-W2", *QUICK, "--json")

    assert 0 == code
    assert json.loads((out / "explanation.json").read_text()) == json.loads(text)


def test_without_sensitivity_there_is_none():
    code, text, _ = ask("explain", TINY, "S0-W2", *QUICK, "--json", "--no-sensitivity")

    assert 0 == code
    assert json.loads(text)["open_figures"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((TINY, "S0-C27"), "no claim 'S0-C27'; did you mean S0-C2"),
        ((TINY, "S0-P1"), "tiny: S0-P1 cannot be settled: it is about the cohort S0-top5"),
        ((TINY, "S0-C26", "--runs", 9), "--runs must be a whole number in 100 to"),
        ((TINY, "S0-C26", "--set", "hurdl=1"), "hurdl: unknown key; did you mean hurdle?"),
        ((TINY, "S0-C26", "--out", TINY), "--out must be a folder"),
        (("flor", "S0-C26"), "did you mean floor"),
    ],
)
def test_what_cannot_be_explained_is_said_in_a_line(words, said):
    code, page, trouble = ask("explain", *words, "--quiet")

    assert (2, "") == (code, page)
    assert said in trouble and 1 == trouble.count("\n")


def test_stopped_while_mechanisms_are_off_it_gives_those_that_were_done(monkeypatch, tiny):
    from marketsim.explanation import explain, explaining
    from marketsim.question import Question

    truth, calls = Question.truth, []

    def tired(self, *args, **options):
        calls.append(self)
        if len(calls) > 4:
            raise KeyboardInterrupt
        return truth(self, *args, **options)

    monkeypatch.setattr(Question, "truth", tired)
    found = explain(tiny, "S0-C26", 100, months=3)

    assert "mechanisms" == found.stopped
    assert 4 == len(found.effects) and () == found.signs and found.sensitivity is None
    assert explaining.QUARTER * 25 == found.verdict.runs
