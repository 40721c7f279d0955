# What an investor does: hold beliefs, raise funds, and answer the pitches on its desk.

from libc.stdint cimport int64_t, uint32_t

from draws cimport BELIEF_SWITCH, DILIGENCE, FUNDRAISING, OPINION, Two, uniform, uniforms
from each cimport rule
from outlook cimport Environment
from params cimport Params
from state cimport Investors, Startups, World
from variates cimport clip, exact_exp, exact_log, larger, logistic, normal, smaller, where, where_int
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
    cdef double paid = logistic(p.belief_intensity * (12 * w.e.mark_return - p.trend_cost))
    cdef double pace = p.fund_rate * (1 if w.e.hot > 0 else p.cold_funds)
    cdef int64_t over = -<int64_t>(<double>(w.month - me.vintage[k]) >= p.fund_term)
    cdef int64_t raises = -<int64_t>(uniform(&w.key, me.uid[k], w.month, FUNDRAISING, 0) < pace) & over
    me.weight_size[k] = larger(me.weight_size[k] - p.size_fade / 12, 0)
    me.weight_cost[k] += p.cost_rise / 12 * (p.cost_taste - me.weight_cost[k])
    me.weight_depth[k] += p.cost_rise / 12 * (p.depth_taste - me.weight_depth[k])
    me.belief[k] = where_int(-<int64_t>(luck.first < p.belief_review), <int64_t>(luck.second < paid), me.belief[k])
    me.called[k] = where(raises, me.fund[k], 0)
    me.powder[k] += me.called[k]
    me.vintage[k] = where_int(raises, w.month, me.vintage[k])


cdef inline bint holds(World* w, Py_ssize_t i, Py_ssize_t k) noexcept nogil:
    """Is investor k on the cap table of startup i?"""
    cdef int64_t h
    for h in range(HOLDERS):
        if w.s.holder[i * HOLDERS + h] == k:
            return True
    return False


cdef struct Impression:
    int64_t uid             # of the firm
    double solid            # log points; what it is worth on its fundamentals and its story, over the lowest pre-money
    double story            # log points; of that, what a fundamentalist leaves out
    double buzz             # log points; what a follower of trends adds
    double size, cost, depth, breadth, crowd    # 1; what tastes are for
    double state            # log points; what state money adds
    double noise            # log points


