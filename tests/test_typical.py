"""Which of many futures is the most typical."""

from dataclasses import replace
from datetime import date

import numpy as np

from marketsim.ensemble import simulate
from marketsim.outcomes import Outcomes
from marketsim.typical import PATHS, most_typical


def handmade(heights):
    """Runs whose every metric stands at a height of its own."""
    months = np.repeat(np.asarray(heights, np.float32)[:, None, None], 4, 1) * np.ones(len(PATHS), np.float32)
    empty = np.zeros((len(heights), 0, 0), np.float32)
    return Outcomes(
        start=date(2025, 7, 1),
        metric_names=PATHS,
        months_array=months,
        firms_array=empty,
        watch_array=empty[:, :, None],
        firm_names=(),
        firm_ids=(),
        buyer_names={},
        watched=(),
        cohorts={},
        verticals=(),
        regulated=(),
    )


def test_the_most_typical_run_is_the_one_in_the_middle():
    assert most_typical(handmade([9, 1, 5.5, 2, 8])) == 2
    assert most_typical(handmade([3])) == 0
    assert most_typical(handmade([4, 4, 4])) == 0


def test_one_wild_metric_does_not_make_a_run_untypical(tiny):
    outcomes = handmade([1, 2, 3, 4, 5])
    wild = outcomes.months_array.copy()
    wild[2, :, 0] = 1e9

    assert most_typical(replace(outcomes, months_array=wild)) == 2


def test_the_most_typical_run_does_not_depend_on_the_scale_of_a_metric(tiny):
    outcomes = simulate(tiny, 60, 5).outcomes
    scaled = outcomes.months_array * np.linspace(0.5, 2000, outcomes.months_array.shape[2], dtype=np.float32)

    assert most_typical(outcomes) == most_typical(replace(outcomes, months_array=scaled))
