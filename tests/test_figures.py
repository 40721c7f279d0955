"""Figures: they say what the numbers say, fit their sheet, and come out the same every time."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import marketsim.figures
from marketsim import __version__, figures
from marketsim.claims import evaluate
from marketsim.ensemble import simulate
from marketsim.figures.fates import ORDER, ceiling, spread
from marketsim.figures.layout import inside, ring
from marketsim.figures.marks import AREA
from marketsim.figures.style import FATES
from marketsim.outcomes import FATES as CODES
from marketsim.provenance import provenance


@pytest.fixture(scope="module")
def ensemble(tiny):
    return simulate(tiny, 60, 7)


@pytest.fixture(scope="module")
def facts(ensemble):
    return provenance(ensemble, 60, {}, "text")


@pytest.fixture(scope="module")
def market(ensemble):
    market = ensemble.replay(9)
    for _ in range(ensemble.horizon):
        market.step()
    return market


@pytest.fixture(scope="module")
def drawn(ensemble, facts, market):
    """Every figure by name."""
    return {
        "fan": figures.fan(ensemble.outcomes, facts),
        "fates": figures.fates(ensemble.outcomes, facts),
        "graph": figures.graph(market, facts),
        "claims": figures.scoreboard(evaluate(ensemble.outcomes), facts),
    }


NAMES = ("fan", "fates", "graph", "claims")


def words(figure):
    """Every text that is shown, with its axes' titles and labels."""
    return [text for text in figure.findobj(matplotlib.text.Text) if text.get_visible() and text.get_text().strip()]


# ------------------------------------------------------------------------------------------ all


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_titled_with_a_finding_and_signed(drawn, tiny, name):
    texts = [text.get_text() for text in drawn[name].texts]

    assert isinstance(drawn[name], Figure)
    assert len(texts[0].split()) > 5
    assert "60 futures, seed 7" in texts[-1] and texts[-1].endswith(f"marketsim {__version__}")
    assert f"tiny {tiny.hash[:8]}" in texts[-1]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_leaves_the_sheet(drawn, name):
    figure = drawn[name]
    figure.draw_without_rendering()
    width, height = figure.bbox.size
    for text in words(figure):
        box = text.get_window_extent()
        if text.axes and not box.overlaps(figure.bbox):
            continue  # a tick beyond the axis, which is not drawn
        assert box.x0 > -1 and box.x1 < width + 1 and box.y0 > -1 and box.y1 < height + 1, text.get_text()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_figure_gives_the_same_bytes(drawn, name, kind, tmp_path):
    for copy in ("a", "b"):
        figures.save(drawn[name], tmp_path / f"{copy}.{kind}")
    one, two = ((tmp_path / f"{copy}.{kind}").read_bytes() for copy in ("a", "b"))

    assert one == two and len(one) > 10_000


def test_drawing_leaves_the_settings_of_others_alone(ensemble, facts, tmp_path):
    before = dict(matplotlib.rcParams)
    with matplotlib.rc_context({"font.size": 31}):
        figure = figures.fates(ensemble.outcomes, facts)
        figures.save(figure, tmp_path / "f.png")
        assert matplotlib.rcParams["font.size"] == 31

    assert dict(matplotlib.rcParams) == before
    assert max(text.get_fontsize() for text in words(figure)) < 20


