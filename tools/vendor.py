"""Other people's files that are shipped with the pages: are they what VENDOR.toml says?

`python tools/vendor.py` checks every vendored file against its SHA-256 and says in a line what is not as written.
"""

import hashlib
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "marketsim/server/static/vendor", ROOT / "tests/browser/vendor")
FACTS = ("name", "version", "licence", "source", "file", "sha256", "licence_file", "licence_sha256")


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def troubles(folder):
    """What is wrong with a folder of vendored files, a line each; an empty list if nothing is."""
    parts = tomllib.loads((folder / "VENDOR.toml").read_text(encoding="utf-8"))["part"]
    found, listed = [], {"VENDOR.toml"}
    for part in parts:
        missing = [fact for fact in FACTS if not part.get(fact)]
        if missing:
            found.append(f"{folder.name}/VENDOR.toml: {part.get('name', 'a part')} has no {', '.join(missing)}")
            continue
        for file, promised in ((part["file"], part["sha256"]), (part["licence_file"], part["licence_sha256"])):
            listed.add(file)
            if not (folder / file).is_file():
                found.append(f"{folder.name}/{file}: listed in VENDOR.toml, but not there")
            elif promised != sha256(folder / file):
                found.append(f"{folder.name}/{file}: sha256 should be {promised}, got {sha256(folder / file)}")
        listed |= set(part.get("notices", ()))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found + [f"{folder.name}/{file}: not listed in VENDOR.toml" for file in sorted(there - listed)]


def main():
    found = [line for folder in FOLDERS for line in troubles(folder)]
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print("every vendored file is what VENDOR.toml says")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
