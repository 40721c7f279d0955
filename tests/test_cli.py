"""The command line: what it says and what it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from command import TINY, ask, spawned

from marketsim import __version__
from marketsim.audit import SCENARIOS, audit
from marketsim.claims import evaluate, shipped
from marketsim.cli.app import app
from marketsim.cli.progress import Progress
from marketsim.ensemble import MarketFault, simulate
from marketsim.scenario import load
from marketsim.scenario import shipped as shipped_scenarios

HEAVY = ("numpy", "pandas", "mesa", "matplotlib", "pyarrow", "networkx", "pydantic", "marketsim._kernel")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Folders that go by their default name land here."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def plain(monkeypatch):
    """Leave out the pictures, for speed; `folder` has them."""
    monkeypatch.setattr("marketsim.cli.writing.draw", lambda *_: ())


# ------------------------------------------------------------------------------------------ quick


def test_help_answers_within_half_a_second():
    """Half a second of processor time: what else the machine does is not its fault."""
    took = []
    for _ in range(3):
        before = os.times()
        assert "Usage: marketsim" in spawned("--help").communicate()[0]
        took.append(
            os.times().children_user + os.times().children_system - before.children_user - before.children_system
        )

    assert min(took) < 0.5


def test_nothing_heavy_loads_before_it_is_used():
    code = f"import sys, marketsim, marketsim.cli.app; print([name for name in {HEAVY} if name in sys.modules])"

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


# ------------------------------------------------------------------------------------------ json


def test_json_is_one_document_that_says_what_the_library_says():
    ensemble = simulate(load(TINY), 30, 11, 20)
    verdicts = evaluate(ensemble.outcomes, "text")
    code, out, err = ask("run", TINY, "--runs", 30, "--seed", 11, "--months", 20, "--basis", "text", "--json")

    said = json.loads(out)

    assert (code, err) == (0, "")
    assert {"scenario": "tiny", "seed": 11, "runs": 30, "months": 20, "digest": ensemble.digest}.items() <= said.items()
    assert said["seconds"] > 0
    assert said["claims"] == [
        {
            "id": each.id,
            "text": each.text,
            "deadline": str(each.deadline),
            "probability": each.probability,
            "low": each.low,
            "high": each.high,
        }
        for each in verdicts.resolved
    ]
    assert said["unresolvable"] == [{"id": name, "why": why} for name, why in verdicts.unresolvable]
    assert said["claims"] and said["unresolvable"]


def test_the_digest_depends_on_the_seed_and_not_on_threads():
    one, two, other = (
        json.loads(ask("run", TINY, "--runs", 9, "--json", *more)[1])["digest"]
        for more in (("--threads", 1), ("--threads", 2), ("--seed", 8))
    )

    assert one == two != other


def test_more_months_than_the_scenario_has_are_no_trouble():
    code, out, _ = ask("run", TINY, "--runs", 4, "--months", 120, "--json")

    assert (code, json.loads(out)["months"]) == (0, 120)


# ----------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", TINY, "--set", "flor_line=3"), "--set flor_line: unknown key; did you mean floor_line?"),
        (("run", TINY, "--set", "floor_line"), "--set must be like key=value, got 'floor_line'"),
        (("run", TINY, "--set", "floor_line=much"), "--set floor_line: must be a number, got 'much'"),
        (("run", TINY, "--runs", "0"), "--runs must be a whole number in 1 to 2147483648, got 0"),
        (("run", TINY, "--runs", "some"), "--runs"),
        (("run", TINY, "--runs", "100000000"), "GB of memory"),
        (("run", TINY, "--threads", "0"), "--threads must be a whole number in 1 to 1024, got 0"),
        (("run", TINY, "--months", "-1"), "--months must be a whole number in 1 to 600, got -1"),
        (("run", TINY, "--seed", "-1"), "--seed must be a whole number"),
        (("run", TINY, "--basis", "hearsay"), "'hearsay' is not one of 'publication', 'text'"),
        (("run", TINY, "--frob"), "No such option"),
        (("run",), "Missing argument 'SCENARIO'"),
        (("run", "nowhere.toml"), "nowhere.toml: no such scenario"),
        (("run", "surg"), "did you mean surge?"),
        (("frobnicate",), "No such command 'frobnicate'"),
        (("replay", "nowhere", "--run", "1"), "nowhere: no result of `marketsim run` (provenance.json is missing)"),
        (("replay", "nowhere"), "Missing option '--run'"),
        (("show", "nowhere"), "nowhere: no such scenario"),
        (("check", "nowhere.toml"), "nowhere.toml: no such scenario"),
        (("audit", "flor"), "did you mean floor?"),
        (("claims", "nowhere"), "nowhere: no such scenario"),
    ],
)
def test_wrong_input_gets_one_line_and_exit_code_2(tmp_path, words, said):
    code, out, err = ask(*words)

    assert (code, out) == (2, "")
    assert err.startswith("marketsim: ") and said in err and err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_malformed_scenario_is_named_with_file_key_rule_and_value(tmp_path):
    (tmp_path / "odd.toml").write_text(Path(TINY).read_text().replace("[0.2,0.6]", "[0.6,0.2]"))
    for command in ("check", "run", "show"):
        assert ask(command, tmp_path / "odd.toml") == (
            2,
            "",
            "marketsim: odd.toml: defaults.startups.margin: uniform must rise, got [0.6, 0.2]\n",
        )

    (tmp_path / "odd.toml").write_text("name = ")
    assert "odd.toml: not TOML" in ask("check", tmp_path / "odd.toml")[2]


def test_a_mistake_of_ours_is_not_hidden_behind_a_line(monkeypatch):
    monkeypatch.setattr("marketsim.scenario.shipped", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        app(["scenarios"])


def test_what_the_system_denies_is_one_line_and_exit_code_1(monkeypatch):
    def denied():
        raise PermissionError(13, "Permission denied", "/somewhere/scenarios")

    monkeypatch.setattr("marketsim.scenario.shipped", denied)

    assert ask("scenarios") == (1, "", "marketsim: scenarios: Permission denied\n")


def test_a_fault_in_the_market_is_one_line_and_exit_code_1(monkeypatch):
    monkeypatch.setattr(
        "marketsim.ensemble.simulate",
        lambda *_: (_ for _ in ()).throw(MarketFault("run 3, month 4: a stake is negative")),
    )

    assert ask("run", TINY, "--runs", 5, "--json") == (1, "", "marketsim: run 3, month 4: a stake is negative\n")


# ----------------------------------------------------------------------------------- what it prints


@pytest.mark.parametrize("columns", [80, 120])
def test_the_scoreboard_has_every_claim_and_keeps_within_the_terminal(plain, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    verdicts = evaluate(simulate(load(TINY), 40).outcomes)
    code, out, _ = ask("run", TINY, "--runs", 40, "--quiet")

    board = out.split("cannot be resolved")[0]
    together = " ".join(out.split())

    assert code == 0
    assert max(map(len, board.splitlines())) <= columns
    for each in verdicts.resolved:
        assert each.id in board and str(each.deadline) in board
        assert each.text.split()[0] in together
    assert f"{len(verdicts.unresolvable)} other claims cannot be resolved here" in together


def test_scenarios_lists_what_is_shipped():
    code, out, _ = ask("scenarios")

    assert code == 0
    for name in shipped_scenarios():
        line = next(line for line in out.splitlines() if line.startswith(name))
        assert load(name).start in line and str(load(name).months) in line


def test_show_marks_what_is_drawn_and_gives_unit_and_source(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    code, out, _ = ask("show", TINY, "--all")
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}

    assert code == 0
    assert (
        "4000 million yuan" in lines["floor_line"]
        and "S1-C07" in lines["floor_line"]
        and "drawn" not in lines["floor_line"]
    )
    assert "uniform(0.2, 0.6)" in lines["margin"] and "drawn" in lines["margin"]
    assert "7.2 yuan a dollar" in out
    for name in load(TINY).parameters:
        assert name in lines


def test_check_says_what_is_in_a_sound_file():
    assert ask("check", TINY) == (
        0,
        "tiny.toml: 81 startups, 41 investors, 1 acquirer, 2 regulators, 2 verticals, 30 months from 2025-07: fine\n",
        "",
    )


@pytest.mark.parametrize("name", SCENARIOS)
def test_audit_prints_every_finding(name):
    found = audit(SCENARIOS[name])

    assert json.loads(ask("audit", name, "--json")[1])["findings"] == json.loads(
        json.dumps([each.as_dict() for each in found])
    )
    code, out, _ = ask("audit", name)
    assert code == 0 and f"{len(found)} findings in" in out


def test_claims_lists_them_with_deadline_and_criterion(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    together = " ".join(ask("claims")[1].split())
    here = " ".join(ask("claims", TINY)[1].split())

    for each in shipped():
        assert each.id in together and " ".join(each.text.split()) in together
        assert not each.deadline or str(each.deadline) in together
    assert "cannot be resolved here" in here and "Shengshu Technology, which this market does not have" in here


def test_version_and_help_go_without_a_command():
    assert ask("--version")[1].startswith(f"marketsim {__version__} (Python ")
    assert ask("version")[1] == ask("--version")[1]
    code, out, err = ask()
    assert (code, err) == (0, "") and "Usage: marketsim" in out


# ----------------------------------------------------------------------------------------- progress


class Console:
    """Listens instead of printing."""

    def __init__(self, is_terminal=False):
        self.is_terminal, self.said = is_terminal, []

    def print(self, text, **_):
        self.said.append(text)


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal(monkeypatch):
    clock = iter(np.arange(0, 100, 2.0))
    monkeypatch.setattr("marketsim.cli.progress.time.monotonic", lambda: next(clock))
    page = Console()
    with Progress(page) as progress:
        progress.stage("200 futures of tiny")
        for done in range(0, 200, 20):
            progress(done, 200)

    assert 2 <= len(page.said) <= 4 and all(line.startswith("200 futures of tiny: ") for line in page.said)


def test_progress_says_nothing_when_told_to_be_quiet(monkeypatch):
    monkeypatch.setattr("marketsim.cli.progress.PAUSE", -1)
    page = Console()
    with Progress(page, quiet=True) as progress:
        progress(1, 2)

    assert page.said == []
