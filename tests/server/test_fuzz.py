"""Whatever one sends, by the API's own description or against it: an answer or a refusal in a line, never a mistake."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from marketsim.schema import PARAMETERS
from marketsim.server import limits
from marketsim.server.app import create_app

schemathesis = pytest.importorskip("schemathesis")
FEW = 40  # futures that a test has the patience for
CALM = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def patient(body, name):
    """A body that gets past the first door: it names a market, and asks for no more than one can wait for."""
    if isinstance(body, dict):
        for key in ("scenario", "baseline"):
            if isinstance(body.get(key), str):
                body[key] = name
        patient(body.get("baseline"), name)
        for key, most in (("runs", FEW), ("months", 40)):
            if isinstance(body.get(key), int) and body[key] > most:
                body[key] = most


@schemathesis.openapi.from_dict(create_app().openapi()).parametrize()
@CALM
def test_no_request_is_met_by_a_mistake(case, name, address, server):
    patient(case.body, name)
    answer = case.call(base_url=address, timeout=60)

    assert answer.status_code < 500, (answer.status_code, answer.text)
    if answer.status_code >= 400 and answer.headers.get("content-type") == ["application/json"]:
        assert ["error"] == list(answer.json()) and "\n" not in answer.json()["error"]
    if answer.status_code == 202:
        server.delete(f"/api/v1/jobs/{answer.json()['id']}")


@settings(CALM, max_examples=60)
@given(
    changes=st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.floats(allow_nan=False, allow_infinity=False)
                            | st.sampled_from([0, -1, 1, 1e-9, 1e9]), max_size=4),
    months=st.integers(1, 6),
    seed=st.integers(0, limits.SEED),
)  # fmt: skip
def test_no_figure_is_so_odd_that_the_server_makes_a_mistake(server, name, changes, months, seed):
    question = {"scenario": name, "set": changes, "months": months, "seed": seed, "runs": 2}

    answer = server.post("/api/v1/runs", json=question | {"baseline": {"scenario": name}})

    assert answer.status_code in (200, 422), (changes, answer.text)
    if answer.status_code == 200:
        assert 200 == server.post("/api/v1/futures/1", json=question).status_code, changes
