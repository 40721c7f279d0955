"""Regulators: instruments come into force and lapse; files are cleared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench import Bench
from pytest import approx


def in_force(bench, months):
    """0 or 1 for each of so many months."""
    story = []
    for _ in range(months):
        bench.do("announce")
        story.append(int(bench.regulators["active"][0]))
        bench.wait(1)
    return story


def office(word="crackdown", **figures):
    bench = Bench(offices=[word])
    bench.regulator(0, **({"active": 0} | figures))
    return bench


def test_an_instrument_comes_into_force_on_its_announced_date():
    bench = office(scheduled=2)

    assert [0, 0, 1, 1] == in_force(bench, 4)
    assert 2 == bench.regulators["since"][0]


def test_an_instrument_nobody_announced_stays_away_without_a_hazard():
    assert [0] * 24 == in_force(office(), 24)


def test_a_hazard_of_one_brings_an_instrument_at_once():
    assert [1, 1] == in_force(office(hazard=1), 2)


def test_the_hazard_is_compared_with_the_offices_own_draw():
    bench = office(hazard=0.1)
    expected = []
    for _ in range(40):
        expected.append(int(bench.draw(bench.regulators["uid"][0], "INSTRUMENT") < 0.1 or 1 in expected))
        bench.wait(1)

    assert expected == in_force(office(hazard=0.1), 40)
    assert 0 < sum(expected) < 40


def test_an_instrument_lapses_after_its_months_and_does_not_come_back():
    assert [0, 1, 1, 1, 0, 0, 0] == in_force(office(scheduled=1, lasts=3, hazard=0), 7)
    assert [1, 1, 0, 0, 0] == in_force(office(lasts=2, hazard=1), 5)


def test_an_instrument_for_good_stays():
    assert [1] * 36 == in_force(office(hazard=1, lasts=0), 36)


@pytest.mark.parametrize(("strength", "pace"), [(1, 1 / 6), (2, 1 / 11), (0, 1)])
def test_the_register_clears_so_that_the_mean_wait_is_as_stated(strength, pace):
    # A share 1 / (1 + 5) a month means five months of waiting before the month of clearance.
    bench = Bench(offices=["registry"], registry_months=5)
    bench.regulator(0, strength=strength)

    bench.do("review")

    assert approx(pace) == bench.regulators["pace"][0]


def test_the_filing_office_works_in_the_last_month_of_a_quarter():
    bench, paces = Bench(offices=["filings"], clearance_odds=0.5), []

    for _ in range(6):
        bench.do("review")
        paces.append(bench.regulators["pace"][0])
        bench.wait(1)

    assert [0, 0, 0, 0] == [paces[month] for month in (0, 1, 3, 4)]
    assert 0.25 < paces[2] < 0.75 and 0.25 < paces[5] < 0.75


def test_rounds_of_clearances_come_as_often_as_stated():
    bench, months = Bench(offices=["filings"], clearance_odds=0.5, filing_round=2), []

    for month in range(6):
        bench.do("review")
        months += [month] if bench.regulators["pace"][0] else []
        bench.wait(1)

    assert [1, 3, 5] == months


@pytest.mark.parametrize("months", [0, 0.5])
def test_an_office_that_cannot_wait_clears_files_every_month(months):
    # In a process of its own: a remainder of nought would end this one.
    script = (
        f"from bench import Bench; bench = Bench(offices=['filings'], clearance_odds=0.5, filing_round={months}); "
        "bench.do('review'); assert bench.regulators['pace'][0] > 0"
    )
    here = Path(__file__).parents[1]

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=here, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )

    assert 0 == done.returncode


def test_the_filing_offices_pace_is_its_odds_times_a_half_to_one_and_a_half():
    bench = Bench(offices=["filings"], clearance_odds=0.4).wait(2)

    bench.do("review")

    assert 0.4 * (0.5 + bench.draw(bench.regulators["uid"][0], "CLEARANCE")) == bench.regulators["pace"][0]


def test_offices_without_a_queue_clear_nothing():
    bench = Bench(offices=["mergers", "champions", "controls", "crackdown"], registry_months=5, clearance_odds=1).wait(
        2
    )

    bench.do("review")

    assert [0, 0, 0, 0] == bench.regulators["pace"].tolist()


def test_a_register_that_is_not_in_force_asks_nothing_of_anybody():
    bench = Bench(startups=1, offices=["registry"], registry_months=1e9)
    bench.regulator(0, active=0)

    bench.do("review", "file")

    assert 1 == bench.startups["registered"][0]


def test_a_filing_office_that_is_not_in_force_keeps_nobody_waiting():
    bench = Bench(startups=1, offices=["filings"], filing_months=6)
    bench.regulator(0, active=0)
    bench.startup(0, queue=1, queued=0)

    bench.do("review", "file")

    assert -1 == bench.startups["queue"][0]
    assert 0b10 == bench.startups["approved"][0]
