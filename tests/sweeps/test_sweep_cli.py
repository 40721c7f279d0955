"""`marketsim sweep` as a user meets it: real processes that are shown, run, stopped, killed, resumed and asked."""

import csv
import io
import json
import signal
import time
from pathlib import Path

import pytest
from command import ask, spawned
from small_plans import FAULTY, made, small
from sweep_plans import plan_file

import marketsim

TABLES = '[vary]\nfloor_line = [1000, 2000, 4000]\n[policies]\nnone = {}\n"no floor" = { floor_adoption = 0 }\n'


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Folders that go by their default name land here."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A folder with a finished sweep: 3 points under 2 policies, 4 runs each."""
    folder = tmp_path_factory.mktemp("done")
    return marketsim.sweep(plan_file(folder, TABLES), out=folder / "out", threads=1)


def told(*words, **options):
    """(exit code, standard output, standard error) of a process of its own."""
    process = spawned(*words, **options)
    out, err = process.communicate()
    return process.returncode, out, err


def status(folder):
    return json.loads(ask("sweep", "status", folder, "--json")[1])


# ---------------------------------------------------------------------------------------------- run


def test_a_plan_is_shown_run_and_asked_by_the_commands_it_names(tmp_path):
    plan_file(tmp_path, TABLES, name="floors")
    code, out, err = told("sweep", "plan.toml")

    assert 0 == code and "floors of tiny" in err and "24: 4 a point, of 3 months, seed 7" in err
    assert "24 of 24 are in out/floors\n" in out
    question = out.split("out/floors '")[1].split("'")[0]
    code, out, err = told("sweep", "query", "out/floors", question, "--csv")
    assert (0, "") == (code, err)
    assert ["policy", "no floor", "none"] == [line.split(",")[0] for line in out.splitlines()]


@pytest.mark.parametrize("words", [("show", "plan.toml"), ("plan.toml", "--dry"), ("run", "plan.toml", "--dry")])
def test_a_plan_can_be_shown_without_running_it(tmp_path, words):
    plan_file(tmp_path, TABLES, keep=["months"], metrics=["value"])
    code, out, err = ask("sweep", *words)

    assert (0, "") == (code, err) and ["plan.toml"] == [path.name for path in tmp_path.iterdir()]
    for line in ("plan of tiny (plan ", "floor_line: 1,000, 2,000, 4,000 million yuan", "none: nothing changed",
                 "no floor: floor_adoption 0", "3 x 2 policies, a grid", "24: 4 a point, of 3 months, seed 7",
                 "claims (basis publication), 1 metric, every month", " a run, 1 chunk", " in out/plan"):
        assert line in out


def test_quiet_means_not_a_word(tmp_path):
    plan_file(tmp_path, TABLES)

    assert (0, "", "") == told("sweep", "plan.toml", "--quiet", "--out", "x")
    assert status("x")["complete"]


def test_a_sweep_that_is_complete_has_nothing_to_do(tmp_path, done):
    for words in (("resume", done.folder), (done.folder.parent / "plan.toml", "--out", done.folder)):
        code, out, err = ask("sweep", *words)

        assert (0, "") == (code, err) and out.startswith(f"nothing to do; 24 of 24 are in {done.folder}\n")


def test_threads_and_workers_give_the_same_digest(tmp_path, done):
    plan_file(tmp_path, TABLES, chunk=5)
    for how in (("--threads", 2), ("--local-workers", 2)):
        code, _, err = told("sweep", "plan.toml", "--out", how[0][2:], *how, "--quiet")

        assert (0, "") == (code, err)
        assert done.store.digest() == status(how[0][2:])["digest"]


def test_progress_has_a_rate_and_the_time_left_where_there_is_no_terminal(tmp_path):
    plan_file(tmp_path, '[vary]\nhurdle = [0.2, 0.3]', runs=10_000, months=60)
    running = spawned("sweep", "plan.toml", "--threads", 1)
    said = ""
    while " left" not in said:
        line = running.stderr.readline()
        assert line, said
        said += line
    running.kill()
    running.communicate()

    last = said.splitlines()[-1]
    assert last.startswith("plan: ") and " of 20,000 done, " in last and " a second, " in last


