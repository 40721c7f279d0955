"""Builds the kernel. The only home of compiler flags and of Cython directives."""

import hashlib
import platform
import re
from pathlib import Path

import Cython
from Cython.Build import cythonize
from setuptools import Extension, setup

HERE = Path(__file__).parent
SOURCES = HERE / "cython_ext"
FIELD = re.compile(r"\s+(double|int64_t)(\*?) (\w+)(?:\[(\w+)\])?\s+# (.+)")


# Same bits from every build: no fused multiply-add, no fast math, and none of -march=native.
EXACT = ["/O2", "/fp:precise"] if platform.system() == "Windows" else [
    "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-fno-signed-zeros"]


def declared(path, sizes):
    """Every field of every struct in a .pxd: {struct: [(name, type, is_column, width, unit, meaning)]}."""
    structs, fields = {}, None
    for line in path.read_text().splitlines():
        if head := re.match(r"cdef struct (\w+):", line):
            fields = structs[head[1]] = []
        elif fields is not None and (field := FIELD.match(line)):
            kind, star, name, width, note = field.groups()
            if bracket := re.search(r" \[(\w+)\]", note):
                width, note = bracket[1], note.replace(bracket[0], "")
            unit, _, meaning = (part.strip() for part in note.partition(";"))
            fields.append((name, kind, bool(star), sizes.get(width, 1), unit, meaning))
    return structs


def fingerprint():
    """Of the text of the rules: the same wherever they are built, another after any change of them."""
    sources = sorted(path for path in SOURCES.rglob("*") if path.suffix in (".pyx", ".pxd", ".pxi", ".h"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def write_schema():
    """What Python knows of the state is read off the .pxd files, so that a field is declared once."""
    words = (SOURCES / "words.pxd").read_text()
    sizes = {name: int(size) for name, size in re.findall(r"^    (\w+) = (\d+) ", words, re.M)}
    structs = {}
    for file in ("state.pxd", "outlook.pxd", "params.pxd"):
        structs |= declared(SOURCES / file, sizes)
    kept = {name: structs[name] for name in ("Startups", "Investors", "Acquirers", "Regulators", "Environment",
                                             "Metrics", "Params", "Deal")}
    draws = (SOURCES / "draws.pxd").read_text()
    purposes = {name: int(number) for name, number in re.findall(r"^    ([A-Z_]+) = (\d+)", draws, re.M)}
    enums = {name: members.split(", ") for name, members in
             re.findall(r"cdef enum (\w+):\n    ([A-Z_, ]+)\n", words)}
    target = HERE / "build" / "schema" / "schema.pxi"
    target.parent.mkdir(parents=True, exist_ok=True)
    text = "# Written by setup.py from the declarations in cython_ext.\n"
    text += f"BUILD = {dict(rules=fingerprint(), cython=Cython.__version__, flags=EXACT)!r}\n"
    text += f"SCHEMA = {kept!r}\nENUMS = {enums!r}\nPURPOSES = {purposes!r}\n"
    if not target.exists() or target.read_text() != text:
        target.write_text(text)
    return str(target.parent)


kernel = Extension(
    "marketsim._kernel",
    ["cython_ext/_kernel.pyx"],
    include_dirs=["cython_ext"],
    depends=[str(path.relative_to(HERE)) for path in SOURCES.rglob("*") if path.suffix in (".pxd", ".pxi", ".h")],
    extra_compile_args=EXACT,
)
setup(
    ext_modules=cythonize(
        [kernel],
        include_path=["cython_ext", write_schema()],
        build_dir="build",
        # Set here and nowhere else: a header in a .pyx does not reach the .pxd files.
        compiler_directives=dict(language_level=3, boundscheck=False, wraparound=False, cdivision=True,
                                 initializedcheck=False, embedsignature=True),
    ),
)
