"""A what-if: a value that says which figures of a scenario change, and how."""

import tomllib
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from marketsim.scenario import ScenarioError

FILES = ("risks.toml", "policies.toml")
WORDS = {"title": str, "text": str, "row": str, "starts": bool}
CHANGES = ("set", "times", "month", "add")


class WhatIfError(ScenarioError):
    """A what-if that cannot be used; the text is one line."""


@dataclass(frozen=True)
class WhatIf:
    """A shock or a policy. `row`: of the ledger, "" for one's own.

    set: {key: figure}; times: {key: factor on the scenario's own figure}; month: {key: months after its start};
    add: {name of a regulator of its own: the office it holds}. Keys are explained at the top of risks.toml.
    starts: nothing changes before its month, so `begins` ("2026-03") may say when; else it holds from the first month.
    """

    name: str
    title: str
    text: str = ""
    row: str = ""
    set: dict = field(default_factory=dict)
    times: dict = field(default_factory=dict)
    month: dict = field(default_factory=dict)
    add: dict = field(default_factory=dict)
    starts: bool = False
    begins: str | None = None

    def at(self, begins):
        """The same, beginning in a month like "2026-03"; WhatIfError if it cannot."""
        if not self.starts:
            held = ", ".join(list({**self.set, **self.times, **self.month})[:2])
            raise WhatIfError(
                f"what-if {self.name}: cannot begin at {begins}: it changes {held}, which a run has from its first "
                f"month; `marketsim fork --month {begins}` begins it there"
            )
        return replace(self, begins=begins)

    def __str__(self):
        return f"{self.name}@{self.begins}" if self.begins else self.name


@cache
def shipped():
    """{name: WhatIf} of all that come with the package, the ledger's risks first."""
    folder = files(__package__)
    tables = [tomllib.loads((folder / name).read_text("utf-8")) for name in FILES]
    return MappingProxyType(
        {
            name: made(name, data, file)
            for file, table in zip(FILES, tables, strict=True)
            for name, data in table.items()
        }
    )


def named(text):
    """The what-if of a name, of a name and a month ("champion-policy@2026-03"), or of a TOML file; or as it is.

    WhatIfError says in one line what is wrong.
    """
    if isinstance(text, WhatIf):
        return text
    name, _, begins = str(text).partition("@")
    if Path(name).suffix == ".toml":
        shock = read(Path(name))
    elif name in shipped():
        shock = shipped()[name]
    else:
        near = get_close_matches(name, shipped(), 1, 0.4)
        hint = f"; did you mean {near[0]}?" if near else "; see `marketsim what-ifs`"
        raise WhatIfError(f"what-if {name}: there is none of that name{hint}")
    return shock.at(begins) if begins else shock


def read(path):
    """One's own what-if, from a TOML file; its name is the file's."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise WhatIfError(f"{path}: not readable, or not there") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WhatIfError(f"{path.name}: not TOML: {error}") from None
    return made(path.stem, data, path.name)


def made(name, data, file):
    """The what-if of some data, or one line that says file, key, rule and value."""
    for key, value in data.items():
        wanted = dict if key in CHANGES else WORDS.get(key)
        if wanted is None:
            raise WhatIfError(f"{file}: {name}.{key}: unknown; say {', '.join((*CHANGES, *WORDS))}")
        if not isinstance(value, wanted):
            raise WhatIfError(f"{file}: {name}.{key}: must be {said(wanted)}, got {value!r}")
    for table, kinds in (("times", (int, float)), ("month", (int,)), ("add", (str,))):
        for key, value in data.get(table, {}).items():
            if isinstance(value, bool) or not isinstance(value, kinds):
                raise WhatIfError(f"{file}: {name}.{table}.{key}: must be {said(kinds[-1])}, got {value!r}")
    if not any(data.get(table) for table in CHANGES):
        raise WhatIfError(f"{file}: {name}: changes nothing; say one of {', '.join(CHANGES)}")
    return WhatIf(name, **{"title": name, **data})


def said(kind):
    return {dict: "a table", str: "a text", bool: "true or false", float: "a number", int: "a whole number"}[kind]
