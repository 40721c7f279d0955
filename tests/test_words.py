"""Figures in words: money, chances and lists as one speaks."""

import numpy as np
import pytest

from marketsim.words import a, chance, counted, frequency, interval, listed, money, moved, ordinal, percent


@pytest.mark.parametrize(
    ("million", "said"),
    [
        (0.25, "250k yuan"),
        (12, "12m yuan"),
        (340.4, "340m yuan"),
        (999.9, "1bn yuan"),
        (1240, "1.2bn yuan"),
        (24_000, "24bn yuan"),
        (124_400, "124bn yuan"),
        (2_300_000, "2.3tn yuan"),
        (0, "0m yuan"),
        (-1240, "-1.2bn yuan"),
    ],
)
def test_money_is_said_in_the_largest_unit_that_fits(million, said):
    assert said == money(million)


def test_two_sums_that_differ_are_not_said_alike():
    assert moved(24_000, 31_000) == ("24bn", "31bn")
    assert moved(24_000, 24_400) == ("24bn", "24.4bn")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8bn yuan", "an 8bn yuan"),
        ("11bn yuan", "an 11bn yuan"),
        ("18m yuan", "an 18m yuan"),
        ("1.2bn yuan", "a 1.2bn yuan"),
        ("110m yuan", "a 110m yuan"),
        ("80m yuan", "an 80m yuan"),
        ("open core", "an open core"),
    ],
)
def test_an_article_fits_the_number(text, said):
    assert said == a(text)


@pytest.mark.parametrize(
    ("share", "runs", "said"),
    [
        (0, 10_000, "none of 10,000"),
        (1, 500, "all 500"),
        (0.5, 9, "1 in 2"),
        (0.625, 8, "5 in 8"),
        (0.96, 25, "24 in 25"),
        (0.3, 10, "3 in 10"),
        (0.003, 1000, "1 in 330"),
        (0.997, 1000, "329 in 330"),
        (0.0001, 10_000, "1 in 10,000"),
        (0.05, 20, "1 in 20"),
    ],
)
def test_a_natural_frequency_has_a_denominator_that_fits(share, runs, said):
    assert said == frequency(share, runs)


def test_a_natural_frequency_is_never_far_from_the_share():
    for share in np.linspace(0.0005, 0.9995, 1999):
        some, of = (float(word.replace(",", "")) for word in frequency(share, 10_000).split(" in "))
        assert abs(some / of - share) <= min(0.06 * min(share, 1 - share), 0.01) + 1e-9, share
        assert 0 < some < of


def test_per_cent_has_decimals_only_where_they_say_something():
    assert ["-20 %", "104 %"] == [percent(-0.2), percent(1.04)]
    assert [percent(x) for x in (0, 0.0003, 0.004, 0.0096, 0.62, 0.99, 0.997, 0.9999, 1)] == [
        "0 %",
        "0.03 %",
        "0.4 %",
        "1 %",
        "62 %",
        "99 %",
        "99.7 %",
        "99.99 %",
        "100 %",
    ]
    assert (chance(0, 0, 0.00038), chance(1, 0.99962, 1), chance(0.62, 0.6, 0.64)) == ("<0.04 %", ">99.96 %", "62 %")
    assert (interval(0.61, 0.63), interval(0.0501, 0.0499)) == ("61-63 %", "5 %")


def test_names_and_numbers_are_listed_as_one_speaks():
    assert [listed("ABCD"[:k], 3) for k in (1, 2, 3, 4)] == ["A", "A and B", "A, B and C", "A, B and 2 others"]
    assert [ordinal(k) for k in (1, 2, 3, 4, 11, 12, 21, 102)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "21st",
        "102nd",
    ]
    assert [counted(k, "firm") for k in (1, 2, 1000)] == ["1 firm", "2 firms", "1,000 firms"]
