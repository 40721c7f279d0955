"""What a calibration's file may say, and what is refused."""

import numpy as np
import pytest
from small import FORM, written

from marketsim.calibration import ProblemError, problem
from marketsim.validation.targets import TARGETS


def test_the_shipped_example_names_what_exists():
    task = problem("venture-us")

    assert ("hurdle", "cold_hurdle") == task.names[:2]
    assert {"V2.ipo", "V3.seed_to_a", "V5.a_to_b", "V6.bust", "V13.beta"} <= {task.columns[k].id for k in task.fit}
    assert {"V14"} == {column.target for column in task.columns if not column.fit}
    assert not {"V8", "V14"} & {task.columns[k].target for k in task.fit}
    assert task.markets[0].parameters["hurdle"].uniform is not None


def test_an_accepted_band_is_a_range_of_90_percent_of_the_published_error(tmp_path):
    task = problem(written(tmp_path))
    published, sd = task.observed
    bands = {f"{target.id}.{part.name}": part for target in TARGETS for part in target.parts}
    fall, lag = bands["V12.price_fall"], bands["V12.abroad_lag"]

    assert [fall.published, lag.published] == list(published)
    assert [(12 - fall.low) / 1.645, (7 - lag.low) / 1.645] == pytest.approx(sd[0])
    assert [(fall.high - 12) / 1.645, (lag.high - 7) / 1.645] == pytest.approx(sd[1])


def test_a_band_that_ends_at_the_figure_is_a_quarter_as_wide_there(tmp_path):
    text = 'scenario = "venture-us"\nfit = ["V6.lag"]\n[free]\nhurdle = { uniform = [1, 2] }\n'
    _, sd = problem(written(tmp_path, text)).observed

    assert [2 / 1.645, 0.5 / 1.645] == pytest.approx(sd[:, 0])


def test_a_band_open_on_one_side_takes_the_other(tmp_path):
    text = 'scenario = "venture-us"\nfit = ["V8.lognormal"]\n[free]\nhurdle = { uniform = [1, 2] }\n'
    _, sd = problem(written(tmp_path, text)).observed

    assert [(1.96 + 6.8) / 1.645] * 2 == pytest.approx(sd[:, 0])


def test_points_are_quantiles_of_the_priors(tmp_path):
    values = problem(written(tmp_path)).values(np.array([[0.0, 0.0], [1.6448536, -1.6448536], [60.0, -60.0]]))

    assert [3.0, 4.35, 4.5] == pytest.approx(values["price_decline"])
    assert [(2 * 12) ** 0.5, 2 * 6**0.05, 2] == pytest.approx(values["foreign_lead"])


def test_where_a_market_stands_is_found_in_the_priors(tmp_path):
    task = problem(written(tmp_path, FORM.replace("[1.5, 4.5]", "[1, 5]")))

    assert [3.0] == pytest.approx(task.values(task.present[None])["price_decline"], abs=0.01)


def test_a_target_is_measured_in_every_market_it_belongs_to(tmp_path):
    task = problem(written(tmp_path, FORM.replace('["floor"]', '["floor", "surge"]')))

    assert [0, 1, 0, 1] == [column.market for column in task.columns if column.fit]
    assert "V12.price_fall (surge)" in [column.id for column in task.columns]


def test_another_prior_seed_or_target_is_another_calibration_and_more_rounds_are_not(tmp_path):
    was = problem(written(tmp_path)).identity

    assert was == problem(written(tmp_path, FORM.replace("rounds = 2", "rounds = 5"))).identity
    for old, new in (("4.5]", "4.4]"), ("seed = 3", "seed = 4"), ("runs = 3", "runs = 2"), (', "V12.abroad_lag"', "")):
        assert was != problem(written(tmp_path, FORM.replace(old, new))).identity, new


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("price_decline", "price_declin", "--set price_declin: unknown key; did you mean price_decline?"),
        (
            'fit = ["V12.price',
            'fit = ["V99.price',
            "fit: must be a target or a part of one, such as V3.seed, got 'V99.",
        ),
        ('"V12.abroad_lag"', '"V3.seed"', "fit: V3 is measured in venture-us only, got it for floor"),
        ('"V12.open_lag"', '"V3.seed"', "held_out: V3 is measured in venture-us only, got it for floor"),
        ('"V12.abroad_lag"', '"V12.lag"', "fit: must be a target or a part of one, such as V3.seed, got 'V12.lag'"),
        ("uniform = [1.5, 4.5]", "value = 3", "free.price_decline: must be a range such as uniform = [low, high]"),
        ("[1.5, 4.5]", "[4.5, 1.5]", "free.price_decline: uniform must rise, got [4.5, 1.5]"),
        ('unit = "months"', 'unit = "yuan"', "parameters.foreign_lead: unit must be like 'months', got 'yuan'"),
        ("price_decline = {", '"startups.small.post" = {', "--set startups.small.post: unknown key"),
        ("points = 24", "points = 3", "points: Input should be greater than or equal to 8, got 3"),
        ('markets = ["floor"]', 'market = ["floor"]', "market: Extra inputs are not permitted, got ['floor']"),
        ('markets = ["floor"]', "", "say scenario = ..., or markets = [...] that share the free parameters"),
        ('["floor"]', '["flor"]', "flor: no such scenario; did you mean floor?"),
        ("seed = 3", "seed = ", "not TOML: "),
    ],
)
def test_what_is_wrong_is_said_in_a_line(tmp_path, old, new, line):
    assert old in FORM
    with pytest.raises(ProblemError) as error:
        problem(written(tmp_path, FORM.replace(old, new)))

    assert f"small.toml: {line}" in str(error.value)
    assert 1 == len(str(error.value).splitlines())


def test_a_part_without_a_band_cannot_be_fitted(tmp_path):
    text = 'scenario = "venture-us"\nfit = ["V8.single"]\n[free]\nhurdle = { uniform = [1, 2] }\n'

    with pytest.raises(ProblemError, match="fit: V8.single has no accepted band, so it cannot be fitted"):
        problem(written(tmp_path, text))


def test_a_problem_that_is_not_there_names_those_that_are():
    with pytest.raises(ProblemError, match="venture-uk: no such calibration; there are .*venture-us"):
        problem("venture-uk")
