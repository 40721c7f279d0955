"""docs/model.md says what the rules do: its tables are what would be generated, its text names what there is."""

import re
from pathlib import Path

import pytest

from marketsim.manual import blocks, filled, outdated
from marketsim.manual.__main__ import main
from marketsim.manual.figures import groups, said, value
from marketsim.manual.marks import meaning
from marketsim.manual.page import MARKED
from marketsim.manual.rules import read
from marketsim.quantity import Quantity
from marketsim.scenario import shipped
from marketsim.schema import ENUMS, PARAMETERS, SCHEDULE, fields

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "model.md"
TEXT = PAGE.read_text("utf-8")
BY_HAND = MARKED.sub("", TEXT)
KINDS = ("startups", "investors", "acquirers", "regulators", "Environment", "Metrics", "Deal")
VARIABLES = {name for kind in KINDS for name in fields(kind)}
MATHS = {"exp", "ln", "min", "max", "clip", "logistic", "z", "u"}
EQUATIONS = re.findall(r"```equations (\w+)\n(.*?)```", BY_HAND, re.S)


@pytest.fixture(scope="module")
def rules():
    return read(ROOT / "cython_ext")


def test_the_page_is_what_would_be_generated(rules):
    assert [] == outdated(TEXT, rules), "run: python -m marketsim.manual --write docs/model.md"


def test_everything_that_can_be_generated_stands_in_the_page_once(rules):
    assert sorted(blocks(rules)) == sorted(match[2] for match in MARKED.finditer(TEXT))


def test_every_rule_of_the_month_and_every_parameter_has_its_place(rules):
    told = {match[2]: match[3] for match in MARKED.finditer(TEXT)}

    assert [] == [name for number, _, name in SCHEDULE if f"**`{name}`**" not in told[f"chapter {number}"]]
    assert [] == [name for name in PARAMETERS if f"\n| `{name}` |" not in told["parameters"]]


def test_the_text_names_nothing_that_is_not_there(rules):
    plain = re.sub(r"```.*?```", "", BY_HAND, flags=re.S)
    words = {word.lower() for members in ENUMS.values() for word in members}
    known = {*PARAMETERS, *VARIABLES, *words, *shipped(), *(f"chapter {number}" for number in range(1, 16)), "code"}
    named = {word for word in re.findall(r"`([^`\n]+)`", plain) if not word.startswith(("marketsim ", "python ", "--"))}
    strange = {word for word in named - known if word not in rules and word not in ("calibrated", "× n")}

    assert set() == {word for word in strange if not (ROOT / word).exists()}


@pytest.mark.parametrize(("rule", "text"), EQUATIONS, ids=[rule for rule, _ in EQUATIONS])
def test_an_equation_is_made_of_variables_and_of_parameters_its_rule_reads(rules, rule, text):
    lines, _, remarks = text.partition("with ")
    names = set(re.findall(r"[a-z]\w*", lines))
    local = set(re.findall(r"^(\w+) [=←]", lines, re.M))
    for remark in remarks.split(";"):
        local |= set(re.findall(r"\w+", remark.partition(":")[0]))
    read_there = set(rules.parameters(rule))

    assert set() == names - local - MATHS - VARIABLES - set(PARAMETERS), "neither parameter nor variable"
    assert set() == (names & set(PARAMETERS)) - VARIABLES - read_there, f"{rule} does not read these"


def test_every_chapter_with_a_decision_or_settlement_has_an_equation_or_says_why_not():
    assert {
        "enact",
        "advance",
        "develop",
        "attract",
        "sell",
        "operate",
        "appraise",
        "pitch",
        "present",
        "answer",
        "close_rounds",
        "seek_exit",
        "bid",
        "close_acquisitions",
        "enter",
    } <= {rule for rule, _ in EQUATIONS}


# ------------------------------------------------------------------------------------ how rules are read


