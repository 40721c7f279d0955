"""What a varied figure can be: its levels, or a range and its quantiles, in the unit the scenario gives the figure."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from marketsim.changes import declared, located, proposed, standing
from marketsim.quantity import NUMBERS, Quantity
from marketsim.scenario import ScenarioError, complaint
from marketsim.units import factor

DIGITS = 10  # of a value drawn from a range: libraries differ in the last ones, and a plan's hash must not


@dataclass(frozen=True)
class Axis:
    """One varied figure.

    levels: what it can be; or range: a Quantity and scale: what takes it to the figure's own unit, and count: how
    many levels a grid makes of it.
    """

    key: str
    levels: tuple = ()
    range: Quantity | None = None
    scale: float = 1.0
    count: int | None = None

    def steps(self, usual=None):
        """Its levels; of a range `count` (or `usual`) of them: both ends and evenly between, or, where a range has no
        ends, the middles of parts of equal probability."""
        if self.range is None:
            return self.levels
        count = self.count or usual
        if self.range.shape in ("uniform", "loguniform"):
            shares = np.linspace(0, 1, count) if count > 1 else np.array([0.5])
        else:
            shares = (np.arange(count) + 0.5) / count
        return tuple(self.at(shares))

    def at(self, shares):
        """The values at some shares of the probability, each in 0 to 1."""
        if self.range is None:
            return [self.levels[min(int(share * len(self.levels)), len(self.levels) - 1)] for share in shares]
        values = quantiles(self.range, np.asarray(shares, float), self.scale)
        return [value if isinstance(value, str) else float(f"{value:.{DIGITS}g}") for value in values]


def quantiles(quantity, shares, scale):
    """The inverse of a distribution's cumulative probability, a value a share."""
    from scipy.special import ndtri

    shape = quantity.shape
    if shape == "choice":
        words, weights = list(quantity.choice), np.cumsum(list(quantity.choice.values()))
        return [number_or_word(words[k], scale) for k in np.searchsorted(weights[:-1] / weights[-1], shares, "right")]
    if shape == "posterior":
        return np.quantile(quantity.draws, shares) * scale
    a, b, mode = quantity.figures(scale)
    if shape == "uniform":
        return a + (b - a) * shares
    if shape == "loguniform":
        return a * (b / a) ** shares
    if shape == "triangular":
        turn = (mode - a) / (b - a)
        rising, falling = a + np.sqrt(shares * (b - a) * (mode - a)), b - np.sqrt((1 - shares) * (b - a) * (b - mode))
        return np.where(shares < turn, rising, falling)
    if shape == "pareto":
        return a * (1 - shares) ** (-1 / b)
    return a + b * ndtri(shares) if shape == "normal" else a * np.exp(b * ndtri(shares))


def number_or_word(text, scale):
    try:
        return float(text) * scale
    except ValueError:
        return text


def unit_of(scenario, key):
    """The unit in which a figure's values are kept: the scenario's own for it, else the kernel's."""
    place = located(scenario, key)
    was = standing(scenario, place)
    unit = (was.unit if was else None) or (declared(place).unit if is_known(scenario, place) else "")
    return unit


def is_known(scenario, place):
    """Is there such a field? Otherwise the check of its first value says so, better."""
    try:
        return bool(declared(place))
    except KeyError:
        return False


def valued(scenario, key, value):
    """A value, checked, as a number in the figure's own unit, or as a word; ScenarioError if it cannot be."""
    if not isinstance(value, int | float | str):
        raise ScenarioError(f"--set {key}: must be a number, or a text like '0.5 billion dollar', got {value!r}")
    place, quantity = proposed(scenario, key, value)
    if isinstance(quantity.value, str):
        return quantity.value
    number = float(quantity.value)
    if not isfinite(number):
        raise ScenarioError(f"--set {key}: must be a finite number, got {value!r}")
    unit = unit_of(scenario, key)
    return number if not quantity.unit or quantity.unit == unit else number * factor(quantity.unit, unit, scenario.rate)


def axis(scenario, key, spec):
    """The axis of an entry of [vary]; ScenarioError says what is wrong with it."""
    unit_of(scenario, key)  # an unknown key is worse than a wrong value
    if isinstance(spec, list):
        if not spec:
            raise ScenarioError(f"--set {key}: must have levels, got none")
        levels = tuple(valued(scenario, key, value) for value in spec)
        if twice := {value for value in levels if levels.count(value) > 1}:
            raise ScenarioError(f"--set {key}: must have levels that differ, got {min(twice, key=str)} twice")
        return Axis(key, levels)
    if not isinstance(spec, dict):
        return Axis(key, (valued(scenario, key, spec),))
    shapes = {name: value for name, value in spec.items() if name not in ("levels", "unit")}
    if len(shapes) != 1 or not set(shapes) <= {"choice", *NUMBERS}:
        raise ScenarioError(f"--set {key}: must be levels, or one of choice, {', '.join(NUMBERS)}; "
                            f"got {', '.join(shapes) or 'none'}")
    count = spec.get("levels")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 1_000_000):
        raise ScenarioError(f"--set {key}: levels: must be a whole number in 1 to 1000000, got {count!r}")
    return ranged(scenario, key, shapes, spec.get("unit"), count)


def ranged(scenario, key, shapes, unit, count):
    try:
        quantity = Quantity(**shapes, unit=unit, source="set by hand")
    except ValueError as error:
        raise ScenarioError(complaint(error, f"--set {key}")) from None
    own = unit_of(scenario, key)
    try:
        scale = factor(unit, own, scenario.rate) if unit and unit != own else 1.0
    except ValueError as error:
        raise ScenarioError(f"--set {key}: {error}") from None
    if quantity.shape == "choice":
        levels = {word: number_or_word(word, 1.0) for word in quantity.choice}
        for value in levels.values():
            valued(scenario, key, value * scale if isinstance(value, float) else value)
    return Axis(key, (), quantity, scale, count)
