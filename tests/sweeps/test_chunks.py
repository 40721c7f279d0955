"""Chunks: every run of every point once, as an ensemble of that point would have it, however it is cut."""

import numpy as np
import pyarrow as pa
import pytest
from small_plans import FAULTY, small

from marketsim import tables
from marketsim.claims import evaluate, shipped
from marketsim.ensemble import simulate
from marketsim.schema import fields
from marketsim.sweeps import chunks, trial
from marketsim.sweeps.chunks import Chunk, Field, chunk, compute, seal
from marketsim.sweeps.trial import chunk_size

MIXED = [
    {"floor_line": 500.0},
    {"floor_line": 5000.0, "startups.Zhipu AI.cash": 1.0},
    {"floor_line": 5000.0},
    {"entry_rate": 9.0},
    {"verticals.media.demand": 9.0},
    {"entry_rate": 0.0},
]


def table(plan, name="runs", size=None):
    """A whole table of a plan, computed in chunks of that size."""
    field, columns, size = Field(plan), trial.trial(plan).columns, size or plan.cells
    pieces = [
        piece[name]
        for number in range(chunks.chunks(plan.cells, size))
        for piece in compute(field, chunk(plan.cells, size, number), columns)
    ]
    return pa.concat_tables(pieces)


def ensembles(plan):
    return [simulate(plan.premise(point), plan.runs, plan.seed, plan.months, on_fault="keep") for point in plan.points]


@pytest.mark.parametrize("size", [1, 3, 10, 20, 25, 59, 60])
def test_chunks_cover_every_cell_once_and_in_order(size):
    cut = [chunk(60, size, k) for k in range(chunks.chunks(60, size))]
    cells = [(point, run) for each in cut for point, first, last in each.stretches(10) for run in range(first, last)]

    assert [(point, run) for point in range(6) for run in range(10)] == cells
    assert all(each.runs == size for each in cut[:-1])


def test_a_chunk_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="chunk must be in 0 to 5, got 6"):
        chunk(60, 10, 6)


def test_each_point_has_the_runs_that_an_ensemble_of_it_has():
    plan = small(each=MIXED, runs=12)
    found, expected = table(plan), ensembles(plan)

    assert [k // 12 for k in range(72)] == found["point"].to_pylist()
    assert [k % 12 for k in range(72)] == found["run"].to_pylist()
    assert np.concatenate([each.digests for each in expected]).tolist() == found["digest"].to_pylist()
    for name in fields("Metrics"):
        last = np.concatenate([each.outcomes.metric(name)[:, -1] for each in expected])
        assert last.tolist() == found[name].to_pylist()
    assert len({each.outcomes.firms_array.shape for each in expected}) > 1, "points with other room are wanted here"


@pytest.mark.parametrize("basis", ["publication", "text"])
def test_claims_are_true_false_or_open_as_over_an_ensemble(basis):
    plan = small(each=MIXED[:2], runs=30, months=18, basis=basis)
    found, expected = table(plan), [evaluate(each.outcomes, basis) for each in ensembles(plan)]
    claims = [field.name for field in found.schema if field.type == pa.bool_()]

    assert {each.id for verdicts in expected for each in verdicts} <= set(claims) < {each.id for each in shipped()}
    for name in claims:
        truths = [{each.id: each.truth for each in verdicts}.get(name) for verdicts in expected]
        for point, truth in enumerate(truths):
            settled = [None] * 30 if truth is None else [None if x is np.ma.masked else bool(x) for x in truth]
            assert settled == found[name].to_pylist()[point * 30 : point * 30 + 30]
    assert {None, True, False} == {value for name in claims for value in found[name].to_pylist()}


@pytest.mark.parametrize("size", [1, 7, 12, 30, 72])
@pytest.mark.parametrize("batch, gathered", [(5, 8), (256, 1024)])
def test_how_the_work_is_cut_changes_nothing(size, batch, gathered, monkeypatch):
    plan = small(each=MIXED, runs=12, months=3, keep=("months", "firms"))
    whole = {name: table(plan, name) for name in ("runs", "months", "firms")}
    monkeypatch.setattr(chunks, "BATCH", batch)
    monkeypatch.setattr(chunks, "GATHERED", gathered)

    for name, expected in whole.items():
        assert expected.equals(table(plan, name, size)), name


def test_months_and_firms_are_kept_as_an_ensemble_has_them():
    plan = small(each=MIXED[:3], runs=5, keep=("firms", "months"))
    months, firms = table(plan, "months"), table(plan, "firms")
    expected = ensembles(plan)

    assert [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 0, 3), (0, 1, 0)] == list(
        zip(*(months[name].to_pylist()[:5] for name in ("point", "run", "month")), strict=True)
    )
    for name in fields("Metrics"):
        figures = np.concatenate([each.outcomes.metric(name).ravel() for each in expected])
        assert figures.tolist() == months[name].to_pylist()
    fates = [piece for each in expected for piece in tables.firms(each.outcomes)]
    for name in ("run", "firm", "fate", "buyer", "mark", "licensed"):
        assert [value for piece in fates for value in piece[name].to_pylist()] == firms[name].to_pylist()
    assert [len(piece) for piece in fates] == np.bincount(firms["point"].to_numpy()).tolist()


