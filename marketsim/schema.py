"""What the kernel's fields are called, hold and mean: read off the declarations it was compiled from."""

from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from marketsim._kernel import BUILD, ENUMS, PURPOSES, SCHEDULE, SCHEMA

__all__ = ["BUILD", "ENUMS", "KINDS", "PARAMETERS", "PURPOSES", "SCHEDULE", "Field", "code", "fields", "say"]


class Field(NamedTuple):
    """One column, or one figure of the environment, the metrics or the parameters."""

    name: str
    type: str  # "double" or "int64_t"
    column: bool
    width: int
    unit: str
    meaning: str


KINDS = {"startups": "Startups", "investors": "Investors", "acquirers": "Acquirers", "regulators": "Regulators"}


@cache
def fields(name):
    """{field name: Field} of "startups", "investors", ..., or of "Environment", "Metrics", "Params", "Deal"."""
    return MappingProxyType({row[0]: Field(*row) for row in SCHEMA[KINDS.get(name, name)]})


PARAMETERS = fields("Params")


def say(enum, number):
    """The trade's word for a number of an enumeration: say("Stage", 3) is "series b"."""
    return ENUMS[enum][int(number)].lower().replace("_", " ")


def code(enum, word):
    """The number of a word: code("Business", "open core") is 4; ValueError if there is none."""
    words = [name.lower().replace("_", " ") for name in ENUMS[enum]]
    plain = word.lower().replace("-", " ")
    if plain not in words:
        raise ValueError(f"must be one of {', '.join(words)}; got {word!r}")
    return words.index(plain)
