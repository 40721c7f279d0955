"""What came out of a sweep: the same numbers as the ensembles it consists of, in every form one may ask for them."""

import sys

import numpy as np
import pytest
from small_plans import FAULTY, bytes_of, made, small
from sweep_plans import plan_file

import marketsim
from marketsim.claims import shipped, wilson
from marketsim.sweeps.query import QueryError
from marketsim.sweeps.store import StoreError

TABLES = """
[vary]
floor_line = [1000, "0.5 billion dollar"]
champions = [0, 3]
[policies]
none = {}
"all keep to it" = { floor_adoption = 1 }
"""
RUNS, MONTHS = 30, 6


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    plan = plan_file(folder, TABLES, runs=RUNS, months=MONTHS, keep=["months"], chunk=50)
    return marketsim.sweep(plan, out=folder / "out", threads=1)


@pytest.fixture(scope="module")
def ensemble(sweep):
    """Point 5 as an ensemble of its own."""
    return marketsim.simulate(sweep.plan.premise(5), RUNS, 7, MONTHS, threads=1)


def settled(name, outcomes):
    return next(each for each in shipped() if each.id == name).settled(outcomes)


def test_a_row_of_the_frame_is_a_run_with_its_points_figures(sweep, ensemble):
    frame = sweep.frame()
    rows = frame[frame.point == 5].sort_values("run")

    assert 8 * RUNS == len(frame) and sweep.complete
    assert ["all keep to it", 3600, 0] == rows[["policy", "floor_line", "parameters.champions"]].iloc[-1].tolist()
    np.testing.assert_array_equal(ensemble.digests, rows.digest)
    np.testing.assert_array_equal(ensemble.outcomes.metric("value")[:, -1], rows.value)
    np.testing.assert_array_equal(ensemble.outcomes.metric("champions")[:, -1], rows.champions)


def test_a_claim_is_true_false_or_open_as_in_the_ensemble(sweep, ensemble):
    rows = sweep.frame(columns=sweep.claims)
    rows = rows[rows.point == 5].sort_values("run")

    assert sweep.claims
    for name in sweep.claims:
        truth = settled(name, ensemble.outcomes)
        there = rows[name].notna().to_numpy()
        np.testing.assert_array_equal(~np.ma.getmaskarray(truth), there)
        np.testing.assert_array_equal(truth.data[there], rows[name][there].astype(bool))


def test_by_point_a_claim_is_a_share_with_its_interval(sweep, ensemble):
    row = sweep.frame("point").set_index("point").loc[5]
    some = [name for name in sweep.claims if settled(name, ensemble.outcomes).count()]

    assert some
    for name in some:
        truth = settled(name, ensemble.outcomes)
        true, known = int(truth.sum()), int(truth.count())
        assert (true / known, *wilson(true, known)) == tuple(row[[name, f"{name}_low", f"{name}_high"]])


def test_by_point_a_claim_that_no_run_settles_has_no_share(sweep, ensemble):
    frame = sweep.frame("point")
    silent = [name for name in sweep.claims if not settled(name, ensemble.outcomes).count()]

    assert silent and frame[silent].iloc[5].isna().all()


def test_by_point_a_metric_is_its_mean_and_quantiles(sweep, ensemble):
    frame = sweep.frame("point", ["value"], quantiles=(0.1, 0.5))
    values = ensemble.outcomes.metric("value")[:, -1].astype(float)

    assert ["point", "policy", "floor_line", "parameters.champions", "runs", "faults", "value_mean", "value_p10",
            "value_p50"] == list(frame.columns)
    np.testing.assert_allclose([values.mean(), *np.quantile(values, (0.1, 0.5))], frame.iloc[5, 6:].astype(float), 1e-6)


def test_a_run_that_ended_in_a_fault_is_kept_and_counts_for_nothing(tmp_path):
    sweep = marketsim.open_sweep(made(tmp_path, small(each=[{}, FAULTY])).folder)
    runs, points = sweep.frame(), sweep.frame("point")
    faulty = runs[runs.fault.notna()]

    assert len(faulty) == points.faults[1] > 0 == points.faults[0]
    assert faulty.value.isna().all() and faulty[sweep.claims].isna().all(axis=None)
    assert 20 == points.runs[1] and points.value_mean.notna().all()


# ---------------------------------------------------------------------------------------------- sql


def test_sql_sees_runs_points_and_months(sweep):
    found = sweep.sql("""SELECT policy, month, count(*) AS rows, avg(months.value) AS value
                         FROM months JOIN points USING (point) WHERE floor_line > 2000 GROUP BY ALL ORDER BY ALL""")

    assert 2 * MONTHS == len(found) and {2 * RUNS} == set(found.rows)
    last = sweep.frame()[lambda frame: (frame.floor_line > 2000) & (frame.policy == "none")].value.mean()
    np.testing.assert_allclose(last, found.value[found.policy == "none"].iloc[-1])


def test_share_is_the_share_of_runs_that_settle_a_claim(sweep):
    name = sweep.claims[0]
    found = sweep.sql(f'SELECT point, share("{name}") AS share FROM runs GROUP BY point ORDER BY point')

    np.testing.assert_array_equal(sweep.frame("point")[name], found.share)


