"""What the report says is what the futures are."""

import re
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from marketsim.quantity import Quantity
from marketsim.report import page
from marketsim.report.assumptions import said
from marketsim.report.fates import fates
from marketsim.report.floor import between, floor
from marketsim.report.futures import chosen, futures, important
from marketsim.report.origin import command
from marketsim.report.paths import course, paths
from marketsim.report.question import answers
from marketsim.stories import Chapter, Event
from marketsim.typical import most_typical
from marketsim.words import chance, interval


def plain(html):
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


def test_every_claim_has_its_probability_and_interval_and_every_other_its_reason(case, source):
    rows = [plain(row) for row in re.findall(r"<tr>(.*?)</tr>", source, re.S)]

    for verdict in case.verdicts.resolved:
        (row,) = [row for row in rows if row.startswith(f"{verdict.text}{verdict.id} ·")]
        assert chance(verdict.probability, verdict.low, verdict.high) in row
        assert interval(verdict.low, verdict.high) in row
        assert str(verdict.deadline) in row
    for name, why in case.verdicts.unresolvable:
        assert f"{name}{why.replace('`', '')}" in rows


def test_short_answers_name_what_is_surely_likely_or_not(case):
    told = answers(case)
    sure = [each for each in case.verdicts.resolved if each.low >= 0.9]

    (line,) = [line for line in told if line.startswith("All but certain")]
    assert f"“{sure[0].text}”" in line
    assert not any("All but excluded" in line and f"“{each.text}”" in line for line in told for each in sure)


@pytest.mark.parametrize(
    ("first", "last", "low", "high", "unit", "words"),
    [
        (100, 50, 40, 60, "bn yuan", "down from 100 to 50 bn yuan by Dec 2027 (half of the futures: 40 to 60)"),
        (100, 103, 100, 110, "bn yuan", "about 103 bn yuan by Dec 2027 (half of the futures: 100 to 110)"),
        (2, 7, 7, 7, "startups", "up from 2 to 7 by Dec 2027"),
    ],
)
def test_a_fan_is_titled_with_where_its_median_goes(first, last, low, high, unit, words):
    from datetime import date

    bands = np.array([[first, low], [first, low], [first, last], [first, high], [first, high]], float)

    assert words == course(bands, unit, date(2027, 12, 1))


def test_the_titles_of_fans_are_those_of_the_futures(case):
    active = case.outcomes.metric("active")
    said = plain(paths(case).body)

    assert f"{np.median(active[:, -1]):.0f}" in re.search(r"Active startups: (.*?) by", said)[1]


def test_a_firms_bar_is_the_share_of_futures_in_which_it_is_gone(case):
    outcomes = case.outcomes
    gone = {
        name: np.isin(outcomes.firm("fate")[:, outcomes.row(name)], (4, 5, 6)).mean()
        for name in case.scenario.startups
        if name in outcomes.firm_names
    }
    worst = max(gone, key=gone.get)

    assert f"{worst} is gone in {100 * gone[worst]:.0f} % of the futures" in plain(fates(case).body)


def test_the_floor_is_told_by_what_begins_below_and_above_it(case):
    outcomes, line = case.outcomes, 4000
    there = len(outcomes.firm_ids)
    gone = np.isin(outcomes.firm("fate")[:, :there], (4, 5, 6))
    below = outcomes.firm("first_mark")[:, :there] < line

    said = plain(floor(case).body)
    assert f"begin below 4bn yuan, {100 * gone[below].mean():.0f} % are gone" in said
    assert f"of those above, {100 * gone[~below].mean():.0f} %" in said


def test_a_market_whose_sources_know_no_floor_has_no_section_on_it(case):
    plainly = case.scenario.model_copy(update={"ledger": []})
    off = {name: Quantity(value=0, source="assumed") for name in ("floor_adoption", "floor_spread")}

    assert floor(replace(case, scenario=plainly.copied(parameters={**plainly.parameters, **off}))) is None
    assert (
        "No investor here applies it"
        in floor(replace(case, scenario=case.scenario.copied(parameters={**plainly.parameters, **off}))).body
    )


