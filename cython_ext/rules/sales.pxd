# The product market: one settlement a month shares out what customers spend.

from libc.stdint cimport int64_t

from outlook cimport Environment
from params cimport Params
from state cimport Startups, World
from variates cimport exact_exp, larger, smaller
from words cimport VERTICALS


cdef inline void sell(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Present customers stay or leave; what is left of each vertical's spending is shared by pull.

    A logit with switching costs: only spending that left its supplier, or is new, chooses
    among startups, big technology firms, foreign models and one's own servers running open
    weights. In each vertical startups' and rivals' sales add up to demand. What a crackdown or a
    wall takes away it takes once, when it comes into force.
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef double[VERTICALS] held
    cdef double[VERTICALS] pull
    cdef double[VERTICALS] squeeze
    cdef double[VERTICALS] share
    cdef double[VERTICALS] stay
    cdef double lead = exact_exp(p.quality_pull * (e.frontier - e.open - p.lag_mean))
    cdef double abroad = exact_exp(p.quality_pull * (e.foreign - e.open - p.lag_mean - p.foreign_lead)) * (1 - e.walled)
    cdef double keep_rivals = exact_exp(-p.rivals_churn / 12)
    cdef double wall = smaller((1 - e.walled) / larger(1 - e.walled_before, 1e-9), 1)
    cdef double rivals, foreign, total, free
    cdef double* base
    cdef double* reach
    cdef double got, a, k
    cdef int64_t i, v
    for v in range(VERTICALS):
        held[v] = pull[v] = 0
        stay[v] = smaller((1 - e.shut[v]) / larger(1 - e.shut_before[v], 1e-9), 1)
        e.shut_before[v] = e.shut[v]
    for i in range(w.n_startups):
        if not s.live[i]:
            continue
        base, reach, a, k = &s.base[i * VERTICALS], &s.reach[i * VERTICALS], s.attraction[i], s.keep[i]
        for v in range(VERTICALS):
            base[v] = base[v] * k * stay[v]
            held[v] += base[v]
            pull[v] += a * reach[v] * (1 - e.shut[v])
    for v in range(VERTICALS):
        rivals = e.rivals_base[v] * keep_rivals
        foreign = e.foreign_base[v] * keep_rivals * wall
        total = held[v] + rivals + foreign
        squeeze[v] = e.demand[v] / total if total > e.demand[v] else 1
        free = larger(e.demand[v] - total * squeeze[v], 0)
        a = e.rivals_pull[v] * (1 - e.foreign_share[v]) * (lead * (1 - p.self_host) + p.self_host)
        k = e.rivals_pull[v] * e.foreign_share[v] * abroad
        total = pull[v] + a + k
        share[v] = free / total if total > 0 else 0
        e.foreign_base[v] = foreign * squeeze[v] + k * share[v]
        e.rivals_base[v] = rivals * squeeze[v] + a * share[v]
    for i in range(w.n_startups):
        if not s.live[i]:
            continue
        base, reach, a, got = &s.base[i * VERTICALS], &s.reach[i * VERTICALS], s.attraction[i], 0
        for v in range(VERTICALS):
            base[v] = base[v] * squeeze[v] + a * reach[v] * (1 - e.shut[v]) * share[v]
        for v in range(VERTICALS):
            got += base[v]
        s.booked[i], s.revenue[i] = s.revenue[i], got
    e.walled_before = e.walled
