"""Markets at chosen points of their open figures: the same luck, other figures."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from marketsim.claims import claim, evaluate
from marketsim.ensemble import simulate
from marketsim.open_figures import OpenFigures
from marketsim.question import question
from marketsim.schema import PARAMETERS

MONTHS = 8


@claim("busy", "More rounds than firms that act in the first month")
def busy(outcomes, day):
    return outcomes.metric("rounds").sum(1) > 0.35 * outcomes.metric("active")[:, 0]


@pytest.fixture(scope="module")
def asked(tiny):
    return question(tiny, busy, months=MONTHS)


def test_futures_given_the_figures_they_would_draw_are_the_same_futures(asked, tiny):
    plain = simulate(tiny, 6, months=MONTHS, first=3).outcomes
    own = asked.start.drawn(7, 6, 3)

    np.testing.assert_array_equal(plain.months_array, asked.futures(6, 3, figures=own).months_array)


def test_one_figure_moved_leaves_the_luck_of_the_others_alone(asked):
    own = asked.start.drawn(7, 6)
    other = own.copy()
    other[:, list(PARAMETERS).index("cold_discount")] += 1
    one, two = asked.futures(6, figures=own), asked.futures(6, figures=other)

    np.testing.assert_array_equal(one.metric("demand"), two.metric("demand"))
    np.testing.assert_array_equal(one.params["hurdle"], two.params["hurdle"])


def test_blocks_make_the_ensemble(asked, tiny, monkeypatch):
    monkeypatch.setattr("marketsim.question.BLOCK", 7)
    outcomes, truth = asked.gathered(20)
    plain = simulate(tiny, 20, months=MONTHS).outcomes

    np.testing.assert_array_equal(plain.months_array, outcomes.months_array)
    np.testing.assert_array_equal(plain.params["hurdle"], outcomes.params["hurdle"])
    np.testing.assert_array_equal(busy.settled(plain), truth)


def test_the_same_runs_at_every_point(asked):
    own = asked.start.drawn(7, 1)
    truth = asked.crossed(np.repeat(own, 3, axis=0), 5)

    assert (3, 5) == truth.shape
    np.testing.assert_array_equal(truth[0], truth[2])


def test_quantiles_of_open_figures_are_those_of_the_draws(tiny):
    figures = OpenFigures(tiny)
    drawn = question(tiny, busy).start.drawn(7, 4000)
    even = figures.at(np.tile(((np.arange(4000) + 0.5) / 4000)[:, None], len(figures.axes)))

    shapes = {tiny.parameters[n].shape for n in figures.names}
    assert {"uniform", "loguniform", "lognormal", "triangular", "posterior"} == shapes
    for name in figures.names:
        column = list(PARAMETERS).index(name)
        assert ks_2samp(drawn[:, column], even[:, column], method="asymp").statistic < 0.035, name


def test_stated_figures_stay_and_units_are_the_kernels(tiny):
    figures = OpenFigures(tiny)
    row = figures.at(np.full((1, len(figures.axes)), 0.5))[0]
    plain = question(tiny, busy).start.drawn(7, 1)[0]

    for column, name in enumerate(PARAMETERS):
        if name not in figures.names:
            assert plain[column] == row[column], name


def test_figures_of_one_posterior_are_drawn_a_row_together(tiny):
    draws = {"hurdle": (0.1, 0.2, 0.3, 0.4), "concession": (5.0, 6.0, 7.0, 8.0)}
    new = {
        name: tiny.parameters[name].model_copy(update={"posterior": "found", "draws": values})
        for name, values in draws.items()
    }
    figures = OpenFigures(tiny.copied(parameters=tiny.parameters | new))
    shares = np.full((4, len(figures.axes)), 0.5)
    shares[:, list(figures.axes).index("posterior found")] = [0.1, 0.3, 0.6, 0.9]
    rows = figures.at(shares)

    assert {"hurdle", "concession"} == set(figures.axes["posterior found"])
    for name, values in draws.items():
        np.testing.assert_allclose(values, rows[:, list(PARAMETERS).index(name)])


def test_an_axis_says_what_it_draws(tiny):
    from marketsim.figures.explained import plain

    figures = OpenFigures(tiny)
    names = figures.axes["posterior venture-us"]

    assert figures.meaning("posterior venture-us").startswith(f"{len(names)} figures drawn a row together: ")
    assert names[0].replace("_", " ") in figures.meaning("posterior venture-us")
    assert PARAMETERS["cold_discount"].meaning == figures.meaning("cold_discount")
    assert ("the posterior venture-us", "cold discount") == (plain("posterior venture-us"), plain("cold_discount"))


def test_ranks_of_figures_lie_between_nought_and_one(tiny):
    figures = OpenFigures(tiny)
    shares = figures.shares_of(simulate(tiny, 9, months=1).outcomes.params)

    assert (9, len(figures.names)) == shares.shape
    assert (shares > 0).all() and (shares < 1).all()
    np.testing.assert_allclose(0.5, shares.mean(0))
    own = [name for name in figures.names if not tiny.parameters[name].posterior]
    assert 20 < len(own) < len(figures.names)
    for name in own:
        even = np.sort(shares[:, figures.names.index(name)])
        np.testing.assert_allclose((np.arange(9) + 0.5) / 9, even, err_msg=name)


def test_runs_of_the_same_row_of_a_posterior_share_the_middle_of_their_ranks(tiny):
    figures = OpenFigures(tiny)
    params = {name: np.arange(4.0) for name in figures.names} | {"hurdle": np.array([0.3, 0.1, 0.3, 0.9])}
    found = figures.shares_of(params)[:, figures.names.index("hurdle")]

    np.testing.assert_allclose([0.5, 0.125, 0.5, 0.875], found)


def test_what_cannot_be_asked_is_said_in_a_line(tiny, asked):
    with pytest.raises(ValueError, match="no claim 'S0-P11'; did you mean S0-P1"):
        question(tiny, "S0-P11")
    with pytest.raises(ValueError, match="basis must be one of"):
        question(tiny, busy, basis="hearsay")
    with pytest.raises(ValueError, match="row of figures for each of 3 runs, got 2"):
        asked.futures(3, figures=asked.start.drawn(7, 2))
    with pytest.raises(ValueError, match="must have .* shares, got 2"):
        OpenFigures(tiny).at(np.zeros((1, 2)))


def test_a_question_gives_the_probability_of_a_run(tiny, asked):
    whole = evaluate(simulate(tiny, 20, months=MONTHS).outcomes, claims=[busy])["busy"]

    assert whole.probability == asked.truth(20).mean()