def test_the_interval_of_a_group_counts_futures_and_not_firms():
    mine = np.ones((200, 50), bool)
    gone = np.repeat(np.arange(200)[:, None] % 2 == 0, 50, axis=1)  # a future loses all its firms, or none

    assert 1.96 * 0.5 / np.sqrt(200) == pytest.approx(between(mine, gone))


# ------------------------------------------------------------------------------------ futures


def test_the_futures_told_are_typical_of_all_of_the_worst_and_of_the_best(case):
    told = chosen(case.outcomes, case.typical)
    value = case.outcomes.metric("value")[:, -1]
    runs = [run for run, _ in told]

    assert ["The most typical", "A bad one", "A good one"] == [title for _, title in told]
    assert most_typical(case.outcomes) == runs[0]
    assert (value < value[runs[1]]).mean() <= 0.1
    assert (value > value[runs[2]]).mean() <= 0.1


def test_of_few_futures_only_the_typical_one_is_told(make):
    assert 1 == len(chosen(make("floor", 5).outcomes, 0))


def test_the_claims_that_a_told_future_makes_true_are_those_that_it_does(case):
    run = case.typical
    held = [each.id for each in case.verdicts.resolved if each.truth[run] is np.True_]
    said = plain(futures(case).body)

    assert f"{len(held)} of {len(case.verdicts.resolved)} claims come true in it: {', '.join(held)}." in said


def test_when_there_is_too_much_to_tell_the_largest_sums_are_told_and_in_order():
    from datetime import date

    chapters = [
        Chapter(
            date(2026, month, 1),
            tuple(
                Event("round", f"firm {month}-{n}", (), f"round of {100 * month + n}", value=100 * month + n)
                for n in range(5)
            ),
            "",
        )
        for month in range(1, 7)
    ]

    told = important(chapters)
    assert [date(2026, month, 1) for month in (4, 5, 6)] == [when for when, _ in told]
    assert 14 == sum(len(texts) for _, texts in told)
    assert ["Round of 401", "Round of 402", "Round of 403", "Round of 404"] == told[0][1]


def test_where_the_rules_have_changed_no_future_is_told(case):
    assert "The rules have changed" in futures(replace(case, market=None)).body


# ------------------------------------------------------------------------------------ assumptions, origin


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"uniform": (0.3, 0.7), "unit": "share"}, "0.3 to 0.7 share"),
        ({"loguniform": (0.003, 0.03), "unit": "1 / month"}, "0.003 to 0.03 a month, any order of size as likely"),
        ({"lognormal": (14, 0.4), "unit": "months"}, "14 months, times or over 1.5"),
        ({"value": 2.5, "unit": "billion dollar / year"}, "2.5 billion dollar a year"),
        ({"value": 1, "unit": "0 or 1"}, "1"),
        ({"choice": {"seed": 2, "series a": 1}}, "one of seed (2), series a (1)"),
    ],
)
def test_a_figure_is_said_with_its_unit(figure, words):
    assert words == said(Quantity(source="assumed", **figure))


def test_the_page_shows_the_figures_of_the_scenario_with_their_sources(case, source):
    text = plain(source)
    figure = case.scenario.startups["Zhipu AI"].figures["post"]

    assert "2.5 billion dollar" in text
    assert figure.source in text
    assert "uniform(" not in text
    assert all(each.title in text for each in case.scenario.sources.values())


def test_the_command_gives_the_same_futures_again(make):
    changes = {
        "what-if open-weights-parity-12m": "parity",
        "floor_adoption": "0.8",
        "startups.Zhipu AI.post": "3 billion dollar",
    }
    odd = make("floor", 3, seed=11, months=4)
    odd.facts["changes"], odd.facts["basis"] = changes, "text"

    assert (
        "marketsim run floor --runs 3 --seed 11 --months 4 --basis text --what-if open-weights-parity-12m "
        "--set floor_adoption=0.8 --set 'startups.Zhipu AI.post=3 billion dollar'"
    ) == command(odd)


def test_a_run_of_two_months_still_has_a_page(make, browser):
    written = page(make("floor", 3, months=2))

    assert [] == browser(written).wrong
    assert 'id="paths"' not in written