def test_a_faulted_run_keeps_its_row_and_says_what_happened():
    plan = small(each=[{"floor_line": 500.0}, FAULTY], keep=("months", "firms"))
    found, expected = table(plan), ensembles(plan)
    faults = {run: f"month {month}, {what}" for run, month, what in expected[1].faults}

    assert 0 < len(faults) < 20 and not expected[0].faults
    assert [None] * 20 + [faults.get(run) for run in range(20)] == found["fault"].to_pylist()
    assert np.concatenate([each.digests for each in expected]).tolist() == found["digest"].to_pylist()
    for field in found.schema:
        if field.type in (pa.bool_(), pa.float32()):
            values = found[field.name].to_pylist()[20:]
            assert all(values[run] is None for run in faults), field.name
    assert not any(found["value"].to_pylist()[20 + run] is None for run in range(20) if run not in faults)
    for name in ("months", "firms"):
        other = table(plan, name)
        assert set(range(20)) - set(faults) == set(other.filter(pa.compute.equal(other["point"], 1))["run"].to_pylist())


def test_only_the_metrics_that_are_asked_for_are_kept():
    found = table(small(metrics=("value", "active"), keep=("months",)), "months")

    assert ["point", "run", "month", "value", "active"] == found.column_names


def test_a_digest_is_taken_over_point_run_and_fingerprint():
    row = pa.table(
        {
            "point": pa.array([3], pa.int32()),
            "run": pa.array([5], pa.int32()),
            "digest": pa.array([2**64 - 2], pa.uint64()),
        }
    )

    assert bytes([3, 0, 0, 0, 5, 0, 0, 0, 254, *[255] * 7]) == seal(row)


def test_points_that_change_parameters_alone_share_their_memory():
    field = Field(small(each=MIXED[:3] + [{"floor_line": 7.0}]))
    grounds = [field.ground(point) for point in range(4)]

    assert grounds[2]._memory is grounds[3]._memory
    assert len({id(ground._memory) for ground in grounds}) == 3


def test_a_pulse_ends_the_work_when_it_raises():
    seen = []

    def pulse(done):
        seen.append(done)
        if done >= 10:
            raise LookupError

    with pytest.raises(LookupError):
        for _ in compute(Field(small(runs=5)), Chunk(0, 0, 15), trial.trial(small()).columns, pulse):
            pass
    assert [0, 5, 10] == sorted(set(seen))


@pytest.mark.parametrize(
    "points, seconds, expected",
    [
        (1, 1e-6, 1000),  # a second of it all: one chunk
        (20, 9e-5, 3000),  # at least 0.3 s, in whole points
        (20, 4e-4, 1000),  # a sixteenth, for everybody to be busy to the end
        (20, 1e-2, 200),  # two seconds, an even part of a point
        (1000, 1e-2, 1000),  # a thousandth
        (1000, 0.9, 33),  # but half a minute at most
        (1, 90, 1),
    ],
)
def test_a_chunk_is_some_seconds_of_work_in_whole_points_or_even_parts(points, seconds, expected):
    assert expected == chunk_size(small(points=points, runs=1000), seconds)


def test_what_is_kept_limits_the_size_of_a_chunk():
    assert chunk_size(small(runs=100_000, months=30, keep=("months",)), 1e-6) < 20_000
