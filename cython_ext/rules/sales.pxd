# The product market: one settlement a month shares out what customers spend.

from libc.stdint cimport int64_t

from each cimport rule
from outlook cimport Environment
from params cimport Params
from state cimport Startups, World
from variates cimport exact_exp, larger, smaller
from words cimport VERTICALS


cdef struct Books:
    double[VERTICALS] held      # million yuan / month; what customers who stay spend, all startups
    double[VERTICALS] pull      # 1; of all startups
    double[VERTICALS] stay, open, squeeze, share    # shares: let in as before, of pull let in, left of sales, won of what is free
    double[VERTICALS] away      # share; of a champion's pull lost abroad
    double* base                # of one startup
    double* reach
    double keep, attraction, champion

cdef extern from "exact.h" nogil:
    void each_vertical "each"(rule (*one)(Books*, World*, Py_ssize_t) noexcept nogil, Books* its, World* w, Py_ssize_t first, Py_ssize_t last)


cdef inline rule count_in(Books* its, World* w, Py_ssize_t v) noexcept nogil:
    its.held[v] += its.base[v] * its.keep * its.stay[v]
    its.pull[v] += its.attraction * its.reach[v] * its.open[v] * (1 - its.champion * its.away[v])


cdef inline rule share_out(Books* its, World* w, Py_ssize_t v) noexcept nogil:
    cdef double pull = its.attraction * its.reach[v] * its.open[v] * (1 - its.champion * its.away[v])
    its.base[v] = its.base[v] * its.keep * its.stay[v] * its.squeeze[v] + pull * its.share[v]


cdef inline void take_up(Books* its, const Startups* s, int64_t i) noexcept nogil:
    its.base, its.reach = &s.base[i * VERTICALS], &s.reach[i * VERTICALS]
    its.keep, its.attraction, its.champion = s.keep[i], s.attraction[i], <double>s.champion[i]


cdef inline void sell(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Present customers stay or leave; what is left of each vertical's spending is shared by pull.

    A logit with switching costs: only spending that left its supplier, or is new, chooses
    among startups, big technology firms, foreign models and one's own servers running open
    weights. In each vertical startups' and rivals' sales add up to demand. What a crackdown or a
    wall takes away it takes once, when it comes into force. Content controls cost pull where they
    hurt (S1-M18), and being a champion costs pull abroad (S0-M21).
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef double lead = exact_exp(p.quality_pull * (e.frontier - e.open - p.lag_mean))
    cdef double abroad = exact_exp(p.quality_pull * (e.foreign - e.open - p.lag_mean - p.foreign_lead)) * (1 - e.walled)
    cdef double keep_rivals = exact_exp(-p.rivals_churn / 12)
    cdef double wall = smaller((1 - e.walled) / larger(1 - e.walled_before, 1e-9), 1)
    cdef double rivals, foreign, total, free
    cdef Books b
    cdef double got, a, k
    cdef int64_t i, v
    for v in range(VERTICALS):
        b.held[v] = b.pull[v] = 0
        b.open[v] = (1 - e.shut[v]) * exact_exp(-e.usefulness * e.sensitivity[v])
        b.stay[v] = smaller((1 - e.shut[v]) / larger(1 - e.shut_before[v], 1e-9), 1)
        b.away[v] = p.champion_abroad * e.abroad[v]
        e.shut_before[v] = e.shut[v]
    for i in range(w.n_startups):
        if not s.live[i]:
            continue
        take_up(&b, s, i)
        each_vertical(count_in, &b, w, 0, VERTICALS)
    for v in range(VERTICALS):
        rivals = e.rivals_base[v] * keep_rivals
        foreign = e.foreign_base[v] * keep_rivals * wall
        total = b.held[v] + rivals + foreign
        b.squeeze[v] = e.demand[v] / total if total > e.demand[v] else 1
        free = larger(e.demand[v] - total * b.squeeze[v], 0)
        a = e.rivals_pull[v] * (1 - e.foreign_share[v]) * (lead * (1 - p.self_host) + p.self_host)
        k = e.rivals_pull[v] * e.foreign_share[v] * abroad
        total = b.pull[v] + a + k
        b.share[v] = free / total if total > 0 else 0
        e.foreign_base[v] = foreign * b.squeeze[v] + k * b.share[v]
        e.rivals_base[v] = rivals * b.squeeze[v] + a * b.share[v]
    for i in range(w.n_startups):
        if not s.live[i]:
            continue
        take_up(&b, s, i)
        each_vertical(share_out, &b, w, 0, VERTICALS)
        got = 0
        for v in range(VERTICALS):
            got += b.base[v]
        s.booked[i], s.revenue[i] = s.revenue[i], got
    e.walled_before = e.walled
