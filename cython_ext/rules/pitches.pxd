# Asking for money: who needs it, how much, at what price, and which investors hear of it.

from libc.stdint cimport int64_t, uint32_t

from draws cimport SEARCH, TEMPTATION, Two, uniform, uniforms
from each cimport rule
from meeting cimport famous
from params cimport Params
from state cimport Startups, World
from variates cimport clip, exact_exp, larger
from words cimport ACTIVE, HOLDERS, PORTFOLIO, REACH


cdef inline rule pitch(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Ask for 18-24 months of money when the runway is short, or when a hot market tempts.

    The ask is bounded by the share of itself a firm sells (about a fifth). The lowest price it
    takes is its last one, less a concession that grows as the runway shrinks: down rounds hurt.
    """
    cdef Startups* s = &w.s
    cdef Two luck
    cdef double patience, months, temptation
    s.ask[i] = 0
    if s.fate[i] != ACTIVE or s.suitor[i] >= 0:
        return
    if w.month - s.last_round[i] < p.round_gap and s.runway[i] > 4:
        return
    temptation = p.temptation * (w.e.hot + clip(w.e.mood, 0, 1))
    if s.runway[i] >= p.pitch_runway and temptation <= 0:
        return
    luck = uniforms(&w.key, s.uid[i], w.month, TEMPTATION, 0)
    if s.runway[i] >= p.pitch_runway and luck.first >= temptation:
        return
    patience = clip(s.runway[i] / p.pitch_runway, 0, 1)
    months = p.raise_months * (0.85 + 0.3 * luck.second)
    s.ask[i] = clip(months * larger(s.burn[i], 0.3 * s.overhead[i]) * (1 + p.expansion),
                    p.least_sold * s.mark[i], p.most_sold * s.mark[i])
    s.reserve[i] = larger(s.post[i] * exact_exp(-p.concession * (1 - patience) - p.drought_concession * s.drought[i]),
                          p.least_reserve * s.mark[i])
    reach_investors(p, w, i)


cdef inline void reach_investors(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Three holders, three of those who hold something together with a holder, and two at large."""
    cdef Startups* s = &w.s
    cdef int64_t* to = &s.pitch_to[i * REACH]
    cdef int64_t k, j, who, holder, other
    cdef double u
    for k in range(REACH):
        who = -1
        if k < 3:
            who = s.holder[i * HOLDERS + k]
        elif k < 6:
            holder = s.holder[i * HOLDERS + (k - 3)]
            if holder >= 0:
                u = uniform(&w.key, s.uid[i], w.month, SEARCH, <uint32_t>(64 + k))
                other = w.v.portfolio[holder * PORTFOLIO + <int64_t>(u * PORTFOLIO)]
                if other >= 0:
                    u = uniform(&w.key, s.uid[i], w.month, SEARCH, <uint32_t>(80 + k))
                    who = w.s.holder[other * HOLDERS + <int64_t>(u * 4)]
        if who < 0:
            who = famous(w, w.v.fame_so_far, w.n_investors, w.hall, s.uid[i], SEARCH, <uint32_t>(k * 16 + 128))
        for j in range(k):
            if to[j] == who:
                who = -1
        to[k] = who
        s.cheque[i * REACH + k] = s.bid_pre[i * REACH + k] = 0


cdef inline void deliver(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Lay every pitch on the desk of the investor it is addressed to."""
    cdef Startups* s = &w.s
    cdef int64_t i, k, slot
    for k in range(w.n_investors):
        w.v.desk[k] = -1
    for i in range(w.n_startups):
        if s.ask[i] > 0:
            for slot in range(i * REACH, (i + 1) * REACH):
                k = s.pitch_to[slot]
                if k >= 0:
                    s.pitch_next[slot] = w.v.desk[k]
                    w.v.desk[k] = slot
