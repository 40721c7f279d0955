"""The manifest: a line is there whole or not at all, whoever writes and whenever they die."""

import json
import os
import subprocess
import sys

import pytest

from marketsim.sweeps.manifest import Manifest


def line(chunk, rows=10, faults=0, sha="00"):
    return {"chunk": chunk, "files": {f"runs/{chunk:06d}.parquet": sha}, "rows": rows, "faults": faults}


@pytest.fixture
def manifest(tmp_path):
    return Manifest(tmp_path / "manifest.jsonl")


def again(manifest):
    return Manifest(manifest.path)


def test_what_is_appended_is_read_by_others_that_are_open_already(manifest):
    other = again(manifest)
    manifest.append(line(3, faults=1))
    manifest.append(line(0))
    other.refresh()

    assert {3: line(3, faults=1), 0: line(0)} == manifest.done == other.done == again(manifest).done
    assert (20, 1) == (other.rows, other.faults)


def test_a_torn_line_is_ignored_wherever_it_is_torn_and_the_next_one_is_not(manifest):
    manifest.append(line(0))
    whole = manifest.path.read_bytes()
    torn = json.dumps(line(1)).encode()
    for length in range(len(torn)):
        manifest.path.write_bytes(whole + torn[:length])
        found = again(manifest)
        assert {0} == set(found.done)
        found.append(line(2))
        assert {0, 2} == set(found.done) == set(again(manifest).done)


def test_a_line_that_another_is_writing_is_read_when_it_is_whole(manifest):
    text = json.dumps(line(5)) + "\n"
    manifest.path.write_text(text[:20])
    manifest.refresh()
    assert {} == manifest.done

    manifest.path.write_text(text)
    manifest.refresh()
    assert {5} == set(manifest.done)


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "null",
        "[]",
        "7",
        '{"chunk": 1}',
        '{"files": {}}',
        "\0\0\0",
        "{",
        '{"chunk": {}}',
        '{"chunk": 1, "files": 3, "rows": 2, "faults": 0}',
        "\u00e9",
    ],
)
def test_rubbish_is_ignored(manifest, rubbish):
    manifest.append(line(0))
    with open(manifest.path, "ab") as file:
        file.write(rubbish.encode("latin-1") + b"\n")
    manifest.append(line(2))

    assert {0, 2} == set(again(manifest).done) and {} == again(manifest).errors


def test_a_later_line_of_a_chunk_prevails(manifest):
    manifest.append(line(1, rows=10, faults=3, sha="aa"))
    manifest.append(line(1, rows=12, faults=0, sha="bb"))

    for each in (manifest, again(manifest)):
        assert {"runs/000001.parquet": "bb"} == each.done[1]["files"]
        assert (12, 0) == (each.rows, each.faults)


def test_an_error_stands_until_the_chunk_is_done(manifest):
    manifest.append({"chunk": 4, "error": "KeyError: 'x'"})
    assert ({4: "KeyError: 'x'"}, {}) == (again(manifest).errors, again(manifest).done)

    manifest.append(line(4))
    assert ({}, {4}) == (again(manifest).errors, set(again(manifest).done))

    manifest.append({"chunk": 4, "error": "too late"})
    assert {} == again(manifest).errors


def test_a_chunk_that_is_forgotten_counts_again_when_it_is_done_again(manifest):
    manifest.append(line(1, faults=2))
    manifest.forget(1)
    manifest.forget(1)
    assert (0, 0, {}) == (manifest.rows, manifest.faults, manifest.done)

    manifest.append(line(1, faults=2))
    assert (10, 2, {1}) == (manifest.rows, manifest.faults, set(manifest.done))


WRITER = """
import sys
from pathlib import Path
from marketsim.sweeps.manifest import Manifest
manifest, first = Manifest(Path(sys.argv[1])), int(sys.argv[2])
for chunk in range(first, first + 200):
    manifest.append({"chunk": chunk, "files": {f"runs/{chunk}": "0" * 64}, "rows": 1, "faults": 0})
"""


def test_many_writers_lose_no_line(manifest):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(manifest.path), str(first)], env=environment)
        for first in (0, 200, 400)
    ]

    assert [0, 0, 0] == [writer.wait() for writer in writers]
    assert set(range(600)) == set(again(manifest).done)
    lines = [line for line in manifest.path.read_bytes().splitlines() if line]  # one may be empty
    assert 600 == len(lines)


def test_a_manifest_that_cannot_be_written_says_so(tmp_path):
    manifest = Manifest(tmp_path / "nowhere" / "manifest.jsonl")

    with pytest.raises(OSError):
        manifest.append(line(0))
