"""The page: one file that anybody can open, read, print, and hear read out."""

import re
from dataclasses import replace

import pytest

from marketsim.report import SECTIONS, Section, page, tabled
from marketsim.report.drawing import TURNED
from marketsim.report.look import CSS


def test_it_fetches_nothing_and_runs_nothing(source, read):
    assert [] == read.all("script", "link", "iframe", "object", "embed", "img", "form")
    assert [] == [
        attributes
        for attributes in read.all("svg", "use", "path", "a")
        if any(name.startswith("on") for name in attributes)
    ]
    assert [] == re.findall(r"@import|url\((?!#)|src=|srcset=|@font-face", source)
    assert {"#"} == {attributes[name][0] for attributes in read.all("use") for name in attributes if "href" in name} | {
        "#"
    }


def test_it_is_small(source):
    assert len(source.encode()) < 400_000


def test_every_element_that_is_opened_is_closed(read):
    assert [] == read.wrong
    assert [] == read.open


def test_no_id_is_used_twice_and_every_link_inside_the_page_leads_somewhere(read):
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    inside = {attributes["href"][1:] for attributes in read.all("a") if attributes.get("href", "").startswith("#")}
    used = {value[1:] for attributes in read.all("use") for name, value in attributes.items() if "href" in name}
    named = {attributes["aria-labelledby"] for _, attributes in read.elements if "aria-labelledby" in attributes}

    assert len(set(ids)) == len(ids)
    assert inside
    assert inside | used | named <= set(ids)


def test_headings_go_down_a_step_at_a_time_under_one_title(read):
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]

    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_tables_and_pictures_say_what_they_are(read):
    tables = [place for place, (tag, _) in enumerate(read.elements) if tag == "table"]

    assert tables
    assert all("caption" == read.elements[place + 1][0] for place in tables)
    assert all("scope" in attributes for attributes in read.all("th"))
    assert all(attributes["role"] == "img" and attributes["aria-label"].strip() for attributes in read.all("svg"))
    assert {"lang": "en"} == read.all("html")[0]


def test_every_figure_is_titled_and_its_caption_names_futures_seed_and_version(source, case):
    figures = re.findall(r"<figure>(.*?)</figure>", source, re.S)

    assert len(figures) >= 9
    for figure in figures:
        title = re.search(r"<h3>(.+?)</h3>", figure)[1]
        caption = re.search(r"<figcaption>(.+?)</figcaption>", figure, re.S)[1]
        assert re.search(r"\d", title), title
        assert f"120 futures of floor, seed 7, marketsim {case.facts['marketsim']}" in caption


def test_what_a_scenario_says_cannot_become_markup(make, browser):
    from command import TINY

    from marketsim.scenario import checked, read

    data, _ = read(TINY)
    data |= {"title": "<script>alert(1)</script> & 'more'", "note": 'a "note" with <b>marks</b> & `code`'}
    written = page(make(checked(data, "nasty.toml"), 12))

    assert "<script" not in written
    assert "<b>marks" not in written
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x27;more&#x27;" in written
    assert "<code>code</code>" in written
    assert [] == browser(written).wrong


def test_the_same_futures_give_the_same_page(case, source):
    assert source == page(replace(case))


# ------------------------------------------------------------------------------------ colours


def schemes():
    """{scheme: {name: colour}}: light, dark, and on paper."""
    roots = re.findall(r":root \{(.*?)\}", CSS, re.S)
    return dict(
        zip(("light", "dark", "paper"), (dict(re.findall(r"--(\w+): (#\w+)", root)) for root in roots), strict=True)
    )


def luminance(colour):
    """Relative luminance of sRGB, as of WCAG 2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_words_stand_out_from_the_page_and_bands_from_each_other(scheme):
    colours = schemes()[scheme]

    assert set(TURNED.values()) <= set(colours)
    assert all(contrast(colours[name], colours["paper"]) >= 4.5 for name in ("ink", "pale", "blue"))
    bands = [luminance(colours[name]) for name in ("paper", "band", "half", "blue")]
    assert bands in (sorted(bands), sorted(bands, reverse=True))


def test_colours_of_figures_follow_the_scheme(source):
    drawings = "".join(re.findall(r"<figure>.*?</figure>", source, re.S))

    assert "var(--band)" in drawings
    assert [] == [colour for colour in TURNED if f"fill: {colour}" in drawings or f"stroke: {colour}" in drawings]


# ------------------------------------------------------------------------------------ more sections


def test_others_add_sections_before_the_stories(case):
    mine = tabled(
        "policy", "What the policy changes", "Under the same luck.", ("Claim", ">Difference"), [("S1-P1", "+3 <")]
    )
    written = page(case, more=[mine, lambda case: Section("fn", "Of a function", f"<p>{case.facts['seed']}</p>")])

    assert '<li><a href="#policy">What the policy changes</a></li>' in written
    assert '<th scope="row">S1-P1</th><td class="right">+3 &lt;</td>' in written
    assert (
        written.index('id="floor"')
        < written.index('id="policy"')
        < written.index('id="fn"')
        < written.index('id="futures"')
    )


def test_two_sections_of_one_key_are_refused(case):
    with pytest.raises(ValueError, match="keys of their own, got 'claims' twice"):
        page(case, more=[Section("claims", "Mine", "")])


def test_every_section_of_the_list_is_in_the_page(case, source):
    keys = [section.key for section in (each(case) for each in SECTIONS) if section]

    assert [f'<section id="{key}"' in source for key in keys] == [True] * len(keys)
    assert [
        "question",
        "claims",
        "paths",
        "fates",
        "floor",
        "futures",
        "doubt",
        "assumptions",
        "standing",
        "origin",
    ] == keys
