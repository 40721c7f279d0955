"""A calibration as data: which figures are free, what they may be, which published figures they are fitted to."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

NORMAL = 1.645  # half a band of 90 % of a normal law, in standard deviations


class ProblemError(ValueError):
    """A calibration that cannot be run; the text is one line: file, key, rule, value."""


class Form(BaseModel):
    """What a problem's file says."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = ""
    scenario: str | None = None
    markets: Annotated[list[str], Field(min_length=1)] | None = None
    free: Annotated[dict[str, dict[str, Any]], Field(min_length=1)]
    fit: Annotated[list[str], Field(min_length=1)]
    held_out: list[str] = []
    runs: Annotated[int, Field(ge=1, le=10_000)] = 4
    points: Annotated[int, Field(ge=8, le=1_000_000)] = 400
    rounds: Annotated[int, Field(ge=1, le=1000)] = 4
    seed: Annotated[int, Field(ge=0, lt=2**64)] = 1

    @model_validator(mode="after")
    def a_market(self):
        if (self.scenario is None) == (self.markets is None):
            raise ValueError("say scenario = ..., or markets = [...] that share the free parameters")
        return self


@dataclass(frozen=True)
class Column:
    """A part of a target as measured in one of the markets; `fit`: is it used to fit?"""

    id: str
    market: int
    target: str
    part: object
    fit: bool

    @property
    def sd(self):
        """(below, above) of the published figure's error: what is accepted is taken for a band of 90 %.

        A side without an end is as wide as the other; one that ends at the figure a quarter as wide.
        """
        low, high = abs(self.part.published - self.part.low), abs(self.part.high - self.part.published)
        low, high = (low, high) if isfinite(low + high) else (min(low, high),) * 2
        return (low or high / 4) / NORMAL, (high or low / 4) / NORMAL


@dataclass(frozen=True)
class Problem:
    """A calibration, checked. `markets` are scenarios in which the free parameters stand as their priors; `present`
    (parameters,) is where the first of them has them now, in standard-normal space."""

    name: str
    form: Form
    folder: Path
    markets: tuple
    priors: dict
    present: np.ndarray
    columns: tuple

    fit = property(lambda self: tuple(k for k, column in enumerate(self.columns) if column.fit))
    names = property(lambda self: tuple(self.priors))

    @property
    def observed(self):
        """(published figures, (parts,); their errors' standard deviations below and above, (2, parts)), if fitted."""
        parts = [self.columns[k] for k in self.fit]
        return np.array([column.part.published for column in parts]), np.array([column.sd for column in parts]).T

    @cached_property
    def identity(self):
        """What makes two calibrations' simulated markets the same."""
        from marketsim.provenance import kernel

        form = self.form.model_dump(mode="json", exclude={"title", "rounds", "fit", "held_out"})
        measured = [(column.id, column.fit) for column in self.columns]
        content = [form, measured, [market.hash for market in self.markets], kernel()]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def values(self, z):
        """{parameter: (points,)} in the scenario's units of points in standard-normal space, (points, parameters)."""
        from scipy.special import ndtr

        from marketsim.sweeps.levels import quantiles

        shares = np.clip(ndtr(z), 2.0**-50, 1 - 2.0**-50)
        return {name: quantiles(prior, shares[:, k], 1.0) for k, (name, prior) in enumerate(self.priors.items())}
