"""A plan: which points of a market's figures are run, and how often. A TOML file, checked and hashed before it runs.

    name = "floor-line"
    scenario = "floor"            # shipped, or a path relative to the plan
    what_if = ["cold-spell@2026-03"]  # optional: shocks and policies laid over it in every point, by name
    seed = 7
    runs = 1000                   # of every point: the same runs 0..999, the same luck
    months = 30                   # optional; the scenario's own if left out
    basis = "publication"         # optional, as `marketsim run --basis`
    chunk = 10000                 # optional: runs in a chunk; chosen from a short trial if left out
    keep = ["months"]             # optional: also the metrics of every month ("months"), the firms' fates ("firms")
    metrics = ["value", "active"] # optional: which metrics are kept; all if left out

    [set]                         # figures changed in every point, as `--set`
    floor_rise = "0.1 1 / year"

    [design]
    kind = "sobol"                # grid, latin-hypercube, sobol, one-at-a-time, table
    points = 256                  # of sobol and latin-hypercube
    seed = 1                      # of their scrambling
    file = "points.csv"           # of table, instead of [vary]: CSV or Parquet, a column a key

    [vary]                        # keys as in `--set`
    floor_line = [2000, "0.5 billion dollar"]             # levels, in the figure's own unit or with theirs
    growth_memory = { uniform = [0.1, 0.4] }              # a range; a grid also wants `levels = 5`
    "startups.Zhipu AI.cash" = { lognormal = [2, 0.5], unit = "billion yuan" }

    [policies]                    # optional; each is crossed with every point, and prevails over it
    none = {}
    "no floor" = { floor_line = 0 }

A figure that the scenario draws anew for each run is held at the point's value; all others stay drawn by (seed, run,
name), so that run k has the same luck at every point.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain


class PlanError(ValueError):
    """A plan that cannot be run; the text is one line: file, key, rule, value."""


@dataclass(frozen=True, slots=True)
class Point:
    """One set of figures under one policy. `number` runs over points x policies, the policy fastest.

    values: {key: number in the figure's own unit, or a word}; a key that is not there stays as the scenario has it.
    """

    number: int
    policy: str  # "" where the plan has no policies
    values: dict


@dataclass(frozen=True)
class Plan:
    """What a sweep runs: `runs` futures of every point of `points`, as told by `scenario` with the point's values."""

    name: str
    scenario: object  # with [set] applied
    seed: int
    runs: int
    months: int
    points: tuple
    keys: tuple  # that vary, in the order of the plan
    policies: dict = field(default_factory=dict)  # {name: {key: value}}
    units: dict = field(default_factory=dict)  # {key: unit of its values}
    basis: str = "publication"
    chunk: int | None = None
    keep: tuple = ()
    metrics: tuple = ()
    kind: str = "table"  # of design
    file: str = ""  # its name, for messages
    text: str = field(default="", compare=False, repr=False)  # of the file

    @property
    def cells(self):
        """How many runs there are in all."""
        return len(self.points) * self.runs

    @cached_property
    def hash(self):
        """Fingerprint of everything that can change a number or a column; not of name, comments and chunk."""
        head = [self.scenario.hash, self.seed, self.runs, self.months, self.basis, sorted(self.keep), self.metrics]
        digest = hashlib.sha256(json.dumps(head).encode())
        for point in self.points:
            digest.update(json.dumps([point.policy, point.values], sort_keys=True).encode())
        return digest.hexdigest()[:16]

    def premise(self, point):
        """The scenario of a point, which may be given by its number."""
        point = point if isinstance(point, Point) else self.points[point]
        return self.scenario.with_values(point.values)

    def column(self, key):
        """What a key is at every point, None where it stays as the scenario has it."""
        return [point.values.get(key) for point in self.points]

    def table(self):
        """One row a point, as an Arrow table: point, policy, a column a varied key with its unit as metadata."""
        import pyarrow as pa

        columns = {
            pa.field("point", pa.int32()): [point.number for point in self.points],
            pa.field("policy", pa.string()): [point.policy for point in self.points],
        }
        for key in self.keys:
            values = self.column(key)
            worded = any(isinstance(value, str) for value in values)
            unit = {"unit": self.units[key]} if self.units.get(key) else None
            columns[pa.field(key, pa.string() if worded else pa.float64(), metadata=unit)] = values
        schema = pa.schema(list(columns))
        return pa.Table.from_arrays([pa.array(v, f.type) for f, v in columns.items()], schema=schema)

    def as_dict(self):
        """Everything a worker needs, as plain data."""
        names = ("name", "seed", "runs", "months", "basis", "chunk", "kind", "file", "text", "units", "policies")
        plain = {name: getattr(self, name) for name in names}
        lists = {name: list(getattr(self, name)) for name in ("keys", "keep", "metrics")}
        data = self.scenario.model_dump(mode="json", exclude_none=True)
        points = [[point.policy, point.values] for point in self.points]
        return plain | lists | {"hash": self.hash, "scenario": data, "points": points}

    @classmethod
    def from_dict(cls, data):
        """The plan of what `as_dict` gave; PlanError if it is not whole."""
        from marketsim.scenario import ScenarioError, checked

        try:
            fields = {name: data[name] for name in cls.__dataclass_fields__}
            fields |= {name: tuple(data[name]) for name in ("keys", "keep", "metrics")}
            fields["scenario"] = checked(data["scenario"], data["file"])
            fields["points"] = numbered(data["points"])
            plan, hash = cls(**fields), data["hash"]
        except (KeyError, TypeError, ValueError, ScenarioError) as error:
            raise PlanError(f"the plan kept there cannot be used: {error!r}") from None
        if plan.hash != hash:
            raise PlanError(f"the plan kept there is not the one that was run (hash {plan.hash}, not {hash})")
        return plan


def numbered(pairs):
    """Points of (policy, values), in order."""
    return tuple(Point(number, policy, values) for number, (policy, values) in enumerate(pairs))


def crossed(designed, policies):
    """Every set of values under every policy, the policy fastest: pairs for `numbered`."""
    every = policies or {"": {}}
    return chain.from_iterable(((name, values | of) for name, of in every.items()) for values in designed)


def read_plan(path):
    """The plan of a TOML file; PlanError says what is wrong in one line."""
    from marketsim.sweeps.reading import read

    return read(path)
