"""Every experiment runs, tells its answer in its README and draws its figure; what it says, it computed."""

import ast
import importlib.util
import re
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2] / "experiments"
STALE = "what stood here before"
RUNS, SEED = 20, 11
MODULES = {"telling", "reckoning", "fortunes", "wording", "drawing"}  # what experiments share
PUBLIC = {"marketsim", "marketsim.outcomes", "marketsim.words", "marketsim.doubt.events"}


@pytest.fixture(scope="module")
def shared():
    """experiments/all.py as a module, and the modules the experiments share; the path is as before afterwards."""
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("all_experiments", HOME / "all.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


@pytest.fixture(scope="module")
def order(shared):
    return shared.ORDER


@pytest.fixture
def copy(tmp_path):
    """The READMEs in a folder of their own, with every place stale."""
    for page in HOME.glob("**/README.md"):
        target = tmp_path / page.relative_to(HOME)
        target.parent.mkdir(exist_ok=True)
        target.write_text(
            re.sub(r"(<!-- (\w+) -->).*?(<!-- /\2 -->)", rf"\1{STALE}\3", page.read_text("utf-8"), flags=re.S)
        )
    return tmp_path


def prose(page):
    """A README without what stands in its places."""
    return re.sub(r"(<!-- (\w+) -->).*?(<!-- /\2 -->)", "", page.read_text("utf-8"), flags=re.S)


def place(page, name):
    return re.search(f"<!-- {name} -->(.*?)<!-- /{name} -->", page.read_text("utf-8"), re.S).group(1).strip()


def folders():
    return sorted(page.parent.name for page in HOME.glob("*/run.py"))


@pytest.mark.parametrize("name", folders())
def test_an_experiment_writes_its_answer_and_draws_its_figure(name, shared, copy):
    page, index = copy / name / "README.md", copy / "README.md"
    before = prose(page), prose(index)

    finding, _ = shared.run(copy / name, shared.experiment(name).experiment, RUNS, SEED, quick=True)

    assert before == (prose(page), prose(index))
    for part in ("answer", "hinges", "mind", "made"):
        assert STALE not in place(page, part) and len(place(page, part)) > 60, part
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b|Estimate\(", place(page, part)), part
    assert place(page, "answer").startswith(f"**{finding}.**") and "(figure.png)" in place(page, "answer")
    assert f"seed {SEED}" in place(page, "made") and "quick try" in place(page, "made")
    assert place(index, name).startswith(finding)
    assert (copy / name / "figure.png").read_bytes().startswith(b"\x89PNG") and b"<svg" in (
        copy / name / "figure.svg"
    ).read_bytes()


def test_all_runs_every_experiment_and_the_index_has_a_line_for_each(order):
    assert folders() == sorted(order)
    assert list(order) == re.findall(r"<!-- (\w+) -->", (HOME / "README.md").read_text("utf-8"))


def test_experiments_stand_on_public_names():
    for path in HOME.glob("*/run.py"):
        names = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(node.module)
        assert names <= PUBLIC | MODULES | {"sys", "math", "pathlib", "numpy"}, path


def test_no_verdict_and_no_result_is_typed_by_hand():
    for page in HOME.glob("*/README.md"):
        assert not re.search(
            r"\d+(\.\d+)? ?%|\bpoints\b|probability of \d", prose(page).replace("80 % of revenue", "")
        ), page


def test_a_page_without_a_place_for_the_answer_is_refused_in_a_line(shared, tmp_path):
    page = tmp_path / "README.md"
    page.write_text("# No place\n<!-- answer --><!-- /answer --><!-- answer --><!-- /answer -->")

    with pytest.raises(ValueError, match=r"README.md: must have <!-- answer -->...<!-- /answer --> once, got 2"):
        sys.modules["telling"].write(page, {"answer": "x"})
    assert "x" not in page.read_text().replace("<!-- answer -->", "")
