# How a market begins: what the scenario leaves open follows from what it states.

from libc.math cimport NAN
from libc.stdint cimport int64_t, uint32_t

from deals cimport note
from draws cimport NEWCOMER, TIES, Two, uniform, uniforms
from meeting cimport famous, gather, passing_startup
from outlook cimport Environment
from params cimport Params
from rules.business cimport fundamental_value
from rules.environment cimport enact
from rules.observe cimport survey
from rules.products cimport brand, contract_odds, full_depth, log_pull, next_vertical, running_cost
from rules.rounds cimport add_holding, tie
from state cimport Startups, World
from variates cimport clip, exact_exp, exact_log, exact_probit, larger, popcount, power, smaller
from words cimport ACTIVE, HELD, HOLDERS, SOLUTION, VERTICALS


cdef inline void found(const Params* p, World* w) noexcept nogil:
    """Month before the first: the environment, then every startup, its customers and its holders."""
    cdef int64_t i
    w.month = -1
    found_environment(p, w)
    for i in range(w.n_startups):
        settle_in(p, w, i)
    found_market(p, w)
    w.m.value = 0
    for i in range(w.n_startups):
        w.m.value += w.s.mark[i] if w.s.live[i] else 0
    gather(&w.hall, w.v.fame, w.v.fame_so_far, w.v.signpost, w.n_investors)
    gather(&w.lobby, w.a.fame, w.a.fame_so_far, w.a.signpost, w.n_acquirers)
    for i in range(w.n_startups):
        found_ties(p, w, i)
    survey(p, w)
    w.e.powder_first = 0
    for i in range(w.n_investors):
        w.e.powder_first += w.v.powder[i]
    w.month = 0


cdef inline void found_environment(const Params* p, World* w) noexcept nogil:
    cdef Environment* e = &w.e
    cdef int64_t i
    e.frontier, e.foreign, e.open_lag, e.open = 0, p.foreign_lead, p.lag_mean, -p.lag_mean
    e.parity_since = -1
    e.cost_frontier, e.price_level, e.fixed_price = p.cost_best, p.cost_best * p.usual_markup, 1
    e.markup, e.led = p.usual_markup, 0
    e.chip_parity, e.hot, e.mood, e.window = p.chip_start, p.hot_start, p.mood_start, p.window_start
    e.line = p.floor_line
    for i in range(w.n_regulators):
        if w.r.active[i] and w.r.since[i] == -1:
            w.r.since[i] = -2       # in force before the start: no news
    enact(p, w, 0)
    e.walled_before = e.walled
    for i in range(VERTICALS):
        e.shut_before[i] = e.shut[i]


cdef inline void settle_in(const Params* p, World* w, int64_t i) noexcept nogil:
    """Complete a startup's row: what is not a number in it is derived from the rest."""
    cdef Startups* s = &w.s
    cdef int64_t v
    cdef double best, gross
    s.approved[i] |= <int64_t>1 << s.home[i]
    s.breadth[i] = popcount(<unsigned long long>s.approved[i])
    for v in range(VERTICALS):
        s.reach[i * VERTICALS + v] = full_depth(p, w, i) * ((s.approved[i] >> v) & 1)
    s.embedded[i] = clip(full_depth(p, w, i), 0, 2)
    best = running_cost(p, w, i, s.own[i])
    if s.cost[i] == s.cost[i]:
        s.thrift[i] = s.cost[i] / best
    else:
        s.cost[i] = best * s.thrift[i]
    spread_sales(p, w, i)
    s.appeal[i] = brand(p, w, i)
    s.booked[i] = s.revenue[i]
    s.fundamental[i] = fundamental_value(p, w, i)
    if s.post[i] == s.post[i]:
        s.premium[i] = exact_log(s.post[i]) - s.fundamental[i] - w.e.mood * p.mood_weight
    s.value[i] = s.fundamental[i] + s.premium[i] + w.e.mood * p.mood_weight
    s.mark[i] = s.first_mark[i] = s.mark_before[i] = exact_exp(s.value[i])
    s.post[i] = s.mark[i]
    s.peak[i] = larger(s.mark[i], s.peak[i])
    s.low[i] = s.mark[i]
    s.expected[i] = s.growth[i]
    s.fit[i] += fit_to_growth(p, w, i)
    s.unicorn[i] = -2 if s.mark[i] >= p.unicorn_line else -1
    gross = s.revenue[i] * s.margin[i]
    if s.burn[i] != s.burn[i]:
        s.burn[i] = p.burn_of_value * s.post[i] * power(s.post[i] / p.burn_scale, -p.burn_economy)
    s.overhead[i] = larger(s.burn[i] + gross - p.compliance_fixed - p.compliance_cost * s.breadth[i], p.least_overhead)
    s.core[i] = p.core_share * s.overhead[i]
    s.burn[i] = s.overhead[i] + p.compliance_fixed + p.compliance_cost * s.breadth[i] - gross
    if s.cash[i] != s.cash[i]:
        s.cash[i] = s.runway[i] * larger(s.burn[i], 0.25 * s.overhead[i])
    s.runway[i] = clip(s.cash[i] / larger(s.burn[i], 1e-3), 0, 120)


