"""Every page opens without an error, without a request to another machine, and gives its figures away."""

import csv
import re
import xml.etree.ElementTree as xml

import pytest
from addresses import PAGES
from snippets import STAMP_MOVED

FIGURES = {"fan": "scenario", "difference": "changed", "claims": "scenario", "ladder": "claims", "graph": "graph",
           "futures": "futures", "tornado": "explain", "response": "explain", "heat": "sweep"}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_its_picture_and_its_title(reader, name):
    page = reader.visit(*PAGES[name])

    assert 1 == page.locator("h1").count()
    assert page.title().endswith("marketsim")
    assert 1 == page.locator("nav a[aria-current=page]").count()


@pytest.mark.parametrize("chart", FIGURES)
def test_a_figure_leaves_as_png_svg_and_csv(reader, chart):
    page = reader.visit(*PAGES[FIGURES[chart]])
    figure = page.locator(f"[data-chart={chart}]")
    files = {}
    for form in ("PNG", "SVG", "CSV"):
        with page.expect_download() as waiting:
            figure.locator(".tools button", has_text=form).click()
        files[form] = waiting.value.path().read_bytes()
        assert waiting.value.suggested_filename.startswith("marketsim-")
        assert waiting.value.suggested_filename.endswith(f".{form.lower()}")

    rows = list(csv.reader(files["CSV"].decode().splitlines()[1:]))
    assert files["PNG"].startswith(b"\x89PNG") and len(files["PNG"]) > 5_000
    assert xml.fromstring(files["SVG"]).tag.endswith("svg")
    assert b"seed 7" in files["CSV"].splitlines()[0]
    assert len(rows) > 2 and {len(rows[0])} == {len(row) for row in rows}


def test_the_table_of_the_fan_holds_the_numbers_of_the_api(reader, site, tell):
    page = reader.visit(*PAGES["scenario"])
    page.locator("[data-chart=fan] .tools button", has_text="Table").click()
    first = page.locator("[data-chart=fan] tbody tr").first.locator("td").all_inner_texts()

    answer = tell(site, "runs", {"scenario": "floor", "runs": 1000, "seed": 7})
    bands = next(iter(answer["metrics"].values()))["bands"]
    told = [float(text.replace(",", "").replace("−", "-")) for text in first[1:]]
    assert answer["months"][0] == first[0]
    assert pytest.approx([bands[key][0] for key in ("5", "10", "25", "50", "75", "90", "95")], rel=1e-3) == told


def test_the_board_says_what_the_api_says(reader, site, tell):
    page = reader.visit(*PAGES["scenario"])
    page.get_by_role("button", name=re.compile(r"^All \d")).click()
    answer = tell(site, "runs", {"scenario": "floor", "runs": 1000, "seed": 7})
    said = {row.get_attribute("data-claim"): row.inner_text() for row in page.locator("[data-claim]").all()}

    assert {claim["id"] for claim in answer["claims"] if claim["known"]} == set(said)
    for claim in answer["claims"]:
        if claim["known"]:
            assert claim["chance"] in said[claim["id"]].replace("\xa0", " ")
            assert claim["frequency"] in said[claim["id"]]


def test_a_claim_leads_to_a_future_where_it_happens_and_that_is_the_same_future(reader):
    page = reader.visit(*PAGES["claims"])
    page.get_by_role("link", name="in which it happens").click()
    page.wait_for_selector("[data-verified]")

    assert "true" == page.get_attribute("[data-verified]", "data-verified")
    assert page.locator(".events.story li").count() > 3


def test_a_cell_of_a_sweep_leads_back_to_its_market(reader):
    page = reader.visit(*PAGES["sweep"])
    page.locator("[data-chart=heat] .tools button", has_text="Table").click()
    page.locator("[data-chart=heat] tbody a").last.click()
    page.wait_for_selector("[data-page=scenario] [data-chart=difference] canvas")

    assert "set=floor_line%3A8000" in page.url and "set=floor_adoption%3A1" in page.url


def test_a_month_of_the_graph_is_another_picture_and_its_events_are_told(reader):
    page = reader.visit(*PAGES["graph"])
    before, events = reader.stamp("graph"), page.locator(".beside .events").inner_text()
    page.get_by_label("Month", exact=True).press("ArrowRight")
    page.wait_for_function(STAMP_MOVED, arg=["graph", before])

    assert "month=21" in page.url
    assert events != page.locator(".beside .events").inner_text()


def test_a_box_on_the_futures_picks_those_that_pass_through_it(reader):
    page = reader.visit(*PAGES["futures"])
    box = page.locator("[data-chart=futures] canvas").bounding_box()
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.72 * box["width"], box["y"] + 0.9 * box["height"], steps=4)
    page.mouse.up()
    page.wait_for_selector("text=Clear the box")

    assert "brush=" in page.url
    assert "of 1,000 futures in the box" in page.locator("main").inner_text()
