"""Two markets under the same luck: what a comparison finds, and what it refuses."""

import numpy as np
import pytest
from command import TINY

import marketsim
from marketsim.comparison import compare
from marketsim.comparison.firms import worth
from marketsim.ensemble import Stopped, simulate
from marketsim.scenario import ScenarioError, load

RUNS = 60


@pytest.fixture(scope="module")
def strict():
    """The small market, and the same where every investor applies a line of 2 billion yuan."""
    return compare(TINY, {"floor_adoption": 1, "state_exempt": 0, "floor_line": 2000}, runs=RUNS, seed=3)


@pytest.fixture(scope="module")
def tasteless():
    """A change that nobody can feel: the mark of an annual revenue that nothing but a claim looks at."""
    return compare(TINY, {"arr_mark": "90 million dollar / year"}, runs=20, seed=3)


def test_run_k_of_both_markets_is_run_k_of_either_alone(strict):
    for ensemble in (strict.one, strict.other):
        alone = simulate(ensemble.scenario, RUNS, 3)

        np.testing.assert_array_equal(alone.digests, ensemble.digests)


def test_the_public_name_does_the_same(strict):
    again = marketsim.compare(
        load(TINY), changes={"floor_adoption": 1, "state_exempt": 0, "floor_line": 2000}, runs=RUNS, seed=3
    )

    assert (strict.one.digest, strict.other.digest) == (again.one.digest, again.other.digest)


def test_a_strict_line_leaves_fewer_late_rounds_below_it(strict):
    late = strict.months[strict.months["metric"] == "late_below"]

    assert late["difference"].sum() < 0


def test_metrics_are_means_over_the_runs(strict):
    row = strict.metrics.set_index("metric").loc["active"]

    assert pytest.approx(strict.one.outcomes.metric("active")[:, -1].mean()) == row["one"]
    assert pytest.approx(strict.other.outcomes.metric("active")[:, -1].mean()) == row["other"]
    assert row["low"] <= row["difference"] <= row["high"]


def test_months_hold_every_metric_and_month(strict):
    assert len(strict.one.outcomes.metric_names) * strict.one.horizon == len(strict.months)


def test_common_luck_saves_runs(strict):
    saved = strict.metrics["saved"]

    assert saved[np.isfinite(saved)].median() > 1.5


def test_what_nobody_feels_changes_nothing(tasteless):
    assert (tasteless.metrics["difference"] == 0).all()
    assert not tasteless.firms["clear"].any()
    assert (tasteless.groups["difference"].dropna() == 0).all()


def test_claims_have_the_probabilities_of_the_scoreboard(strict):
    verdicts = strict.verdicts[1]

    assert len(strict.claims)
    for row in strict.claims.itertuples():
        assert pytest.approx(verdicts[row.id].probability) == row.other


def test_worth_is_the_mark_the_price_or_nothing():
    outcomes = simulate(TINY, RUNS, 3).outcomes
    there = len(outcomes.firm_ids)
    fate, of = outcomes.firm("fate")[:, :there], worth(outcomes, slice(0, there))

    assert {1.0, 4.0, 6.0} <= set(np.unique(fate))
    np.testing.assert_array_equal(outcomes.firm("mark")[:, :there][fate == 1], of[fate == 1])
    np.testing.assert_array_equal(outcomes.firm("exit_price")[:, :there][fate == 4], of[fate == 4])
    assert (of[fate == 6] == 0).all()


def test_groups_add_up_to_all_firms(strict):
    groups = strict.groups[strict.groups["measure"] == "worth"]
    whole = groups.set_index("group").loc["all", "difference"]

    for kind in ("line", "business", "stage", "home"):
        assert pytest.approx(whole) == groups[groups["kind"] == kind]["difference"].sum(), kind
    assert pytest.approx(whole) == strict.firms["difference"].sum()


def test_two_scenarios_share_the_firms_of_the_same_name():
    comparison = compare("floor", "surge", runs=8, months=6)

    assert {"Zhipu AI", "01.AI"} <= set(comparison.firms["firm"])
    assert set(comparison.firms["firm"]) <= set(comparison.other.outcomes.firm_names)
    assert ("floor", "surge") == comparison.names


def test_a_what_if_is_as_good_as_a_scenario():
    comparison = compare("floor", "no-floor", runs=4, months=3)

    assert ("floor", "floor with no-floor") == comparison.names
    assert 0 == comparison.other.scenario.parameters["floor_adoption"].value


def test_markets_that_start_in_other_months_cannot_be_compared():
    with pytest.raises(ScenarioError, match="both markets must start in the same month, got 2025-07 and 2000-01"):
        compare("floor", "dot-com-2000", runs=4)


def test_a_market_is_not_compared_with_itself():
    with pytest.raises(ScenarioError, match="floor and floor are the same market"):
        compare("floor", runs=4)


def test_a_stop_keeps_the_pairs_that_are_whole():
    def stop_late(done, runs):
        if done > 0.7 * runs:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stop:
        compare(TINY, {"floor_line": 2000}, runs=1500, months=12, threads=1, progress=stop_late)

    partial = stop.value.ensemble
    assert 0 < partial.runs < 1500
    assert partial.one.runs == partial.other.runs == partial.opening.runs == len(partial.one.digests)
