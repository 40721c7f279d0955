"""What always holds: money, shares, sales, clearances and fates add up in every month of every market."""

import numpy as np
import pytest
from bench import made, money
from futures import FEW, markets
from hypothesis import given
from hypothesis import strategies as st

from marketsim.agents import Fate
from marketsim.outcomes import GONE
from marketsim.schema import ENUMS

MONTHS = st.integers(1, 36)
LATE = ("series c", "series d")
TAKEN_OVER = ENUMS["Event"].index("TAKEN_OVER")


def rows(market, *names):
    """Columns of the startups there are so far (copies)."""
    return [market.world.startups[name][: market.world.running].copy() for name in names]


def near(a, b, scale=1.0):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), abs(scale))


@FEW
@given(market=markets(), months=MONTHS)
def test_money_is_conserved_but_for_what_is_known_to_come_and_go(market, months):
    for _ in range(months):
        held, came = money(market.world), made(market.world)
        market.step()

        assert near(money(market.world) - held, made(market.world) - came, held)


@FEW
@given(market=markets(), months=MONTHS)
def test_nobody_spends_what_it_does_not_have(market, months):
    for _ in range(months):
        market.step()

        assert (market.world.investors["powder"] >= 0).all()
        assert (market.world.acquirers["budget"] >= 0).all()


@FEW
@given(market=markets(), months=MONTHS)
def test_every_cap_table_sums_to_one(market, months):
    for _ in range(months):
        market.step()
        founders, others, stakes, holders = rows(market, "founders", "others", "stake", "holder")

        np.testing.assert_allclose(founders + others + stakes.sum(axis=1), 1, rtol=1e-9)
        assert min(founders.min(), others.min(), stakes.min()) >= 0
        assert (stakes[holders < 0] == 0).all()
        assert all(len(set(line[line >= 0])) == sum(line >= 0) for line in holders)


@FEW
@given(market=markets(), months=MONTHS)
def test_a_firm_has_one_fate_and_never_comes_back(market, months):
    before, when = rows(market, "fate", "fate_month")
    for month in range(months):
        market.step()
        fate, fate_month, live = rows(market, "fate", "fate_month", "live")
        known = len(before)
        ended = np.isin(before, GONE)

        assert (fate[:known][ended] == before[ended]).all()
        assert (fate_month[:known][ended] == when[ended]).all()
        assert np.isin(
            fate[:known][before == Fate.LISTED], (Fate.LISTED, Fate.ACQUIRED, Fate.MERGED, Fate.CLOSED)
        ).all()
        assert (fate_month[:known][fate[:known] != before] == month).all()
        assert ((live == 0) == np.isin(fate, GONE)).all()
        before, when = fate, fate_month


@FEW
@given(market=markets(), months=MONTHS)
def test_nothing_happens_to_a_firm_after_its_end(market, months):
    for _ in range(months):
        market.step()
    ended = set()
    for deal in market.deals.itertuples():
        assert deal.startup not in ended
        assert deal.event not in ("signed", "taken over") or deal.party not in ended - {"Alibaba"}
        if deal.event in ("taken over", "closure"):
            ended.add(deal.startup)

    assert ended == {startup.name for startup in market.members["startups"] if not startup.acting}


@FEW
@given(market=markets(), months=st.integers(1, 12))
def test_in_each_vertical_sales_add_up_to_what_customers_spend(market, months):
    for _ in range(months):
        for _, _, rule in market.walk():
            if rule == "sell":
                sold = market.world.startups["base"][: market.world.running].sum(axis=0)
                figures = market.environment
                total = sold + figures["rivals_base"] + figures["foreign_base"]

                np.testing.assert_allclose(total, figures["demand"], rtol=1e-9)
                assert (market.world.startups["base"] >= 0).all()


@FEW
@given(market=markets(), months=MONTHS)
def test_a_firms_revenue_is_what_its_verticals_bring(market, months):
    for _ in range(months):
        market.step()
        revenue, base, live = rows(market, "revenue", "base", "live")

        np.testing.assert_allclose(revenue[live < 0], base[live < 0].sum(axis=1), rtol=1e-9)
        assert (base[live == 0] == 0).all()


@FEW
@given(market=markets(), months=MONTHS)
def test_clearances_never_fall(market, months):
    (before,) = rows(market, "approved")
    filings = 0
    for _ in range(months):
        market.step()
        approved, breadth, live = rows(market, "approved", "breadth", "live")
        acting = live < 0
        then = acting[: len(before)]

        assert (approved[: len(before)] & before == before)[then].all()
        assert [int(bits).bit_count() for bits in approved[acting]] == breadth[acting].tolist()
        assert market.metrics["filings"] >= filings
        before, filings = approved, market.metrics["filings"]


