"""What happens to a firm the sources name."""

import numpy as np

from marketsim.claims.definition import claim
from marketsim.claims.needs import ACTING, NEVER, among, at, firms, followed, listed_by, month, row

SHENGSHU, MOONSHOT, ZHIPU, O1 = "Shengshu Technology", "Moonshot AI", "Zhipu AI", "01.AI"


@claim("S0-P2", "Shengshu is the first at $500m revenue and ten times revenue", within=18)
def shengshu_is_ripe_first(outcomes, day):
    """By then Shengshu Technology's revenue has reached 500 million dollars a year at a value of ten times revenue
    or less, in an earlier month than any other firm that was unlisted when it did."""
    me = row(outcomes, SHENGSHU)
    ripe = month(outcomes, "ripe")
    others = np.where(listed_by(outcomes, ripe), NEVER, ripe)
    others[:, me] = NEVER
    return (ripe[:, me] <= at(outcomes, day)) & (ripe[:, me] < others.min(axis=1))


@claim("S0-P2-weak", "Shengshu comes down to ten times revenue", within=18, row="S0-P2")
def shengshu_comes_down_to_ten_times_revenue(outcomes, day):
    """In some month by then Shengshu Technology acts, at a value of ten times its yearly revenue or less, however
    small that is and whoever was there before."""
    by = slice(at(outcomes, day) + 1)
    mark, revenue, fate = (followed(outcomes, SHENGSHU, name)[:, by] for name in ("mark", "revenue", "fate"))
    return (np.isin(fate, ACTING) & (mark <= 10 * 12 * revenue)).any(axis=1)


@claim("S0-C22", "Moonshot AI's value halves within a quarter")
def moonshot_halves(outcomes, day):
    """In some month of the run Moonshot AI is worth half or less of what it was one, two or three months before."""
    start = firms(outcomes, "first_mark", [row(outcomes, MOONSHOT)])
    path = np.concatenate([start, followed(outcomes, MOONSHOT, "mark")[:, :at(outcomes, day) + 1]], axis=1)
    return np.any([(path[:, lag:] <= path[:, :-lag] / 2).any(axis=1) for lag in (1, 2, 3)], axis=0)


@claim("S0-W3-users", "Moonshot AI's users stop growing", row="S0-W3")
def moonshot_stops_growing(outcomes, day):
    """In some month of the run Moonshot AI acts and has no more monthly users than six months before."""
    by = slice(at(outcomes, day) + 1)
    users, fate = (followed(outcomes, MOONSHOT, name)[:, by] for name in ("users", "fate"))
    return (np.isin(fate[:, 6:], ACTING) & (users[:, 6:] <= users[:, :-6])).any(axis=1)


@claim("S1-P4", "01.AI drops under 4bn yuan unless it lands a large deal", deadline="2025-12-31")
def o1_drops_under_the_line(outcomes, day):
    """01.AI was worth less than the line in some month by then; open where it landed a large contract by then."""
    me = [row(outcomes, O1)]
    below, landed = (outcomes.happened(name, me, day)[:, 0] for name in ("below_line", "big_contract"))
    return among(~landed, below)


@claim("S1-W3", "Zhipu AI's growth is under 50 % when it reports the second quarter of 2025", deadline="2025-09-30")
def zhipu_slows_down(outcomes, day):
    """In the last month of the quarter in which it reports, Zhipu AI's revenue grows by less than 50 % a year, its
    smoothed log growth below ln 1.5. How far it is then re-rated is left open."""
    return followed(outcomes, ZHIPU, "growth")[:, at(outcomes, day)] < np.log(1.5)
