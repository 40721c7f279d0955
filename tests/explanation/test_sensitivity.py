"""Sobol indices against analytic functions, through the code that explains markets; luck is not read as sensitivity."""

import numpy as np
import pytest

from marketsim.explanation.sensitivity import design, problem, screened, sobol_indices

NAMES = ("x1", "x2", "x3")
EACH = {name: [name] for name in NAMES}
RUNS = 12


def ishigami(shares):
    """Ishigami and Homma (1990): a = 7, b = 0.1, on -pi to pi."""
    x = np.pi * (2 * shares - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


V1, V2, V13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 8 * 0.01 * np.pi**8 / 225
FIRST = {"x1": V1 / (V1 + V2 + V13), "x2": V2 / (V1 + V2 + V13), "x3": 0.0}
TOTAL = {"x1": (V1 + V13) / (V1 + V2 + V13), "x2": FIRST["x2"], "x3": V13 / (V1 + V2 + V13)}


def with_luck(function, loud, seed=5):
    """Runs of it with luck: a part that all points share, and a part that each has of its own."""

    def evaluate(shares):
        luck = np.random.default_rng(seed)
        return function(shares)[:, None] + loud * (luck.normal(size=RUNS) + luck.normal(size=(len(shares), RUNS)))

    return evaluate


@pytest.mark.parametrize("loud", [0, 5])
def test_ishigamis_indices_are_found_with_luck_and_without(loud):
    found = sobol_indices(NAMES, EACH, with_luck(ishigami, loud), 1024)

    for each in found.indices:
        assert each.first_low - 0.02 <= FIRST[each.name] <= each.first_high + 0.02, each
        assert each.total_low - 0.02 <= TOTAL[each.name] <= each.total_high + 0.02, each
        assert abs(each.total - TOTAL[each.name]) < 0.1
    assert pytest.approx(np.sqrt(V1 + V2 + V13), rel=0.06) == found.spread


def test_without_luck_the_indices_are_salibs():
    from SALib.analyze import sobol

    found = {each.name: each for each in sobol_indices(NAMES, EACH, with_luck(ishigami, 0), 256, seed=2).indices}
    task = problem(NAMES, EACH)
    theirs = sobol.analyze(task, ishigami(design(NAMES, EACH, 256, 2)), calc_second_order=False, seed=1)

    np.testing.assert_allclose(theirs["S1"], [found[name].first for name in NAMES], atol=0.01)
    np.testing.assert_allclose(theirs["ST"], [found[name].total for name in NAMES], atol=0.01)


def test_a_figure_without_effect_has_none_however_loud_the_luck():
    def first_alone(shares):
        return shares[:, 0]

    found = {each.name: each for each in sobol_indices(NAMES, EACH, with_luck(first_alone, 1), 512).indices}
    shares = design(NAMES, EACH, 512, 0)
    means = with_luck(first_alone, 1)(shares).mean(1).reshape(512, 5)
    naive = ((means[:, 0] - means[:, 2]) ** 2).mean() / 2 / means[:, 0].var()

    assert naive > 0.4  # what the mean of a few runs would have said of x2
    assert found["x2"].total_low <= 0 <= found["x2"].total_high < 0.3
    assert abs(found["x1"].total - 1) < 0.3


def test_where_nothing_depends_on_the_figures_that_is_said():
    found = sobol_indices(NAMES, EACH, with_luck(lambda shares: np.zeros(len(shares)), 1), 256)

    assert not found.settled
    assert found.spread < 0.2


def test_luck_that_all_points_share_leaves_exactly_nothing():
    def evaluate(shares):
        return np.tile(np.random.default_rng(3).random(RUNS) < 0.3, (len(shares), 1)) - 0.3

    found = sobol_indices(NAMES, EACH, evaluate, 64)

    assert 0 == found.spread == found.spread_high and not found.settled
    assert all(np.isnan(each.total) for each in found.indices)


def test_figures_in_a_group_share_an_index():
    found = sobol_indices(NAMES, {"x2": ["x2"], "rest": ["x1", "x3"]}, with_luck(ishigami, 1), 1024)
    by_name = {each.name: each for each in found.indices}

    assert pytest.approx(1 - FIRST["x2"], abs=0.06) == by_name["rest"].first
    assert pytest.approx(1 - FIRST["x2"], abs=0.06) == by_name["rest"].total


def test_the_intervals_cover_the_truth_about_as_often_as_they_say():
    covered = []
    for seed in range(40):
        found = sobol_indices(NAMES, EACH, with_luck(ishigami, 2, 100 + seed), 256, seed)
        covered += [each.total_low <= TOTAL[each.name] <= each.total_high for each in found.indices]
        covered += [each.first_low <= FIRST[each.name] <= each.first_high for each in found.indices]

    assert 0.9 <= np.mean(covered)


def test_a_point_must_be_run_twice_to_tell_luck_from_figures():
    with pytest.raises(ValueError, match="two runs"):
        sobol_indices(NAMES, EACH, lambda shares: ishigami(shares)[:, None], 8)
    with pytest.raises(ValueError, match="each figure once"):
        problem(NAMES, {"x1": ["x1"]})


def test_screening_finds_what_matters_and_gives_nought_to_what_does_not():
    luck = np.random.default_rng(8)
    shares = luck.random((3000, 20))
    truth = luck.random(3000) < 0.2 + 0.4 * shares[:, 3] + (shares[:, 11] - 0.5) ** 2
    found = screened(shares, truth.astype(float))

    assert [3, 11] == [column for column, _ in found[:2]]
    assert abs(np.mean([share for _, share in found[2:]])) < 0.001
    assert {0.0} == {share for _, share in screened(shares, np.ones(3000))}
