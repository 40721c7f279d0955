"""From a calibration's file to a Problem: what it names exists, what it frees may be free, what it fits has a band."""

import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from marketsim.calibration.problem import Column, Form, Problem, ProblemError
from marketsim.quantity import Quantity
from marketsim.scenario import ScenarioError, complaint, load
from marketsim.validation.targets import TARGETS, measured_in


def problem(name, **over):
    """The problem of a shipped name or of the path of a TOML file; `over`: points, runs, rounds, seed if not None."""
    path = Path(name)
    if path.suffix != ".toml":
        path = files("marketsim") / "scenarios" / "calibrations" / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        form = Form.model_validate(data | {key: value for key, value in over.items() if value is not None})
    except OSError:
        shipped = ", ".join(
            sorted(item.name[:-5] for item in path.parent.iterdir() if item.name.endswith(".toml"))
            if path.parent.is_dir()
            else []
        )
        raise ProblemError(f"{name}: no such calibration" + (f"; there are {shipped}" if shipped else "")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProblemError(f"{path.name}: not TOML: {error}") from None
    except ValidationError as error:
        raise ProblemError(complaint(error, path.name)) from None
    try:
        markets, priors, present = bases(form, path.parent)
        return Problem(path.name[:-5], form, Path(str(path.parent)), markets, priors, present, columns(form, markets))
    except (ScenarioError, ValueError) as error:
        raise ProblemError(f"{path.name}: {error}") from None


def bases(form, folder):
    """(markets with the priors in place of the free parameters, {parameter: prior}, where the first has them now)."""
    from marketsim.changes import located, verify

    names = form.markets or [form.scenario]
    markets = [load(str(folder / name) if name.endswith(".toml") else name) for name in names]
    priors = {}
    for key, figure in form.free.items():
        try:
            priors[key] = Quantity.model_validate({"source": "assumed"} | figure)
        except ValidationError as error:
            raise ScenarioError(complaint(error, f"free.{key}")) from None
        if priors[key].shape in ("constant", "choice", "posterior"):
            raise ScenarioError(f"free.{key}: must be a range such as uniform = [low, high], got {figure}")
        for market in markets:
            place = located(market, key)
            if place[0] != "parameters":
                raise ScenarioError(f"free.{key}: must be a parameter, got a figure of {place[0]}")
            verify(market, place, priors[key])
    present = np.array([placed(priors[key], markets[0].parameters[key], key, markets[0].rate) for key in priors])
    return tuple(market.copied(parameters=market.parameters | priors) for market in markets), priors, present


def placed(prior, figure, key, rate):
    """Where a figure lies in its prior, in standard-normal space."""
    from scipy.special import ndtri

    from marketsim.schema import PARAMETERS
    from marketsim.sweeps.levels import quantiles
    from marketsim.units import factor

    own = PARAMETERS[key].unit
    value = figure.typical() * factor(figure.unit or own, prior.unit or own, rate)
    shares = np.linspace(0.0005, 0.9995, 1000)
    return ndtri(np.interp(value, quantiles(prior, shares, 1.0), shares))


def columns(form, markets):
    """What is measured: every part of every target that is named, in every market it is measured in."""
    places = {target.id: [k for k, each in enumerate(markets) if target in measured_in(each)] for target in TARGETS}
    found = {}
    for key, names in (("fit", form.fit), ("held_out", form.held_out)):
        for name in names:
            id, _, part = name.partition(".")
            target = next((each for each in TARGETS if each.id == id), None)
            if target is None or part and part not in [each.name for each in target.parts]:
                raise ValueError(f"{key}: must be a target or a part of one, such as V3.seed, got {name!r}")
            if not places[id]:
                raise ValueError(
                    f"{key}: {id} is measured in {', '.join(target.scenarios)} only, got it for "
                    f"{', '.join(market.name for market in markets)}"
                )
            parts = [each for each in target.parts if each.name == part or not part and each.judged]
            if key == "fit" and (bare := [each for each in parts if not each.judged]):
                raise ValueError(f"fit: {id}.{bare[0].name} has no accepted band, so it cannot be fitted")
            for each in parts:
                for k in places[id]:
                    label = f"{id}.{each.name}" + (f" ({markets[k].name})" if len(places[id]) > 1 else "")
                    found.setdefault(label, Column(label, k, id, each, key == "fit"))
    return tuple(found.values())
