"""A sweep's folder, in which nothing is lost and nothing mixed.

    sweep.json      what sweep this is: rules, scenario, plan, seed; chunk size, columns; written first, and once
    plan.json       the plan as plain data; plan.toml as it was written; points.parquet its points
    manifest.jsonl  one line a finished chunk; what it does not name with its sha256 is not there
    runs/000000.parquet, months/000000.parquet, firms/000000.parquet

A chunk's files are put in place whole, then their line is appended. A process may be killed at any moment, two may
work at once, a chunk may be computed twice: the same bytes come out.
"""

import hashlib
import json
from functools import cached_property
from pathlib import Path

from marketsim.sweeps import chunks, files
from marketsim.sweeps.columns import Columns
from marketsim.sweeps.identity import SAME, identity
from marketsim.sweeps.manifest import Manifest
from marketsim.sweeps.plan import Plan, PlanError


class StoreError(ValueError):
    """A folder that cannot be used for what is asked; the text is one line."""


class Halted(RuntimeError):
    """A sweep that cannot go on, though nothing was asked amiss; the text is one line. What is done stays."""


class Store:
    """A sweep's folder: `claim` makes it or takes it up again, `open` reads it.

    plan; identity: what sweep.json holds; size: runs in a chunk; chunks: how many; cells: runs in all; columns.
    """

    def __init__(self, folder, plan, identity):
        self.folder, self.plan, self.identity = Path(folder), plan, identity
        self.size, self.cells = identity["chunk"], plan.cells
        self.chunks = chunks.chunks(self.cells, self.size)
        self.columns = Columns.from_dict(identity["columns"])

    @classmethod
    def claim(cls, folder, plan):
        """The store of this plan in this folder, made if need be.

        StoreError if the folder holds another sweep, Halted if it cannot be written.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            there = read_identity(folder)
            if there is None:
                files.put(folder / "sweep.json", as_json(identity(plan)), anew=True)
                there = read_identity(folder)
            store = cls(folder, plan, there)
            store.refuse_another()
            store.furnish()
        except OSError as error:
            raise Halted(files.trouble(error)) from None
        return store

    @classmethod
    def open(cls, folder):
        """The store in a folder; StoreError if there is none, or none that is whole."""
        folder = Path(folder)
        try:
            there = read_identity(folder)
            if there is None:
                raise StoreError(f"{folder}: no sweep (sweep.json is missing)")
            plan = Plan.from_dict(json.loads((folder / "plan.json").read_text("utf-8")))
        except FileNotFoundError:
            raise StoreError(f"{folder}: plan.json is missing; start the sweep again with its plan") from None
        except OSError as error:
            raise StoreError(files.trouble(error)) from None
        except (PlanError, ValueError) as error:
            raise error if isinstance(error, StoreError) else StoreError(f"{folder}: plan.json: {error}") from None
        if plan.hash != there["plan"]:
            raise StoreError(f"{folder}: plan.json is of another sweep (hash {plan.hash}, not {there['plan']})")
        return cls(folder, plan, there)

    def refuse_another(self):
        """StoreError, naming what differs, if this plan under today's rules is not the sweep that is kept here."""
        now = identity(self.plan, self.identity)
        for name, word in SAME.items():
            if now[name] != self.identity.get(name):
                raise StoreError(
                    f"{self.folder}: holds a sweep with another {word} "
                    f"({self.identity.get(name)}, not {now[name]}); use another folder"
                )

    def furnish(self):
        """Write the plan and its points, unless they are there."""
        for table in self.columns.sheets:
            (self.folder / table).mkdir(exist_ok=True)
        files.synced(self.folder)
        for name, data in (
            ("plan.toml", lambda: self.plan.text.encode()),
            ("points.parquet", lambda: self._points()),
            ("plan.json", lambda: as_json(self.plan.as_dict())),
        ):
            if not (self.folder / name).exists():
                files.put(self.folder / name, data())

    def _points(self):
        from marketsim.sweeps.parquet import encoded

        return encoded(self.plan.table())

    @cached_property
    def manifest(self):
        """What is done, read when it is first asked for; `manifest.refresh()` reads on."""
        return Manifest(self.folder / "manifest.jsonl")

    @cached_property
    def field(self):
        """The points as markets to run; what is shared by points and threads is made once."""
        return chunks.Field(self.plan)

    def chunk(self, number):
        return chunks.chunk(self.cells, self.size, number)

    def path(self, table, number):
        return self.folder / table / f"{number:06d}.parquet"

    def missing(self, verify=False):
        """Numbers of the chunks that are not done, or whose files are gone; `verify` reads them all to be sure."""
        for number, line in list(self.manifest.done.items()):
            if not self._stands(line, verify):
                self.manifest.forget(number)
        done = self.manifest.done
        return [number for number in range(self.chunks) if number not in done]

    def _stands(self, line, verify):
        if not verify:
            return all((self.folder / name).exists() for name in line["files"])
        return all(files.fingerprint(self.folder / name) == sha for name, sha in line["files"].items())

    def add(self, number, sheets):
        """Put a chunk's tables in place: {table: bytes}; returns {file: sha256}. The line follows with `record`."""
        shas = {}
        for table, data in sheets.items():
            path = self.path(table, number)
            files.put(path, data)
            shas[f"{table}/{path.name}"] = hashlib.sha256(data).hexdigest()
        return shas

    def record(self, line):
        """Say in the manifest that a chunk is done, or why it failed."""
        self.manifest.append(line)

    def files(self, table="runs"):
        """Paths of a table's finished files, in the order of the chunks; none if it is not kept. Read no others."""
        if table not in self.columns.sheets:
            return []
        return [self.path(table, number) for number in sorted(self.manifest.done)]

    def digest(self):
        """Fingerprint of all runs in the order of the cells: threads, workers and the size of chunks do not change it.

        StoreError if some are missing.
        """
        from pyarrow import parquet

        if missing := self.missing():
            raise StoreError(f"{self.folder}: {len(missing)} of {self.chunks} chunks are not done")
        total = hashlib.sha256()
        for path in self.files():
            total.update(chunks.seal(parquet.read_table(path, columns=list(chunks.SEAL.names))))
        return total.hexdigest()[:16]


def as_json(data):
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def read_identity(folder):
    """What sweep.json says; None if there is none."""
    try:
        facts = json.loads((folder / "sweep.json").read_text("utf-8"))
        Columns.from_dict(facts["columns"])
        return facts if facts["chunk"] >= 1 and facts["plan"] else None
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder}: sweep.json is not readable: {error!r}") from None
