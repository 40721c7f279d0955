"""The command line: what it prints, what it refuses and how, and what it leaves behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from marketsim import __version__
from marketsim.audit import SCENARIOS, audit
from marketsim.claims import evaluate, shipped
from marketsim.cli.app import app
from marketsim.cli.progress import Progress
from marketsim.ensemble import simulate
from marketsim.results import Results
from marketsim.scenario import load
from marketsim.scenario import shipped as shipped_scenarios

TINY = str(Path(__file__).parent / "data" / "tiny.toml")
HEAVY = ("numpy", "pandas", "mesa", "matplotlib", "pyarrow", "networkx", "pydantic", "marketsim._kernel")
FILES = {f"{name}.parquet" for name in ("months", "firms", "watch", "params", "runs", "claims")} | {"provenance.json"}
PICTURES = {f"{name}.{kind}" for name in ("fan", "fates", "graph", "claims") for kind in ("png", "svg")}


@pytest.fixture
def ask(capsys):
    """Give a command; returns its exit code, standard output and standard error."""

    def given(*words):
        with pytest.raises(SystemExit) as end:
            app([str(word) for word in words], prog_name="marketsim")
        return end.value.code, *capsys.readouterr()

    return given


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Folders that go by their default name land here."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The result of 24 futures of a copy of tiny.toml that is gone by now; a line of it was changed by hand."""
    where = tmp_path_factory.mktemp("results")
    shutil.copy(TINY, where / "gone.toml")
    with pytest.raises(SystemExit) as end:
        app(["run", str(where / "gone.toml"), "--runs", "24", "--set", "floor_line=5 billion yuan", "--out", str(where / "r"), "--quiet"])
    assert end.value.code == 0
    (where / "gone.toml").unlink()
    return where / "r"


