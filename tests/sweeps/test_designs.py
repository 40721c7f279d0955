"""Designs: which points they lay out over the figures that vary."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from scipy import stats
from sweep_plans import plan_file

from marketsim.quantity import Quantity
from marketsim.sweeps import PlanError, read_plan
from marketsim.sweeps.designs import grid, latin_hypercube, one_at_a_time, sobol
from marketsim.sweeps.levels import Axis, quantiles

RANGES = {
    "uniform": ([2, 5], stats.uniform(2, 3)),
    "loguniform": ([1, 100], stats.loguniform(1, 100)),
    "normal": ([3, 0.5], stats.norm(3, 0.5)),
    "lognormal": ([3, 0.5], stats.lognorm(0.5, scale=3)),
    "triangular": ([1, 4, 5], stats.triang(0.75, 1, 4)),
    "pareto": ([2, 1.5], stats.pareto(1.5, scale=2)),
}


def ranged(shape="uniform", figures=(0, 1), key="a", **more):
    return Axis(key, (), Quantity(source="assumed", **{shape: figures}), **more)


def column(points, key="a"):
    return np.array([values[key] for values in points])


def test_a_grid_has_every_level_with_every_other_the_last_axis_fastest():
    points = list(grid([Axis("a", (1.0, 2.0)), ranged(key="b", count=3)]))

    assert [(1, 0), (1, 0.5), (1, 1), (2, 0), (2, 0.5), (2, 1)] == [tuple(values.values()) for values in points]


def test_a_ranges_levels_are_its_ends_and_even_steps_in_its_own_scale():
    assert (1, 10, 100) == ranged("loguniform", (1, 100), count=3).steps()
    assert (50.5,) == ranged("uniform", (1, 100), count=1).steps()


def test_where_a_range_has_no_ends_its_levels_are_middles_of_equal_probability():
    levels = ranged("normal", (3, 0.5), count=4).steps()

    np.testing.assert_allclose(stats.norm(3, 0.5).ppf([0.125, 0.375, 0.625, 0.875]), levels, rtol=1e-9)


def test_one_at_a_time_begins_with_the_scenario_and_moves_one_figure_a_point():
    points = list(one_at_a_time([Axis("a", (1.0, 2.0)), ranged(key="b")]))

    assert [{}, {"a": 1}, {"a": 2}, {"b": 0}, {"b": 1}] == points


@pytest.mark.parametrize("points", [1, 7, 64])
def test_a_latin_hypercube_meets_each_part_of_each_range_once(points):
    axes = [ranged(), ranged(key="b"), ranged(key="c")]
    laid = list(latin_hypercube(axes, points, 3))

    for axis in axes:
        assert list(range(points)) == sorted((column(laid, axis.key) * points).astype(int))


@pytest.mark.parametrize("power", [3, 6, 9])
def test_sobol_points_are_balanced_in_every_half_and_every_quarter(power):
    laid = list(sobol([ranged(), ranged(key="b")], 2**power, 1))
    quarters = np.histogram2d(column(laid), column(laid, "b"), bins=2, range=[[0, 1], [0, 1]])[0]

    assert (quarters == 2**power / 4).all()


def test_a_seed_scrambles_and_the_same_seed_gives_the_same_points():
    for design in (sobol, latin_hypercube):
        one, again, other = (column(design([ranged()], 8, seed)).tolist() for seed in (1, 1, 2))

        assert one == again != other


def test_levels_in_a_list_are_equally_likely_and_a_choice_has_its_weights():
    even = column(sobol([Axis("a", (1.0, 2.0))], 64, 1))
    words = column(sobol([ranged("choice", {"open core": 3, "solution": 1})], 64, 1))

    assert 32 == (even == 1).sum()
    assert 48 == (words == "open core").sum()


@pytest.mark.parametrize("shape", RANGES)
@given(shares=st.lists(st.floats(1e-6, 1 - 1e-6), min_size=1, max_size=20))
def test_a_ranges_quantiles_are_scipys(shape, shares):
    figures, known = RANGES[shape]
    quantity = Quantity(source="assumed", **{shape: figures})

    np.testing.assert_allclose(known.ppf(shares), quantiles(quantity, np.array(shares), 1.0), rtol=1e-7)


@given(share=st.floats(0, 1))
def test_values_of_a_range_with_ends_lie_within_them_and_are_short(share):
    (value,) = ranged("uniform", (0.1, 0.3)).at([share])

    assert 0.1 <= value <= 0.3 and value == float(f"{value:.10g}")


def test_a_ranges_unit_is_turned_into_the_figures_own(tmp_path):
    dollars = '{ loguniform = [0.1, 1], unit = "billion dollar", levels = 2 }'
    read = read_plan(plan_file(tmp_path, f"[vary]\nfloor_line = {dollars}"))

    assert [720, 7200] == read.column("floor_line")


def test_a_design_of_a_plan_is_the_design(tmp_path):
    tables = '[design]\nkind = "sobol"\npoints = 8\nseed = 5\n[vary]\nhurdle = { uniform = [0.1, 0.5] }'
    read = read_plan(plan_file(tmp_path, tables))

    assert column(sobol([ranged("uniform", (0.1, 0.5))], 8, 5)).tolist() == read.column("hurdle")


# -------------------------------------------------------------------------------------------- table

TABLE = '[design]\nkind = "table"\nfile = "{}"'


def test_a_table_has_a_column_a_key_and_an_empty_cell_leaves_a_figure_alone(tmp_path):
    (tmp_path / "points.csv").write_text("floor_line, hurdle\n0.5 billion dollar,0.2\n\n100,\n")
    read = read_plan(plan_file(tmp_path, TABLE.format("points.csv")))

    assert [{"floor_line": 3600, "hurdle": 0.2}, {"floor_line": 100}] == [point.values for point in read.points]
    assert ("floor_line", "hurdle") == read.keys


def test_a_parquet_table_is_the_same_as_its_csv(tmp_path):
    parquet.write_table(pa.table({"floor_line": [3600.0, 100], "hurdle": [0.2, None]}), tmp_path / "points.parquet")
    (tmp_path / "points.csv").write_text("floor_line,hurdle\n3600,0.2\n100,\n")
    one, two = (read_plan(plan_file(tmp_path, TABLE.format(name))) for name in ("points.parquet", "points.csv"))

    assert one.points == two.points and one.hash == two.hash


@pytest.mark.parametrize("content, said", [
    ("floor_lin\n1\n", "design.file: row 1: floor_lin: unknown key; did you mean floor_line?"),
    ("floor_line\n1\nx\n", "design.file: row 2: floor_line: must be a number, got 'x'"),
    ("floor_line,hurdle\n1\n", "design.file: points.csv: line 2: must have 2 cells, got 1"),
    ("hurdle,parameters.hurdle\n1,2\n", "design.file: points.csv: columns must have names of their own, got 'hurdle'"),
    ("", "design.file: points.csv: must have a column a key, got none"),
    ("floor_line\n", "design.file: points.csv: must have a row a point, got none"),
])
def test_a_table_that_cannot_be_is_told_in_a_line(tmp_path, content, said):
    (tmp_path / "points.csv").write_text(content)
    with pytest.raises(PlanError) as trouble:
        read_plan(plan_file(tmp_path, TABLE.format("points.csv")))

    assert f"plan.toml: {said}" == str(trouble.value)


@pytest.mark.parametrize("name, said", [
    ("none.csv", "design.file: none.csv: No such file or directory"),
    ("points.xlsx", "design.file: must be a .csv or .parquet file, got 'points.xlsx'"),
    ("bad.parquet", "design.file: bad.parquet: not Parquet: "),
    ("", "design.file: must be a .csv or .parquet file, got "),
])
def test_a_table_that_is_not_there_is_told_in_a_line(tmp_path, name, said):
    (tmp_path / "bad.parquet").write_text("no")
    with pytest.raises(PlanError) as trouble:
        read_plan(plan_file(tmp_path, TABLE.format(name)))

    assert str(trouble.value).startswith(f"plan.toml: {said}")
