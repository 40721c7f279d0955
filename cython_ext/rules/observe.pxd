# What a month leaves behind for outcomes: the market's metrics, and the events of single firms.

from libc.stdint cimport int64_t

from deals cimport note
from outlook cimport Environment, Metrics
from params cimport Params
from rules.regulators cimport in_force
from state cimport Startups, World
from variates cimport exact_exp, larger
from words cimport ACQUIRED, APPROVAL, CHAMPIONS, CLIFF, CLOSED, CONTRACT, DORMANT, LISTED, MERGED, NOT_A_NUMBER, PIVOT


cdef inline void take_stock(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Count, add up and average; in row order, so that every machine adds the same way."""
    cdef Metrics* m = &w.m
    zero(m)
    over_startups(p, w)
    survey(p, w)
    over_investors(w)
    over_verticals(w)
    m.rounds, m.down_rounds, m.bridges, m.late_rounds = w.e.rounds_now, w.e.down_now, w.e.bridges_now, w.e.late_now
    m.late_below, m.late_costly, m.raised, m.failed = w.e.late_below_now, w.e.late_costly_now, w.e.raised_now, w.e.failed_now
    m.acquisitions, m.acquisition_spend = w.e.acquired_now, w.e.spent_now
    m.price_ratio = w.e.price_ratio / larger(w.e.priced_deals, 1)
    m.mood, m.hot, m.open_lag, m.chip_parity = w.e.mood, w.e.hot, w.e.open_lag, w.e.chip_parity
    m.champions, m.fixed_price, m.entered, m.listings = in_force(w, CHAMPIONS), w.e.fixed_price, w.e.newcomers, w.e.listings
    if not (0 <= m.value < 1e300 and 0 <= m.revenue < 1e300 and -1e300 < m.powder < 1e300):
        w.fault = NOT_A_NUMBER


cdef inline void zero(Metrics* m) noexcept nogil:
    cdef double* x = <double*>m
    cdef int64_t k
    for k in range(<int64_t>(sizeof(Metrics) // 8)):
        x[k] = 0


cdef inline void over_startups(const Params* p, World* w) noexcept nogil:
    cdef Startups* s = &w.s
    cdef Metrics sums = w.m
    cdef Metrics* m = &sums
    cdef double sinks = w.e.sinks, line = w.e.line, gate = p.cost_gate
    cdef double[5] funded
    cdef double[5] dear
    cdef double logs = 0, costs = 0, squares = 0, recent = 0, above = 0, below = 0, acting = 0, drift = 0, margins = 0
    cdef int64_t i, k
    for k in range(5):
        funded[k] = dear[k] = 0
    for i in range(w.n_startups):
        m.filings += s.breadth[i]
        sinks += s.spent[i]
        s.spent[i] = 0
        if not s.live[i]:
            m.acquired += s.fate[i] == ACQUIRED
            m.merged += s.fate[i] == MERGED
            m.closed += s.fate[i] == CLOSED
            recent += s.recent[i]
            keep_top(funded, s.recent[i])
            continue
        tell(w, i)
        acting += 1
        m.dormant += s.fate[i] == DORMANT
        m.listed += s.fate[i] == LISTED
        m.value += s.mark[i]
        logs += s.value[i]
        costs += s.cost[i]
        m.revenue += s.revenue[i]
        squares += s.revenue[i] * s.revenue[i]
        m.growth += s.revenue[i] * s.growth[i]
        m.margin += s.revenue[i] * s.margin[i]
        margins += s.margin[i]
        recent += s.recent[i]
        drift += s.mark[i] - s.mark_before[i]
        s.mark_before[i] = s.mark[i]
        m.gate_met += s.cost[i] <= gate
        keep_top(funded, s.recent[i])
        keep_top(dear, s.mark[i])
        if s.mark[i] >= line:
            above += 1
            m.ndr_above += s.ndr[i]
        else:
            below += 1
            m.ndr_below += s.ndr[i]
    m.active = acting - m.dormant - m.listed
    m.above_line = above
    m.ndr_above /= larger(above, 1)
    m.ndr_below /= larger(below, 1)
    m.typical_value = exact_exp(logs / larger(acting, 1)) if acting > 0 else 0
    m.cost, m.survivors_margin, m.gate_met = costs / larger(acting, 1), margins / larger(acting, 1), m.gate_met / larger(acting, 1)
    m.growth /= larger(m.revenue, 1e-9)
    m.margin /= larger(m.revenue, 1e-9)
    m.revenue_hhi = squares / larger(m.revenue * m.revenue, 1e-9)
    for k in range(5):
        m.top5_funding += funded[k] / larger(recent, 1e-9)
        m.top5_value += dear[k] / larger(m.value, 1e-9)
    w.e.mark_return += 0.25 * (drift / larger(m.value - drift, 1e-6) - w.e.mark_return)
    w.e.sinks = sinks
    w.m = sums


cdef inline void survey(const Params* p, World* w) noexcept nogil:
    """What all read in the papers: what firms have raised, and whether the most valued still grows as a leader is to.

    When it no longer does, everybody is worth less, the more the larger it is (S1-M24; Akhigbe, Madura and Martin 2015).
    """
    cdef Startups* s = &w.s
    cdef double raised = 0, acting = 0
    cdef int64_t i, leader = -1
    for i in range(w.n_startups):
        if s.live[i]:
            acting += 1
            raised += s.raised[i]
            if leader < 0 or s.mark[i] > s.mark[leader]:
                leader = i
    w.e.raised_mean = raised / larger(acting, 1)
    if leader < 0:
        return
    if w.e.led > 0 and s.growth[leader] < p.leader_growth:
        w.e.mood -= p.sector_rerating * s.mark[leader] / larger(w.m.value, 1e-6)
    w.e.led = 1 if s.growth[leader] >= p.leader_growth else 0


cdef inline void keep_top(double* top, double x) noexcept nogil:
    """Insert x into the five largest, smallest first."""
    cdef int64_t k = 0
    if x <= top[0]:
        return
    while k < 4 and top[k + 1] < x:
        top[k] = top[k + 1]
        k += 1
    top[k] = x


cdef inline void tell(World* w, int64_t i) noexcept nogil:
    """Enter in the ledger what happened to one firm alone this month."""
    cdef Startups* s = &w.s
    if s.cliff[i] == w.month:
        note(w, CLIFF, i, -1, 0, s.mark[i], 0, 0)
    if s.pivoted[i] == w.month:
        note(w, PIVOT, i, -1, 0, s.mark[i], 0, s.business[i])
    if s.cleared[i] == w.month and s.born[i] != w.month:
        note(w, APPROVAL, i, -1, 0, <double>s.breadth[i], 0, s.breadth[i])
    if s.landed[i]:
        note(w, CONTRACT, i, -1, 0, s.revenue[i], 0, s.home[i])


cdef inline void over_investors(World* w) noexcept nogil:
    cdef int64_t k
    for k in range(w.n_investors):
        w.m.powder += w.v.powder[k]
        w.e.sources += w.v.called[k]
        w.m.cost_over_size += w.v.weight_cost[k] > w.v.weight_size[k]
        w.m.no_size += w.v.weight_size[k] <= 0
    w.m.cost_over_size /= larger(w.n_investors, 1)
    w.m.no_size /= larger(w.n_investors, 1)
    for k in range(w.n_acquirers):
        w.e.sources += w.a.granted[k]


cdef inline void over_verticals(World* w) noexcept nogil:
    cdef Environment* e = &w.e
    cdef double foreign = 0, rivals = 0, most = 0
    cdef int64_t v
    for v in range(w.n_verticals):
        w.m.demand += e.demand[v]
        foreign += e.foreign_base[v]
        rivals += e.rivals_base[v] + e.foreign_base[v]
        if e.demand[v] > most * e.demand_first[v]:
            most, w.m.fastest = e.demand[v] / e.demand_first[v], v
    w.m.foreign_share = foreign / larger(w.m.demand, 1e-9)
    w.m.rivals_share = rivals / larger(w.m.demand, 1e-9)
