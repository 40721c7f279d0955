# What happens to everybody: policy in force, demand, the frontiers, chips, and the capital climate.

from libc.stdint cimport int64_t

from deals cimport note
from draws cimport CHIPS, CLIMATE, FRONTIER, LAG, SELECTION, SPENDING, WINDOW, uniform, uniforms
from each cimport rule
from outlook cimport Environment
from params cimport Params
from state cimport Regulators, World
from variates cimport clip, exact_exp, exact_log, larger, normal, smaller
from words cimport CHAMPIONS, CONTROLS, CRACKDOWN, NAMED_CHAMPION, POLICY, REGISTRY, VERTICALS


cdef inline void enact(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Put into effect what is in force: the floor's path, controls, crackdowns, champions."""
    cdef Environment* e = &w.e
    cdef Regulators* r = &w.r
    cdef int64_t i, v
    cdef double years = w.month / 12.0
    e.line = p.floor_line * exact_exp(p.floor_rise * years)
    e.tightness = p.compliance_burden * exact_exp(p.compliance_rise * larger(years, 0))
    e.training = exact_exp(p.training_growth * larger(years, 0))
    e.line_adoption = clip(p.floor_adoption + p.floor_spread * years, 0, 1)
    e.gate_adoption = clip(p.gate_adoption + p.gate_spread * years, 0, 1)
    e.walled = e.controls = e.usefulness = 0
    for v in range(VERTICALS):
        e.shut[v] = 0
    for i in range(w.n_regulators):
        if not r.active[i]:
            if r.office[i] == CHAMPIONS and r.lasts[i] > 0 and r.since[i] != -1 and w.month == larger(r.since[i], 0) + r.lasts[i]:
                dismiss_champions(w)
            continue
        if r.since[i] == w.month:
            note(w, POLICY, -1, i, r.strength[i], 0, 0, r.office[i])
        if r.office[i] == REGISTRY:
            e.usefulness += p.censorship * r.strength[i]
        elif r.office[i] == CONTROLS:
            e.controls = r.strength[i]
        elif r.office[i] == CRACKDOWN:
            for v in range(VERTICALS):
                if r.vertical[i] == v or r.vertical[i] < 0:
                    e.shut[v] = smaller(p.crackdown_depth * r.strength[i], 1)
        elif r.office[i] == CHAMPIONS:
            e.walled = p.walled_garden
            if r.since[i] == w.month:
                name_champions(p, w)


cdef inline void name_champions(const Params* p, World* w) noexcept nogil:
    """The state lists the firms with most revenue, capability and clearances, give or take its own taste."""
    cdef int64_t i, n, best
    cdef double score, top
    for n in range(<int64_t>p.champions):
        best, top = -1, -1e300
        for i in range(w.n_startups):
            if w.s.live[i] and not w.s.champion[i]:
                score = exact_log(1 + w.s.revenue[i]) + 0.1 * w.s.capability[i] + 0.1 * w.s.breadth[i]
                score += p.champion_taste * uniform(&w.key, w.s.uid[i], w.month, SELECTION, 0)
                if score > top:
                    best, top = i, score
        if best >= 0:
            w.s.champion[best] = 1
            note(w, NAMED_CHAMPION, best, w.office[<int>CHAMPIONS], 0, 0, 0, 0)


cdef inline void dismiss_champions(World* w) noexcept nogil:
    """The list lapses, and with it procurement and subsidy."""
    cdef int64_t i
    for i in range(w.n_startups):
        w.s.champion[i] = 0


cdef inline void advance(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Demand, frontiers, cost and climate move on by a month."""
    advance_demand(p, w)
    advance_frontiers(p, w)
    advance_climate(p, w)


cdef extern from "exact.h" nogil:
    void each_shock "each"(rule (*one)(double*, World*, Py_ssize_t) noexcept nogil, double* shock, World* w, Py_ssize_t first, Py_ssize_t last)


cdef inline rule spending_shock(double* shock, World* w, Py_ssize_t v) noexcept nogil:
    shock[v] = normal(uniforms(&w.key, 0, w.month, SPENDING, <unsigned int>v))


cdef inline void advance_demand(const Params* p, World* w) noexcept nogil:
    """Each vertical's spending follows its path, which bends to the long run, with shocks."""
    cdef Environment* e = &w.e
    cdef double shared = normal(uniforms(&w.key, 0, w.month, SPENDING, VERTICALS))
    cdef double growth
    cdef double[VERTICALS] shock
    cdef int64_t v
    each_shock(spending_shock, shock, w, 0, VERTICALS)
    for v in range(w.n_verticals):
        growth = e.demand_growth[v] * p.demand_scale - (p.slowdown if w.month >= p.slowdown_month else 0)
        e.demand[v] *= exact_exp(growth / 12 + p.demand_noise * (0.6 * shared + 0.8 * shock[v]))
        e.demand_growth[v] += p.demand_bend / 12 * (p.demand_long_run - e.demand_growth[v])


cdef inline double fair_markup(const Params* p, double open_lag) noexcept nogil:
    """Price over best practice cost: as usual while open weights trail, squeezed in the last month and a half before parity."""
    return 1 + (p.usual_markup - 1) * (1 - p.parity_squeeze * clip(1.5 - open_lag, 0, 1))


cdef inline void advance_frontiers(const Params* p, World* w) noexcept nogil:
    """Closed frontiers gain about a month a month; open weights trail by a lag that wanders and may vanish."""
    cdef Environment* e = &w.e
    cdef double z = normal(uniforms(&w.key, 0, w.month, FRONTIER, 0))
    cdef double step = larger(1 + p.frontier_noise * z, 0)
    cdef double pull = p.lag_pull / 12 * (p.lag_mean - e.open_lag)
    e.frontier += step
    e.foreign = larger(e.foreign + 1 + p.frontier_noise * normal(uniforms(&w.key, 0, w.month, FRONTIER, 1)), e.foreign)
    e.open_lag = larger(e.open_lag + pull + p.lag_noise * normal(uniforms(&w.key, 0, w.month, LAG, 0)), 0)
    if p.parity_month >= 0 and w.month < p.parity_month:
        e.open_lag = smaller(e.open_lag, p.lag_mean * (1 - (w.month + 1) / p.parity_month))
    elif p.parity_month >= 0:
        e.open_lag = 0
    e.open = larger(e.open, e.frontier - e.open_lag)
    if e.open_lag <= 0.5 and e.parity_since < 0:
        e.parity_since = w.month
    e.cost_frontier *= exact_exp(-p.cost_decline / 12 * step)
    e.markup = fair_markup(p, e.open_lag)
    e.price_level += p.price_follow * (e.cost_frontier * e.markup - e.price_level)
    e.fixed_price *= exact_exp(-p.price_decline / 12 * step)
    e.chip_parity = smaller(e.chip_parity + p.chip_gain / 12 * (0.5 + uniform(&w.key, 0, w.month, CHIPS, 0)), p.chip_limit)
    if p.chip_parity_month >= 0 and w.month >= p.chip_parity_month:
        e.chip_parity = larger(e.chip_parity, 1)


cdef inline void advance_climate(const Params* p, World* w) noexcept nogil:
    """Capital runs hot or cold; mood feeds on the last prices; the listing window opens and shuts."""
    cdef Environment* e = &w.e
    cdef double u = uniform(&w.key, 0, w.month, CLIMATE, 0)
    cdef double z = normal(uniforms(&w.key, 0, w.month, CLIMATE, 1))
    cdef double turn = p.cooling if e.hot > 0 else p.warming
    cdef double rest
    if u < turn or w.month == p.cold_month:
        e.hot = 0 if (e.hot > 0 or w.month == p.cold_month) else 1
    rest = p.hot_mood if e.hot > 0 else -p.cold_mood
    e.mood += p.mood_speed * (rest - e.mood) + p.herding * clip(e.mark_return, -0.2, 0.2) + p.mood_noise * z
    e.mood = clip(e.mood, -2, 2)
    u = uniform(&w.key, 0, w.month, WINDOW, 0)
    if e.window > 0:
        e.window = 0 if u < p.window_shuts else 1
    else:
        e.window = 1 if u < p.window_opens else 0
    if p.window_shut_month >= 0 and w.month >= p.window_shut_month:
        e.window = 0
