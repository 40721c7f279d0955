"""`marketsim validate`: the table, the document, the pictures, and what cannot be asked."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from command import TINY, ask  # noqa: E402

from marketsim.validation.targets import TARGETS  # noqa: E402


def test_the_document_says_published_and_model_of_every_target():
    code, out, err = ask("validate", "floor", "--runs", 3, "--json")
    document = json.loads(out)

    assert (code, err) == (0, "")
    assert "floor" == document["scenario"]
    assert ["V12", "V12.price_fall", "V12.open_lag", "V12.abroad_lag"] == [row["id"] for row in document["targets"]]
    assert 12 == next(row for row in document["targets"] if row["id"] == "V12.price_fall")["published"]


def test_the_same_seed_gives_the_same_document():
    assert ask("validate", "floor", "--runs", 2, "--json") == ask("validate", "floor", "--runs", 2, "--json")


def test_a_parameter_changed_by_hand_changes_the_verdict():
    _, out, _ = ask("validate", "floor", "--runs", 2, "--json", "--set", "price_decline=0.5")
    fall = next(row for row in json.loads(out)["targets"] if row["id"] == "V12.price_fall")

    assert "miss" == fall["verdict"] and 1.3 < fall["model"] < 2.1


def test_the_table_names_each_figure_and_its_source(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    code, out, _ = ask("validate", "floor", "--runs", 2, "--quiet")
    target = next(each for each in TARGETS if each.id == "V12")

    assert code == 0
    assert target.title in out and target.source in out
    for part in target.parts:
        assert part.words in out
    assert "of 1 targets met in 2 futures of floor, seed 7" in " ".join(out.split())


def test_a_picture_is_drawn_for_each_target(tmp_path):
    code, _, _ = ask("validate", "floor", "--runs", 2, "--quiet", "--figures", tmp_path / "pictures")

    assert code == 0
    assert ["floor-V12.png"] == [path.name for path in (tmp_path / "pictures").iterdir()]
    assert (tmp_path / "pictures" / "floor-V12.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((TINY,), "tiny: no published target is measured in this scenario; they are in venture-us, "),
        (("floor", "--runs", 0), "--runs must be a whole number in 1 to 100000, got 0"),
        (("venture-uk",), "venture-uk: no such scenario; did you mean venture-us?"),
        (("floor", "--figures", TINY), "--figures must be a folder, got "),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(words, line):
    code, out, err = ask("validate", *words)

    assert (2, "") == (code, out)
    assert err.startswith(f"marketsim: {line}") and 1 == len(err.splitlines())
