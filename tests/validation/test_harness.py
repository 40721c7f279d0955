"""From runs to verdicts."""

import json
from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest

from marketsim.ensemble import simulate
from marketsim.market import Market
from marketsim.validation import validate
from marketsim.validation.harness import Judged, Report, Row, judged
from marketsim.validation.lives import follow
from marketsim.validation.measures.rounds import priced
from marketsim.validation.targets import TARGETS, Part, Target

COUNTED = Target(
    "V0",
    "Firms",
    "pencil",
    "firms",
    "at the end",
    ("tiny",),
    (
        Part("active", "firms that act", 60, 0, 500, "firms"),
        Part("born", "entrants", 10, unit="firms"),
        Part("many", "firms that act, and far more are asked for", 900, 800, 1000, "firms"),
    ),
)
KEYS = {"id", "published", "model", "low", "high", "z", "verdict", "role"}


def count(life):
    act = float((life.paths["live"][-1] != 0).sum())
    return {"active": act, "born": float((life.firms["born"] >= 0).sum()), "many": act}


@pytest.fixture(scope="module")
def report(tiny):
    return validate(tiny, runs=5, seed=3, targets=[COUNTED], measures={"V0": count})


def test_a_life_is_the_ensembles_own_run(tiny):
    ensemble = simulate(tiny, 2, 3)
    life = follow(ensemble.replay(1), ensemble.horizon)
    outcomes, rows = ensemble.outcomes, len(life.firms["fate"])

    assert (outcomes.firm("revenue")[1, :rows] == life.paths["revenue"][-1]).all()
    assert (outcomes.firm("born")[1, :rows] == life.firms["born"]).all()
    assert outcomes.metric("rounds")[1].sum() == len(priced(life).month)
    assert outcomes.metric("closed")[1, -1] == life.fates(slice(None), "closed").sum()
    assert outcomes.metric("closed")[1, -1] == len(life.events("closure")["month"])


def test_every_shipped_measure_takes_a_market_it_was_not_made_for(tiny):
    found = validate(tiny, runs=2, targets=TARGETS)

    assert [target.id for target in TARGETS] == [each.target.id for each in found.targets]
    assert {"pass", "miss"} >= {each.verdict for each in found.targets}
    assert "miss" == next(each for each in found.targets if each.target.id == "V3").verdict


def test_values_are_the_runs_own(tiny, report):
    alone = [count(follow(Market(tiny, 3, run), tiny.months)) for run in range(5)]

    assert [run["active"] for run in alone] == report.targets[0].rows[0].values.tolist()


def test_a_target_is_as_good_as_its_worst_judged_part(report):
    found = report.targets[0]

    assert ["pass", None, "miss"] == [row.verdict for row in found.rows]
    assert "many" == found.worst.part.name
    assert "miss" == found.verdict


def test_the_document_has_a_row_for_each_target_and_each_judged_part(report):
    document = report.document()

    assert {"scenario", "targets"} == set(document)
    assert ["V0", "V0.active", "V0.many"] == [row["id"] for row in document["targets"]]
    assert all(KEYS == set(row) for row in document["targets"])
    assert document == json.loads(json.dumps(document, allow_nan=False))


def row(values, published=10.0, low=9.0, high=11.0):
    return Row(COUNTED, Part("x", "x", published, low, high), np.array(values, float))


def test_z_is_the_distance_in_standard_deviations_of_the_runs():
    assert pytest.approx((12 - 10) / (2 / 1.349)) == row([10, 11, 12, 13, 14]).z
    assert 0 == row([10, 10, 10]).z
    assert np.isnan(row([12, 12, 12]).z)


def test_runs_without_a_figure_count_unless_they_are_most():
    assert 11 == row([nan, 10, 11, 12]).model
    assert np.isnan(row([nan, nan, 11]).model)
    assert "miss" == row([nan, nan, 11]).verdict
    assert inf == row([nan, nan, 11]).excess


def test_what_never_happens_is_infinitely_late():
    assert inf == row([inf, inf, 9]).model
    assert "miss" == row([inf, inf, 9]).verdict


def test_bands_without_an_end_are_open():
    assert "pass" == row([-50, -40, -60], -6.8, -inf, 1.96).verdict
    assert "miss" == row([3, 4, 5], -6.8, -inf, 1.96).verdict


def test_a_number_that_is_missing_in_a_run_is_not_nought():
    found = judged(COUNTED, [{"V0": {"active": 4.0}}, {"V0": {"active": 6.0, "born": 2.0}}])

    assert 5 == found.rows[0].model
    assert 2 == found.rows[1].model and np.isnan(found.rows[1].values[0])


def test_a_figure_that_does_not_exist_is_null():
    part = replace(COUNTED.parts[0])
    missing = Judged(COUNTED, (Row(COUNTED, part, np.array([nan, nan])),))

    class Named:
        name = "tiny"

    first = Report(Named, 2, 7, (missing,)).document()["targets"][0]

    there = {"id": "V0", "published": 60, "verdict": "miss", "role": "validation"}
    assert there == {name: x for name, x in first.items() if x is not None}
    assert KEYS == set(first)


def test_a_market_no_target_is_made_for_says_where_they_are(tiny):
    with pytest.raises(ValueError, match="no published target is measured in this scenario; they are in venture-us, "):
        validate(tiny, runs=1)
