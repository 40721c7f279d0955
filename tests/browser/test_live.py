"""The pages follow the reader: sliders, addresses, stale answers, slow markets."""

import time

import pytest
from snippets import SAID, STAMP_MOVED

FLOOR = "#/scenario?scenario=floor"
LINE = "[data-lever=floor_line] input"


def questions(reader):
    return [body for path, body in reader.asked if path == "/api/v1/runs"]


def test_a_slider_changes_the_chart_the_address_and_shows_the_difference(reader):
    page = reader.visit(FLOOR)
    before = reader.stamp()
    page.locator(LINE).press("ArrowRight")

    assert before != reader.moved(before)
    assert "set=floor_line%3A" in page.url
    page.wait_for_selector("[data-chart=difference] canvas")
    assert "preset" in page.get_attribute("[data-chart=fan] [role=img]", "aria-label")


def test_a_hundred_futures_come_first_then_a_thousand_of_the_same_seed(reader):
    page = reader.visit(FLOOR)
    seen = page.evaluate_handle(SAID)
    before, asked = reader.stamp(), len(questions(reader))
    page.locator(LINE).press("ArrowLeft")
    reader.moved(before)
    said = seen.json_value()

    # A busy machine may need to be asked for the thousand again: the server then goes on from where it was.
    assert [100, 1000] == list(dict.fromkeys(body["runs"] for body in questions(reader)[asked:]))
    assert 1 == len({body["seed"] for body in questions(reader)})
    assert any("100 futures" in text for text in said) and "1,000 futures" in said[-1]


def test_the_last_question_wins_however_fast_the_slider_moves(reader, site, tell):
    page = reader.visit(FLOOR)
    before = reader.stamp()
    for _ in range(8):
        page.locator(LINE).press("ArrowRight")
    reader.moved(before)
    page.wait_for_function("() => !document.querySelector('main').dataset.state.match('running|preview')")
    value = float(page.url.split("floor_line%3A")[1].split("&")[0])
    answer = tell(site, "runs", {"scenario": "floor", "set": {"floor_line": value}, "runs": 1000, "seed": 7})

    assert reader.stamp().startswith(f"{answer['digest']}-1000")


def test_where_a_run_is_slow_the_page_asks_for_a_press(reader):
    page = reader.visit(FLOOR)

    def slowly(route):
        if route.request.post_data_json["runs"] == 1000:
            time.sleep(2.2)
        route.continue_()

    page.route("**/api/v1/runs", slowly)
    before = reader.stamp()
    page.locator(LINE).press("ArrowRight")
    before = reader.moved(before)
    page.unroute("**/api/v1/runs")
    asked = len(questions(reader))
    page.locator(LINE).press("ArrowRight")
    page.wait_for_selector("main[data-state=stale]")

    assert asked == len(questions(reader)) and before == reader.stamp()
    page.get_by_role("button", name="Run 1,000 futures").click()
    assert before != reader.moved(before)


def test_an_address_restores_everything(arrive):
    changes = "set=floor_line%3A6000&set=floor_adoption%3A0.8&if=demand-slowdown"
    address = f"{FLOOR}&{changes}&seed=11&metric=acquired"
    first, second = arrive(), arrive()
    page = first.visit(address)
    other = second.visit(page.url.split("/", 3)[3])

    assert first.stamp() == second.stamp() and first.stamp().endswith("-acquired")
    assert "6bn yuan" in other.locator("[data-lever=floor_line] output").inner_text()
    assert other.locator("#if-demand-slowdown").is_checked()
    assert "11" == other.get_by_label("Seed").input_value()
    assert "seed 11" in other.locator(".status").inner_text()


def test_back_returns_to_the_page_before(reader):
    page = reader.visit(FLOOR)
    page.get_by_role("link", name="Claims", exact=True).click()
    page.wait_for_selector("[data-chart=claim]")
    page.go_back()
    page.wait_for_selector("[data-page=scenario] [data-chart=fan] canvas")

    assert "#/scenario" in page.url


def test_reset_is_the_preset_again(reader):
    page = reader.visit(FLOOR)
    before = reader.stamp()
    page.locator(LINE).press("ArrowRight")
    changed = reader.moved(before)
    page.get_by_role("button", name="Reset", exact=True).click()

    assert before == reader.moved(changed)
    assert "set=" not in page.url


def test_a_refusal_is_shown_in_the_servers_own_line(reader):
    page = reader.visit("#/scenario?scenario=floor&set=no_such_figure%3A1", "main[data-state=error] .notice")
    shown = page.locator(".notice").inner_text()
    reader.errors.clear()  # the browser itself notes that a request was refused

    assert "no_such_figure" in shown


@pytest.mark.parametrize("name", ["surge", "china-ai-2025", "venture-us"])
def test_other_presets_have_levers_and_futures_too(reader, name):
    page = reader.visit(FLOOR)
    before = reader.stamp()
    page.get_by_label("Preset").select_option(name)
    page.wait_for_function(STAMP_MOVED, arg=["fan", before])

    assert f"scenario={name}" in page.url
    assert page.locator("[data-lever]").count() > 0
