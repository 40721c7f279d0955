"""A number with its unit and source: stated, or drawn from a stated distribution."""

from datetime import date as Date

from pydantic import BaseModel, ConfigDict, model_validator

NUMBERS = {"uniform": 2, "normal": 2, "lognormal": 2, "loguniform": 2, "triangular": 3, "pareto": 2}


class Quantity(BaseModel):
    """One figure of a scenario.

    `value` states it; one of the others draws it anew for each run: `uniform = [low, high]`,
    `normal = [mean, sd]`, `lognormal = [median, sigma]`, `loguniform = [low, high]`,
    `triangular = [low, mode, high]`, `pareto = [least, exponent]`, `choice = {name = weight}`.
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
    unit: str | None = None
    source: str
    date: Date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def one_way(self):
        given = [name for name in ("value", "choice", *NUMBERS) if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"say one of value, choice, {', '.join(NUMBERS)}; got {', '.join(given) or 'none'}")
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
        return next((name for name in ("choice", *NUMBERS) if getattr(self, name) is not None), "constant")

    def figures(self, factor):
        """(a, b, c) of the kernel's quantile function, in the kernel's unit."""
        if self.shape == "constant":
            return float(self.value) * factor, 0.0, 0.0
        a, b, *rest = getattr(self, self.shape)
        if self.shape == "triangular":
            return a * factor, rest[0] * factor, b * factor
        return a * factor, b * (1 if self.shape in ("lognormal", "pareto") else factor), 0.0

    def typical(self, factor=1.0):
        """Its median, roughly: for tables and checks."""
        a, b, c = self.figures(factor) if self.shape != "choice" else (0.0, 0.0, 0.0)
        if self.shape == "choice":
            return max(self.choice, key=self.choice.get)
        return {"uniform": (a + b) / 2, "loguniform": (a * b) ** 0.5 if a * b > 0 else a, "triangular": c}.get(
            self.shape, a
        )

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
        else:
            text = f"{self.shape}({', '.join(f'{x:g}' for x in getattr(self, self.shape))})"
        return f"{text} {self.unit}" if self.unit and self.unit not in ("1", "0 or 1") else text