cdef inline Impression impression(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """What startup i shows to every investor alike.

    The crowd follows money: what a firm has raised against what firms have raised, so the starved
    get less than nought (preferential attachment: Nirei, Shoji and Yu 2021; S0-M08).
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef Impression it
    it.uid = s.uid[i]
    it.solid = s.fundamental[i] + s.premium[i] + e.mood * p.mood_weight - exact_log(s.reserve[i])
    it.story = (1 - p.story_share) * clip(s.premium[i], 0, 1)
    it.buzz = e.mood * p.trend_mood
    it.size = p.taste_size * clip(s.capability[i] - e.frontier, -12, 2) / 12
    it.cost = p.taste_cost * clip(1 - s.cost[i] / e.price_level, -1, 1)
    it.depth = p.taste_depth * (s.embedded[i] - 0.7)
    it.breadth = p.taste_breadth * smaller(s.breadth[i], 8) / 8.0
    it.crowd = p.taste_crowd * clip(exact_log((s.raised[i] + p.crowd_half) / (e.raised_mean + p.crowd_half)), -2, 2)
    it.state = p.state_taste * s.champion[i]
    it.noise = p.opinion_noise
    return it


cdef inline rule judge(const Impression* it, World* w, Py_ssize_t slot) noexcept nogil:
    """What the firm is worth to the investor asked in this slot: ln of its value, over the lowest pre-money it takes.

    Fundamentals, story, mood, taste, and an error that lasts half a year. A fundamentalist
    leaves out part of the story, of the first log point of it.
    """
    cdef Investors* me = &w.v
    cdef int64_t asked = -<int64_t>(w.s.pitch_to[slot] >= 0), k = where_int(asked, w.s.pitch_to[slot], 0)
    cdef int64_t trend = -<int64_t>(me.belief[k] == TREND)
    cdef double v = it.solid + where(trend, it.buzz, -it.story)
    v += me.weight_size[k] * it.size + me.weight_cost[k] * it.cost + me.weight_depth[k] * it.depth
    v += me.weight_breadth[k] * it.breadth + me.weight_crowd[k] * it.crowd
    v += where(-<int64_t>(me.money[k] == STATE_FUND), it.state, 0)
    v += it.noise * normal(uniforms(&w.key, me.uid[k], w.month // 6, OPINION, <uint32_t>it.uid))
    w.s.surplus[slot] = where(asked, v, 0)


cdef inline double proven(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Chance that the product passes for proved: retention, margin, growth, a burn that revenue carries (S1-M10, S0-M22)."""
    cdef Startups* s = &w.s
    cdef double joint = p.proof_joint if s.capability[i] > w.e.open and s.margin[i] > 0 else 0
    cdef double proof = joint + p.proof_ndr * (s.ndr[i] - 1) + p.proof_margin * s.margin[i] + p.proof_growth * clip(s.growth[i], -1, 1.5)
    proof += p.proof_start - p.burn_weight * smaller(s.burn[i] / larger(s.revenue[i], 0.1), 20) / 20
    return logistic(proof)


cdef inline bint nears_gate(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Is the task cost below the gate, or on a path that gets there within the grace?"""
    return w.s.cost[i] * exact_exp(-p.cost_decline * p.gate_grace / 12) <= p.cost_gate


cdef inline double offered(const Params* p, World* w, Py_ssize_t i, double surplus) noexcept nogil:
    """The pre-money at which a surplus is shared with the firm."""
    return w.s.reserve[i] * exact_exp(p.price_share * surplus)


cdef inline bint proof_missing(const Params* p, World* w, Py_ssize_t k, Py_ssize_t i) noexcept nogil:
    """Does investor k look for proof and not find it? Most look into the same data room, the others each their own way."""
    cdef double u
    if w.v.strictness[k] >= p.proof_share:
        return False
    if w.v.strictness[k] < p.proof_common:
        u = uniform(&w.key, w.s.uid[i], w.month // 6, DILIGENCE, 0)
    else:
        u = uniform(&w.key, w.v.uid[k], w.month, DILIGENCE, <uint32_t>w.s.uid[i])
    return u > w.s.proof[i]


cdef inline bint exempt(const Params* p, World* w, Py_ssize_t k) noexcept nogil:
    """State money that does not apply the hurdles of Series C."""
    return w.v.money[k] == STATE_FUND and p.state_exempt > 0


cdef inline bint under_line(const Params* p, World* w, Py_ssize_t k, double post) noexcept nogil:
    """Would this post-money offend the floor line as investor k applies it?"""
    return post < w.e.line and w.v.strictness[k] < w.e.line_adoption and not exempt(p, w, k)


cdef inline bint passes(const Params* p, World* w, Py_ssize_t k, Py_ssize_t i, double surplus) noexcept nogil:
    """The hurdles of later rounds: product-market proof at B (S1-M10), cost per task (S0-M20) and the line (S1-P1b) at C."""
    cdef Startups* s = &w.s
    cdef int64_t coming = s.stage[i] + 1
    if coming >= SERIES_B and proof_missing(p, w, k, i):
        return False
    if coming >= SERIES_C:
        if under_line(p, w, k, offered(p, w, i, surplus) + s.ask[i]):
            return False
        if w.v.strictness[k] < w.e.gate_adoption and not exempt(p, w, k) and not nears_gate(p, w, i):
            return False
    return True


cdef inline rule answer(const Params* p, World* w, Py_ssize_t k) noexcept nogil:
    """Judge each pitch on the desk; offer the best few a cheque at a price, existing holders a bridge.

    What it thinks the firm worth, over the lowest pre-money the firm takes, must clear its hurdle;
    the price shares that surplus. Cheques are bounded by the fund, the powder and the ask.
    """
    cdef Startups* s = &w.s
    cdef Investors* me = &w.v
    cdef int64_t n, slot, i, written = 0
    cdef int64_t[CHEQUES] best
    cdef double[CHEQUES] worth
    cdef double surplus, hurdle, cheque
    if me.callers[k] == 0:
        return
    best[0], best[1], worth[0], worth[1] = -1, -1, -1e300, -1e300
    hurdle = p.hurdle * (p.state_hurdle if me.money[k] == STATE_FUND else 1) * (1 if w.e.hot > 0 else p.cold_hurdle)
    for n in range(me.desk[k], me.desk[k] + me.callers[k]):
        slot = s.paper[n]
        i = slot // REACH
        surplus = s.surplus[slot]
        if surplus >= hurdle and passes(p, w, k, i, surplus):
            if surplus > worth[0]:
                best[1], worth[1] = best[0], worth[0]
                best[0], worth[0] = slot, surplus
            elif surplus > worth[1]:
                best[1], worth[1] = slot, surplus
        elif surplus > -p.bridge_depth and s.lifeline[i] > 0 and holds(w, i, k):
            s.cheque[slot] = smaller(s.lifeline[i], 0.1 * me.powder[k])
    for written in range(CHEQUES):
        slot = best[written]
        if slot >= 0:
            i = slot // REACH
            cheque = smaller(me.cheque_share[k] * me.fund[k], 0.5 * me.powder[k])
            s.cheque[slot] = smaller(cheque, s.ask[i])
            s.bid_pre[slot] = offered(p, w, i, worth[written])
