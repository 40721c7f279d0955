"""What may import what, how long a file is, and what must be quick: read off the sources."""

import ast
import os
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE, KERNEL = ROOT / "marketsim", ROOT / "cython_ext"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
HEADERS = sorted(path.relative_to(KERNEL).as_posix() for path in KERNEL.rglob("*.pxd"))
ENGINE = {"marketsim._kernel", "marketsim.market", "marketsim.agents", "marketsim.ensemble", "marketsim.start"}
ANALYSIS = ("claims/", "audit/", "ledger/", "figures/", "whatifs/", "scoring/", "backtests/")
RUNNING = ("scoring/forecasts.py", "backtests/futures.py")  # which have the futures made that the others look at
HEAVY = {"pandas", "matplotlib", "mesa", "networkx", "pyarrow", "rich", "duckdb", "scipy", "distributed", "SALib",
         "fastapi", "starlette", "uvicorn", "solara"}
# Whose whole purpose is the library; everybody else imports it inside the functions that use it.
HOMES = {"mesa": ("agents.py", "market.py", "mesa_page.py"), "matplotlib": ("figures/",), "networkx": (),
         "pandas": (), "rich": (),
         "pyarrow": ("tables.py",), "duckdb": (), "scipy": (), "distributed": (), "SALib": (),
         "fastapi": ("server/",), "starlette": ("server/",), "uvicorn": (), "solara": ("mesa_page.py",)}


def imported(path, deep=True):
    """Modules a file imports; only those of its top level unless deep."""
    tree = ast.parse(path.read_text())
    names = set()
    for node in ast.walk(tree) if deep else tree.body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(
                    ["marketsim", *path.relative_to(PACKAGE).parts[: -node.level], *([base] if base else [])]
                )
            names |= {base} | {
                f"{base}.{alias.name}" for alias in node.names if (ROOT / f"{base.replace('.', '/')}").is_dir()
            }
    return names


def libraries(path, deep=True):
    return {name.split(".")[0] for name in imported(path, deep)}


def test_only_these_import_the_kernel():
    assert {"schema.py", "start.py", "agents.py", "market.py", "ensemble.py"} >= {
        module for module in MODULES if "marketsim._kernel" in imported(PACKAGE / module)}


def test_mesa_is_met_at_the_live_door_and_networkx_where_graphs_are_read():
    using = {
        library: {module for module in MODULES if library in libraries(PACKAGE / module)}
        for library in ("mesa", "networkx")
    }

    assert {"agents.py", "market.py", "mesa_page.py"} == using["mesa"]
    assert {"network.py"} >= {module for module in using["networkx"] if not module.startswith("figures/")}


def test_claims_and_analysis_see_outcomes_and_never_the_engine():
    analysis = [module for module in MODULES if module.startswith(ANALYSIS) and module not in RUNNING]

    assert analysis
    assert {} == {module: names for module in analysis if (names := imported(PACKAGE / module) & ENGINE)}


def test_heavy_libraries_are_imported_where_they_are_used():
    eager = {(module, name) for module in MODULES for name in libraries(PACKAGE / module, deep=False) & HEAVY}

    assert set() == {(module, name) for module, name in eager if not module.startswith(HOMES[name] or ("nowhere",))}


def test_the_library_knows_nothing_of_its_command_line_and_tests():
    for module in MODULES:
        names = imported(PACKAGE / module)
        assert not {name for name in names if name.split(".")[0] in ("tests", "experiments", "setup")}, module
        if not module.startswith(("cli/", "__main__")):
            assert not {name for name in names if name.startswith("marketsim.cli")}, module
        if not module.startswith(("server/", "cli/serving.py")):
            assert not {name for name in names if name.startswith("marketsim.server")}, module


@pytest.mark.parametrize("start", ["import marketsim", "import marketsim; dir(marketsim)", "import marketsim.cli.app",
                                   "from marketsim import load; load('floor')", "import marketsim.claims"])