def acquisitions(market):
    """A month; yields its completed acquisitions, and figures of both sides before and after they closed."""
    before = None
    for _, _, rule in market.walk():
        figures = {name: market.world.startups[name].copy() for name in ("cash", "mark", "founders", "exit_price")}
        figures["budget"] = market.world.acquirers["budget"].copy()
        if rule == "close_acquisitions":
            now = [deal for deal in market.world.ledger() if deal["month"] == market.month]
            yield [deal for deal in now if deal["event"] == TAKEN_OVER], before, figures
        before = figures


@FEW
@given(market=markets(), months=MONTHS)
def test_giants_pay_in_cash_the_price_that_is_received(market, months):
    for _ in range(months):
        for deals, before, after in acquisitions(market):
            owed = np.zeros_like(before["budget"])
            buyers = {int(deal["party"]) - len(owed) for deal in deals}
            if any(int(deal["subject"]) in buyers for deal in deals):
                continue  # a target that bought has another cash by the time it is bought
            for deal in deals:
                assert deal["amount"] == after["exit_price"][deal["subject"]]
                if deal["party"] < len(owed):
                    owed[deal["party"]] += deal["amount"] - before["cash"][deal["subject"]]

            np.testing.assert_allclose(before["budget"] - after["budget"], owed, rtol=1e-9, atol=1e-6)


@FEW
@given(market=markets(), months=MONTHS)
def test_startups_pay_in_cash_and_shares_the_price_that_is_received(market, months):
    giants = len(market.members["acquirers"])
    for _ in range(months):
        for deals, before, after in acquisitions(market):
            busy = [int(who) for deal in deals for who in (deal["subject"], deal["party"] - giants)]
            for deal in deals:
                target, buyer = int(deal["subject"]), int(deal["party"]) - giants
                if buyer < 0 or busy.count(buyer) > 1 or busy.count(target) > 1:
                    continue
                cash = before["cash"][buyer] + before["cash"][target] - after["cash"][buyer]
                sold = 1 - after["founders"][buyer] / before["founders"][buyer]
                shares = before["mark"][buyer] * sold / (1 - sold)

                assert cash >= -1e-9 * deal["amount"]
                assert near(cash + shares, deal["amount"], before["mark"][buyer])


def counted_from(deals, month):
    """The month's metrics as the deal ledger tells them."""
    now = deals[deals["month"] == month]
    so_far = deals[(deals["month"] <= month) & (deals["month"] >= 0)]["event"].value_counts()
    rounds = now[(now["event"] == "round") & now["lead"]]
    money = now[now["event"].isin(["round", "bridged"])]
    bought = now[now["event"] == "taken over"]
    return {
        "rounds": len(rounds),
        "down_rounds": (rounds["tone"] == "down").sum(),
        "late_rounds": rounds["stage"].isin(LATE).sum(),
        "raised": money["amount"].sum(),
        "bridges": now[now["event"] == "bridged"]["startup"].nunique(),
        "acquisitions": len(bought),
        "acquisition_spend": bought["amount"].sum(),
        "closed": so_far.get("closure", 0),
        "listings": so_far.get("listing", 0),
        "entered": so_far.get("entry", 0),
    }


@FEW
@given(market=markets(), months=MONTHS)
def test_the_ledger_and_the_metrics_count_the_same(market, months):
    told = []
    for _ in range(months):
        market.step()
        told.append(market.metrics)
    deals = market.deals

    for month, metrics in enumerate(told):
        counts = counted_from(deals, month)
        assert counts == pytest.approx({name: metrics[name] for name in counts}, rel=1e-9)
    bought = (deals["event"] == "taken over").sum()
    assert bought == told[-1]["acquired"] + told[-1]["merged"]
    assert len(market.members["startups"]) == sum(
        told[-1][fate] for fate in ("active", "dormant", "listed", "acquired", "merged", "closed")
    )


@FEW
@given(market=markets(), months=MONTHS)
def test_months_and_dates_agree(market, months):
    for month in range(months):
        assert (month, market.premise.date_of(month)) == (market.month, market.date)
        market.step()
    deals = market.deals

    assert deals["month"].is_monotonic_increasing
    assert deals["month"].between(-1, months - 1).all()
    first = market.premise.first_month()
    assert ((deals["date"].dt.year - first.year) * 12 + deals["date"].dt.month - first.month == deals["month"]).all()
    rounds = deals[deals["event"].isin(["round", "bridged"])].groupby("startup")["month"].max()
    assert all(market.find(name).last_round == month for name, month in rounds.items())
    ends = deals[deals["event"].isin(["closure", "taken over"])].set_index("startup")["month"]
    assert all(market.find(name).fate_month == month for name, month in ends.items())
