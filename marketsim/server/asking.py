"""From a request's body to the futures it is about."""

from contextlib import ExitStack, contextmanager

from fastapi import Response

from marketsim.server import answers
from marketsim.server.refusals import Missing


def house(request):
    """What this server has."""
    return request.app.state.house


def sent(data, status=200, headers=None):
    """Plain data, or JSON that is there already, as a response."""
    body = data if isinstance(data, bytes) else answers.packed(data)
    return Response(body, status, headers, "application/json")


@contextmanager
def demanded(home, question, baseline=None):
    """The demands for a question's futures and, if there is one, its baseline's; they are given up at the end."""
    markets, asked = home.markets, []
    for each in (question, baseline):
        if each is not None:
            scenario = markets.asked(each.scenario, each.set, tuple(each.what_if))
            asked.append((scenario, question.months or markets.premise(question.scenario).months))
    with ExitStack() as stack:
        yield [
            stack.enter_context(home.farm.demand(scenario, question.runs, question.seed, months))
            for scenario, months in asked
        ]


def labelled(home, question, metrics=(), baseline=None):
    """The id of an answer to /runs."""
    scenario = home.markets.asked(question.scenario, question.set, tuple(question.what_if))
    other = baseline and home.markets.asked(baseline.scenario, baseline.set, tuple(baseline.what_if)).hash
    return answers.identity(question, scenario, list(metrics), other)


def remembered(home, id):
    """An answer by its id, as JSON."""
    found = home.answers.get(id)
    if found is None:
        raise Missing(f"runs: no answer {id[:40]!r} is remembered here; ask POST /api/v1/runs again")
    return found
