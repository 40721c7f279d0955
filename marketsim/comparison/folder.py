"""What a comparison leaves behind: tables, provenance, pictures."""

import json
from pathlib import Path

from marketsim.provenance import identity, provenance
from marketsim.results import PROVENANCE, replacing, write_table

TABLES = ("claims", "metrics", "months", "firms", "groups")


def identified(one, other, seed, runs, months, basis):
    """What makes this comparison this one and no other, known before it is computed."""
    first = identity(one, seed, runs, months, basis)
    return first | {"hash": f"{one.hash}-{other.hash}", "compared": [one.name, other.name]}


def facts(comparison, asked, changes):
    """The facts of a comparison, as plain data: its own, and those of either market."""
    one, other = comparison.one, comparison.other
    own = identified(one.scenario, other.scenario, one.seed, asked, one.horizon, comparison.basis)
    sides = [provenance(one, asked, {}, comparison.basis), provenance(other, asked, changes, comparison.basis)]
    return own | {
        "title": f"{comparison.names[0]} and {comparison.names[1]}",
        "runs_done": comparison.runs,
        "changes": dict(changes),
        "names": list(comparison.names),
        "one": sides[0],
        "other": sides[1],
    }


def write(folder, comparison, about):
    """Write tables, provenance and pictures; yields the name of each file when it is there.

    claims, metrics, months, firms and groups as in `Comparison`; runs: a row a run, both digests.
    """
    import pandas as pd
    import pyarrow as pa

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PROVENANCE).unlink(missing_ok=True)
    runs = pd.DataFrame({"one": comparison.one.digests, "other": comparison.other.digests})
    runs.insert(0, "run", range(comparison.one.first, comparison.one.first + comparison.runs))
    for name, table in (("runs", runs), *((name, getattr(comparison, name)) for name in TABLES)):
        with replacing(folder / f"{name}.parquet") as path:
            write_table(path, iter([pa.Table.from_pandas(table, preserve_index=False)]))
        yield f"{name}.parquet"
    yield from draw(folder, comparison, about)
    with replacing(folder / PROVENANCE) as path:
        path.write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", "utf-8")
    yield PROVENANCE


def draw(folder, comparison, about):
    """Every figure as PNG and SVG; yields their names."""
    from marketsim.figures import save
    from marketsim.figures.difference import difference
    from marketsim.figures.dumbbell import dumbbell
    from marketsim.figures.winners import winners

    names = comparison.names
    for name, figure in (
        ("difference", difference(comparison.months, names, about)),
        ("claims", dumbbell(comparison.claims, names, about)),
        ("winners", winners(comparison.firms, comparison.groups, names, about)),
    ):
        for kind in ("png", "svg"):
            with replacing(folder / f"{name}.{kind}") as path:
                save(figure, path)
            yield f"{name}.{kind}"
