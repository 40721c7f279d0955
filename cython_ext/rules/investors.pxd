# What an investor does: hold beliefs, raise funds, and answer the pitches on its desk.

from libc.stdint cimport int64_t, uint32_t

from draws cimport BELIEF_SWITCH, DILIGENCE, FUNDRAISING, OPINION, Two, uniform, uniforms
from each cimport rule
from outlook cimport Environment
from params cimport Params
from state cimport Investors, Startups, World
from variates cimport clip, exact_exp, exact_log, larger, logistic, normal, smaller
from words cimport HOLDERS, REACH, SERIES_B, SERIES_C, STATE_FUND, TREND

cdef enum:
    CHEQUES = 2         # new cheques an investor writes in one month at most


cdef inline rule believe(const Params* p, World* w, Py_ssize_t k) noexcept nogil:
    """Taste drifts from size to cost per task (S0-M10); belief follows success; funds run out and are raised.

    A reviewing investor follows the trend with probability logistic(intensity * (return a
    year - cost)): Brock and Hommes 1998. A new fund comes after the old one's term, sooner
    in a hot market.
    """
    cdef Investors* me = &w.v
    cdef Two luck = uniforms(&w.key, me.uid[k], w.month, BELIEF_SWITCH, 0)
    me.weight_size[k] = larger(me.weight_size[k] - p.size_fade / 12, 0)
    me.weight_cost[k] += p.cost_rise / 12 * (p.cost_taste - me.weight_cost[k])
    me.weight_depth[k] += p.cost_rise / 12 * (p.depth_taste - me.weight_depth[k])
    if luck.first < p.belief_review:
        me.belief[k] = 1 if luck.second < logistic(p.belief_intensity * (12 * w.e.mark_return - p.trend_cost)) else 0
    me.called[k] = 0
    if w.month - me.vintage[k] >= p.fund_term:
        if uniform(&w.key, me.uid[k], w.month, FUNDRAISING, 0) < p.fund_rate * (1 if w.e.hot > 0 else p.cold_funds):
            me.called[k] = me.fund[k]
            me.powder[k] += me.fund[k]
            me.vintage[k] = w.month


cdef inline bint holds(World* w, Py_ssize_t i, Py_ssize_t k) noexcept nogil:
    """Is investor k on the cap table of startup i?"""
    cdef int64_t h
    for h in range(HOLDERS):
        if w.s.holder[i * HOLDERS + h] == k:
            return True
    return False


cdef inline double opinion(const Params* p, World* w, Py_ssize_t k, Py_ssize_t i) noexcept nogil:
    """ln of what startup i is worth to investor k: fundamentals, story, taste, and an error that lasts half a year.

    A fundamentalist leaves out part of the story, of the first log point of it.
    """
    cdef Startups* s = &w.s
    cdef Investors* me = &w.v
    cdef Environment* e = &w.e
    cdef double trend = 1.0 if me.belief[k] == TREND else 0.0
    cdef double v = s.fundamental[i] + s.premium[i] - (1 - p.story_share) * (1 - trend) * clip(s.premium[i], 0, 1)
    v += e.mood * (p.mood_weight + p.trend_mood * trend)
    v += me.weight_size[k] * clip(s.capability[i] - e.frontier, -12, 2) / 12
    v += me.weight_cost[k] * clip(1 - s.cost[i] / e.price_level, -1, 1)
    v += me.weight_depth[k] * (s.embedded[i] - 0.7)
    v += me.weight_breadth[k] * smaller(s.breadth[i], 8) / 8.0
    v += me.weight_crowd[k] * s.recent[i] / (s.recent[i] + p.crowd_half)
    v += p.state_taste * s.champion[i] if me.money[k] == STATE_FUND else 0
    return v + p.opinion_noise * normal(uniforms(&w.key, me.uid[k], w.month // 6, OPINION, <uint32_t>s.uid[i]))


cdef inline bint nears_gate(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Is the task cost below the gate, or on a path that gets there within the grace?"""
    return w.s.cost[i] * exact_exp(-p.cost_decline * p.gate_grace / 12) <= p.cost_gate


cdef inline bint passes(const Params* p, World* w, Py_ssize_t k, Py_ssize_t i, double post) noexcept nogil:
    """The hurdles of later rounds: product-market proof at B (S1-M10), cost per task (S0-M20) and the line (S1-P1b) at C."""
    cdef Startups* s = &w.s
    cdef int64_t coming = s.stage[i] + 1
    cdef double proof
    if coming >= SERIES_B:
        proof = p.proof_ndr * (s.ndr[i] - 1) + p.proof_margin * s.margin[i] + p.proof_growth * clip(s.growth[i], -1, 1.5)
        proof += p.proof_start - p.burn_weight * smaller(s.burn[i] / larger(s.revenue[i], 0.1), 20) / 20
        if uniform(&w.key, w.v.uid[k], w.month, DILIGENCE, <uint32_t>s.uid[i]) > logistic(proof):
            return False
    if coming >= SERIES_C and not (w.v.money[k] == STATE_FUND and p.state_exempt > 0):
        if post < w.e.line and w.v.strictness[k] < w.e.line_adoption:
            return False
        if not nears_gate(p, w, i) and w.v.strictness[k] < w.e.gate_adoption:
            return False
    return True


cdef inline rule answer(const Params* p, World* w, Py_ssize_t k) noexcept nogil:
    """Judge each pitch on the desk; offer the best few a cheque at a price, existing holders a bridge.

    The surplus ln V - ln(lowest pre-money the firm takes) must clear the investor's hurdle;
    the price shares the surplus. Cheques are bounded by the fund, the powder and the ask.
    """
    cdef Startups* s = &w.s
    cdef Investors* me = &w.v
    cdef int64_t slot = me.desk[k], i, written = 0
    cdef int64_t[CHEQUES] best
    cdef double[CHEQUES] worth
    cdef double v, surplus, hurdle, cheque
    if slot < 0:
        return
    best[0], best[1], worth[0], worth[1] = -1, -1, -1e300, -1e300
    hurdle = p.hurdle * (p.state_hurdle if me.money[k] == STATE_FUND else 1) * (1 if w.e.hot > 0 else p.cold_hurdle)
    while slot >= 0:
        i = slot // REACH
        s.cheque[slot] = s.bid_pre[slot] = 0
        v = opinion(p, w, k, i)
        surplus = v - exact_log(s.reserve[i])
        if surplus >= hurdle and passes(p, w, k, i, s.reserve[i] * exact_exp(p.price_share * surplus) + s.ask[i]):
            if surplus > worth[0]:
                best[1], worth[1] = best[0], worth[0]
                best[0], worth[0] = slot, surplus
            elif surplus > worth[1]:
                best[1], worth[1] = slot, surplus
        elif not s.bridged[i] and holds(w, i, k) and surplus > -p.bridge_depth:
            s.cheque[slot] = smaller(p.bridge_months * larger(s.burn[i], 0), 0.1 * me.powder[k])
        slot = s.pitch_next[slot]
    for written in range(CHEQUES):
        slot = best[written]
        if slot >= 0:
            i = slot // REACH
            cheque = smaller(me.cheque_share[k] * me.fund[k], 0.5 * me.powder[k])
            s.cheque[slot] = smaller(cheque, s.ask[i])
            s.bid_pre[slot] = s.reserve[i] * exact_exp(p.price_share * worth[written])