# --------------------------------------------------------------------------------- killed, stopped


def begun(*words):
    """A process that has finished a chunk or more, and is not at its end."""
    running = spawned("sweep", *words, "--threads", 1)
    while not Path("out/plan/manifest.jsonl").exists():
        assert running.poll() is None, running.communicate()[1]
        time.sleep(0.02)
    return running


@pytest.fixture
def long(tmp_path):
    """A plan of which a chunk takes a moment, and all of it some seconds."""
    return plan_file(tmp_path, "[vary]\nhurdle = [0.2, 0.3, 0.4]", runs=500, months=24, chunk=50)


def test_a_sweep_that_was_killed_goes_on_and_comes_to_the_same(long, tmp_path):
    running = begun("plan.toml")
    running.kill()
    running.communicate()
    before = status("out/plan")
    code, out, _ = told("sweep", "resume", "out/plan")
    never = told("sweep", "plan.toml", "--out", "never", "--quiet")

    assert 0 < before["runs_done"] < 1500 and not before["complete"] and before["digest"] is None
    assert 0 == code and f"{1500 - before['runs_done']:,} runs in " in out
    assert (0, "", "") == never and status("never")["digest"] == status("out/plan")["digest"] is not None


def test_ctrl_c_says_how_to_go_on(long):
    running = begun("plan.toml", "--quiet")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    done = status("out/plan")["runs_done"]

    assert (130, "") == (running.returncode, out) and 0 < done < 1500
    assert err == (f"marketsim: stopped after {done:,} of 1,500 runs; what is done is kept; "
                   "go on with `marketsim sweep resume out/plan`\n")


# ------------------------------------------------------------------------------------------- status


def test_status_says_how_far_a_sweep_is(done, tmp_path):
    code, out, err = ask("sweep", "status", done.folder)
    facts = status(done.folder)

    assert (0, "") == (code, err) and "100 %" in out and "24 of 24; 6 points (2 policies) x 4" in out
    assert done.store.digest() == facts["digest"] and facts["digest"] in out
    assert (6, ["none", "no floor"], 24, 24, 0, {}) == tuple(
        facts[name] for name in ("points", "policies", "runs", "runs_done", "faults", "failed"))
    assert sum(path.stat().st_size for path in done.folder.glob("runs/*")) == facts["bytes"]


def test_status_tells_of_faults_and_how_to_see_one_again(tmp_path):
    made(tmp_path / "x", small(each=[{}, FAULTY]))
    out, facts = ask("sweep", "status", "x")[1], status("x")
    one = facts["some_faults"][0]

    assert facts["faults"] > 0 and 1 == one["point"] and FAULTY == one["values"]
    assert f"{facts['faults']} runs ended in a fault" in out.replace("1 run ", "1 runs ")
    assert f"marketsim.open_sweep('x').replay(1, {one['run']})" in out
    market = marketsim.open_sweep("x").replay(1, one["run"])
    with pytest.raises(marketsim.ensemble.MarketFault, match=one["fault"].split(", ")[1].split(":")[0]):
        for _ in range(4):
            market.step()


def test_status_tells_of_chunks_that_failed(tmp_path):
    store = made(tmp_path / "x", small(points=1, runs=4, chunk=2))
    manifest = tmp_path / "x" / "manifest.jsonl"
    line = manifest.read_text().splitlines()[0]
    manifest.write_text(line + "\n" + json.dumps({"chunk": 1, "error": "MemoryError: none left"}) + "\n")
    out = ask("sweep", "status", "x")[1]

    assert 2 == store.chunks and "1 of 2; 1 failed" in out and "chunk 1 failed: MemoryError: none left" in out
    assert "Go on:  marketsim sweep resume x" in out and {"1": "MemoryError: none left"} == status("x")["failed"]


