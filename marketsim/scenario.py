"""A scenario: a dated market as data. TOML in, checked; every figure with unit, source and date."""

import hashlib
import json
import tomllib
from datetime import date as Date
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from marketsim.posteriors import Fitted, PosteriorError, filled
from marketsim.quantity import Quantity

ENTITY = ("startups", "investors", "acquirers", "regulators")


class ScenarioError(ValueError):
    """A scenario that cannot be used; the text is one line: file, key, rule, value."""


class Source(BaseModel):
    """Where figures come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    date: Date
    url: str | None = None


class Agent(BaseModel):
    """A named agent, or a group of like ones (`count`): any field of its kind, as a quantity."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Quantity]
    count: Annotated[int, Field(ge=1, le=2_000_000)] | None = None
    holders: list[str] = []
    cohort: list[str] = []
    watch: bool = False
    note: str | None = None

    @property
    def figures(self):
        return self.__pydantic_extra__ or {}


class Gone(BaseModel):
    """A firm of a cohort that had ended before the start: no agent, but claims about the cohort count it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    cohort: list[str]
    date: Date
    how: str
    source: str


class Scenario(BaseModel):
    """A market as known at `date`, from `start` on. Immutable; `with_values` makes another one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    extends: str | None = None
    date: Date
    start: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    months: Annotated[int, Field(ge=1, le=600)]
    yuan_per_dollar: Quantity
    ledger: list[Literal["S0", "S1"]] = []
    note: str | None = None
    room: Annotated[int, Field(ge=0)] = 0
    sources: dict[str, Source] = {}
    parameters: dict[str, Quantity] = {}
    verticals: dict[str, dict[str, Quantity]] = {}
    defaults: dict[Literal[ENTITY], dict[str, Quantity]] = {}
    startups: dict[str, Agent] = {}
    investors: dict[str, Agent] = {}
    acquirers: dict[str, Agent] = {}
    regulators: dict[str, Agent] = {}
    already_gone: dict[str, Gone] = {}
    posteriors: dict[str, Fitted] = {}
    fitted: list[str] = []  # targets, or parts of them, that figures stated here were sought for: "V10", "V14.premium"

    @field_validator("verticals")
    @classmethod
    def some_verticals(cls, verticals):
        if not 1 <= len(verticals) <= 16:
            raise ValueError(f"a market has 1 to 16 verticals, got {len(verticals)}")
        return verticals

    @property
    def rate(self):
        """Yuan a dollar."""
        return float(self.yuan_per_dollar.value)

    @cached_property
    def hash(self):
        """Fingerprint of everything that can change a number."""
        content = self.model_dump(mode="json", exclude={"title", "note", "posteriors", "fitted"})  # their draws stay
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def first_month(self):
        """The first simulated month."""
        return Date.fromisoformat(f"{self.start}-01")

    def month_of(self, day):
        """The number of the month a date lies in; 0 is the first simulated month."""
        first = self.first_month()
        return (day.year - first.year) * 12 + day.month - first.month

    def date_of(self, month):
        """The first day of a month by number."""
        at = self.first_month().year * 12 + self.first_month().month - 1 + int(month)
        return Date(at // 12, at % 12 + 1, 1)

    def copied(self, **tables):
        """The same with some tables replaced by others, which must be sound: nothing is checked here."""
        other = self.model_copy(update=tables)
        other.__dict__.pop("hash", None)  # it came along with the copy
        return other

    def with_values(self, changes):
        """Another scenario with figures changed: {"floor_line": 5000, "startups.Zhipu AI.post": "3 billion dollar"}."""
        from marketsim.changes import changed

        return changed(self, changes)


def shipped():
    """The names of the scenarios that come with the package."""
    folder = files("marketsim") / "scenarios"
    return sorted(
        item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml") and item.name != "common.toml"
    )


def load(name, changes=None):
    """A scenario by shipped name or by path of a TOML file; ScenarioError says what is wrong in one line."""
    scenario = checked(*read(name))
    return scenario.with_values(changes) if changes else scenario


def read(name):
    """(data, file) of a scenario, with those it extends merged in."""
    path = Path(name)
    if path.suffix != ".toml":
        path = files("marketsim") / "scenarios" / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        near = get_close_matches(str(name), shipped(), 1, 0.4)
        hint = f"; did you mean {near[0]}?" if near else f"; shipped: {', '.join(shipped())}"
        raise ScenarioError(
            f"{name}: no such scenario{hint}" if not isinstance(error, PermissionError) else f"{name}: not readable"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path.name}: not TOML: {error}") from None
    if not isinstance(base := data.get("extends"), str | None):
        raise ScenarioError(f"{path.name}: extends: must be a name, got {base!r}")
    try:
        data = filled(data, path.parent)
    except PosteriorError as error:
        raise ScenarioError(f"{path.name}: {error}") from None
    if base:
        if base == path.name[:-5]:
            raise ScenarioError(f"{path.name}: extends: a scenario cannot extend itself, got {base!r}")
        data = merge(read(base)[0], data)
    return data, path.name


def merge(base, over):
    """Tables are merged; a quantity, a list or a plain value replaces what it stands for."""
    merged = dict(base)
    for key, value in over.items():
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and "source" not in value:
            value = merge(old, value)
        merged[key] = value
    return merged


def checked(data, file):
    """The scenario of some data, or one line that says file, key, rule and value."""
    from marketsim.checks import check

    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        raise ScenarioError(complaint(error, file)) from None
    try:
        check(scenario)
    except ValueError as error:
        raise ScenarioError(f"{file}: {error}") from None
    return scenario


def complaint(error, file, *place):
    """The first of pydantic's errors in a line."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in (*place, *first["loc"]))
    rule, value = first["msg"].removeprefix("Value error, "), first["input"]
    shown = "" if isinstance(value, dict) or first["type"] == "missing" else f", got {value!r}"
    return ": ".join(filter(None, (file, key, f"{rule}{shown}")))