def test_nothing_here_knows_of_pyplot():
    for path in Path(marketsim.figures.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert "pyplot" not in ast.unparse(node), path.name


def test_grey_tells_fates_apart():
    """Lightness (CIE L*, 0 to 100) of any two fates is at least seven apart."""
    linear = {
        name: [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        for name, colour in FATES.items()
    }
    lightness = sorted(116 * np.dot(c, (0.2126, 0.7152, 0.0722)) ** (1 / 3) - 16 for c in linear.values())

    assert min(np.diff(lightness)) > 7


# ---------------------------------------------------------------------------------------- the fan


def test_the_fan_says_how_many_firms_half_of_the_futures_lose(ensemble, facts):
    """In quarters of the futures 3, 9, 21 and 30 of the 81 firms are gone."""
    outcomes = ensemble.outcomes
    firms = outcomes.firms_array.copy()
    fate = outcomes.firm_fields.index("fate")
    firms[:, :, fate] = CODES.index("active")
    for run in range(outcomes.runs):
        firms[run, : (3, 9, 21, 30)[run * 4 // outcomes.runs], fate] = CODES.index(
            ("closed", "acquired", "merged")[run % 3]
        )
    figure = figures.fan(replace(outcomes, firms_array=firms), facts)

    assert figure.texts[0].get_text() == "Half of the futures lose 9 to 21 of 81 startups by Dec 2027"


def test_the_fan_draws_the_quantiles_of_the_runs(drawn, ensemble):
    axes = drawn["fan"].axes[0]

    assert len(drawn["fan"].axes) == 3
    assert np.allclose(axes.lines[0].get_ydata(), np.median(ensemble.outcomes.metric("active"), axis=0))
    outer = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert np.isclose(outer.max(), np.quantile(ensemble.outcomes.metric("active"), 0.95, axis=0).max())


# ------------------------------------------------------------------------------------------ fates


def test_fates_are_the_shares_of_all_firms_so_far(drawn, ensemble):
    counts = np.stack([ensemble.outcomes.metric(name) for name in ORDER]).astype(float)
    existed = 81 + ensemble.outcomes.metric("entered")
    assert np.array_equal(counts.sum(0), existed)

    bought = ((counts[ORDER.index("acquired"), :, -1] + counts[ORDER.index("merged"), :, -1]) / existed[:, -1]).mean()
    assert f"By Dec 2027, {bought:.0%}".replace("%", " %") in drawn["fates"].texts[0].get_text()


def test_labels_stand_apart_in_their_order():
    heights = spread([0.0, 0.001, 0.002, 0.5, 0.999, 1.0])

    assert np.diff(heights).min() > 0.0599
    assert heights[0] > 0 and heights[-1] < 1
    assert [2, 10, 60, 100] == [ceiling(most) for most in (1.2, 8, 45, 97)]


# ----------------------------------------------------------------------------------------- claims


def test_a_claim_stands_at_its_probability(facts):
    verdicts = SimpleNamespace(
        resolved=tuple(
            SimpleNamespace(
                id=f"X-{k}", text=f"Claim {k}", deadline=date(2026, 9, 30), probability=p, low=p - 0.01, high=p + 0.01
            )
            for k, p in enumerate((0.2, 0.9, 0.6))
        )
    )
    figure = figures.scoreboard(verdicts, facts)

    dots = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]

    assert np.allclose([90, 60, 20], dots)
    assert figure.texts[0].get_text() == "2 of 3 claims are more likely than not"
    assert {"90 %", "60 %", "20 %"} <= {text.get_text() for text in figure.axes[0].texts}


def test_a_market_without_claims_has_a_scoreboard_too(facts):
    figure = figures.scoreboard(SimpleNamespace(resolved=()), facts)

    assert figure.texts[0].get_text() == "No claim can be resolved in this market"


# ------------------------------------------------------------------------------------------ graph


def test_startups_on_the_ring_do_not_overlap_and_every_named_one_has_a_place():
    names = [f"s{k}" for k in range(200)]
    size = {name: AREA * (1 + k % 7) / 8 for k, name in enumerate(names)}
    sectors = {"a": names[:120], "b": names[120:190], "c": names[190:]}
    circle = ring(sectors, size, set(names[::9]))

    points = np.array([circle.point(name) for name in names])
    distance = np.linalg.norm(points[:, None] - points[None], axis=2) + 9 * np.eye(len(names))
    need = np.array([[size[a] + size[b] for b in names] for a in names])

    assert (distance > 0.9 * need).all()
    for sector, first, last in circle.sectors:
        assert all(last <= circle.angle[name] <= first for name in sectors[sector])
    assert all(circle.radius[name] == 1.0 for name in names[::9])


def test_backers_stand_towards_what_they_hold_and_clear_of_each_other():
    places = {"east": np.array([1.0, 0.0]), "north": np.array([0.0, 1.0]), "west": np.array([-1.0, 0.0])}
    weights = {f"b{k}": {("east", "north", "west")[k % 3]: 1.0 + k} for k in range(30)} | {
        "all": dict.fromkeys(places, 5.0)
    }
    size = dict.fromkeys(weights, 0.03)
    points = inside(weights, places, size)

    together = np.array(list(points.values()))
    distance = np.linalg.norm(together[:, None] - together[None], axis=2) + 9 * np.eye(len(together))
    assert distance.min() > 0.055
    assert np.linalg.norm(together, axis=1).max() < 0.67
    for k in range(30):
        assert points[f"b{k}"] @ places[("east", "north", "west")[k % 3]] > 0


def test_a_layout_does_not_depend_on_the_order_of_names():
    places = {f"s{k}": np.array([np.cos(k), np.sin(k)]) for k in range(12)}
    weights = {f"b{k}": {f"s{k % 12}": 1.0, f"s{k * 5 % 12}": 2.0} for k in range(40)}
    size = dict.fromkeys(weights, 0.02)

    one, two = inside(weights, places, size), inside(dict(reversed(weights.items())), places, size)

    assert all(np.array_equal(one[name], two[name]) for name in weights)


def test_the_graph_shows_everybody_by_fate_and_names_the_named(drawn, market):
    axes = drawn["graph"].axes[0]
    circles = [patch for patch in axes.patches if isinstance(patch, matplotlib.patches.Circle)]
    colours = {matplotlib.colors.to_hex(circle.get_facecolor()) for circle in circles}

    assert len(circles) == len(market.members["startups"])
    assert colours == {FATES[CODES[startup.fate]] for startup in market.members["startups"]}
    assert "Zhipu AI" in {text.get_text() for text in axes.texts}
    assert {"finance", "media"} <= {text.get_text() for text in axes.texts}


def test_the_area_of_a_startup_goes_with_its_value(drawn, market):
    circles = [patch for patch in drawn["graph"].axes[0].patches if isinstance(patch, matplotlib.patches.Circle)]
    peaks = sorted((startup.peak for startup in market.members["startups"]), reverse=True)
    radii = sorted((circle.radius for circle in circles), reverse=True)

    assert np.allclose((radii[3] / radii[0]) ** 2, peaks[3] / peaks[0])