SMALL = '''
from params cimport Params
from rules.other cimport helped

cdef inline rule act(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Do it.

    x = a * b (S0-M08).
    """
    w.s.cash[i] = p.cut * helped(p, w, i)    # p.hire is not read
    w.s.margin[i] = (&p.margin_api)[s.business[i]]


cdef inline double idle(const Params* p) noexcept nogil:
    return p.hire
'''
OTHER = '''
cdef inline double helped(const Params* p, World* w,
                          Py_ssize_t i) noexcept nogil:
    """Help."""
    return p.herding + uniform(&w.key, w.s.uid[i], w.month, RESEARCH, 0)
'''


@pytest.fixture
def small(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "some.pxd").write_text(SMALL)
    (tmp_path / "rules" / "other.pxd").write_text(OTHER)
    return read(tmp_path)


def test_a_rule_reads_what_its_helpers_read_and_every_figure_it_may_choose(small):
    margins = [name for name in PARAMETERS if name.startswith("margin_")][: len(ENUMS["Business"])]

    assert {"cut", "herding", *margins} == set(small.parameters("act"))
    assert ["act", "helped"] == [function.name for function in small.reached("act")]
    assert (["RESEARCH"], []) == (small["helped"].luck, small["act"].luck)
    assert ["S0-M08"] == small["act"].ledger
    assert "Do it." == small["act"].doc.splitlines()[0]


def test_a_folder_without_rules_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no rules are there"):
        read(tmp_path)


def test_a_figure_is_written_short_and_with_its_unit_where_it_is_another():
    assert "U(0.3, 0.7)" == value(Quantity(uniform=(0.3, 0.7), unit="share", source="assumed"), "share")
    assert "0.1 dollar / task" == value(Quantity(value=0.1, unit="dollar / task", source="S0-P3b"), "yuan / task")


def test_a_scenario_is_named_where_its_figure_differs():
    figure, source, elsewhere = said("floor_adoption")

    assert ("0", "assumed") == (figure, source)
    assert "floor: U(" in elsewhere
    assert "surge" not in elsewhere


def test_a_meaning_that_leans_on_its_unit_is_made_a_phrase():
    told = {name: meaning(PARAMETERS[name]) for name in ("cut_runway", "cold_hurdle", "temptation", "anchor")}

    assert "months below which it cuts" == told["cut_runway"]
    assert "factor on the hurdle in a cold climate" == told["cold_hurdle"]
    assert told["temptation"].startswith("rate of asking")
    assert told["anchor"] == PARAMETERS["anchor"].meaning


def test_groups_follow_the_comments_of_the_declaration():
    found = groups(ROOT / "cython_ext")

    assert ("floor_line", "the floor and the gates") == (found[0][1][0], found[0][0])
    assert list(PARAMETERS) == [name for _, names in found for name in names]


# ------------------------------------------------------------------------------------ the command


def run(*arguments):
    return main([str(each) for each in arguments])


def test_check_says_what_is_out_of_date_and_write_mends_it(tmp_path, capsys):
    page, rules = tmp_path / "page.md", ("--rules", ROOT / "cython_ext")
    page.write_text("By hand.\n\n<!-- generated: words -->\nold\n<!-- end -->\n\nMore.\n")

    assert 1 == run(page, "--check", *rules)
    assert "words is not what would be generated" in capsys.readouterr().out
    assert 0 == run(page, "--write", *rules)
    assert 0 == run(page, "--check", *rules)
    assert page.read_text().startswith("By hand.\n")
    assert page.read_text().endswith("\n\nMore.\n")
    assert "| `Stage` | pre seed, seed," in page.read_text()


def test_an_unknown_marker_and_a_missing_page_are_one_line(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("<!-- generated: everything -->\n<!-- end -->\n")

    assert 2 == run(page, "--rules", ROOT / "cython_ext")
    assert "marketsim: nothing is generated under the name 'everything'" in capsys.readouterr().err
    assert 2 == run(tmp_path / "none.md", "--rules", ROOT / "cython_ext")
    assert 1 == capsys.readouterr().err.count("\n")


def test_writing_twice_changes_nothing(rules):
    assert filled(TEXT, rules) == filled(filled(TEXT, rules), rules)