@pytest.mark.parametrize("question", [
    "COPY runs TO '{out}'", "CREATE TABLE mine AS SELECT 1", "EXPLAIN ANALYZE COPY runs TO '{out}'",
    "SELECT 1; SELECT 2", "", "DROP VIEW runs", "ATTACH '{out}'", "PRAGMA database_list", "SET threads = 1",
    "SELECT * FROM read_csv('{file}')", "SELECT * FROM '{file}'", "SELECT * FROM read_text('{file}')",
    "SELECT * FROM glob('/*')", "SELECT * FROM store", "INSTALL httpfs", "SELECT nothing FROM runs", "SELEC",
    "SELECT ('a' || value)::INTEGER FROM runs",
])
def test_a_store_is_only_read_and_nothing_else_on_the_disk(sweep, tmp_path, question):
    (tmp_path / "file.csv").write_text("secret\n1\n")
    before = bytes_of(sweep.folder)
    with pytest.raises(QueryError) as trouble:
        sweep.sql(question.format(out=tmp_path / "x", file=tmp_path / "file.csv"))

    assert "\n" not in str(trouble.value) and str(trouble.value).startswith("query: ")
    assert ["file.csv"] == [path.name for path in tmp_path.iterdir()] and before == bytes_of(sweep.folder)


def test_what_the_manifest_does_not_name_is_not_read(tmp_path):
    store = made(tmp_path, small(points=2, runs=4, chunk=4))
    lines = (tmp_path / "manifest.jsonl").read_text().splitlines()
    (tmp_path / "manifest.jsonl").write_text(lines[0] + "\n")
    (tmp_path / "runs" / "000001.parquet").write_bytes(b"half")
    sweep = marketsim.open_sweep(store.folder)

    assert [4] == sweep.sql("SELECT count(*) AS runs FROM runs").runs.tolist() and not sweep.complete
    assert 1 == len(sweep.frame("point"))
    with pytest.raises(QueryError, match="^point 1, run 0 is not done yet$"):
        sweep.digest(1, 0)
    assert sweep.xarray()["value"][0].notnull().all() and sweep.xarray()["value"][1].isnull().all()
    sweep.resume(threads=1)
    assert sweep.complete and 8 == len(sweep.frame())


def test_a_sweep_of_which_nothing_is_done_says_so(tmp_path):
    made(tmp_path, small(points=1, runs=2))
    (tmp_path / "manifest.jsonl").unlink()
    with pytest.raises(QueryError, match="no chunk is done yet; go on with `marketsim sweep resume"):
        marketsim.open_sweep(tmp_path).sql("SELECT 1")
    with pytest.raises(StoreError, match="sweep.json is missing"):
        marketsim.open_sweep(tmp_path / "elsewhere")


# -------------------------------------------------------------------------------------- other tools


def test_xarray_has_the_points_as_coordinates(sweep):
    data, frame = sweep.xarray(), sweep.frame()

    assert {"point": 8, "run": RUNS} == dict(data.sizes)
    assert "million yuan" == data.floor_line.units and "none" == data.policy.values[0]
    np.testing.assert_array_equal(frame.value.to_numpy().reshape(8, RUNS), data["value"])
    assert data[sweep.claims[0]].dtype == np.float32


def test_xarray_of_months_ends_in_the_last_month(sweep):
    months, runs = sweep.xarray("months"), sweep.xarray()

    assert {"point": 8, "run": RUNS, "month": MONTHS} == dict(months.sizes)
    np.testing.assert_array_equal(runs["value"], months["value"][:, :, -1])


def test_without_xarray_one_line_says_what_to_install(sweep, monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(QueryError, match="^xarray.. needs the package xarray: pip install xarray$"):
        sweep.xarray()


@pytest.mark.parametrize("by, length", [("point", 8), ("run", 8 * RUNS)])
def test_the_workbench_gets_experiments_and_an_outcome_for_each(sweep, by, length):
    experiments, outcomes = sweep.to_ema(by)
    frame = sweep.frame(by, ["value"])

    assert ["floor_line", "parameters.champions", "scenario", "policy", "model"] == list(experiments.columns)
    assert {(length,)} == {values.shape for values in outcomes.values()} and length == len(experiments)
    assert {0, 1, 2, 3} == set(experiments.scenario) and {"none", "all keep to it"} == set(experiments.policy)
    np.testing.assert_array_equal(frame["value_mean" if by == "point" else "value"], outcomes["value"])


# ------------------------------------------------------------------------------------------ one run


@pytest.mark.parametrize("point, run", [(0, 0), (5, 17), (7, RUNS - 1)])
def test_a_run_of_a_point_reopens_as_a_live_market_bit_for_bit(sweep, point, run):
    market = sweep.replay(point, run)
    for _ in range(MONTHS):
        market.step()

    assert sweep.digest(point, run) == market.digest


@pytest.mark.parametrize("point, run, said", [(8, 0, "point must be in 0 to 7, got 8"),
                                              (0, -1, "run must be in 0 to 29, got -1")])
def test_a_run_that_is_not_in_the_plan_is_refused(sweep, point, run, said):
    for ask in (sweep.replay, sweep.digest):
        with pytest.raises(QueryError, match=f"^{said}"):
            ask(point, run)


@pytest.mark.parametrize("ask, said", [
    (lambda sweep: sweep.frame("month"), "by: must be run or point, got 'month'"),
    (lambda sweep: sweep.frame(columns=["valu"]), "columns: must be claims or metrics of this sweep, got 'valu'"),
    (lambda sweep: sweep.xarray("firms"), "table: must be runs, or months if the plan keeps them, got 'firms'"),
])
def test_what_is_asked_for_by_a_wrong_name_is_refused_in_a_line(sweep, ask, said):
    with pytest.raises(QueryError) as trouble:
        ask(sweep)

    assert said == str(trouble.value)


def test_sweeping_again_does_nothing_and_gives_the_same(sweep):
    again = marketsim.sweep(sweep.plan, out=sweep.folder, threads=1)

    assert 0 == again.finished.runs and again.store.digest() == sweep.store.digest()
    assert repr(again) == f"<Sweep plan: 8 points, 240 of 240 runs, in {sweep.folder}>"
