"""A result folder: tables, provenance, pictures. Written file by file under a temporary name, and read back.

The provenance goes first and comes back last, so that a folder whose writing was cut short never vouches for
tables of another run.
"""

import json
import os
from functools import cached_property
from pathlib import Path

from marketsim.provenance import differences
from marketsim.scenario import ScenarioError, checked

PROVENANCE = "provenance.json"
PACKED = ("point", "run", "month")
TABLES = ("months", "firms", "watch", "params", "runs", "claims")


class FolderError(ValueError):
    """A folder that cannot be used; the text is one line."""


def claimed(folder, identity, force=False):
    """Make the folder, or complain: that it holds another result, or that nothing can be written there."""
    folder = Path(folder)
    if (
        not force
        and (folder / PROVENANCE).exists()
        and (different := differences(identity, Results(folder).provenance))
    ):
        name, one, its = different[0]
        raise FolderError(f"{folder}: holds another result ({name} {its}, not {one}): use another --out, or --force")
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / "trial") as path:
        path.write_bytes(b"")
    (folder / "trial").unlink()


def write(folder, ensemble, verdicts, facts):
    """Write tables and provenance; yields the name of each file when it is there."""
    from marketsim import tables

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PROVENANCE).unlink(missing_ok=True)
    outcomes = ensemble.outcomes
    for name, pieces in (
        ("months", tables.months(outcomes)),
        ("firms", tables.firms(outcomes)),
        ("watch", tables.watch(outcomes)),
        ("params", tables.params(outcomes)),
        ("runs", tables.runs(ensemble.digests, verdicts)),
        ("claims", tables.claims(verdicts)),
    ):
        with replacing(folder / f"{name}.parquet") as path:
            write_table(path, pieces)
        yield f"{name}.parquet"
    with replacing(folder / PROVENANCE) as path:
        path.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")
    yield PROVENANCE


class replacing:
    """A temporary name beside a file, which takes the file's place when all went well."""

    def __init__(self, path):
        self.path, self.temporary = path, path.with_name(path.name + ".part")

    def __enter__(self):
        return self.temporary

    def __exit__(self, trouble, *_):
        if trouble is None:
            os.replace(self.temporary, self.path)
        else:
            self.temporary.unlink(missing_ok=True)


def write_table(path, pieces):
    """Tables of one schema to a Parquet file."""
    first = next(pieces)
    with parquet_writer(path, first.schema) as writer:
        writer.write_table(first)
        for piece in pieces:
            writer.write_table(piece)


def parquet_writer(sink, schema, units=True):
    """zstd; figures split by bytes (a third smaller than plain), ids packed, words and small numbers as a dictionary.

    Digests, which nothing compresses, stay as they are. units: keep what the schema's fields say of theirs.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {field.name: field.type for field in schema}
    packed = [name for name in PACKED if name in kinds]
    figures = [name for name, kind in kinds.items() if pa.types.is_floating(kind)]
    plain = {*packed, *figures, "digest", *(name for name, kind in kinds.items() if pa.types.is_boolean(kind))}
    return parquet.ParquetWriter(
        sink,
        schema,
        compression="zstd",
        use_dictionary=[name for name in kinds if name not in plain],
        use_byte_stream_split=figures,
        column_encoding=dict.fromkeys(packed, "DELTA_BINARY_PACKED"),
        write_statistics=packed,  # of figures they would take more room than a small table's figures
        store_schema=units,
    )


class Results:
    """A result folder, read."""

    def __init__(self, folder):
        self.folder = Path(folder)

    @cached_property
    def provenance(self):
        """The facts of the result; FolderError if there are none."""
        path = self.folder / PROVENANCE
        try:
            facts = json.loads(path.read_text("utf-8"))
            return {name: facts[name] for name in facts} if facts["seed"] >= 0 else None
        except (FileNotFoundError, NotADirectoryError):
            raise FolderError(f"{self.folder}: no result of `marketsim run` ({PROVENANCE} is missing)") from None
        except (ValueError, KeyError, TypeError) as error:
            raise FolderError(f"{path}: not readable: {error}") from None

    @cached_property
    def scenario(self):
        """The scenario as it was run, changes and all."""
        try:
            scenario = checked(self.provenance["data"], PROVENANCE)
        except (ScenarioError, KeyError) as error:
            raise FolderError(f"{self.folder}: the scenario kept there cannot be used: {error}") from None
        if scenario.hash != self.provenance["hash"]:
            raise FolderError(
                f"{self.folder}: the scenario kept there is not the one that was run "
                f"(hash {scenario.hash}, not {self.provenance['hash']})"
            )
        return scenario

    def table(self, name):
        """One of months, firms, watch, params, runs, claims as a DataFrame."""
        import pandas as pd

        return pd.read_parquet(self.folder / f"{name}.parquet")

    def digest(self, run):
        """The fingerprint that a run's market had when it ended."""
        from pyarrow import parquet

        digests = parquet.read_table(self.folder / "runs.parquet", columns=["digest"]).column(0)
        if not 0 <= run < len(digests):
            raise FolderError(f"--run must be in 0 to {len(digests) - 1:,}, got {run}")
        return digests[run].as_py()

    def market(self, run):
        """The live market of a run, at its first month; of a fork's folder, of a future."""
        from marketsim.market import Market

        if "fork" in self.provenance:
            from marketsim.forks.branch import reopened

            return reopened(self.scenario, self.provenance).market(run)
        return Market(self.scenario, self.provenance["seed"], run)