cdef inline void spread_sales(const Params* p, World* w, int64_t i) noexcept nogil:
    """A share of sales at home, the rest even over the other verticals it is cleared for."""
    cdef Startups* s = &w.s
    cdef double elsewhere = (1 - p.home_share) / (s.breadth[i] - 1) if s.breadth[i] > 1 else 0
    cdef int64_t v
    for v in range(VERTICALS):
        s.base[i * VERTICALS + v] = s.revenue[i] * elsewhere * ((s.approved[i] >> v) & 1)
    s.base[i * VERTICALS + s.home[i]] = s.revenue[i] * (p.home_share if s.breadth[i] > 1 else 1)


cdef inline double fit_to_growth(const Params* p, World* w, int64_t i) noexcept nogil:
    """Log points of fit with which the firm wins what its growth and its customers' retention say it wins.

    Pull is measured in usual firms' revenue: a pull of 1 wins a usual firm's revenue a year at the start.
    """
    cdef Startups* s = &w.s
    cdef double wins = 12 * s.revenue[i] * larger(s.growth[i] - exact_log(larger(s.ndr[i], 0.1)), 0.05)
    cdef double reach = 0
    cdef int64_t v
    for v in range(VERTICALS):
        reach += s.reach[i * VERTICALS + v] * exact_exp(-w.e.usefulness * w.e.sensitivity[v])
    reach *= 1 + p.contract_lift * contract_odds(p, w, i)
    return exact_log(larger(wins / p.usual_revenue / larger(reach, 0.01), 1e-6)) - log_pull(p, w, i) + s.fit[i]


cdef inline void found_market(const Params* p, World* w) noexcept nogil:
    """Rivals hold what startups do not, and win what demand adds to that and their own customers take away.

    A vertical is at least as large as what is sold in it.
    """
    cdef Environment* e = &w.e
    cdef double held, rest
    cdef int64_t i, v
    for v in range(VERTICALS):
        held = 0
        for i in range(w.n_startups):
            held += w.s.base[i * VERTICALS + v] if w.s.live[i] else 0
        e.demand[v] = e.demand_first[v] = larger(e.demand[v], held / 0.95)
        rest = e.demand[v] - held
        e.foreign_base[v] = rest * e.foreign_share[v]
        e.rivals_base[v] = rest - e.foreign_base[v]
        rest *= 12 * larger(e.demand_growth[v] * p.demand_scale + p.rivals_churn, 0.05)
        e.rivals_pull[v] = e.incumbent_pull[v] * rest / p.usual_revenue


