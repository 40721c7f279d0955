"""A number with its unit and source: stated, or drawn from a stated distribution."""

from datetime import date as Date
from statistics import median, quantiles

from pydantic import BaseModel, ConfigDict, model_validator

NUMBERS = {"uniform": 2, "normal": 2, "lognormal": 2, "loguniform": 2, "triangular": 3, "pareto": 2}


class Quantity(BaseModel):
    """One figure of a scenario.

    `value` states it; one of the others draws it anew for each run: `uniform = [low, high]`,
    `normal = [mean, sd]`, `lognormal = [median, sigma]`, `loguniform = [low, high]`,
    `triangular = [low, mode, high]`, `pareto = [least, exponent]`, `choice = {name = weight}`. `posterior = "name"`
    is a parameter that was calibrated: one of its `draws`, of the same row for all that name the same posterior.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float | str | bool | list[str] | None = None
    uniform: tuple[float, float] | None = None
    normal: tuple[float, float] | None = None
    lognormal: tuple[float, float] | None = None
    loguniform: tuple[float, float] | None = None
    triangular: tuple[float, float, float] | None = None
    pareto: tuple[float, float] | None = None
    choice: dict[str, float] | None = None
    posterior: str | None = None
    draws: tuple[float, ...] | None = None
    unit: str | None = None
    source: str
    date: Date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def one_way(self):
        given = [name for name in ("value", "choice", "posterior", *NUMBERS) if getattr(self, name) is not None]
        if len(given) != 1:
            ways = ", ".join(("value", "choice", "posterior", *NUMBERS))
            raise ValueError(f"say one of {ways}; got {', '.join(given) or 'none'}")
        if (self.posterior is None) != (not self.draws):
            raise ValueError("a posterior has draws, and nothing else has")
        a, b, *rest = getattr(self, given[0]) if given[0] in NUMBERS else (0.0, 1.0)
        if given[0] in ("uniform", "loguniform", "triangular") and not a < (rest[0] if rest else b):
            raise ValueError(f"{given[0]} must rise, got {list(getattr(self, given[0]))}")
        if given[0] == "triangular" and not a <= b <= rest[0]:
            raise ValueError(f"triangular is [low, mode, high], got {list(self.triangular)}")
        if (
            given[0] in ("normal", "lognormal", "pareto")
            and b <= 0
            or given[0] in ("lognormal", "loguniform", "pareto")
            and a <= 0
        ):
            raise ValueError(f"{given[0]} must have positive figures, got {list(getattr(self, given[0]))}")
        if self.choice is not None and (
            not self.choice or min(self.choice.values()) < 0 or not sum(self.choice.values()) > 0
        ):
            raise ValueError(f"choice must have weights above 0, got {self.choice}")
        return self

    @property
    def drawn(self):
        """Is it drawn anew for each run?"""
        return self.value is None

    @property
    def shape(self):
        return next((name for name in ("choice", "posterior", *NUMBERS) if getattr(self, name) is not None), "constant")

    def figures(self, factor):
        """(a, b, c) of the kernel's quantile function, in the kernel's unit."""
        if self.shape == "constant":
            return float(self.value) * factor, 0.0, 0.0
        if self.shape == "posterior":  # as of a triangular one: least, greatest, middle
            return min(self.draws) * factor, max(self.draws) * factor, median(self.draws) * factor
        a, b, *rest = getattr(self, self.shape)
        if self.shape == "triangular":
            return a * factor, rest[0] * factor, b * factor
        return a * factor, b * (1 if self.shape in ("lognormal", "pareto") else factor), 0.0

    def typical(self, factor=1.0):
        """Its median, roughly: for tables and checks."""
        a, b, c = self.figures(factor) if self.shape != "choice" else (0.0, 0.0, 0.0)
        if self.shape == "choice":
            return max(self.choice, key=self.choice.get)
        if self.shape in ("triangular", "posterior"):
            return c
        return {"uniform": (a + b) / 2, "loguniform": (a * b) ** 0.5 if a * b > 0 else a}.get(self.shape, a)

    def words(self):
        """The figure as a person would write it."""
        if self.shape == "constant":
            text = (
                ", ".join(self.value)
                if isinstance(self.value, list)
                else (f"{self.value:g}" if isinstance(self.value, float) else str(self.value))
            )
        elif self.shape == "choice":
            text = "one of " + ", ".join(f"{name} ({weight:g})" for name, weight in self.choice.items())
        elif self.shape == "posterior":
            low, high = quantiles(self.draws, n=20)[::18]
            text = f"{median(self.draws):.3g} ({low:.3g} to {high:.3g}, posterior {self.posterior})"
        else:
            text = f"{self.shape}({', '.join(f'{x:g}' for x in getattr(self, self.shape))})"
        return f"{text} {self.unit}" if self.unit and self.unit not in ("1", "0 or 1") else text
