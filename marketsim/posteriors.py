"""What a calibration found, kept beside the scenarios: joint draws of parameters (CSV) and how they were found (TOML).

`hurdle = { posterior = "venture-us", unit = "log points" }` in a scenario takes them: from `posteriors/` beside the
scenario's file, or from those that come with the package. A run draws one row for all parameters of a posterior.
"""

import csv
import tomllib
from datetime import date as Date
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class PosteriorError(ValueError):
    """A posterior that cannot be used; the text is one line without the scenario's file."""


class Fitted(BaseModel):
    """How a posterior was found. `fit` are the parts of targets that were used, `held_out` targets that were not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    date: Date
    problem: str
    markets: list[str]
    fit: list[str]
    held_out: list[str]
    seed: int
    runs: int
    points: int
    rounds: int
    kernel: str
    ess: float
    width: float
    draws: Annotated[int, Field(ge=2)]
    units: dict[str, str]


def filled(data, folder):
    """The data of a scenario with the draws of the posteriors it names; PosteriorError says what is amiss."""
    parameters = data.get("parameters")
    wanted = {
        key: figure
        for key, figure in (parameters.items() if isinstance(parameters, dict) else ())
        if isinstance(figure, dict) and "posterior" in figure and "draws" not in figure
    }
    if not wanted:
        return data
    read = {}
    for key, figure in wanted.items():
        name = figure["posterior"]
        if not isinstance(name, str):
            raise PosteriorError(f"parameters.{key}.posterior: must be a name, got {name!r}")
        header, draws = read[name] = read.get(name) or posterior(name, folder)
        if key not in draws:
            raise PosteriorError(f"parameters.{key}.posterior: {name} has {', '.join(draws)}, but no {key!r}")
        unit = header["units"].get(key)
        if figure.get("unit", unit) != unit:
            raise PosteriorError(f"parameters.{key}.unit: {name} has it in {unit!r}, got {figure['unit']!r}")
        wanted[key] = {"source": "calibrated", "date": header["date"], "unit": unit} | figure | {"draws": draws[key]}
    headers = {name: header for name, (header, _) in read.items()}
    return data | {"parameters": parameters | wanted, "posteriors": data.get("posteriors", {}) | headers}


def posterior(name, folder=None):
    """(header, {parameter: draws}) of a posterior by name: from `posteriors/` in a folder, or the package's own."""
    shipped = files("marketsim") / "scenarios" / "posteriors"
    homes = [*([Path(folder) / "posteriors"] if folder else []), shipped]
    home = next((home for home in homes if (home / f"{name}.toml").is_file()), None)
    if home is None:
        known = sorted(
            {
                item.name[:-5]
                for home in homes
                if home.is_dir()
                for item in home.iterdir()
                if item.name.endswith(".toml")
            }
        )
        raise PosteriorError(f"{name}: no such posterior; there are {', '.join(known) or 'none'}")
    try:
        header = Fitted.model_validate(tomllib.loads((home / f"{name}.toml").read_text("utf-8")))
        head, *rows = csv.reader((home / f"{name}.csv").read_text("utf-8").splitlines())
        columns = [tuple(map(float, column)) for column in zip(*rows, strict=True)]
        if not all(isfinite(x) for column in columns for x in column):
            raise ValueError("must hold finite numbers")
        if set(head) != set(header.units) or len(rows) != header.draws:
            raise ValueError(f"must hold {header.draws} draws of {', '.join(header.units)}")
    except OSError as error:
        raise PosteriorError(f"posterior {name}: not readable: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise PosteriorError(f"posterior {name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except ValueError as error:
        raise PosteriorError(f"posterior {name}: {error}") from None
    return header.model_dump(), dict(zip(head, columns, strict=True))


def fitted_parts(scenario):
    """Targets, or parts of them, that a figure of a scenario was fitted to, in whatever market: {"V3.seed", "V10"}."""
    named = {figure.posterior for figure in scenario.parameters.values()} & set(scenario.posteriors)
    return {part.partition(" ")[0] for name in named for part in scenario.posteriors[name].fit} | set(scenario.fitted)
