"""The store: nothing is lost, nothing is mixed, and what is not whole is not there."""

import dataclasses
import json

import pyarrow as pa
import pytest
from pyarrow import parquet
from small_plans import bytes_of, contents, made, small

from marketsim.sweeps import files, identity, trial
from marketsim.sweeps.engine import run
from marketsim.sweeps.store import Store, StoreError
from marketsim.sweeps.work import perform


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sweep of three points that was run to its end, to be looked at and left alone."""
    return made(tmp_path_factory.mktemp("whole") / "s", small(chunk=7, keep=("months",)))


@pytest.fixture
def store(tmp_path):
    return made(tmp_path / "s")


def test_a_folder_tells_what_sweep_it_is_and_gives_its_plan_back(whole):
    again = Store.open(whole.folder)

    assert whole.plan.hash == again.plan.hash == again.identity["plan"]
    assert whole.plan.points == again.plan.points
    assert (7, 9, 60) == (again.size, again.chunks, again.cells)
    assert "# small\n" == (whole.folder / "plan.toml").read_text()
    assert whole.plan.table().equals(parquet.read_table(whole.folder / "points.parquet"))
    assert {"scenario", "seed", "runs", "months", "plan", "kernel", "claims", "versions", "python"} <= set(
        again.identity
    )


def test_rows_come_in_the_order_of_cells_with_exact_types(whole):
    runs, months = contents(whole), contents(whole, "months")

    assert [(point, run) for point in range(3) for run in range(20)] == list(
        zip(runs["point"].to_pylist(), runs["run"].to_pylist(), strict=True)
    )
    kinds = {field.name: field.type for field in runs.schema}
    assert [pa.int32(), pa.int32(), pa.uint64(), pa.string(), pa.float32(), pa.bool_()] == [
        kinds[name] for name in ("point", "run", "digest", "fault", "value", "S0-P5")
    ]
    assert pa.int16() == months.schema.field("month").type and 240 == months.num_rows
    assert 1 == len({parquet.read_schema(path) for path in whole.files()})


def test_figures_are_split_by_bytes_and_everything_is_packed(whole):
    group = parquet.ParquetFile(whole.files()[0]).metadata.row_group(0)
    columns = {group.column(k).path_in_schema: group.column(k) for k in range(group.num_columns)}

    assert {"ZSTD"} == {column.compression for column in columns.values()}
    assert "BYTE_STREAM_SPLIT" in columns["value"].encodings
    assert "DELTA_BINARY_PACKED" in columns["run"].encodings
    assert "PLAIN" in columns["digest"].encodings and "RLE_DICTIONARY" not in columns["digest"].encodings


def test_the_same_sweep_has_the_same_bytes(whole, tmp_path):
    assert bytes_of(whole.folder) == bytes_of(made(tmp_path, whole.plan, threads=3).folder)


def test_the_digest_is_that_of_all_runs_and_no_matter_of_chunks(whole, tmp_path):
    import hashlib

    rows = contents(whole)
    text = b"".join(
        point.to_bytes(4, "little") + run.to_bytes(4, "little") + digest.to_bytes(8, "little")
        for point, run, digest in zip(*(rows[name].to_pylist() for name in ("point", "run", "digest")), strict=True)
    )
    assert hashlib.sha256(text).hexdigest()[:16] == whole.digest()
    assert whole.digest() == made(tmp_path / "one", small(chunk=60)).digest()
    assert whole.digest() != made(tmp_path / "two", small(chunk=60, seed=12)).digest()


def test_a_sweep_that_is_not_complete_has_no_digest(tmp_path):
    store = Store.claim(tmp_path, small(chunk=7))

    with pytest.raises(StoreError, match="9 of 9 chunks are not done"):
        store.digest()


# ------------------------------------------------------------------------------------- whose store it is


def test_a_store_is_taken_up_again_as_it_was_made(store, monkeypatch):
    monkeypatch.setattr(trial, "trial", None)  # is not tried again
    again = Store.claim(store.folder, small(name="other", chunk=3, text="# other comments"))

    assert (7, []) == (again.size, again.missing())
    assert "# small\n" == (store.folder / "plan.toml").read_text()


@pytest.mark.parametrize(
    "change, word",
    [
        ({"seed": 12}, "seed (11, not 12)"),
        ({"runs": 21}, "number of runs (20, not 21)"),
        ({"months": 5}, "number of months (4, not 5)"),
        ({"points": 4}, "plan ("),
        ({"metrics": ("value",)}, "plan ("),
        ({"basis": "text"}, "plan ("),
        ({"keep": ("months",)}, "plan ("),
        ({"each": [{"floor_line": 1.0}] * 3}, "plan ("),
        ({"scenario": small().scenario.with_values({"floor_rise": 0.3})}, "scenario ("),
    ],
)
def test_another_sweep_is_refused_and_named(store, change, word):
    before = bytes_of(store.folder)
    with pytest.raises(StoreError) as refusal:
        Store.claim(store.folder, small(**change))

    assert f"{store.folder}: holds a sweep with another {word}" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert before == bytes_of(store.folder) and Store.open(store.folder).plan.hash == small().hash


@pytest.mark.parametrize("what, word", [("kernel", "set of rules"), ("claims", "wording of the claims")])
def test_other_rules_are_never_mixed_in_but_what_was_made_can_be_read(store, monkeypatch, what, word):
    monkeypatch.setattr(identity, what, lambda: "other")
    with pytest.raises(StoreError, match=f"another {word}"):
        Store.claim(store.folder, store.plan)
    again = Store.open(store.folder)
    with pytest.raises(StoreError, match=f"another {word}"):
        run(again, threads=1)

    assert store.digest() == again.digest()


def test_of_two_who_claim_an_empty_folder_one_prevails(tmp_path, monkeypatch):
    real, rival = files.put, small(seed=12)

    def late(path, data, anew=False):
        if anew:
            monkeypatch.setattr(files, "put", real)
            Store.claim(tmp_path, rival)
        return real(path, data, anew)

    monkeypatch.setattr(files, "put", late)
    with pytest.raises(StoreError, match=r"another seed \(12, not 11\)"):
        Store.claim(tmp_path, small())
    assert rival.hash == Store.open(tmp_path).plan.hash


def test_a_folder_without_a_sweep_says_so(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(StoreError, match="no sweep"):
            Store.open(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"chunk": 0, "plan": "x", "columns": {}}', "null", "\0"])
@pytest.mark.parametrize("name", ["sweep.json", "plan.json"])
def test_a_folder_that_somebody_has_spoilt_says_which_file(store, name, text):
    (store.folder / name).write_text(text)

    with pytest.raises(StoreError, match=name) as refusal:
        Store.open(store.folder)
    assert "\n" not in str(refusal.value)


def test_a_plan_that_somebody_has_changed_is_not_believed(store):
    path = store.folder / "plan.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps(data | {"seed": 5}))
    with pytest.raises(StoreError, match="not the one that was run"):
        Store.open(store.folder)

    path.write_text(json.dumps(small(seed=5).as_dict()))
    with pytest.raises(StoreError, match="of another sweep"):
        Store.open(store.folder)


def test_a_claim_that_was_cut_short_is_completed(store):
    before = bytes_of(store.folder)
    for name in ("plan.json", "points.parquet", "plan.toml"):
        (store.folder / name).unlink()
    with pytest.raises(StoreError, match="plan.json is missing; start the sweep again with its plan"):
        Store.open(store.folder)

    assert [] == Store.claim(store.folder, small(chunk=7)).missing()
    assert before == bytes_of(store.folder) and Store.open(store.folder).digest() == store.digest()


# ------------------------------------------------------------------------------------- what is there


def test_a_file_without_a_line_is_not_there(tmp_path):
    store = Store.claim(tmp_path, small(chunk=7))
    line = perform(store, 3)
    assert store.path("runs", 3).exists()
    assert (list(range(9)), []) == (store.missing(), store.files())

    store.record(line)
    assert ([0, 1, 2, 4, 5, 6, 7, 8], [store.path("runs", 3)]) == (store.missing(), store.files())


def test_a_line_without_its_file_does_not_count(store):
    store.path("runs", 3).unlink()
    again = Store.open(store.folder)

    assert ([3], 53) == (again.missing(), again.manifest.rows)
    run(again, threads=1)
    assert store.digest() == Store.open(store.folder).digest()


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:100], lambda data: b"", lambda data: data[:500] + b"!" + data[501:]]
)
def test_a_file_that_was_spoilt_is_found_out_and_made_again(store, spoil):
    path, before = store.path("runs", 4), bytes_of(store.folder)
    path.write_bytes(spoil(path.read_bytes()))
    again = Store.open(store.folder)

    assert ([], [4]) == (again.missing(), again.missing(verify=True))
    run(again, threads=1)
    assert before == bytes_of(store.folder)
    assert [] == Store.open(store.folder).missing(verify=True)


def test_a_chunk_that_is_written_twice_is_the_same(store):
    before = bytes_of(store.folder)
    lines = [perform(store, 5), perform(Store.open(store.folder), 5), store.manifest.done[5]]

    assert before == bytes_of(store.folder)
    assert 1 == len({json.dumps([line[name] for name in ("files", "rows", "digest", "faults")]) for line in lines})


def test_a_table_that_is_not_kept_has_no_files(store, whole):
    assert [] == store.files("months") == store.files("firms")
    assert 9 == len(whole.files("months"))


def test_the_size_of_a_chunk_is_never_more_than_there_is(tmp_path):
    assert 60 == Store.claim(tmp_path, dataclasses.replace(small(), chunk=1000)).size
