"""Forecasts: a probability a question, dated and sealed with what it came from, to be scored when time has told.

The seal is a fingerprint of the row and of the question's words. It shows that a row was changed by accident or in
haste; it is no notary: who wants to prove the date to others publishes the file's own fingerprint that day.

A probability from k of n futures is given as (k + 1/2) / (n + 1), the mean under Jeffreys' prior: none of 2,000 is one
in 4,000, never nought, for an infinite log score is not what two thousand futures can stand for.
"""

import csv
import hashlib
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from datetime import date as Date

import numpy as np

FACTS = ("scenario", "hash", "kernel", "seed", "marketsim")
SEALED = ("id", "deadline", "text", "probability", "true", "runs", "made", "known", *FACTS)


class Mismatch(ValueError):
    """Forecasts that do not belong to these questions, or were made too late; the text is one line."""


@dataclass(frozen=True)
class Forecast:
    """One row. made: the day it was sealed; known: the day to which its market is; runs: futures that settle it."""

    id: str
    deadline: Date | None
    text: str
    probability: float
    true: int | None
    runs: int | None
    made: Date
    known: Date | None = None
    scenario: str = ""
    hash: str = ""
    kernel: str = ""
    seed: int | None = None
    marketsim: str = ""
    seal: str = ""

    def sealing(self):
        """The seal that belongs to this row."""
        said = "|".join(str(getattr(self, name)) for name in SEALED)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


COLUMNS = tuple(field.name for field in fields(Forecast))


def jeffreys(true, runs):
    """A probability from `true` of `runs` futures, never 0 or 1."""
    return (true + 0.5) / (runs + 1)


def futures(scenario, runs, seed, progress=None, threads=None, first=0):
    """Function of a number of months that gives the Outcomes of these futures as they stand then; all months if None.

    A future of twelve months is the first twelve of one of thirty, so that each deadline sees the same futures.
    """
    from functools import cache

    from marketsim.ensemble import simulate

    @cache
    def outcomes_to(months):
        return simulate(scenario, runs, seed, months, threads, progress, first=first).outcomes

    return outcomes_to


def forecast(scenario, questions, runs=2000, seed=7, progress=None, threads=None):
    """Forecasts of questions from so many futures of a scenario; ValueError if its market cannot settle one."""
    from marketsim.scenario import load
    from marketsim.scoring.settling import truths

    scenario = load(scenario) if isinstance(scenario, str) else scenario
    return sealed(questions, truths(questions, futures(scenario, runs, seed, progress, threads)), scenario, seed)


def sealed(questions, settled, scenario, seed):
    """A sealed Forecast of every question; settled: (runs, questions) masked bool."""
    from dataclasses import replace

    from marketsim import __version__
    from marketsim.provenance import kernel

    today, found = datetime.now(UTC).date(), []
    counts, known = np.ma.getdata(settled.sum(0).filled(0)), settled.count(0)
    for question, true, runs in zip(questions, counts, known, strict=True):
        row = Forecast(
            id=question.id,
            deadline=question.deadline,
            text=question.text,
            probability=round(jeffreys(int(true), int(runs)), 6),
            true=int(true),
            runs=int(runs),
            made=today,
            known=scenario.date,
            scenario=scenario.name,
            hash=scenario.hash,
            kernel=kernel(),
            seed=seed,
            marketsim=__version__,
        )
        found.append(replace(row, seal=row.sealing()))
    return tuple(found)


# ---------------------------------------------------------------------------------------------- files


def write(path, forecasts):
    """As CSV. Returns the file's own fingerprint, to be published."""
    from marketsim.results import replacing

    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        for row in forecasts:
            lines.writerow("" if getattr(row, name) is None else getattr(row, name) for name in COLUMNS)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(path):
    """Forecasts of a CSV file: id, probability and made are needed. ValueError in a line, also for a broken seal."""
    from marketsim.scoring.rows import chance, day, rows, whole

    found = []
    for row in rows(path, ("id", "probability", "made")):
        each = Forecast(
            id=row.text("id"),
            deadline=row.value("deadline", day, None),
            text=row.text("text", ""),
            probability=row.value("probability", chance),
            true=row.value("true", whole, None),
            runs=row.value("runs", whole, None),
            made=row.value("made", day),
            known=row.value("known", day, None),
            seed=row.value("seed", whole, None),
            **{name: row.text(name, "") for name in ("scenario", "hash", "kernel", "marketsim", "seal")},
        )
        if each.seal and each.seal != each.sealing():
            raise ValueError(
                f"{row.file}: line {row.number}: seal: must be {each.sealing()}, got {each.seal!r}: the row was changed"
            )
        found.append(each)
    ids = [each.id for each in found]
    if len(set(ids)) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise ValueError(f"{row.file}: id: must be there once, got {twice!r} twice")
    return tuple(found)


def matched(questions, forecasts, hindcast=False):
    """[(question, forecast)] of the resolved questions; Mismatch where one was made after its resolution.

    hindcast: let those pass, to be scored under that name. In a simulated world there is no calendar: there a forecast
    must come from other luck than the world does.
    """
    said, pairs = {each.id: each for each in forecasts}, []
    for question in questions:
        if question.outcome is None or question.id not in said:
            continue
        each = said[question.id]
        if each.deadline and each.deadline != question.deadline:
            raise Mismatch(f"{question.id}: deadline must be {each.deadline}, as forecast, got {question.deadline}")
        if question.world:
            if each.seed is not None and f"seed {each.seed} " in f"{question.world} ":
                raise Mismatch(
                    f"{question.id}: seed {each.seed} also made the world {question.world!r}: ask another one"
                )
        elif question.resolved is None:
            raise Mismatch(f"{question.id}: resolved must be a date where there is an outcome")
        elif not question.evidence:
            raise Mismatch(f"{question.id}: evidence must say where the outcome is known from")
        elif each.made > question.resolved and not hindcast:
            raise Mismatch(
                f"{question.id}: forecast on {each.made}, after it was resolved on {question.resolved}: that is no "
                "forecast; --hindcast scores it under that name"
            )
        pairs.append((question, each))
    if not pairs:
        raise Mismatch("no question is both resolved and forecast")
    return pairs
