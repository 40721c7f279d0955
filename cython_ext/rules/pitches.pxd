# Asking for money: who needs it, how much, at what price, and which investors hear of it.

from libc.stdint cimport int64_t, uint32_t

from draws cimport SEARCH, TEMPTATION, Two, uniforms
from each cimport rule
from meeting cimport at, famous
from params cimport Params
from rules.investors cimport Impression, impression, judge, proven
from state cimport Startups, World
from variates cimport clip, exact_exp, larger
from words cimport ACTIVE, HOLDERS, PORTFOLIO, REACH

cdef struct Search:
    int64_t uid             # of the firm
    double[REACH] first, second     # places in the hall where each try goes
    double[REACH] drawer, line      # of an investor's portfolio, of a cap table

cdef extern from "exact.h" nogil:
    void each_try "each"(rule (*one)(Search*, World*, Py_ssize_t) noexcept nogil, Search* its, World* w, Py_ssize_t first, Py_ssize_t last)
    void each_slot "each"(rule (*one)(const Impression*, World*, Py_ssize_t) noexcept nogil, const Impression* it, World* w, Py_ssize_t first, Py_ssize_t last)


cdef inline rule pitch(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Ask for 18-24 months of money when the runway is short, or when a hot market tempts.

    In the cold who can waits (Carta 2024: 774 days from seed to A, 420 in the boom); in the heat money
    courts winners before they need it. The ask is bounded by the share of itself a firm sells (about a fifth).
    The lowest price it takes is its last one, less a concession that grows as the runway shrinks: down rounds hurt.
    """
    cdef Startups* s = &w.s
    cdef Two luck
    cdef double patience, months, temptation, short = p.pitch_runway * (1 - p.cold_patience * (1 - w.e.hot))
    s.ask[i] = 0
    if s.fate[i] != ACTIVE or s.suitor[i] >= 0:
        return
    if w.month - s.last_round[i] < p.round_gap and s.runway[i] > 4:
        return
    temptation = p.temptation * (w.e.hot + clip(w.e.mood, 0, 1)) * (1 + p.courting * clip(s.growth[i] - p.usual_growth, 0, 2))
    if s.runway[i] >= short and temptation <= 0:
        return
    luck = uniforms(&w.key, s.uid[i], w.month, TEMPTATION, 0)
    if s.runway[i] >= short and luck.first >= temptation:
        return
    patience = clip(s.runway[i] / larger(short, 1e-3), 0, 1)
    months = p.raise_months * (0.85 + 0.3 * luck.second)
    s.ask[i] = clip(months * larger(s.burn[i], 0.3 * s.overhead[i]) * (1 + p.expansion),
                    p.least_sold * s.mark[i], p.most_sold * s.mark[i])
    s.reserve[i] = larger(s.post[i] * exact_exp(-p.concession * (1 - patience) - p.drought_concession * s.drought[i]),
                          p.least_reserve * s.mark[i])
    reach_investors(w, i)


cdef inline rule present(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Show itself to the investors asked: what each thinks it worth."""
    cdef Impression it
    if w.s.ask[i] > 0:
        w.s.proof[i] = proven(p, w, i)
        w.s.lifeline[i] = 0 if w.s.bridged[i] else p.bridge_months * larger(w.s.burn[i], 0)
        it = impression(p, w, i)
        each_slot(judge, &it, w, i * REACH, (i + 1) * REACH)


cdef inline rule leaf(Search* its, World* w, Py_ssize_t k) noexcept nogil:
    """The luck of a firm's k-th try this month."""
    cdef Two large = uniforms(&w.key, its.uid, w.month, SEARCH, <uint32_t>(128 + 16 * k))
    cdef Two tie = uniforms(&w.key, its.uid, w.month, SEARCH, <uint32_t>(64 + k))
    its.first[k], its.second[k] = large.first, large.second
    its.drawer[k], its.line[k] = tie.first, tie.second


cdef inline void reach_investors(World* w, Py_ssize_t i) noexcept nogil:
    """Three holders, three of those who hold something together with a holder, and two at large."""
    cdef Startups* s = &w.s
    cdef int64_t* to = &s.pitch_to[i * REACH]
    cdef int64_t* holder = &s.holder[i * HOLDERS]
    cdef int64_t k, j, who, other
    cdef Search its
    its.uid = s.uid[i]
    each_try(leaf, &its, w, 0, REACH)
    for k in range(REACH):
        who = -1
        if k < 3:
            who = holder[k]
        elif k < 6 and holder[k - 3] >= 0:
            other = w.v.portfolio[holder[k - 3] * PORTFOLIO + <int64_t>(its.drawer[k] * PORTFOLIO)]
            if other >= 0:
                who = s.holder[other * HOLDERS + <int64_t>(its.line[k] * 4)]
        if who < 0:
            who = at(&w.hall, its.first[k])
        if who < 0:
            who = at(&w.hall, its.second[k])
        if who < 0:
            who = famous(w, &w.hall, s.uid[i], SEARCH, <uint32_t>(128 + 16 * k), 1)
        for j in range(k):
            if to[j] == who:
                who = -1
        to[k] = who
        s.cheque[i * REACH + k] = s.bid_pre[i * REACH + k] = 0


cdef inline void deliver(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Lay every pitch on the desk of the investor it is addressed to."""
    cdef Startups* s = &w.s
    cdef int64_t i, k, slot, at = 0
    for k in range(w.n_investors):
        w.v.callers[k] = 0
    for i in range(w.n_startups):
        if s.ask[i] > 0:
            for slot in range(i * REACH, (i + 1) * REACH):
                if s.pitch_to[slot] >= 0:
                    w.v.callers[s.pitch_to[slot]] += 1
    for k in range(w.n_investors):
        w.v.desk[k] = at
        at += w.v.callers[k]
        w.v.callers[k] = 0
    for i in range(w.n_startups):
        if s.ask[i] > 0:
            for slot in range(i * REACH, (i + 1) * REACH):
                k = s.pitch_to[slot]
                if k >= 0:
                    s.paper[w.v.desk[k] + w.v.callers[k]] = slot
                    w.v.callers[k] += 1
