"""The rules as text: what each says it does, what it calls, which parameters, luck and rows of the ledger it uses."""

import re
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from pathlib import Path

from marketsim.checks import WORDS
from marketsim.schema import ENUMS, PARAMETERS, PURPOSES

HEAD = re.compile(r"^cdef (?:inline )?(?:[\w*]+ )+?\*?(\w+)\(", re.M)
TAKEN = re.compile(r"^from (\S+) cimport (\([^)]*\)|[^\n]*)", re.M)
FAMILY = re.compile(r"\(&p\.(\w+)\)\[s\.(\w+)\[")  # one of several parameters in a row, by the number of a word
ROW = re.compile(r"\bS[01]-[MRPWC]\d\d?[ab]?\b")


@dataclass(frozen=True)
class Function:
    """A function of a header: `file` as `rules/sales.pxd`, `body` its text without the docstring."""

    name: str
    file: str
    doc: str
    body: str

    @cached_property
    def parameters(self):
        """The parameters it reads itself, in the order of their declaration."""
        names = set(re.findall(r"\bp\.(\w+)", self.body))
        for first, field in FAMILY.findall(self.body):
            at, order = list(PARAMETERS).index(first), list(PARAMETERS)
            names |= set(order[at : at + len(ENUMS[WORDS[field]])])
        return [name for name in PARAMETERS if name in names]

    @cached_property
    def luck(self):
        """The purposes it draws for."""
        return [name for name in PURPOSES if re.search(rf"(?<![.\w]){name}\b", self.body)]

    @property
    def ledger(self):
        """The rows of the ledger its docstring names."""
        return ROW.findall(self.doc)


class Rules:
    """All functions of the headers: `rules["operate"]`, and what each reaches."""

    def __init__(self, folder, functions, visible):
        self.folder, self.functions, self.visible = folder, functions, visible

    def __getitem__(self, name):
        return next(each for (_, known), each in self.functions.items() if known == name)

    def __contains__(self, name):
        return any(known == name for _, known in self.functions)

    def called(self, function):
        """The functions it names, in the order in which it does."""
        words = re.findall(r"(?<![.\w])\w+", function.body)
        at = {name: file for name, file in self.visible[function.file].items() if name != function.name}
        return [self.functions[at[word], word] for word in dict.fromkeys(words) if word in at]

    def reached(self, name):
        """The function and all it calls, itself first, callers before called."""
        found = {}

        def visit(function):
            if (function.file, function.name) not in found:
                found[function.file, function.name] = function
                for each in self.called(function):
                    visit(each)

        visit(self[name])
        return list(found.values())

    def parameters(self, name):
        """What a rule reads, helpers included."""
        names = {each for function in self.reached(name) for each in function.parameters}
        return [each for each in PARAMETERS if each in names]


def read(folder):
    """The Rules of a folder of headers; ValueError if it is none."""
    folder, functions, taken = Path(folder), {}, {}
    headers = sorted(folder.rglob("*.pxd"))
    if not headers:
        raise ValueError(f"{folder}: no rules are there (*.pxd): run it in the source folder, or say --rules")
    for path in headers:
        file, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        taken[file] = TAKEN.findall(text)
        for function in declared(text, file):
            functions[file, function.name] = function
    visible = {}
    for file, imports in taken.items():
        own = {name: file for known, name in functions if known == file}
        for module, names in imports:
            home = module.replace(".", "/") + ".pxd"
            own |= {name: home for name in re.findall(r"\w+", names) if (home, name) in functions}
        visible[file] = own
    return Rules(folder, functions, visible)


def declared(text, file):
    """Every function of a header: from its head to the next line that is not indented."""
    for head in HEAD.finditer(text):
        end = re.compile(r"^\S", re.M).search(text, head.end())
        body = text[head.end() : end.start() if end else len(text)]
        doc = re.search(r'^    """(.*?)"""', body, re.S | re.M)
        if doc:
            body = body.replace(doc[0], "", 1)
        yield Function(head[1], file, cleandoc(doc[1]) if doc else "", re.sub(r"#.*", "", body))
