"""A plan's TOML, read and checked: each thing that can be wrong is said in one line of file, key, rule, value."""

import tomllib
from functools import partial
from pathlib import Path

from marketsim.claims import BASES
from marketsim.scenario import ScenarioError, load
from marketsim.sweeps import designs
from marketsim.sweeps.designs import DesignError
from marketsim.sweeps.forms import among, chosen, listed, whole, word
from marketsim.sweeps.levels import axis, unit_of, valued
from marketsim.sweeps.plan import Plan, PlanError, crossed, numbered

TOP = ("name", "scenario", "what_if", "seed", "runs", "months", "basis", "chunk", "keep", "metrics")
TABLES = ("set", "design", "vary", "policies")
KINDS = {"grid": (), "one-at-a-time": (), "sobol": ("points", "seed"), "latin-hypercube": ("points", "seed"),
         "table": ("file",)}
KEEP = ("months", "firms")


def read(path):
    """The plan in a file."""
    path = Path(path)
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise PlanError(f"{path}: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError(f"{path.name}: not TOML: {error}") from None
    try:
        return planned(data, text, path)
    except (DesignError, ScenarioError) as error:
        raise PlanError(f"{path.name}: {error}") from None


def planned(data, text, path):
    from marketsim.schema import fields

    among(data, (*TOP, *TABLES), "")
    for name in TABLES:
        if not isinstance(data.get(name, {}), dict):
            raise DesignError(f"{name}: must be a table, got {data[name]!r}")
    scenario = set_up(data, path)
    whole(data, "seed", 0, 2**64 - 1)
    whole(data, "runs", 1, 2**31)
    whole(data, "months", 1, 600)
    whole(data, "chunk", 1, 2**31)
    chosen(data, "basis", BASES)
    keys, designed = laid_out(data, scenario, path)
    policies = {name: under(scenario, name, of) for name, of in data.get("policies", {}).items()}
    points = numbered(crossed(designed, policies))
    return Plan(
        name=word(data, "name", path.stem),
        scenario=scenario,
        seed=data.get("seed", 7),
        runs=data.get("runs", 1000),
        months=data.get("months", scenario.months),
        points=points,
        keys=tuple(keys),
        policies=policies,
        units={key: unit_of(scenario, key) for key in keys},
        basis=data.get("basis", "publication"),
        chunk=data.get("chunk"),
        keep=listed(data, "keep", KEEP),
        metrics=listed(data, "metrics", list(fields("Metrics"))),
        kind=data.get("design", {}).get("kind", "grid"),
        file=path.name,
        text=text,
    )


def set_up(data, path):
    """The scenario under the plan's what-ifs, with the figures of [set]."""
    from marketsim.whatifs import under as with_what_ifs

    name = word(data, "scenario")
    if not name:
        raise DesignError("scenario: missing; say a shipped name, or the path of a .toml file")
    try:
        scenario = load(str(path.parent / name) if name.endswith(".toml") else name)
    except ScenarioError as error:
        raise DesignError(f"scenario: {error}") from None
    shocks = data.get("what_if", [])
    if not isinstance(shocks, list) or not all(isinstance(each, str) for each in shocks):
        raise DesignError(f"what_if: must be a list of names, got {shocks!r}")
    scenario = with_what_ifs(scenario, *shocks)
    return scenario.with_values(changes(scenario, "set", data.get("set", {})))


def changes(scenario, table, entries):
    """{key: value} of [set] or of a policy, each checked."""
    return {key: within(f"{table}.", scenario, key, partial(valued, scenario, key, value))
            for key, value in named(table, entries).items()}


def named(table, entries):
    """The same entries by the one name a figure has here: "parameters.floor_line" is floor_line."""
    plain = {key.removeprefix("parameters."): value for key, value in entries.items()}
    if len(plain) < len(entries):
        twice = next(key for key in entries if f"parameters.{key}" in entries)
        raise DesignError(f"{table}.parameters.{twice}: is the same figure as {twice}, which is there too")
    return plain


def under(scenario, name, entries):
    """A policy's figures."""
    if not isinstance(entries, dict):
        raise DesignError(f"policies.{name}: must be a table of figures, got {entries!r}")
    return changes(scenario, f"policies.{name}", entries)


def within(table, scenario, key, check):
    """Do it; what is wrong is said of the table's key."""
    if key == "months":
        raise DesignError(f"{table}months: is said at the top of a plan, for all points")
    try:
        return check()
    except ScenarioError as error:
        said = str(error).removeprefix("--set ").removeprefix(f"{scenario.name} (changed): ")
        raise DesignError(f"{table}{said.removeprefix('parameters.')}") from None


def laid_out(data, scenario, path):
    """(keys, values of every point) of the design."""
    design, vary = data.get("design", {}), named("vary", data.get("vary", {}))
    kind = design.get("kind", "grid")
    chosen(design, "kind", KINDS, "design.")
    among(design, ("kind", *KINDS[kind]), "design.", f" of {kind}")
    if kind == "table":
        if vary:
            raise DesignError(f"vary: a table's columns say what varies, got {next(iter(vary))!r} besides")
        keys, rows = designs.table(path.parent / word(design, "file", "", "design."))
        values = {}
        return keys, [checked_row(scenario, row, number, values) for number, row in enumerate(rows, 1)]
    axes = [within("vary.", scenario, key, partial(axis, scenario, key, spec)) for key, spec in vary.items()]
    if kind in ("sobol", "latin-hypercube"):
        whole(design, "points", 1, designs.MOST, "design.", needed=True)
        whole(design, "seed", 0, 2**64 - 1, "design.")
        if not axes:
            raise DesignError("vary: missing; say what varies, and in which range")
        make = designs.sobol if kind == "sobol" else designs.latin_hypercube
        points = make(axes, design["points"], design.get("seed", 1))
    else:
        points = designs.grid(axes) if kind == "grid" else designs.one_at_a_time(axes)
    points = list(points)
    for each in axes:
        if each.range is not None:
            for value in {values[each.key] for values in points if each.key in values}:
                within("vary.", scenario, each.key, partial(valued, scenario, each.key, value))
    return list(vary), points


def checked_row(scenario, row, number, values):
    """A row of a table, its values checked; those that were met before are in `values`."""
    for key, value in row.items():
        if (key, value) not in values:
            where = f"design.file: row {number}: "
            check = partial(valued, scenario, key, value)
            values[key, value] = within(where, scenario, key, check)
    return {key: values[key, value] for key, value in row.items()}
