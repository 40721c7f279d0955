"""What came out of a sweep: as DataFrames, by SQL, for xarray and the EMA workbench, and any run as a live market."""

from functools import cached_property
from pathlib import Path

from marketsim.sweeps.query import QueryError, ask
from marketsim.words import filename

QUANTILES = (0.05, 0.5, 0.95)


class Sweep:
    """A store, asked. Only finished chunks answer; a sweep that is not complete may be asked while it runs.

    plan: what was to be run; folder: where it is; finished: what the last `run` of it did, None if it was only opened.
    """

    def __init__(self, store, finished=None):
        self.store, self.finished = store, finished

    plan = property(lambda self: self.store.plan)
    folder = property(lambda self: self.store.folder)

    def __repr__(self):
        done = f"{self.store.manifest.rows:,} of {self.plan.cells:,} runs"
        return f"<Sweep {self.plan.name}: {len(self.plan.points):,} points, {done}, in {self.folder}>"

    @property
    def complete(self):
        """Is every run done?"""
        return self.store.manifest.rows == self.plan.cells

    @cached_property
    def points(self):
        """One row a point: point, policy, what each varied figure is, NaN where it stays as the scenario has it."""
        return self.plan.table().to_pandas()

    @property
    def claims(self):
        """Ids of the claims that were settled."""
        return self._columns("BOOLEAN")

    @property
    def metrics(self):
        """Names of the metrics that were kept."""
        return self._columns("FLOAT")

    def _columns(self, type):
        return [name for name, its, *_ in ask(self.store, "DESCRIBE runs", "fetchall") if its == type]

    def resume(self, **how):
        """Run what is missing; takes what `sweep` takes besides plan and out."""
        from marketsim.sweeps.engine import run

        self.finished = run(self.store, **how)
        return self

    # ------------------------------------------------------------------------------------- tables

    def sql(self, question):
        """A DataFrame that answers a question in SQL (DuckDB's) about the tables runs, months, firms, points.

            sweep.sql('SELECT floor_line, share("S0-P1"), avg(value) FROM runs JOIN points USING (point) GROUP BY 1')

        runs: point, run, digest, fault, a column a claim, metrics of the last month. months: point, run, month,
        metrics, if the plan keeps them; firms likewise. `share` is the share of runs in which a claim is true.
        QueryError says in a line what is wrong. Nothing can be written.
        """
        return ask(self.store, question)

    def frame(self, by="run", columns=None, quantiles=QUANTILES):
        """Points joined to their runs.

        by: "run": one row a run; or "point": one row a point: runs, faults, then for each claim its share with
        95 % Wilson interval (S0-P1, S0-P1_low, S0-P1_high), for each metric its mean and quantiles (value_mean,
        value_p5, ...).
        columns: which claims and metrics; all if None.
        A varied parameter that is called like a metric appears as "parameters.NAME".
        """
        from marketsim.sweeps.frames import by_point, by_run

        known = [*self.claims, *self.metrics]
        for name in columns or ():
            if name not in known:
                raise QueryError(f"columns: must be claims or metrics of this sweep, got {name!r}")
        if by not in ("run", "point"):
            raise QueryError(f"by: must be run or point, got {by!r}")
        chosen = [name for name in known if columns is None or name in columns]
        return by_run(self, chosen) if by == "run" else by_point(self, chosen, quantiles)

    def xarray(self, table="runs"):
        """An xarray Dataset over (point, run), or (point, run, month) of the table "months"; runs not done are NaN."""
        from marketsim.sweeps.handover import dataset

        return dataset(self, table)

    def to_ema(self, by="point"):
        """(experiments, outcomes) in the shape of the EMA workbench: a DataFrame, and {outcome: array of its length}.

        by: "point": an experiment is a point, its outcomes the shares of the claims and the means of the metrics;
        "run": an experiment is a run, its outcomes 1, 0 or NaN and the metrics themselves.
        """
        from marketsim.sweeps.handover import ema

        return ema(self, by)

    # ------------------------------------------------------------------------------------- one run

    def digest(self, point, run):
        """The fingerprint that a run's market had when it ended: what `market.digest` of its replay must come to."""
        self._within(point, run)
        which = f"point = {int(point)} AND run = {int(run)}"
        found = ask(self.store, f"SELECT digest FROM runs WHERE {which}", "fetchall")
        if not found:
            raise QueryError(f"point {point}, run {run} is not done yet")
        return found[0][0]

    def replay(self, point, run):
        """The live market of one run of one point, at its first month: the same future, bit for bit."""
        from marketsim.market import LONG, Market
        from marketsim.start import Start

        self._within(point, run)
        premise = self.plan.premise(int(point))
        return Market(premise, self.plan.seed, int(run), start=Start(premise, max(self.plan.months, LONG)))

    def _within(self, point, run):
        for name, value, count in (("point", point, len(self.plan.points)), ("run", run, self.plan.runs)):
            if not 0 <= value < count:
                raise QueryError(f"{name} must be in 0 to {count - 1}, got {value}")


def sweep(plan, out=None, **how):
    """Run a plan, or what is still missing of it, and give the Sweep.

    plan: a Plan, or the path of its TOML file. out: the folder; out/NAME if None.
    threads: how many, all cores if None; or local_workers: how many processes of this machine; or cluster: the address
    of a Dask scheduler. progress: called now and then as progress(done, runs).
    """
    from marketsim.sweeps.engine import run
    from marketsim.sweeps.plan import Plan, read_plan
    from marketsim.sweeps.store import Store

    plan = plan if isinstance(plan, Plan) else read_plan(plan)
    store = Store.claim(folder_of(plan, out), plan)
    return Sweep(store, run(store, **how))


def folder_of(plan, out=None):
    """Where a plan's store is, unless told: out/NAME."""
    return Path(out) if out else Path("out") / filename(plan.name, "sweep")


def open_sweep(folder):
    """The Sweep in a folder, complete or not; StoreError says in a line if there is none."""
    from marketsim.sweeps.store import Store

    return Sweep(Store.open(folder))


