"""Who of the top five, and of the cohort of 2023, is gone by the deadline."""

import pytest
from handmade import ACQUIRED, CLOSED, DORMANT, LISTED, MERGED, at, futures, told

FIVE = ("Zhipu AI", "Moonshot AI", "Baichuan", "Shengshu Technology", "01.AI")
ZHIPU, TENCENT, BAIDU = 100, 900, 901  # ids
SEPTEMBER, OCTOBER = at("2026-09"), at("2026-10")


def top_five(runs=1, **fields):
    return futures(runs, firms=(*FIVE, "Anvil"), cohorts={"S0-top5": FIVE}, fields=fields)


class TestTwoOfTheTopFive:
    def test_two_deals_signed_by_the_end_of_september_2026_are_enough_and_one_is_not(self):
        outcomes = top_five(3, signed_month={"Baichuan": [3, 3, SEPTEMBER], "01.AI": [-1, SEPTEMBER, SEPTEMBER]})

        assert told("S0-P1", outcomes) == [False, True, True]

    def test_a_deal_signed_the_month_after_comes_too_late(self):
        outcomes = top_five(signed_month={"Baichuan": 3, "01.AI": OCTOBER})

        assert told("S0-P1", outcomes) == [False]

    def test_both_bases_have_the_same_deadline(self):
        outcomes = top_five(2, signed_month={"Baichuan": 3, "01.AI": [SEPTEMBER, OCTOBER]})

        assert told("S0-P1", outcomes, "text") == told("S0-P1", outcomes) == [True, False]

    @pytest.mark.parametrize("fate", [LISTED, CLOSED, DORMANT])
    def test_listing_closing_and_going_dormant_do_not_count(self, fate):
        ended = {"fate": {"01.AI": fate, "Zhipu AI": fate}, "fate_month": {"01.AI": 5, "Zhipu AI": 5}}
        outcomes = top_five(signed_month={"Baichuan": 3}, **ended)

        assert told("S0-P1", outcomes) == [False]

    def test_firms_outside_the_five_do_not_count(self):
        assert told("S0-P1", top_five(signed_month={"Baichuan": 3, "Anvil": 3})) == [False]


class TestWhoBuysAndWhoIsBought:
    def test_zhipu_must_buy_more_of_the_five_than_anyone_else(self):
        signed = {"Moonshot AI": 4, "Baichuan": 5, "01.AI": [6, -1, 6]}
        buyer = {"Moonshot AI": ZHIPU, "Baichuan": [ZHIPU, TENCENT, TENCENT], "01.AI": [TENCENT, -1, BAIDU]}

        assert told("S0-P1a", top_five(3, signed_month=signed, buyer=buyer)) == [True, False, False]

    def test_who_buys_most_stays_open_without_a_deal(self):
        outcomes = top_five(2, signed_month={"Baichuan": [OCTOBER, SEPTEMBER]}, buyer={"Baichuan": ZHIPU})

        assert told("S0-P1a", outcomes) == [None, True]

    def test_moonshot_is_first_unless_another_went_in_an_earlier_month(self):
        signed = {"Moonshot AI": [7, 7, 7, -1, -1], "Baichuan": [-1, 7, 6, 6, -1]}

        assert told("S0-P1b", top_five(5, signed_month=signed)) == [True, True, False, False, None]


class TestTheCohortOf2023:
    members = ("Anvil", "Bellows", "Chisel", "Drill", "Edge")

    def cohort(self, name="S1-2023", runs=1, already_gone=None, **fields):
        return futures(runs, firms=(*self.members, "Other"), cohorts={name: self.members}, fields=fields,
                       already_gone=already_gone)

    def test_three_of_five_bought_merged_or_closed_by_the_end_of_2026_are_enough(self):
        fate = {"Anvil": ACQUIRED, "Bellows": MERGED, "Chisel": [CLOSED, CLOSED, LISTED, DORMANT]}
        fate_month = {"Anvil": 1, "Bellows": 2, "Chisel": [at("2026-12"), at("2027-01"), 3, 3]}

        assert told("S1-P1", self.cohort(runs=4, fate=fate, fate_month=fate_month)) == [True, False, False, False]

    def test_members_gone_before_the_start_count_as_exits_and_as_members(self):
        gone = {"fate": {"Anvil": ACQUIRED, "Bellows": CLOSED}, "fate_month": {"Anvil": 1, "Bellows": 2}}

        two_of_five, three_of_six, five_of_eight = (
            self.cohort("2023-strict", already_gone={"2023-strict": before}, **gone) for before in ((), "X", "XYZ"))

        assert told("S1-P1", two_of_five) == told("S1-P1", three_of_six) == [False]
        assert told("S1-P1", five_of_eight) == [True]

    def test_the_broad_cohort_is_a_claim_of_its_own(self):
        gone = {"fate": dict.fromkeys(self.members[:3], CLOSED), "fate_month": dict.fromkeys(self.members[:3], 2)}

        assert told("S1-P1-broad", self.cohort("2023-broad", **gone)) == [True]
