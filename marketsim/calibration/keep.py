"""A posterior as two files that scenarios can name: NAME.csv, a row a joint draw, and NAME.toml, how it was found."""

import csv
import json
from datetime import date as Date
from pathlib import Path

from marketsim.provenance import kernel
from marketsim.results import replacing


def keep(calibration, folder):
    """Write both files into a folder; returns their paths. The draws are rounded to six digits."""
    folder, problem = Path(folder), calibration.problem
    folder.mkdir(parents=True, exist_ok=True)
    draws, header, table = calibration.draws, folder / f"{problem.name}.toml", folder / f"{problem.name}.csv"
    with replacing(table) as path, path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(draws)
        lines.writerows([f"{x:.6g}" for x in row] for row in zip(*draws.values(), strict=True))
    with replacing(header) as path:
        path.write_text(written(facts(calibration)), "utf-8")
    return header, table


def facts(calibration):
    """The header of a posterior, see `marketsim.posteriors.Fitted`."""
    problem = calibration.problem
    form, columns = problem.form, problem.columns
    return {
        "source": "calibrated",
        "date": Date.today(),
        "problem": problem.name,
        "markets": [market.name for market in problem.markets],
        "fit": [column.id for column in columns if column.fit],
        "held_out": list(dict.fromkeys(column.target for column in columns if not column.fit)),
        "seed": form.seed,
        "runs": form.runs,
        "points": int(calibration.table.done.sum()),
        "rounds": form.rounds,
        "kernel": kernel(),
        "ess": round(calibration.posterior.full, 1),
        "width": float(f"{calibration.posterior.width:.3g}"),
        "draws": len(next(iter(calibration.draws.values()))),
        "units": {name: prior.unit or declared_unit(name) for name, prior in problem.priors.items()},
    }


def declared_unit(name):
    from marketsim.schema import PARAMETERS

    return PARAMETERS[name].unit


def written(facts):
    """TOML of plain facts and one table."""
    lines = [
        f"# Written by `marketsim calibrate {facts['problem']}`: how the draws in {facts['problem']}.csv were found."
    ]
    lines += [f"{name} = {said(value)}" for name, value in facts.items() if not isinstance(value, dict)]
    for name, table in facts.items():
        if isinstance(table, dict):
            lines += ["", f"[{name}]", *(f"{key} = {said(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def said(value):
    return value.isoformat() if isinstance(value, Date) else json.dumps(value, ensure_ascii=False)
