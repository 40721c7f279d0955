"""From points to a posterior: against closed forms, and against known truths."""

import numpy as np
import pytest
from toys import OWN, SLOPE, Simulator, bent, g_and_k, gaussian, ranks

from marketsim.calibration.infer import infer, transport
from marketsim.calibration.rounds import Proposal, calibrate, log_ratio
from marketsim.calibration.table import Table

SD = np.full(4, 0.5)
SHOWN = np.array([1.0, -0.5, 0.8, 0.3])
RUNS = 4


def exact(sd=SD, runs=RUNS):
    """(mean, covariance) of z ~ N(0, 1) given the median of some runs of `gaussian`, which varies as a mean of 2.8."""
    noise = np.diag(sd**2 + OWN**2 / (runs / 1.4))
    covariance = np.linalg.inv(np.eye(3) + SLOPE.T @ np.linalg.solve(noise, SLOPE))
    return covariance @ SLOPE.T @ np.linalg.solve(noise, SHOWN), covariance


def solved(points=2000, rounds=3, **options):
    table = Table(3, RUNS, 4)
    batch = Simulator(gaussian, RUNS, np.random.default_rng(1))
    return calibrate(table, batch, (SHOWN, SD), range(4), points, rounds, 5, predicted=0, **options)


def test_a_linear_gaussian_world_is_inferred_as_the_closed_form_has_it():
    found = solved()
    mean, covariance = found.moments()
    wanted, spread = exact()

    assert 1 == found.width and found.ess > 500
    assert wanted == pytest.approx(mean, abs=0.05)
    assert spread == pytest.approx(covariance, abs=0.025)


def test_a_kernel_too_wide_is_put_right_by_the_regression():
    rng = np.random.default_rng(2)
    z = rng.standard_normal((3000, 3))
    s = np.array([[gaussian(point, rng) for _ in range(RUNS)] for point in z])
    found = infer(z, np.median(s, 1), SHOWN, SD, np.zeros(len(z)), least=1500)
    mean, covariance = found.moments()
    wanted, spread = exact()

    assert found.width < 0.2
    assert wanted == pytest.approx(mean, abs=0.08)
    assert spread == pytest.approx(covariance, abs=0.04)


def test_points_that_show_nothing_have_no_weight_and_spoil_nothing():
    rng = np.random.default_rng(3)
    z = rng.standard_normal((1500, 3))
    s = z @ SLOPE.T + OWN * rng.standard_normal((1500, 4)) / 2
    s[::3, 1], s[1::3, 2] = np.nan, np.inf
    found = infer(z, s, SHOWN, SD, np.zeros(len(z)))

    assert 0 == found.weights[::3].sum() + found.weights[1::3].sum()
    assert exact()[0] == pytest.approx(found.moments()[0], abs=0.15)


def test_a_parameter_that_rules_no_figure_stays_as_its_prior_has_it():
    rng = np.random.default_rng(8)
    z = rng.standard_normal((3000, 4))
    s = z[:, :3] @ SLOPE.T + OWN * rng.standard_normal((3000, 4)) / 2
    mean, covariance = infer(z, s, SHOWN, SD, np.zeros(len(z))).moments()

    assert (0, 1) == (pytest.approx(mean[3], abs=0.15), pytest.approx(covariance[3, 3], abs=0.2))
    assert (np.diag(covariance)[:3] < 0.6).all()


def test_figures_that_nothing_shows_are_refused():
    with pytest.raises(ValueError, match="only 0 of 50 points show every figure that is fitted"):
        infer(np.zeros((50, 1)), np.full((50, 1), np.nan), np.ones(1), np.ones(1), np.zeros(50))


def test_a_figure_far_out_in_a_few_points_does_not_bend_the_regression():
    rng = np.random.default_rng(4)
    z = rng.standard_normal((1000, 3))
    s = z @ SLOPE.T + 0.1 * rng.standard_normal((1000, 4))
    s[:20, 0] += 500
    mean = infer(z, s, SHOWN, SD, np.zeros(1000), least=500).usual[0]
    clean = infer(z[20:], s[20:], SHOWN, SD, np.zeros(980), least=500).usual[0]

    assert clean == pytest.approx(mean, abs=0.05)


def test_importance_weights_give_the_prior_back():
    proposals = [Proposal(np.zeros(2), np.eye(2)), Proposal(np.array([1.0, -0.5]), 0.3 * np.eye(2), 0.15)]
    rng = np.random.default_rng(6)
    z = np.concatenate([each.points(20_000, rng) for each in proposals])
    weights = np.exp(log_ratio(z, proposals, [20_000, 20_000]))

    assert 1 == pytest.approx(weights.mean(), abs=0.01)
    assert [0, 0] == pytest.approx((weights[:, None] * z).mean(0), abs=0.02)
    assert [1, 1] == pytest.approx((weights[:, None] * z**2).mean(0), abs=0.03)


def test_transport_takes_one_covariance_to_the_other():
    one, other = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([[0.5, -0.1], [-0.1, 0.3]])
    moved = transport(one, other)

    assert other == pytest.approx(moved @ one @ moved)
    assert moved == pytest.approx(moved.T)


def test_draws_keep_mean_and_covariance():
    found = solved(points=400)
    draws = found.draws(20_000, np.random.default_rng(1))
    mean, covariance = found.moments()

    assert mean == pytest.approx(draws.mean(0), abs=0.05)
    assert covariance == pytest.approx(np.cov(draws.T), abs=0.03)
    assert 20_000 == len(np.unique(draws[:, 0]))


@pytest.mark.parametrize(
    ("simulate", "parameters", "sd"),
    [(gaussian, 3, [0.5] * 4), (bent, 2, [0.3] * 3), (g_and_k, 4, [0.2, 0.1, 0.1, 0.1])],
    ids=["gaussian", "bent", "g-and-k"],
)
def test_ranks_of_known_truths_are_uniform_and_ranges_cover(simulate, parameters, sd):
    checked = ranks(simulate, parameters, sd, points=100, rounds=3, runs=3, truths=80, seed=11)

    assert checked.right, checked.document()


def test_an_inference_that_is_too_sure_is_found_out():
    checked = ranks(gaussian, 3, [0.5] * 4, points=100, rounds=2, runs=3, truths=80, seed=11)
    middle = (checked.ranks - 49.5) * 3 + 49.5
    sure = type(checked)(checked.names, np.clip(middle, 0, 99).astype(int))

    assert not sure.right


def test_an_inference_that_is_off_is_found_out():
    checked = ranks(gaussian, 3, [0.5] * 4, points=100, rounds=2, runs=3, truths=80, seed=11)
    off = type(checked)(checked.names, np.clip(checked.ranks + 30, 0, 99))

    assert not off.right