def test_what_should_be_quick_loads_nothing_heavy(start):
    script = f"{start}\nimport sys; print(*sys.modules)"
    path = os.pathsep.join(filter(None, sys.path))
    out = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )

    assert set() == set(out.stdout.split()) & (HEAVY - {"rich"})


# ------------------------------------------------------------------------------------------- cython


def cimported(header):
    """Headers of ours that a header cimports."""
    names = re.findall(r"^from (\S+) cimport|^cimport (\S+)", (KERNEL / header).read_text(), re.M)
    paths = {(one or other).replace(".", "/") + ".pxd" for one, other in names}
    return {path for path in paths if path in HEADERS} | ({"_kernel"} & {one or other for one, other in names})


def test_headers_cimport_each_other_without_a_circle():
    order = list(TopologicalSorter({header: cimported(header) for header in HEADERS}).static_order())

    assert set(HEADERS) == set(order)


def test_luck_and_state_know_no_rule_and_nobody_knows_the_door():
    below = {
        "words.pxd": set(),
        "outlook.pxd": {"words.pxd"},
        "state.pxd": {"words.pxd", "outlook.pxd"},
        "params.pxd": set(),
        "draws.pxd": {"state.pxd"},
        "variates.pxd": {"state.pxd", "draws.pxd"},
    }

    for header in HEADERS:
        used = cimported(header)
        assert used <= below.get(header, set(HEADERS)), header
        assert header.startswith("rules/") or not {name for name in used if name.startswith("rules/")}, header


def test_headers_hold_no_python():
    python = re.compile(
        r"^\s*(import|def|cpdef|class|cdef class|raise|try|with gil)\b|cimport (numpy|cpython)|\bobject\b", re.M
    )

    for header in HEADERS:
        code = re.sub(r'""".*?"""', "", re.sub(r"#.*", "", (KERNEL / header).read_text()), flags=re.S)
        assert not python.search(code), header
        for signature in re.findall(r"^cdef inline .*(?:\n {10,}.*)*", code, re.M):
            assert "noexcept nogil" in signature, signature


def test_a_header_takes_only_what_it_uses():
    cimports = re.compile(r"^from \S+ cimport (\([^)]*\)|[^\n]*)", re.M)
    idle = set()
    for header in HEADERS:
        text = (KERNEL / header).read_text()
        body = cimports.sub("", text)
        idle |= {(header, name) for names in cimports.findall(text) for name in re.findall(r"\w+", names)
                 if not re.search(rf"\b{name}\b", body)}

    assert set() == idle


def test_a_purpose_has_one_number_and_numbers_have_no_gap():
    numbers = [int(number) for number in re.findall(r"^    [A-Z_]+ = (\d+)", (KERNEL / "draws.pxd").read_text(), re.M)]

    assert list(range(1, len(numbers) + 1)) == numbers


def test_every_parameter_is_read_by_a_rule():
    rules = "".join((KERNEL / header).read_text() for header in HEADERS if header != "params.pxd")
    names = re.findall(r"^    double (\w+) ", (KERNEL / "params.pxd").read_text(), re.M)

    # Margins are read by the number of the business model.
    assert [] == [name for name in names if not name.startswith("margin_") and not re.search(rf"\bp\.{name}\b", rules)]


# ------------------------------------------------------------------------------------------- length


SOURCES = [path for folder in ("cython_ext", "marketsim", "tests", "experiments") for path in (ROOT / folder).rglob("*")
           if path.suffix in (".py", ".pyx", ".pxd", ".pxi", ".h")]


def test_no_file_is_longer_than_three_hundred_lines():
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in SOURCES}

    assert {} == {path: length for path, length in lengths.items() if length > 300}


def test_half_of_all_files_are_shorter_than_a_hundred_lines():
    lengths = [
        len(path.read_text().splitlines())
        for path in SOURCES
        if path.is_relative_to(PACKAGE) or path.is_relative_to(KERNEL)
    ]

    assert median(lengths) < 100


def test_no_two_test_files_have_one_name():
    """pytest would take the first for the second."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py") if "verification" not in path.parts]

    assert len(names) == len(set(names))
