"""What futures say, as plain data: bands by month, claims with their doubts apart, differences under the same luck."""

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import numpy as np

from marketsim import __version__
from marketsim.provenance import kernel
from marketsim.schema import fields
from marketsim.server.describe import SHOWN
from marketsim.server.doubts import spread_by_parameters
from marketsim.server.refusals import Refused
from marketsim.server.sliders import titled
from marketsim.words import chance, frequency

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
BASE_LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def packed(data):
    """JSON without a space to spare, in ASCII: no text from outside can break it."""
    return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def identity(question, scenario, *more):
    """The id of a question: of everything that can change its answer, the rules included."""
    months = question.months or scenario.months
    data = [scenario.hash, question.runs, question.seed, months, kernel(), __version__, *more]
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def chosen(metrics):
    """The metrics asked for, known ones only."""
    known = fields("Metrics")
    for name in metrics:
        if name not in known:
            raise Refused(f"metric: must be one of {', '.join(known)}, got {name[:60]!r}")
    return tuple(dict.fromkeys(metrics)) or SHOWN


def answer(question, futures, runs, id, metrics, base=None):
    """The answer to /runs from the first so many futures, and those of the baseline."""
    ensemble = futures.first(runs)
    outcomes = ensemble.outcomes
    before = base and base.first(runs).outcomes
    if before is not None and (before.start, before.months) != (outcomes.start, outcomes.months):
        raise Refused(
            "baseline: must begin in the same month and last as long as the question; choose the same scenario"
        )
    premise = futures.scenario
    return {
        "id": id,
        "scenario": premise.name,
        "title": premise.title,
        "set": question.set,
        "what_if": question.what_if,
        "runs": runs,
        "asked": question.runs,
        "complete": runs == question.runs,
        "seed": question.seed,
        "months": months(outcomes),
        "version": __version__,
        "kernel": kernel(),
        "digest": ensemble.digest,
        "metrics": {name: bands(outcomes, name, before) for name in metrics},
        "difference": None if before is None else {name: differing(outcomes, before, name) for name in metrics},
        "claims": claims(futures, runs, base),
        "faults": [{"run": run, "month": month, "what": what} for run, month, what in ensemble.faults],
        "note": None
        if runs == question.runs
        else f"{runs:,} of {question.runs:,} futures are done: ask again for the rest, or for fewer runs",
    }


def months(outcomes):
    """["2025-07", ...]"""
    return [f"{outcomes.date_of(month):%Y-%m}" for month in range(outcomes.months)]


def quantiles(values, levels):
    """{per cent: a value a month}; None where no run has one."""
    with np.errstate(invalid="ignore"):
        found = (
            np.nanquantile(values, levels, axis=0) if np.isnan(values).any() else np.quantile(values, levels, axis=0)
        )
    return {f"{100 * level:g}": plain(row) for level, row in zip(levels, found, strict=True)}


def plain(values):
    """Numbers as JSON has them, six digits of each."""
    return [float(f"{x:.6g}") if np.isfinite(x) else None for x in np.asarray(values, float).tolist()]


def bands(outcomes, name, before=None):
    return {
        "title": titled(name),
        "unit": fields("Metrics")[name].unit,
        "bands": quantiles(outcomes.metric(name), LEVELS),
        "base": None if before is None else quantiles(before.metric(name), BASE_LEVELS),
    }


def differing(outcomes, before, name):
    """Run by run: how much more there is than in the same run of the baseline."""
    gap = outcomes.metric(name).astype(float) - before.metric(name)
    return {
        "title": titled(name),
        "unit": fields("Metrics")[name].unit,
        "bands": quantiles(gap, LEVELS),
        "mean": plain(gap.mean(0)),
    }


def verdicts(futures, runs):
    """Every claim over the first so many futures, worked out once."""
    from marketsim.claims import evaluate

    return futures.once("verdicts", runs, lambda ensemble: evaluate(ensemble.outcomes))


def claims(futures, runs, base=None):
    """Every claim that these futures settle: how likely, how sure for want of runs, how sure for want of knowledge."""
    found = verdicts(futures, runs)
    spreads = futures.once("spreads", runs, lambda ensemble: spread_by_parameters(ensemble.outcomes.params, found))
    before = {} if base is None else {verdict.id: verdict for verdict in verdicts(base, runs)}
    return [claimed(verdict, spreads.get(verdict.id), before.get(verdict.id)) for verdict in found]


def claimed(verdict, spread, before):
    truth, known = np.asarray(verdict.truth.data), ~np.ma.getmaskarray(verdict.truth)
    return {
        "id": verdict.id,
        "title": verdict.text,
        "criterion": verdict.criterion,
        "source": verdict.source,
        "deadline": verdict.deadline.isoformat(),
        "p": rounded(verdict.probability),
        "low": rounded(verdict.low),
        "high": rounded(verdict.high),
        "yes": int((truth & known).sum()),
        "known": verdict.known,
        "runs": verdict.runs,
        "chance": chance(verdict.probability, verdict.low, verdict.high),
        "frequency": frequency(verdict.probability, verdict.known),
        "luck": {"low": rounded(verdict.low), "high": rounded(verdict.high)},
        "parameters": spread and {"low": rounded(spread[0]), "high": rounded(spread[1])},
        "base": before and against(verdict, before),
        "examples": {"true": first(truth & known), "false": first(~truth & known)},
    }


def first(runs):
    """The first run of those, None if there is none."""
    return int(runs.argmax()) if runs.any() else None


def against(verdict, before):
    """The baseline's probability, and the paired difference with its interval."""
    from marketsim.claims.paired import paired

    gap = paired(verdict.truth, before.truth)
    return {
        "p": rounded(before.probability),
        "diff": rounded(gap.value),
        "low": rounded(gap.low),
        "high": rounded(gap.high),
        "swayed": gap.swayed,
    }


def rounded(x):
    return float(f"{x:.6g}")


def paths(futures, runs, wanted):
    """{claim: its probability if the deadline were the end of each month}; None from its real deadline on."""
    from marketsim.claims import Unresolvable, shipped

    found = {verdict.id: verdict for verdict in verdicts(futures, runs)}
    ends, outcomes = {}, futures.first(runs).outcomes
    for name in wanted or found:
        if name not in found:
            raise Refused(f"claims: {name[:60]!r} is not settled in this market")
    for each in shipped():
        if each.id in found and (not wanted or each.id in wanted):
            ends[each.id] = [probable(each, outcomes, month, Unresolvable) for month in range(outcomes.months)]
    return ends


def probable(claim, outcomes, month, open_one):
    """Its probability if it had fallen due at the end of that month; None where that cannot be said, or it is past."""
    day = outcomes.date_of(month + 1) - timedelta(days=1)
    if day > claim.day(outcomes):
        return None
    try:
        truth = replace(claim, deadline=day, within=None).settled(outcomes)
    except open_one:
        return None
    return rounded(truth.mean()) if truth.count() else None
