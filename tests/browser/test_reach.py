"""For everybody: by keyboard alone, on a phone, in the dark, with less motion, and for a screen reader."""

from pathlib import Path

import pytest
from addresses import PAGES
from snippets import BEYOND, FOCUS, INK, LABELS, LIGHTNESS, SILENT, TRANSITIONS

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
NARROW = {"width": 390, "height": 844}


def violations(page):
    """What axe-core finds, each with the elements it is about."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
    return {each["id"]: [node["html"][:160] for node in each["nodes"][:3]] for each in found}


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(arrive, name, look):
    page = arrive(color_scheme="dark" if look == "dark" else "light",
                  **({"viewport": NARROW} if look == "narrow" else {})).visit(*PAGES[name])  # fmt: skip

    assert {} == violations(page)


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_sideways_scroll(arrive, name, width):
    page = arrive(viewport={"width": width, "height": 800}, has_touch=True).visit(*PAGES[name])
    assert width >= page.evaluate("() => document.documentElement.scrollWidth")
    assert [] == page.evaluate(BEYOND)


def test_charts_are_drawn_in_the_colours_of_the_readers_scheme(arrive):
    pages = [arrive(color_scheme=scheme).visit(*PAGES["scenario"]) for scheme in ("light", "dark")]
    light, dark = (page.evaluate(INK, "fan") for page in pages)

    assert light and dark and light != dark
    assert pages[0].evaluate(LIGHTNESS) > 0.9 and pages[1].evaluate(LIGHTNESS) < 0.15


def test_a_chart_follows_when_the_scheme_changes(reader):
    page = reader.visit(*PAGES["scenario"])
    light = page.evaluate(INK, "fan")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    dark = page.evaluate(INK, "fan")

    assert light and dark and light != dark


def test_less_motion_is_no_motion(arrive):
    page = arrive(reduced_motion="reduce").visit(*PAGES["scenario"])

    assert {"0s"} == set(page.evaluate(TRANSITIONS))


def tab_to(page, selector, most=90):
    """Press Tab until something like this has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_the_keyboard_alone_moves_a_lever_reads_a_table_and_opens_a_future(reader):
    page = reader.visit(*PAGES["scenario"])
    before = reader.stamp()
    page.keyboard.press("Tab")
    assert "To the content" == page.evaluate("() => document.activeElement.textContent")
    tab_to(page, "[data-lever=floor_line] input")
    page.keyboard.press("ArrowRight")
    before = reader.moved(before)
    tab_to(page, "[data-chart=fan] .tools button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-chart=fan] table")
    tab_to(page, "[data-claim] a")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-chart=claim]")
    tab_to(page, "article a.button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-chart=graph] canvas")
    tab_to(page, "input[type=range]")
    page.keyboard.press("Home")

    assert "#/graph" in page.url and "month=0" in page.url and "set=floor_line" in page.url


def test_what_has_the_focus_can_be_seen(reader):
    page = reader.visit(*PAGES["scenario"])
    for _ in range(25):
        page.keyboard.press("Tab")
        outline, what = page.evaluate(FOCUS)
        assert "none" != outline, what


@pytest.mark.parametrize("name", ["scenario", "claims", "graph", "futures"])
def test_pictures_are_said_in_a_sentence(reader, name):
    page = reader.visit(*PAGES[name])
    labels = page.eval_on_selector_all("main [role=img], main canvas[role=img]", LABELS)

    assert labels and all(len(label.split()) >= 3 for label in labels)
    assert [] == page.eval_on_selector_all("main canvas", SILENT)