cdef inline void found_ties(const Params* p, World* w, int64_t i) noexcept nogil:
    """Holders named by the scenario share what rounds so far have sold; where none are named, ties are drawn."""
    cdef Startups* s = &w.s
    cdef double sold = 1 - power(1 - p.usual_dilution, s.stage[i] + 1), u
    cdef int64_t k, n = 0, who
    cdef bint stated
    for k in range(HOLDERS):
        n += s.holder[i * HOLDERS + k] >= 0
    stated = n > 0
    if n == 0:
        n = 1 + <int64_t>(uniform(&w.key, s.uid[i], 0, TIES, 0) * (1 + p.ties_a_round * (s.stage[i] + 1)))
        n = n if n < 8 else 8
        for k in range(n):
            who = famous(w, &w.hall, s.uid[i], TIES, <uint32_t>(16 + 16 * k), 0)
            if who >= 0:
                tie(w, i, who, 0)
        n = 0
        for k in range(HOLDERS):
            n += s.holder[i * HOLDERS + k] >= 0
    if n == 0:
        sold = 0
    s.founders[i] = 1 - sold
    s.others[i] = 0
    s.recent[i] = p.usual_dilution * s.post[i] * larger(1 + s.last_round[i] / 12.0, 0)
    if s.raised[i] <= 0:
        s.raised[i] = 0.5 * sold * s.post[i]
    s.preferences[i] = smaller(s.raised[i], sold * s.post[i])
    for k in range(HOLDERS):
        who = s.holder[i * HOLDERS + k]
        if who >= 0:
            s.stake[i * HOLDERS + k] = sold / n
            note(w, HELD, i, who, 0, s.post[i], k == 0, s.stage[i])
            w.v.holdings[who] += 1
            if stated:
                add_holding(w, who, i)


cdef inline void newborn(const Params* p, World* w, int64_t i) noexcept nogil:
    """An entrant: what it is like is drawn; hot markets found firms of wider quality (Nanda and Rhodes-Kropf 2013).

    Firms differ in kind: few promise much more growth than the others, and nobody knows at first (Ewens 2009: a
    mixture of two, of which the larger loses money).
    """
    cdef Startups* s = &w.s
    cdef int64_t v
    s.uid[i] = 0x400000 + <int64_t>w.e.newcomers
    cdef double talent = uniform(&w.key, s.uid[i], 0, NEWCOMER, 0)
    cdef Two second = uniforms(&w.key, s.uid[i], 0, NEWCOMER, 1)
    cdef Two third = uniforms(&w.key, s.uid[i], 0, NEWCOMER, 2)
    cdef Two kind = uniforms(&w.key, s.uid[i], 0, NEWCOMER, 3)
    cdef double purse = uniform(&w.key, s.uid[i], 0, NEWCOMER, 4)
    s.live[i], s.fate[i], s.fate_month[i], s.born[i] = -1, ACTIVE, w.month, w.month
    v = next_vertical(w, i)
    s.home[i] = v if v >= 0 else 0
    s.approved[i] = 0
    v = passing_startup(w, s.uid[i], NEWCOMER, 16)
    s.business[i] = s.business[v] if v >= 0 else SOLUTION      # it imitates a firm it meets
    s.rigor[i] = exact_exp((0.3 + 0.2 * w.e.hot) * exact_probit(talent))
    s.data[i] = 0.6 * second.first
    s.own[i] = 1 if second.second < p.entrant_own else 0
    s.capability[i] = w.e.open - 2 * (1 - third.first) * s.own[i]
    s.moe[i], s.imported[i], s.thrift[i], s.ndr[i] = 0.8, 0.5, 1.1, 1
    s.margin[i] = (&p.margin_api)[s.business[i]]
    s.revenue[i] = p.entrant_revenue * s.rigor[i]
    s.growth[i] = p.entrant_growth + p.growth_spread * exact_probit(kind.first) + (p.promise if kind.second < p.promising else 0)
    s.post[i] = p.entrant_value * exact_exp(p.entrant_spread * exact_probit(third.second) + 0.5 * w.e.mood)
    s.cost[i] = NAN
    s.cash[i] = p.usual_dilution * s.post[i]
    s.burn[i] = s.cash[i] / (p.raise_months * exact_exp(p.runway_spread * exact_probit(purse)))
    s.last_round[i] = w.month
    w.e.sources += s.cash[i]
    settle_in(p, w, i)
    for v in range(VERTICALS):
        w.e.rivals_base[v] = larger(w.e.rivals_base[v] - s.base[i * VERTICALS + v], 0)
    s.founders[i] = 1 - p.usual_dilution
    s.others[i] = p.usual_dilution
    s.preferences[i] = s.raised[i] = s.recent[i] = s.cash[i]
