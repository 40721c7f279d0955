"""The product's own figures over the API, and the numbers behind them."""

import csv
import io
from time import sleep

import pytest

from marketsim import __version__

KINDS = ("fan", "fates", "claims", "graph", "metric")
HEADS = {"png": b"\x89PNG", "svg": b"<?xml"}


@pytest.fixture
def drawn(server, name):
    def asked(kind, end, **body):
        return server.post(f"/api/v1/figures/{kind}.{end}", json={"scenario": name, "runs": 20} | body)

    return asked


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", HEADS)
def test_a_figure_is_a_file_with_a_name(drawn, kind, end):
    answer = drawn(kind, end)

    assert 200 == answer.status_code and answer.content.startswith(HEADS[end])
    assert f"-{kind}-" in answer.headers["content-disposition"] and f".{end}" in answer.headers["content-disposition"]


def test_a_figure_says_where_it_comes_from(house, name):
    from marketsim.server.pictures import drawn as figure
    from marketsim.server.schemas import Picture

    question = Picture(scenario=name, runs=20, set={"floor_line": 3000.0}, metric="raised")
    demand = house.farm.demand(house.markets.asked(name, question.set), 20, 7, 30)
    while not demand.met:
        sleep(0.01)
    texts = [text.get_text() for text in figure("metric", question, demand.futures, 20, None).texts]
    (said,) = [text for text in texts if "seed" in text]

    for part in ("20 futures", "seed 7", __version__, "1 figure changed by hand"):
        assert part in said


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_has_its_numbers(drawn, kind):
    answer = drawn(kind, "csv")
    rows = list(csv.reader(io.StringIO(answer.text)))

    assert 200 == answer.status_code and len(rows) > 2
    assert 1 == len({len(row) for row in rows})


def test_a_figure_of_one_metric_may_stand_beside_a_baseline(drawn, name):
    body = {"set": {"floor_line": 9000}, "baseline": {"scenario": name}, "metric": "raised"}

    assert 200 == drawn("metric", "svg", **body).status_code
    assert "base 50 %" in drawn("metric", "csv", **body).text


def test_the_graph_is_of_the_future_that_is_named(drawn):
    table = list(csv.DictReader(io.StringIO(drawn("graph", "csv", run=3).text)))

    assert {"3"} == {row["run"] for row in table}


def test_figures_that_are_none_are_refused(drawn):
    assert 422 == drawn("pie", "png").status_code == drawn("fan", "pdf").status_code
    assert 422 == drawn("graph", "png", run=20).status_code == drawn("metric", "png", metric="luck").status_code
