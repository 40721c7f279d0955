"""What a probability owes to open figures: found where it was planted, and nowhere else."""

from types import SimpleNamespace

import numpy as np
import pytest

from marketsim.report.hinges import unknown

RUNS = 4000


def market(truths, params, runs=RUNS):
    """(outcomes, claims) of truths made by hand."""
    claims = [
        SimpleNamespace(
            id=name, truth=np.ma.asarray(truth), known=int(np.ma.count(truth)), probability=float(truth.mean())
        )
        for name, truth in truths.items()
    ]
    return SimpleNamespace(params=params, runs=runs), claims


@pytest.fixture
def luck():
    return np.random.default_rng(5)


def test_the_figure_that_moves_a_claim_is_named_with_its_size_and_sign(luck):
    params = {f"p{k}": luck.uniform(size=RUNS) for k in range(10)} | {"fixed": np.ones(RUNS)}
    up = luck.uniform(size=RUNS) < 0.2 + 0.6 * params["p3"]
    down = luck.uniform(size=RUNS) < 0.8 - 0.6 * params["p7"]

    found = unknown(*market({"up": up, "down": down}, params))

    assert ["p3"] == [name for name, _ in found["up"].moves]
    assert ["p7"] == [name for name, _ in found["down"].moves]
    assert 0.6 * 0.8 == pytest.approx(found["up"].moves[0][1], abs=0.06)  # between the middles of the outer fifths
    assert -0.6 * 0.8 == pytest.approx(found["down"].moves[0][1], abs=0.06)


def test_the_range_is_that_of_the_probability_over_what_is_unknown(luck):
    params = {f"p{k}": luck.uniform(size=RUNS) for k in range(10)}
    truth = luck.uniform(size=RUNS) < 0.2 + 0.6 * params["p0"]

    found = unknown(*market({"it": truth}, params))["it"]

    assert (0.23, 0.77) == pytest.approx((found.low, found.high), abs=0.05)
    assert 0.03 / 0.25 == pytest.approx(found.share, abs=0.03)  # the variance of the probability over that of the truth


def test_pure_luck_owes_nothing_to_any_figure(luck):
    params = {f"p{k}": luck.uniform(size=RUNS) for k in range(20)}
    truths = {f"c{k}": luck.uniform(size=RUNS) < 0.4 for k in range(30)}

    found = unknown(*market(truths, params))

    assert sum(bool(each.moves) for each in found.values()) <= 1  # 5 % of the time one of the six hundred stands out
    assert max(each.high - each.low for each in found.values()) < 0.08


def test_futures_that_leave_a_claim_open_do_not_count(luck):
    params = {"a": luck.uniform(size=RUNS), "b": luck.uniform(size=RUNS)}
    truth = np.ma.array(luck.uniform(size=RUNS) < 0.5, mask=params["b"] > 0.5)
    truth[params["b"] > 0.5] = np.ma.masked
    settled = np.ma.array(params["a"] > 0.5, mask=params["b"] > 0.5)

    found = unknown(*market({"luck": truth, "settled": settled}, params))

    assert () == found["luck"].moves
    assert ("a", 1.0) == pytest.approx(found["settled"].moves[0])


def test_too_few_futures_and_claims_that_never_differ_tell_nothing(luck):
    params = {f"p{k}": luck.uniform(size=60) for k in range(10)}

    assert {} == unknown(*market({"it": params["p0"] > 0.5}, params, 60))
    assert {} == unknown(*market({"sure": np.ones(RUNS, bool)}, {"a": luck.uniform(size=RUNS)}))
    assert {} == unknown(*market({"it": luck.uniform(size=RUNS) > 0.5}, {"a": np.ones(RUNS)}))