# -------------------------------------------------------------------------------------------- query

QUESTION = "SELECT point, run, digest, value, fault FROM runs ORDER BY 1, 2 LIMIT 5"


def test_an_answer_is_a_table_csv_or_json_of_the_same_numbers(done):
    frame = done.frame(columns=["value"])[:5]
    rows = list(csv.DictReader(io.StringIO(ask("sweep", "query", done.folder, QUESTION, "--csv")[1])))
    records = json.loads(ask("sweep", "query", done.folder, QUESTION, "--json")[1])
    page = ask("sweep", "query", done.folder, QUESTION)[1]

    assert frame.digest.tolist() == [each["digest"] for each in records] == [int(each["digest"]) for each in rows]
    assert frame.value.tolist() == [each["value"] for each in records] == [float(each["value"]) for each in rows]
    assert {None} == {each["fault"] for each in records} and {""} == {each["fault"] for each in rows}
    assert all(str(digest) in page for digest in frame.digest) and "point" in page.splitlines()[0]


def test_an_answer_of_many_rows_is_cut_where_it_is_for_the_eye_alone(done):
    question = "SELECT a.run FROM runs a, runs b"

    assert "476 more rows; --csv and --json give them all" in ask("sweep", "query", done.folder, question)[1]
    assert 24 * 24 + 1 == ask("sweep", "query", done.folder, question, "--csv")[1].count("\n")
    assert "no rows" in ask("sweep", "query", done.folder, question + " WHERE a.run > 99")[1]


# ------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize("words, said", [
    (("none.toml",), "none.toml: No such file or directory"),
    (("run", "plan.toml", "--threads", 0), "--threads must be a whole number in 1 to 1024, got 0"),
    (("plan.toml", "--threads", 1, "--local-workers", 2),
     "say one of --threads, --local-workers and --cluster, got --threads and --local-workers"),
    (("status", "nowhere"), "nowhere: no sweep (sweep.json is missing)"),
    (("resume", "nowhere"), "nowhere: no sweep (sweep.json is missing)"),
    (("query", "nowhere", "SELECT 1"), "nowhere: no sweep (sweep.json is missing)"),
    (("query", "{done}", "SELECT 1", "--csv", "--json"), "say one of --csv and --json"),
    (("query", "{done}", "SELECT nothing FROM runs"), 'query: Binder Error: Referenced column "nothing" not found'),
    (("query", "{done}", "DROP VIEW runs"), "query: must be one SELECT, "),
    (("other.toml", "--out", "{done}"), "{done}: holds a sweep with another seed (7, not 8); use another folder"),
    (("wrong.toml",), "wrong.toml: vary.floor_lin: unknown key; did you mean floor_line?"),
])
def test_what_cannot_be_is_told_in_a_line(tmp_path, done, words, said):
    plan_file(tmp_path, TABLES)
    plan_file(tmp_path, TABLES, file="other.toml", seed=8)
    plan_file(tmp_path, TABLES.replace("floor_line", "floor_lin"), file="wrong.toml")
    code, out, err = ask("sweep", *(str(word).format(done=done.folder) for word in words))

    assert (2, "") == (code, out.strip() if "holds" not in said else "")
    assert err.splitlines()[-1].startswith("marketsim: " + said.format(done=done.folder))


def test_a_plan_that_cannot_be_shows_nothing_and_writes_nothing(tmp_path):
    plan_file(tmp_path, "[vary]\nfloor_adoption = [0, 2]")
    code, out, err = told("sweep", "plan.toml")

    assert (2, "", 1) == (code, out, err.count("\n")) and ["plan.toml"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_help_names_the_verbs(words):
    code, out, err = ask("sweep", *words)

    assert (0, "") == (code, err) and all(verb in out for verb in ("run", "show", "resume", "status", "query"))
