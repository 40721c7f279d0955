"""The list of what is there: a line of JSON a finished chunk, appended in one write. The store's only truth.

A process that dies while it writes leaves a torn line, which is ignored; a later line of the same chunk prevails.
"""

import errno
import json
import os

from marketsim.sweeps.files import synced


class Manifest:
    """What is finished, as far as it was read.

    done: {chunk: line}; errors: {chunk: text} of those that failed and were not finished since.
    rows, faults: how many runs are done in all, and how many of them ended in a fault.
    """

    def __init__(self, path):
        self.path = path
        self.done, self.errors = {}, {}
        self.rows = self.faults = 0
        self._read = 0
        self.refresh()

    def refresh(self):
        """Read what was appended since, by this process or another."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self._read)
                text = file.read()
        except FileNotFoundError:
            return
        whole = text[: text.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            self._take(line)

    def _take(self, text):
        try:
            line = json.loads(text)
            chunk = line["chunk"]
            if "error" in line:
                if chunk not in self.done:
                    self.errors[chunk] = str(line["error"])
                return
            rows, faults, _ = line["rows"], line["faults"], dict(line["files"])
        except (ValueError, KeyError, TypeError):  # torn
            return
        self.forget(chunk)
        self.errors.pop(chunk, None)
        self.done[chunk] = line
        self.rows += rows
        self.faults += faults

    def forget(self, chunk):
        """This chunk is not done after all; a new line will say when it is."""
        if line := self.done.pop(chunk, None):
            self.rows -= line["rows"]
            self.faults -= line["faults"]

    def append(self, line):
        """Say that a chunk is finished, or why it is not: {"chunk": k, ...}. OSError if it cannot be written."""
        data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        new = not self.path.exists()
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
        try:
            size = os.lseek(file, 0, os.SEEK_END)
            if size:
                os.lseek(file, size - 1, os.SEEK_SET)
                data = data if os.read(file, 1) == b"\n" else b"\n" + data  # after a torn line
            if os.write(file, data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(file)
        finally:
            os.close(file)
        if new:
            synced(self.path.parent)
        self.refresh()
