"""What the pages are made of: other people's files as listed, our own short, and nothing from elsewhere."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "marketsim" / "server" / "static"
OURS = sorted(
    path
    for path in STATIC.rglob("*")
    if path.suffix in (".js", ".css", ".html", ".svg") and "vendor" not in path.relative_to(STATIC).parts
)
SPEC = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
vendor = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(vendor)


@pytest.mark.parametrize("folder", vendor.FOLDERS, ids=lambda folder: folder.parent.name)
def test_vendored_files_are_what_their_list_says(folder):
    assert [] == vendor.troubles(folder)


def test_a_changed_a_missing_and_an_unlisted_file_are_told(tmp_path):
    folder = tmp_path / "vendor"
    shutil.copytree(vendor.FOLDERS[1], folder)
    (folder / "axe.min.js").write_text("changed")
    (folder / "axe-licence.txt").unlink()
    (folder / "stranger.js").write_text("")

    told = vendor.troubles(folder)

    assert 3 == len(told)
    assert "axe.min.js: sha256 should be" in told[0]
    assert "axe-licence.txt: listed in VENDOR.toml, but not there" in told[1]
    assert "stranger.js: not listed in VENDOR.toml" in told[2]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_pages_name_no_other_machine(path):
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)]*", path.read_text()))

    assert set() == {address for address in addresses if not address.startswith("http://www.w3.org/2000/svg")}


def test_pages_have_nothing_that_a_strict_policy_forbids():
    inline = re.compile(r"<script(?![^>]* src=)|<style|\sstyle=[\"']|\son\w+=[\"']|\beval\(|new Function")

    assert {} == {path.name: found for path in OURS if (found := inline.findall(path.read_text()))}


def test_the_pages_are_short_files_of_typed_functions():
    lengths = {path.relative_to(STATIC).as_posix(): len(path.read_text().splitlines()) for path in OURS}
    scripts = {name: length for name, length in lengths.items() if name.endswith(".js")}

    assert {} == {name: length for name, length in lengths.items() if length > 300}
    assert sum(scripts.values()) <= 2300
    assert [] == [name for name in scripts if not (STATIC / name).read_text().startswith("/**")]
