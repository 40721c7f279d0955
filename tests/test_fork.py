"""Forks: the same past bit for bit, several futures, and what may change in the middle of a run."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from command import TINY, ask

import marketsim
from marketsim.ensemble import Stopped, simulate
from marketsim.forks.branch import FOUNDING, LASTING, OTHER_LUCK
from marketsim.scenario import ScenarioError, load
from marketsim.schema import PARAMETERS

KERNEL = Path(__file__).parents[1] / "cython_ext"
RUN, MONTH, FUTURES, SEED = 5, "2026-03", 24, 3


@pytest.fixture(scope="module")
def fork():
    """Run 5 of the small market, open again from March 2026 on."""
    return marketsim.fork(TINY, RUN, MONTH, FUTURES, seed=SEED)


@pytest.fixture(scope="module")
def whole():
    """The same run as it went on."""
    return simulate(TINY, 1, SEED, first=RUN)


@pytest.fixture(scope="module")
def at(fork):
    return fork.branch.month


@pytest.fixture
def plain(monkeypatch):
    """Leave out the pictures, for speed."""
    monkeypatch.setattr("marketsim.cli.writing.draw", lambda *_: ())
    monkeypatch.setattr("marketsim.comparison.folder.draw", lambda *_: ())


def assert_same(one, other):
    np.testing.assert_array_equal(one, other)


def test_future_0_is_the_run_itself_to_the_last_bit(fork, whole):
    assert whole.digests[0] == fork.digests[0]
    for name in ("months_array", "firms_array", "watch_array"):
        assert_same(getattr(whole.outcomes, name)[0], getattr(fork.outcomes, name)[0])


def test_every_future_has_the_past_to_the_last_bit(fork, whole, at):
    assert 8 == at
    for future in fork.outcomes.months_array:
        assert_same(whole.outcomes.months_array[0, :at], future[:at])


def test_every_future_has_luck_of_its_own(fork, at):
    assert FUTURES == len(set(fork.digests.tolist()))
    assert FUTURES == len({future[at:].tobytes() for future in fork.outcomes.months_array})


def test_the_luck_of_two_branches_never_meets(fork):
    from dataclasses import replace

    other = replace(fork.branch, run=RUN + 1)
    numbers = {branch.luck(future) for branch in (fork.branch, other) for future in range(1, 10_000)}

    assert 2 * 9_999 == len(numbers)
    assert OTHER_LUCK <= min(numbers) and max(numbers) < 2**32


def test_the_past_leaves_something_open_and_settles_something(fork):
    """Futures of one past differ less than runs that share nothing."""
    runs = simulate(TINY, FUTURES, SEED).outcomes.metric("value")
    futures = fork.outcomes.metric("value")

    assert 0 < np.log(futures[:, -1]).std() < np.log(runs[:, -1]).std()


def test_the_market_of_a_future_is_that_future(fork):
    for future in (0, FUTURES - 1):
        market = fork.replay(future)
        for _ in range(fork.horizon):
            market.step()
        assert fork.digests[future] == market.digest


def test_a_walk_turns_off_where_a_step_does(fork, at):
    market = fork.replay(3)
    for _ in range(at + 2):
        for _ in market.walk():
            pass
    for _ in range(fork.horizon - at - 2):
        market.step()

    assert fork.digests[3] == market.digest


def test_threads_change_nothing(fork):
    alone = marketsim.fork(TINY, RUN, MONTH, FUTURES, seed=SEED, threads=1)

    assert_same(fork.digests, alone.digests)


def test_a_future_is_the_same_whatever_their_number(fork):
    assert_same(fork.digests[:4], marketsim.fork(TINY, RUN, MONTH, 4, seed=SEED).digests)


def test_to_branch_in_the_first_month_keeps_the_start_alone():
    fork = marketsim.fork(TINY, RUN, 0, 3, seed=SEED, months=4)
    start = [f"first_{name}" for name in ("revenue", "ndr", "margin")]

    for name in start:
        assert (fork.outcomes.firm(name)[0] == fork.outcomes.firm(name)).all()
    assert 3 == len(set(fork.digests.tolist()))


def test_a_regulator_that_comes_later_leaves_the_past_alone(whole, at):
    """Its row is there from the start, asleep; the metrics do not know of it."""
    plain = marketsim.fork("floor", RUN, MONTH, 6, seed=SEED)
    shut = marketsim.fork("floor", RUN, MONTH, 6, seed=SEED, what_if=["finance-crackdown", "export-controls"])

    assert_same(plain.outcomes.months_array[:, :at], shut.outcomes.months_array[:, :at])
    assert (plain.outcomes.months_array[:, at] != shut.outcomes.months_array[:, at]).any(1).all()
    assert (shut.outcomes.metric("value")[:, at] < plain.outcomes.metric("value")[:, at]).all()


def test_rivals_pull_harder_from_the_month_on(at):
    plain = marketsim.fork(TINY, RUN, MONTH, 8, seed=SEED)
    pushed = marketsim.fork(TINY, RUN, MONTH, 8, seed=SEED, what_if="incumbent-push")

    assert_same(plain.outcomes.months_array[:, :at], pushed.outcomes.months_array[:, :at])
    assert (pushed.outcomes.metric("revenue")[:, -1] < plain.outcomes.metric("revenue")[:, -1]).all()


def test_futures_with_and_without_a_change_compare_one_by_one():
    from marketsim.comparison import between

    plain = marketsim.fork("floor", RUN, MONTH, 30, seed=SEED)
    pushed = marketsim.fork("floor", RUN, MONTH, 30, seed=SEED, what_if="incumbent-push")
    comparison = between(plain, pushed, ("as it was", "pushed"))

    revenue = comparison.metrics.set_index("metric").loc["revenue"]
    assert revenue["high"] < 0
    assert revenue["saved"] > 2
    assert {"all", "below the line", "solution"} <= set(comparison.groups["group"])


@pytest.mark.parametrize(
    "asked, said",
    [
        ({"month": "2026-13"}, "--month must be a month like 2026-03, got '2026-13'"),
        ({"month": "2031-01"}, "--month must be in 2025-07 to 20"),
        ({"changes": {"mood_start": 0.1}}, "mood_start: is read only when the market is founded"),
        ({"changes": {"startups.small.thrift": 1.1}}, "fork: startups.small.thrift: is what became of the past"),
        ({"what_if": "cold-spell@2025-09"}, "cold-spell@2025-09: must not begin before the month of the fork, 2026-03"),
        ({"what_if": "no-flor"}, "did you mean no-floor?"),
        ({"run": -1}, "run must be a whole number of at least 0, got -1"),
        ({"futures": 0}, "futures must be a whole number of at least 1, got 0"),
    ],
)
def test_what_cannot_branch_is_said_in_a_line(asked, said):
    with pytest.raises(ValueError, match="^[^\n]*$") as error:
        marketsim.fork(**{"scenario": TINY, "run": RUN, "month": MONTH, "futures": 2} | asked)

    assert said in str(error.value)
    assert isinstance(error.value, ScenarioError) or not {"month", "changes", "what_if"} & set(asked)


def test_a_stop_keeps_the_futures_that_are_whole():
    def stop_soon(done, futures):
        if done > 30:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stop:
        marketsim.fork(TINY, RUN, MONTH, 2000, seed=SEED, threads=1, progress=stop_soon)

    kept = stop.value.ensemble
    assert 0 < kept.runs < 2000
    assert_same(marketsim.fork(TINY, RUN, MONTH, 5, seed=SEED).digests, kept.digests[:5])


def text_of(pattern):
    return {path.relative_to(KERNEL).as_posix(): path.read_text() for path in sorted(KERNEL.rglob(pattern))}


def test_what_only_the_founding_reads_is_known():
    rules = text_of("*.pxd") | text_of("*.pxi")
    rules.pop("params.pxd")
    founding = rules.pop("rules/founding.pxd")
    elsewhere = "".join(rules.values())

    for name in FOUNDING:
        assert name in PARAMETERS
        assert re.search(rf"\bp\.{name}\b", founding), name
        assert not re.search(rf"\bp\.{name}\b", elsewhere), name


def test_what_may_change_later_is_written_by_no_rule():
    rules = "".join(text_of("rules/*.pxd").values())
    written = {"active": "announce wakes an instrument", "fame": ""}
    for kind, fields in LASTING.items():
        for field in set(fields) - set(written):
            assert not re.search(rf"(?:me|v|a|r|e)\.{field}\[\w+\]\s*[-+*]?=[^=]", rules), (kind, field)


def test_the_command_leaves_a_folder_whose_futures_open_again(tmp_path, plain):
    words = ("fork", TINY, "--run", RUN, "--month", MONTH, "--futures", 6, "--seed", SEED, "--out", tmp_path / "out")
    code, out, err = ask(*words, "--quiet")
    facts = json.loads((tmp_path / "out" / "provenance.json").read_text())

    assert (0, "") == (code, err)
    assert "Future 0 is run 5 as it went on" in " ".join(out.split())
    assert (RUN, 8) == (facts["fork"]["run"], facts["fork"]["month"])
    code, out, _ = ask("replay", tmp_path / "out", "--run", 4)
    assert 0 == code and "digest agrees" in out


def test_a_folder_of_another_branch_is_left_alone(tmp_path, plain):
    words = ("fork", TINY, "--run", RUN, "--futures", 2, "--quiet", "--out", tmp_path / "out", "--month")
    assert 0 == ask(*words, MONTH)[0]

    code, _, err = ask(*words, "2026-05")
    assert 2 == code
    assert "holds another result (branch" in err


def test_the_command_holds_futures_with_and_without_a_change_side_by_side(tmp_path, plain):
    words = ("fork", TINY, "--run", RUN, "--month", MONTH, "--futures", 8, "--what-if", "incumbent-push", "--compare")
    code, out, err = ask(*words, "--quiet", "--out", tmp_path / "out")

    assert (0, "") == (code, err)
    assert "tiny, run 5 from 2026-03, with incumbent-push" in " ".join(out.split())
    assert (tmp_path / "out" / "groups.parquet").exists()


def test_to_compare_wants_something_that_changes():
    code, _, err = ask("fork", TINY, "--run", RUN, "--month", MONTH, "--compare")

    assert (2, 1) == (code, err.count("\n"))
    assert "--compare wants something that changes" in err


def test_json_says_where_it_branched():
    code, out, _ = ask("fork", TINY, "--run", RUN, "--month", MONTH, "--futures", 2, "--json")

    assert (0, {"run": RUN, "month": MONTH}) == (code, json.loads(out)["fork"])


def test_the_past_of_a_scenario_without_changes_is_the_scenario():
    scenario = load(TINY)

    assert scenario is marketsim.fork(scenario, RUN, MONTH, 1, months=10).branch.past
