"""What jobs do: futures by the thousand, what a claim hinges on, the model beside published figures."""

import os
from math import isfinite

from marketsim.server import answers
from marketsim.server.asking import demanded, labelled
from marketsim.server.doubts import sensitivity
from marketsim.server.refusals import Missing, Refused
from marketsim.server.waiting import patiently

HANDS = max(1, (os.cpu_count() or 2) // 2)  # threads of long work, so that pages stay quick
QUARTER = 4  # of the futures are run again without each mechanism
LEAST = 100  # futures to explain anything by


def grow(home, question):
    """task(job): the answer to /runs when all futures are there."""
    metrics = answers.chosen(question.metrics)
    id = labelled(home, question, metrics, question.baseline)

    def task(job):
        with demanded(home, question, question.baseline) as demands:
            ready = patiently(demands, job)
            job.stage("claims and bands")
            found = answers.answer(
                question, demands[0].futures, ready, id, metrics, *(demand.futures for demand in demands[1:])
            )
        made = answers.packed(found)
        home.answers.keep(id, made, len(made))
        return found

    return task


def explain(home, question, how):
    """task(job): what a claim hinges on. how: one of KINDS."""
    if how not in KINDS:
        raise Refused(f"kind: must be one of {', '.join(KINDS)}, got {how[:60]!r}")
    known(question.claim)
    if how != "sensitivity" and question.runs < LEAST:
        raise Refused(f"runs: must be {LEAST} or more to explain anything, got {question.runs}")
    return lambda job: KINDS[how](home, question, job)


def known(claim):
    """The shipped claim of that id."""
    from marketsim.claims import shipped

    for each in shipped():
        if each.id == claim:
            return each
    raise Missing(f"claim: there is no claim {claim[:60]!r}")


def one_at_a_time(home, question, job):
    """What a claim's probability is where each open parameter was drawn low and where high, of futures there are."""
    with demanded(home, question) as (demand,):
        ready = patiently([demand], job)
        found = {verdict.id: verdict for verdict in answers.verdicts(demand.futures, ready)}
        if question.claim not in found:
            raise Refused(f"claim: {question.claim} is not settled in this market")
        return sensitivity(demand.futures.scenario, demand.futures.first(ready), found[question.claim])


def without_each(home, question, job):
    """What a claim's probability would be without each mechanism of the ledger, the luck being the same."""
    from marketsim.explanation import effects
    from marketsim.question import question as posed

    scenario = home.markets.asked(question.scenario, question.set, tuple(question.what_if))
    asked = posed(scenario, known(question.claim), question.seed, question.months, threads=HANDS)
    runs = max(LEAST, question.runs // QUARTER)
    job.stage("futures with every mechanism")
    truth = asked.truth(runs, progress=job)
    job.stage("mechanisms switched off")
    found, idle, mute, _ = effects(asked, truth, progress=job)
    return finite(
        {
            "claim": question.claim,
            "title": asked.claim.text,
            "p": truth.mean() if truth.count() else None,
            "runs": runs,
            "rows": [each.as_dict() for each in found],
            "idle": [{"figure": each.figure, "title": each.title, "rows": each.rows} for each in idle],
            "mute": [{"figure": each.figure, "title": each.title, "rows": each.rows} for each in mute],
        }
    )


def in_full(home, question, job):
    """Mechanisms, Sobol indices of the open figures, boxes, early signs and the futures to read."""
    from marketsim.explanation import explain as explained

    scenario = home.markets.asked(question.scenario, question.set, tuple(question.what_if))
    found = explained(
        scenario,
        known(question.claim),
        question.runs,
        question.seed,
        question.months,
        threads=HANDS,
        progress=job,
        stage=job.stage,
    )
    return finite(found.as_dict())


KINDS = {"sensitivity": one_at_a_time, "switches": without_each, "full": in_full}


def validate(home, scenario, runs, seed):
    """task(job): published figures beside the model's, which /about shows from then on."""
    premise = home.markets.premise(scenario)

    def task(job):
        from marketsim.validation import validate as measured

        home.measured[scenario] = report = measured(premise, runs, seed, job)
        return finite(report.document() | {"runs": runs, "seed": seed})

    return task


def finite(data):
    """The same with None where JSON has no number, and Python's own numbers."""
    if isinstance(data, dict):
        return {str(key): finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [finite(value) for value in data]
    data = data.item() if hasattr(data, "item") else data
    if isinstance(data, float):
        return data if isfinite(data) else None
    return data if data is None or isinstance(data, str | int | bool) else str(data)