@pytest.fixture
def copied(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def plain(monkeypatch):
    """Leave out the pictures, for speed; `folder` has them."""
    monkeypatch.setattr("marketsim.cli.writing.draw", lambda *_: ())


def marketsim(*words, **options):
    """The command in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "marketsim", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, **options)


# ------------------------------------------------------------------------------------------ quick


def test_help_answers_within_half_a_second():
    took = []
    for _ in range(3):
        began = time.perf_counter()
        assert "Usage: marketsim" in marketsim("--help").communicate()[0]
        took.append(time.perf_counter() - began)

    assert min(took) < 0.5


def test_nothing_heavy_loads_before_it_is_used():
    code = f"import sys, marketsim, marketsim.cli.app; print([name for name in {HEAVY} if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------ json


def test_json_is_one_document_that_says_what_the_library_says(ask):
    ensemble = simulate(load(TINY), 30, 11, 20)
    verdicts = evaluate(ensemble.outcomes, "text")
    code, out, err = ask("run", TINY, "--runs", 30, "--seed", 11, "--months", 20, "--basis", "text", "--json")

    said = json.loads(out)

    assert (code, err) == (0, "")
    assert {"scenario": "tiny", "seed": 11, "runs": 30, "months": 20, "digest": ensemble.digest}.items() <= said.items()
    assert said["seconds"] > 0
    assert said["claims"] == [{"id": each.id, "text": each.text, "deadline": str(each.deadline), "probability": each.probability,
                               "low": each.low, "high": each.high} for each in verdicts.resolved]
    assert said["unresolvable"] == [{"id": name, "why": why} for name, why in verdicts.unresolvable]
    assert said["claims"] and said["unresolvable"]


def test_json_writes_nothing_unless_told_where(ask, plain, tmp_path):
    assert ask("run", TINY, "--runs", 3, "--json")[0] == 0
    assert not list(tmp_path.iterdir())

    assert ask("run", TINY, "--runs", 3, "--json", "--out", "here")[0] == 0
    assert {path.name for path in (tmp_path / "here").iterdir()} == FILES


def test_the_digest_depends_on_the_seed_and_not_on_threads(ask):
    one, two, other = (json.loads(ask("run", TINY, "--runs", 9, "--json", *more)[1])["digest"]
                       for more in (("--threads", 1), ("--threads", 2), ("--seed", 8)))

    assert one == two != other


def test_more_months_than_the_scenario_has_are_no_trouble(ask):
    code, out, _ = ask("run", TINY, "--runs", 4, "--months", 120, "--json")

    assert (code, json.loads(out)["months"]) == (0, 120)


# ----------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(("words", "said"), [
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
])  # fmt: skip
def test_wrong_input_gets_one_line_and_exit_code_2(ask, tmp_path, words, said):
    code, out, err = ask(*words)

    assert (code, out) == (2, "")
    assert err.startswith("marketsim: ") and said in err and err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_malformed_scenario_is_named_with_file_key_rule_and_value(ask, tmp_path):
    (tmp_path / "odd.toml").write_text(Path(TINY).read_text().replace("[0.2,0.6]", "[0.6,0.2]"))
    for command in ("check", "run", "show"):
        assert ask(command, tmp_path / "odd.toml") == (2, "", "marketsim: odd.toml: defaults.startups.margin: uniform must rise, "
                                                              "got [0.6, 0.2]\n")

    (tmp_path / "odd.toml").write_text("name = ")
    assert "odd.toml: not TOML" in ask("check", tmp_path / "odd.toml")[2]


def test_a_mistake_of_ours_is_not_hidden_behind_a_line(monkeypatch):
    monkeypatch.setattr("marketsim.scenario.shipped", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        app(["scenarios"])


def test_a_fault_in_the_market_is_one_line_and_exit_code_1(ask, monkeypatch):
    from marketsim.ensemble import MarketFault

    monkeypatch.setattr("marketsim.ensemble.simulate", lambda *_: (_ for _ in ()).throw(MarketFault("run 3, month 4: a stake is negative")))

    assert ask("run", TINY, "--runs", 5, "--json") == (1, "", "marketsim: run 3, month 4: a stake is negative\n")


# -------------------------------------------------------------------------------------- the folder


def test_a_run_leaves_tables_pictures_and_provenance(folder):
    assert {path.name for path in folder.iterdir()} == FILES | PICTURES


def test_the_folder_is_named_after_the_run_if_no_name_is_given(ask, plain, tmp_path):
    code, out, _ = ask("run", TINY, "--runs", 3, "--seed", 5)

    assert (code, [path.name for path in (tmp_path / "out").iterdir()]) == (0, ["tiny-5-3"])
    assert f"marketsim replay {Path('out', 'tiny-5-3')} --run" in out


def test_another_result_is_not_written_over_unless_forced(ask, plain, tmp_path):
    where = tmp_path / "r"
    assert ask("run", TINY, "--runs", 3, "--json", "--out", where)[0] == 0
    assert ask("run", TINY, "--runs", 3, "--json", "--out", where)[0] == 0

    code, out, err = ask("run", TINY, "--runs", 4, "--json", "--out", where)
    assert (code, out) == (2, "")
    assert err == f"marketsim: {where}: holds another result (runs 3, not 4): use another --out, or --force\n"
    assert Results(where).provenance["runs"] == 3

    assert ask("run", TINY, "--runs", 4, "--json", "--out", where, "--force")[0] == 0
    assert Results(where).provenance["runs"] == 4


def test_a_folder_that_cannot_be_written_is_one_line_before_the_run(ask, tmp_path):
    (tmp_path / "file").write_text("")

    code, out, err = ask("run", TINY, "--runs", 3, "--out", tmp_path / "file" / "r")

    assert (code, out, err) == (1, "", f"marketsim: cannot write to {tmp_path / 'file' / 'r'}: Not a directory\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_folder_is_one_line(ask, tmp_path):
    (tmp_path / "r").mkdir(mode=0o555)

    assert ask("run", TINY, "--runs", 3, "--out", tmp_path / "r") == (1, "", f"marketsim: cannot write to {tmp_path / 'r'}: Permission denied\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_is_one_line_and_what_was_written_stays_whole(tmp_path):
    """A limit on the size of a file stands for the disk: months fit below 200 kB, firms do not."""
    import resource

    where = tmp_path / "r"
    full = marketsim("run", TINY, "--runs", 60, "--json", "--out", where,
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)))
    out, err = full.communicate()

    assert full.returncode == 1 and json.loads(out)["runs"] == 60
    assert err.startswith(f"marketsim: cannot write to {where}: ") and err.count("\n") == 1 and "1 file is whole" in err
    assert [path.name for path in where.iterdir()] == ["months.parquet"]
    assert parquet.read_table(where / "months.parquet").num_rows == 60 * 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_keeps_what_was_finished_and_says_how_far_it_came(tmp_path):
    where = tmp_path / "r"
    running = marketsim("run", TINY, "--runs", 60_000, "--threads", 1, "--json", "--out", where)
    while not where.exists():
        time.sleep(0.02)
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()

    facts, said = Results(where).provenance, json.loads(out)

    assert running.returncode == 130
    assert facts["runs"] == said["asked"] == 60_000
    assert 0 < facts["runs_done"] == said["runs"] < 60_000
    assert f"marketsim: stopped after {said['runs']:,} of 60,000 runs; what was finished is in {where}\n" in err
    assert parquet.read_table(where / "runs.parquet").num_rows == said["runs"]


# ----------------------------------------------------------------------------------------- replays


def test_a_replay_tells_the_future_that_was_run(ask, folder):
    code, out, err = ask("replay", folder, "--run", 5)

    assert (code, err) == (0, "")
    assert "Future 5 of tiny" in out and "Zhipu AI" in out
    assert f"digest agrees: {Results(folder).digest(5):016x}" in out


def test_a_replay_as_json_is_one_document(ask, folder):
    said = json.loads(ask("replay", folder, "--run", 5, "--json")[1])

    assert said["digest_agrees"] is True and said["run"] == 5 and said["scenario"] == "tiny"
    assert len(said["months"]) == 30 and said["firms"][0]["firm"] == "Zhipu AI"


def test_a_replay_fails_if_the_stored_digest_is_another(ask, copied):
    table = parquet.read_table(copied / "runs.parquet")
    digests = table["digest"].to_numpy().copy()
    digests[5] ^= 1
    table = table.set_column(table.schema.get_field_index("digest"), "digest", pa.array(digests))
    parquet.write_table(table, copied / "runs.parquet")

    code, _, err = ask("replay", copied, "--run", 5)
    assert (code, ask("replay", copied, "--run", 6)[0]) == (1, 0)
    assert err.startswith("marketsim: digest differs: run 5 ended with ") and err.count("\n") == 1
    assert json.loads(ask("replay", copied, "--run", 5, "--json")[1])["digest_agrees"] is False


def test_a_replay_refuses_what_is_not_there(ask, folder):
    assert ask("replay", folder, "--run", 24) == (2, "", "marketsim: --run must be in 0 to 23, got 24\n")
    assert ask("replay", folder, "--run", 1, "--firm", "Zhipu") == (
        2, "", "marketsim: nobody is called 'Zhipu' in tiny; did you mean Zhipu AI?\n")


def test_a_folder_whose_scenario_was_changed_since_is_refused(ask, copied):
    facts = json.loads((copied / "provenance.json").read_text())
    facts["data"]["parameters"]["floor_line"]["value"] = 6
    (copied / "provenance.json").write_text(json.dumps(facts))

    code, _, err = ask("replay", copied, "--run", 1)

    assert code == 2 and "is not the one that was run" in err


# ----------------------------------------------------------------------------------- what it prints


@pytest.mark.parametrize("columns", [80, 120])
def test_the_scoreboard_has_every_claim_and_keeps_within_the_terminal(ask, plain, monkeypatch, columns):
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


def test_scenarios_lists_what_is_shipped(ask):
    code, out, _ = ask("scenarios")

    assert code == 0
    for name in shipped_scenarios():
        line = next(line for line in out.splitlines() if line.startswith(name))
        assert load(name).start in line and str(load(name).months) in line


def test_show_marks_what_is_drawn_and_gives_unit_and_source(ask, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    code, out, _ = ask("show", TINY, "--all")
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}

    assert code == 0
    assert "4000 million yuan" in lines["floor_line"] and "S1-C07" in lines["floor_line"] and "drawn" not in lines["floor_line"]
    assert "uniform(0.2, 0.6)" in lines["margin"] and "drawn" in lines["margin"]
    assert "7.2 yuan a dollar" in out
    for name in load(TINY).parameters:
        assert name in lines


def test_check_says_what_is_in_a_sound_file(ask):
    assert ask("check", TINY) == (0, "tiny.toml: 81 startups, 41 investors, 1 acquirer, 2 regulators, 2 verticals, "
                                     "30 months from 2025-07: fine\n", "")


@pytest.mark.parametrize("name", SCENARIOS)
def test_audit_prints_every_finding(ask, name):
    found = audit(SCENARIOS[name])

    assert json.loads(ask("audit", name, "--json")[1])["findings"] == json.loads(json.dumps([each.as_dict() for each in found]))
    code, out, _ = ask("audit", name)
    assert code == 0 and f"{len(found)} findings in" in out


def test_claims_lists_them_with_deadline_and_criterion(ask, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    together = " ".join(ask("claims")[1].split())
    here = " ".join(ask("claims", TINY)[1].split())

    for each in shipped():
        assert each.id in together and " ".join(each.text.split()) in together
        assert not each.deadline or str(each.deadline) in together
    assert "cannot be resolved here" in here and "Shengshu Technology, which this market does not have" in here


def test_version_and_help_go_without_a_command(ask):
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
