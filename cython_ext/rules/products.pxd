# What a startup does to have something to sell: research, clearances, and a pull on customers.

from libc.stdint cimport int64_t, uint32_t

from draws cimport CLEARANCE, CONTRACTS, ENTERING, RESEARCH, Two, uniform, uniforms
from each cimport rule
from outlook cimport Environment
from params cimport Params
from rules.regulators cimport in_force
from state cimport Startups, World
from variates cimport clip, exact_exp, exact_log, laplace, larger, normal, popcount, power, smaller, where, where_int
from words cimport FILINGS, OUTCOME, PURE_OPEN, REGISTRY, VERTICALS


cdef inline double running_cost(const Params* p, World* w, Py_ssize_t i, double own) noexcept nogil:
    """What best practice would pay per task with this firm's architecture, video, chips and base model."""
    cdef Startups* s = &w.s
    cdef double shortage = w.e.controls * s.imported[i] * larger(1 - w.e.chip_parity, 0)
    cdef double cost = w.e.cost_frontier * (1 + p.dense_cost * (1 - s.moe[i])) * (1 + p.video_cost * s.video[i])
    return cost * (1 + p.chips_cost * shortage) * (1 - p.open_saving * (1 - own))


cdef inline double full_depth(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Depth that data and focus allow in each vertical (S1-M13, S1-M15)."""
    return (1 + p.depth_data * w.s.data[i]) / (1 + p.focus_cost * larger(w.s.breadth[i] - 1, 0))


cdef inline rule develop(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Turn spending into capability, with diminishing returns, up to the data wall; serve at falling cost.

    capability += speed * effort^returns * chips (months a month; S1-M01), at most the closed
    frontier less the wall (S0-M14) times the share of common data. A firm that falls behind
    open weights rebases on them: cheaper, less its own (S1-M04). Cost follows best practice
    times its own thrift, architecture (S0-M01), video (S0-M02) and chips (S1-M17); thrift is what
    investors who weigh cost above size make firms seek (S0-M10).
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef int64_t live = s.live[i]
    cdef double shortage = e.controls * s.imported[i] * larger(1 - e.chip_parity, 0)
    cdef double effort = p.research_share * s.overhead[i] * s.rigor[i] / (p.frontier_spend * e.training)
    cdef double step = p.research_speed * power(effort, p.research_returns) * (1 - p.chips_drag * shortage)
    cdef double wall = e.frontier + p.lead_room - p.data_wall * (1 - s.data[i])
    cdef double have = s.capability[i]
    cdef double chance = normal(uniforms(&w.key, s.uid[i], w.month, RESEARCH, 0))
    cdef double reached = larger(have, smaller(have + larger(step + p.research_noise * chance, 0), wall))
    cdef double ground = e.open - p.rebase_gap
    cdef double own = s.own[i] if reached >= ground else 0
    cdef double target = running_cost(p, w, i, own) * s.thrift[i]
    cdef double thriftier = smaller(p.thrift_fade / 12 * (1 + p.thrift_pull * w.m.cost_over_size), 1)
    s.capability[i] = where(live, larger(reached, ground), have)
    s.own[i] = where(live, own, s.own[i])
    s.cost[i] = where(live, s.cost[i] + p.cost_follow * (target - s.cost[i]), s.cost[i])
    s.thrift[i] = where(live, s.thrift[i] + thriftier * (1 - s.thrift[i]), s.thrift[i])
    s.moe[i] = where(live, s.moe[i] + p.moe_spread / 12 * (1 - s.moe[i]), s.moe[i])
    s.data[i] = where(live, s.data[i] + p.data_gain / 12 * s.embedded[i] * (1 - s.data[i]), s.data[i])


cdef inline rule file(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Register the model; enter one more vertical at a time: pay the fee, wait, be cleared or try again."""
    cdef Startups* s = &w.s
    cdef int64_t v
    s.fee[i] = 0
    if not s.live[i]:
        return
    if not s.registered[i] and (not in_force(w, REGISTRY) or
            uniform(&w.key, s.uid[i], w.month, CLEARANCE, 1) < w.r.pace[w.office[<int>REGISTRY]]):
        s.registered[i] = 1
    if s.queue[i] >= 0:
        if not in_force(w, FILINGS) or (w.month - s.queued[i] >= p.filing_months and w.r.pace[w.office[<int>FILINGS]] > 0 and
                uniform(&w.key, s.uid[i], w.month, ENTERING, 0) < w.r.pace[w.office[<int>FILINGS]]):
            clear(p, w, i, s.queue[i])
            s.queue[i] = -1
            if s.licensed[i] < 0:
                s.licensed[i] = w.month
    elif (s.cash[i] > 6 * p.filing_cost and s.runway[i] > 6 and s.breadth[i] < p.breadth_limit
            and uniform(&w.key, s.uid[i], w.month, ENTERING, 0) < p.entering_rate):
        v = next_vertical(w, i)
        if v >= 0:
            s.fee[i] = p.filing_cost * (w.e.regulated[v] * (1 + p.filing_burden) + 0.25)
            if w.e.regulated[v] > 0:
                s.queue[i], s.queued[i] = v, w.month
            else:
                clear(p, w, i, v)


cdef inline void clear(const Params* p, World* w, Py_ssize_t i, int64_t v) noexcept nogil:
    w.s.approved[i] |= <int64_t>1 << v
    w.s.breadth[i] = popcount(<unsigned long long>w.s.approved[i])
    w.s.cleared[i] = w.month
    w.s.reach[i * VERTICALS + v] = larger(w.s.reach[i * VERTICALS + v], p.first_depth)


cdef struct Scores:
    int64_t uid
    double[VERTICALS] of        # each vertical; the lowest wins

cdef extern from "exact.h" nogil:
    void each_vertical "each"(rule (*one)(Scores*, World*, Py_ssize_t) noexcept nogil, Scores* its, World* w, Py_ssize_t first, Py_ssize_t last)


cdef inline rule score(Scores* its, World* w, Py_ssize_t v) noexcept nogil:
    its.of[v] = -exact_log(uniform(&w.key, its.uid, w.month, ENTERING, <uint32_t>(v + 1))) / w.e.demand[v]


cdef inline int64_t next_vertical(World* w, Py_ssize_t i) noexcept nogil:
    """The open vertical with the highest keyed score, in proportion to spending there; -1 if all are held."""
    cdef int64_t v, best = -1
    cdef double top = 1e300
    cdef Scores its
    its.uid = w.s.uid[i]
    each_vertical(score, &its, w, 0, VERTICALS)
    for v in range(w.n_verticals):
        if not (w.s.approved[i] >> v) & 1 and w.e.demand[v] > 0 and its.of[v] < top:
            best, top = v, its.of[v]
    return best


cdef inline double brand(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Log points of pull that the firm's size in each of its verticals gives it: customers follow customers."""
    return p.appeal_of_size * exact_log(larger(12 * w.s.revenue[i] / p.usual_revenue, 1e-3) / larger(w.s.breadth[i], 1))


cdef inline double contract_odds(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Chance of a large contract this month."""
    return p.contract_rate * w.s.rigor[i] * (0.5 + w.s.embedded[i])


cdef inline double log_pull(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """ln pull = brand + fit + video + quality (months above open weights) - price + reputation + procurement."""
    cdef Startups* s = &w.s
    cdef double price = s.cost[i] / larger(1 - s.margin[i], 0.2)
    cdef double pull = p.quality_pull * clip(s.capability[i] - w.e.open, -12, 12)
    pull -= p.price_pull * clip(price / w.e.price_level - 1, -1, 3)
    pull += s.appeal[i] + s.fit[i] + p.video_pull * s.video[i]
    return pull + p.reputation_pull * clip(s.premium[i], -1, 1) + p.procurement * s.champion[i]


cdef inline rule attract(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """The pull on customers who choose anew, and what present ones spend.

    Pull is that of a logit (Berry 1994). Spending of present customers follows net dollar retention with
    Laplace shocks whose size falls with the firm's (Fu et al. 2005; exponent 0.14-0.20).
    Brand follows sales; who is paid by outcome wins larger contracts (S0-M09), and brand with its margin (S0-M19).
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef int64_t live = s.live[i], v
    cdef int64_t open_doors = where_int(-s.registered[i], live, 0)
    cdef Two luck = uniforms(&w.key, s.uid[i], w.month, CONTRACTS, 0)
    cdef double landed = 1.0 if luck.first < contract_odds(p, w, i) else 0.0
    cdef double pull = log_pull(p, w, i)
    cdef double target = p.ndr_base + p.ndr_depth * s.embedded[i] + p.ndr_data * s.data[i]
    target += p.ndr_outcome if s.business[i] == OUTCOME else 0
    target -= e.churn[s.home[i]] + (p.ndr_open if s.business[i] == PURE_OPEN else 0)
    cdef double ndr = clip(s.ndr[i] + p.ndr_speed / 12 * (target - s.ndr[i]), 0.2, 2)
    cdef int64_t by_outcome = -<int64_t>(s.business[i] == OUTCOME)
    cdef double contract = where(by_outcome, p.outcome_lift, 1), proved = where(by_outcome, p.roi_push / 12 * s.margin[i], 0)
    cdef double size = larger(12 * s.revenue[i] / p.usual_revenue, 1e-3)
    cdef double shock = p.sales_noise * exact_exp(-p.size_calm * exact_log(size)) * laplace(luck.second)
    s.appeal[i] = where(live, s.appeal[i] + p.appeal_speed / 12 * (brand(p, w, i) - s.appeal[i]) + proved, s.appeal[i])
    s.fit[i] = where(live, s.fit[i] * (1 - p.fit_fade / 12), s.fit[i])
    s.attraction[i] = where(open_doors, exact_exp(pull) * (1 + p.contract_lift * landed * contract), 0)
    s.keep[i] = where(live, exact_exp(exact_log(ndr) / 12 + clip(shock, -0.7, 0.7)), 0)
    s.ndr[i] = where(live, ndr, s.ndr[i])
    s.landed[i] = where_int(open_doors, <int64_t>landed, 0)


cdef inline rule embed(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Depth moves towards what data and focus allow, in every vertical where the firm is cleared (S1-M13, S1-M15)."""
    cdef Startups* s = &w.s
    cdef double* reach = &s.reach[i * VERTICALS]
    cdef double target = full_depth(p, w, i), speed = p.embed_speed / 12, acts = 1.0 if s.live[i] else 0.0
    cdef double total = 0
    cdef int64_t live = s.live[i], approved = s.approved[i], v
    for v in range(VERTICALS):
        reach[v] += speed * (target * <double>((approved >> v) & 1) - reach[v]) * acts
        total += reach[v]
    s.embedded[i] = where(live, clip(total / larger(s.breadth[i], 1), 0, 2), s.embedded[i])
