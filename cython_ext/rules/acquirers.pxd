# Buying firms: big technology firms, and any startup rich enough (S0-P1a).

from libc.stdint cimport int64_t, uint32_t

from draws cimport APPRAISAL, LOOKOUT, uniform, uniforms
from each cimport rule
from meeting cimport passing_startup
from params cimport Params
from state cimport Acquirers, Startups, World
from variates cimport clip, exact_exp, exact_log, fabs, larger, normal, smaller
from words cimport ACTIVE, DORMANT, LISTED, SELL, SUITORS


cdef inline rule bid(const Params* p, World* w, Py_ssize_t k) noexcept nogil:
    """A big technology firm looks at the sellers on its desk, sometimes at others, and bids for the best.

    Worth = mark * exp(needs met by data, users and talent + error); it bids its share of the
    surplus over the reserve, within its budget. One deal at a time.
    """
    cdef Acquirers* me = &w.a
    cdef int64_t slot = me.desk[k], t
    me.granted[k] = clip(60 * me.refill[k] - me.budget[k], 0, me.refill[k])
    me.budget[k] += me.granted[k]
    me.target[k], me.offer[k] = -1, 0
    cdef double best = 0
    if me.engaged[k]:
        return
    while slot >= 0:
        if attends(p, w, me.uid[k], slot // SUITORS):
            best = weigh(p, w, k, slot // SUITORS, best)
        slot = w.s.approach_next[slot]
    if uniform(&w.key, me.uid[k], w.month, LOOKOUT, 0) < me.appetite[k]:
        for slot in range(3):
            t = passing_startup(w, me.uid[k], LOOKOUT, <uint32_t>(16 + 16 * slot))
            if t >= 0:
                best = weigh(p, w, k, t, best)


cdef inline bint attends(const Params* p, World* w, int64_t buyer, int64_t t) noexcept nogil:
    """Does this buyer take the time for this seller this month? A well-known one is hard to overlook."""
    cdef double notice = 1 + p.notice * w.s.peak[t] / (w.s.peak[t] + p.notice_half)
    return uniform(&w.key, buyer, w.month, LOOKOUT, <uint32_t>w.s.uid[t]) < p.attention * notice


cdef inline bint can_be_bought(World* w, int64_t t) noexcept nogil:
    """An active or dormant firm, or a listed one that is for sale, that has not signed with another."""
    cdef int64_t fate = w.s.fate[t]
    return w.s.suitor[t] < 0 and (fate == ACTIVE or fate == DORMANT or (fate == LISTED and w.s.intent[t] == SELL))


cdef inline double discount(const Params* p, World* w) noexcept nogil:
    """Log points below worth at which firms change hands: a buyers' market, more so in the cold (S1-R09)."""
    return p.buyers_market + p.cold_discount * (1 - w.e.hot)


cdef inline double weigh(const Params* p, World* w, Py_ssize_t k, int64_t t, double best) noexcept nogil:
    """Take startup t as the target if its surplus beats the best so far."""
    cdef Acquirers* me = &w.a
    cdef Startups* s = &w.s
    cdef double fit, worth, reserve
    if not can_be_bought(w, t):
        return best
    fit = me.need_data[k] * s.data[t] * s.embedded[t] + me.need_users[k] * s.users[t] / (s.users[t] + p.users_half)
    fit += me.need_talent[k] * clip(s.capability[t] - w.e.open, 0, 6) / 6
    fit += p.appraisal_noise * normal(uniforms(&w.key, me.uid[k], w.month, APPRAISAL, <uint32_t>s.uid[t]))
    worth = s.mark[t] * exact_exp(fit - discount(p, w))
    reserve = s.sale_reserve[t]
    if worth - reserve > best and reserve <= me.budget[k]:
        me.target[k], me.offer[k] = t, smaller(reserve + p.bid_share * (worth - reserve), me.budget[k])
        return worth - reserve
    return best


cdef inline rule court(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """A startup with money and a dear share looks for firms that complete it; like buys like.

    It can pay with half its cash and with new shares up to a share of its own value
    (Rhodes-Kropf and Robinson 2008: buyers and targets resemble each other).
    """
    cdef Startups* s = &w.s
    cdef int64_t slot = s.desk[i], t
    cdef double best = 0
    s.target[i], s.bid[i] = -1, 0
    if (s.fate[i] != ACTIVE and s.fate[i] != LISTED) or s.suitor[i] >= 0 or s.runway[i] < p.court_runway:
        return
    while slot >= 0:
        if attends(p, w, s.uid[i], slot // SUITORS):
            best = fancy(p, w, i, slot // SUITORS, best)
        slot = s.approach_next[slot]
    if s.own[i] > 0 and uniform(&w.key, s.uid[i], w.month, LOOKOUT, 0) < p.court_appetite:
        for slot in range(2):
            t = passing_startup(w, s.uid[i], LOOKOUT, <uint32_t>(16 + 16 * slot))
            if t >= 0 and t != i:
                best = fancy(p, w, i, t, best)


cdef inline double fancy(const Params* p, World* w, Py_ssize_t i, int64_t t, double best) noexcept nogil:
    """Take startup t as the target if its surplus beats the best so far."""
    cdef Startups* s = &w.s
    cdef double fit, worth, reserve, purse
    if not can_be_bought(w, t) or s.mark[t] > p.court_size * s.mark[i]:
        return best
    fit = p.court_users * s.users[t] / (s.users[t] + p.users_half) + p.court_data * s.data[t]
    fit += p.court_clearances * clip(<double>(s.breadth[t]), 0, 8) / 8
    fit -= p.unlikeness * fabs(exact_log(larger(s.mark[t], 1e-3) / larger(s.mark[i], 1e-3)) + 1.5) / 3
    fit += p.appraisal_noise * normal(uniforms(&w.key, s.uid[i], w.month, APPRAISAL, <uint32_t>s.uid[t]))
    purse = 0.5 * larger(s.cash[i], 0) + p.paper_share * s.mark[i]
    worth = s.mark[t] * exact_exp(fit - discount(p, w))
    reserve = s.sale_reserve[t]
    if worth - reserve > best and reserve <= purse:
        s.target[i], s.bid[i] = t, smaller(reserve + p.bid_share * (worth - reserve), purse)
        return worth - reserve
    return best
