"""Files that are there whole or not at all: a temporary name, fsync, rename, fsync of the folder.

Killed at any moment, a writer leaves at most a temporary file, which a later process sweeps up.
"""

import errno
import os
import time
from contextlib import suppress
from hashlib import file_digest

BEGUN = time.time()  # of this process, or near enough
TRIES = 5  # another process may take a temporary file for a left-over, if clocks differ
NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK)  # from file systems without hard links


def put(path, data, anew=False):
    """Write a file's bytes durably; the same bytes may be put twice. OSError if it cannot be done.

    anew: only if there is no such file yet; then False is returned if there is.
    """
    for left in reversed(range(TRIES)):
        part = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
        try:
            written(part, data)
            done = (_linked if anew else _renamed)(part, path)
            break
        except FileNotFoundError:
            if not left or not path.parent.is_dir():
                raise
        finally:
            with suppress(OSError):
                os.unlink(part)
    synced(path.parent)
    return done


def _renamed(part, path):
    os.replace(part, path)
    return True


def _linked(part, path):
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if path.exists():
            return False
        os.replace(part, path)
    return True


def written(path, data):
    """A new file that holds the bytes, on the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        os.close(file)


def synced(folder):
    """Make the folder's names durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def swept(folder):
    """Remove temporary files that are older than this process; returns how many."""
    count = 0
    for path in [*folder.glob("*.part"), *folder.glob("*/*.part")]:
        with suppress(OSError):
            if path.stat().st_mtime < BEGUN:
                path.unlink()
                count += 1
    return count


def fingerprint(path):
    """sha256 of a file; None if it is not there."""
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def trouble(error):
    """An operating system's error in a line: which file, then why."""
    why = str(error.strerror or error).strip()
    return f"{os.fsdecode(error.filename)}: {why}" if error.filename else why
