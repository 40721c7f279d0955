"""The product market: one settlement a month shares out what customers spend."""

from math import exp


def sell(market):
    """Present customers stay or leave; what is left of each vertical's spending is shared by pull.

    A nested logit with switching costs: only spending that left its supplier, or is new, chooses
    among startups, big technology firms, foreign models and one's own servers running open
    weights. In each vertical startups' and rivals' sales add up to demand. What a crackdown or a
    wall takes away it takes once, when it comes into force. Content controls cost pull where they
    hurt, and being a champion costs pull abroad.
    """
    for v, vertical in enumerate(market.verticals):
        share_out(market, v, vertical)
    market.environment.walled_before = market.environment.walled
    for firm in market.acting:
        firm.booked, firm.revenue = firm.revenue, sum(firm.base)


def share_out(market, v, vertical):
    """One vertical: sales_i = kept_i + free spending * pull_i / all pull."""
    p, e = market.p, market.environment
    let_in = (1 - vertical.shut) * useful_part(e, vertical)
    pulls = {firm: firm.attraction * firm.reach[v] * let_in * welcome(firm, vertical) for firm in market.acting}
    stay = left_of(vertical.shut_before, vertical.shut)
    vertical.shut_before = vertical.shut
    held = 0.0
    for firm in market.acting:
        firm.base[v] *= firm.keep * stay
        held += firm.base[v]
    loyal = exp(-p.rivals_churn / 12)
    domestic = vertical.rivals_base * loyal
    foreign = vertical.foreign_base * loyal * left_of(e.walled_before, e.walled)
    total = held + domestic + foreign
    squeeze = min(vertical.demand / total, 1) if total > 0 else 1  # customers cannot spend more than they have
    free = max(vertical.demand - total * squeeze, 0)
    pull_domestic, pull_foreign = rivals_pull(market, vertical)
    pull = sum(pulls.values()) + pull_domestic + pull_foreign
    share = free / pull if pull > 0 else 0
    vertical.rivals_base = domestic * squeeze + pull_domestic * share
    vertical.foreign_base = foreign * squeeze + pull_foreign * share
    for firm in market.acting:
        firm.base[v] = firm.base[v] * squeeze + pulls[firm] * share


def useful_part(e, vertical):
    """The part of pull that content controls leave."""
    return exp(-e.usefulness * vertical.sensitivity)


def welcome(firm, vertical):
    """The part of pull that customers there leave a firm: those abroad are wary of a champion."""
    return 1 - firm.model.p.champion_abroad * firm.champion * vertical.abroad


def left_of(before, now):
    """The part of sales left when the part shut out goes from `before` to `now`; opening up brings none back."""
    return min((1 - now) / max(1 - before, 1e-9), 1)


def rivals_pull(market, vertical):
    """(domestic, foreign): as at the start, times exp(quality * months gained on open weights), but for own servers."""
    p, e = market.p, market.environment
    lead = exp(p.quality_pull * (e.frontier - e.open - p.lag_mean))
    abroad = exp(p.quality_pull * (e.foreign - e.open - p.lag_mean - p.foreign_lead)) * (1 - e.walled)
    domestic = (1 - vertical.foreign_share) * (lead * (1 - p.self_host) + p.self_host)
    return vertical.rivals_pull * domestic, vertical.rivals_pull * vertical.foreign_share * abroad
