"""One chunk, from its number to its files: what a worker does, wherever it is."""

import hashlib
import os
import platform
import time
from functools import lru_cache
from threading import Lock

from marketsim.sweeps import chunks, files
from marketsim.sweeps.parquet import Sheet
from marketsim.sweeps.store import Halted, Store, StoreError


def perform(store, number, pulse=None):
    """Compute a chunk and put its files in place; returns its line for the manifest. Halted if they cannot be written.

    pulse: called as pulse(runs done) now and then; what it raises ends the work.
    """
    began = time.perf_counter()
    chunk, digest, sound = store.chunk(number), hashlib.sha256(), 0
    sheets = {name: Sheet() for name in store.columns.sheets}
    for tables in chunks.compute(store.field, chunk, store.columns, pulse):
        for name, table in tables.items():
            sheets[name].add(table)
        digest.update(chunks.seal(tables["runs"]))
        sound += tables["runs"].column("fault").null_count
    try:
        shas = store.add(number, {name: sheet.bytes() for name, sheet in sheets.items()})
    except OSError as error:
        raise Halted(files.trouble(error)) from None
    return {
        "chunk": number,
        "files": shas,
        "rows": chunk.runs,
        "faults": chunk.runs - sound,
        "digest": digest.hexdigest()[:16],
        "seconds": round(time.perf_counter() - began, 3),
        "worker": worker(),
    }


def perform_there(folder, seal, number):
    """`perform` in a process that knows of the store nothing but its folder; `seal` tells that it is the same one."""
    with OPENING:
        store = opened(folder, seal)
    return perform(store, number)


OPENING = Lock()  # a worker's threads ask for the store all at once


@lru_cache(maxsize=2)
def opened(folder, seal):
    """The store in a folder that a worker should see as well."""
    if files.fingerprint(f"{folder}/sweep.json") != seal:
        raise Halted(f"{folder}: is not this sweep's folder on {platform.node()}: workers must share the file system")
    try:
        store = Store.open(folder)
        store.refuse_another()
    except StoreError as error:
        raise Halted(f"{error} (on {platform.node()})") from None
    return store


def worker():
    return f"{platform.node()}:{os.getpid()}"
