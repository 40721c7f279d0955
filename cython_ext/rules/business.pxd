# What a month of business leaves: growth, margin, cash, and what the firm is worth.

from libc.stdint cimport int64_t

from draws cimport REPRICING, Two, uniforms
from each cimport rule
from outlook cimport Environment
from params cimport Params
from rules.products cimport contract_odds
from state cimport Startups, World
from variates cimport clip, exact_exp, exact_log, larger, smaller, where, where_int
from words cimport DORMANT, LISTED, VERTICALS


cdef inline rule operate(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Book the month: growth, gross margin, costs, cash, runway; cut or hire.

    Margin moves to what the business model, the lead over open weights, owned data and a cost
    below the typical allow, less what free users cost; at parity prices fall, and with them what
    does not rest on one's own data (S0-M16). Burn is staff, training and compliance less
    gross profit; a firm short of money cuts down to its core, a
    growing one hires.
    """
    cdef Startups* s = &w.s
    cdef int64_t live = s.live[i]
    cdef int64_t asleep = -<int64_t>(s.fate[i] == DORMANT)
    cdef double revenue = s.revenue[i]
    cdef double monthly = exact_log((revenue + p.trace_revenue) / (s.booked[i] + p.trace_revenue))
    cdef double growth = clip(s.growth[i] + p.growth_memory * (12 * monthly - s.growth[i]), -3, 3)
    cdef double lead = clip(s.capability[i] - w.e.open, 0, 8)
    cdef double target = (&p.margin_api)[s.business[i]] + p.margin_lead * lead + p.margin_data * s.data[i]
    target -= p.parity_erosion * (1 - s.data[i]) * (1 - clip(lead, 0, 1))
    target -= (1 - s.data[i]) * (1 - target) * (p.usual_markup / w.e.markup - 1)
    target += p.margin_cost * clip(exact_log(p.typical_thrift * w.e.cost_frontier / s.cost[i]), -1, 1)
    target -= p.free_cost * s.users[i] / (revenue + p.trace_revenue) * w.e.price_level / (p.cost_best * p.usual_markup)
    cdef double margin = clip(s.margin[i] + p.margin_speed / 12 * (target - s.margin[i]), -1, 0.9)
    cdef double gross = revenue * margin
    cdef double compliance = (p.compliance_fixed + p.compliance_cost * s.breadth[i]) * w.e.tightness
    cdef double subsidy = p.subsidy * s.overhead[i] * s.champion[i]
    cdef double overhead = s.overhead[i]
    cdef double cut = 1 - p.cut if s.runway[i] < p.cut_runway else 1
    cdef double hire = 1 + p.hire * clip(s.growth[i], 0, 1.5) if s.runway[i] > p.hire_runway else 1
    overhead = larger(overhead * cut * hire, s.core[i])
    cdef double core = larger(s.core[i], p.core_share * overhead)
    core *= 1 + p.training_growth / 12 * p.research_share * s.own[i]
    overhead = where(asleep, smaller(overhead, larger(0.95 * gross - compliance, 0)), overhead)
    compliance = where(asleep, smaller(compliance, larger(gross, 0)), compliance)
    cdef double burn = overhead + compliance - gross - subsidy
    cdef double cash = s.cash[i] - burn - s.fee[i]
    s.growth[i] = where(live, growth, s.growth[i])
    s.margin[i] = where(live, margin, s.margin[i])
    s.users[i] = where(live, s.users[i] * (1 + 0.5 * clip(monthly, -0.5, 0.5)), s.users[i])
    s.overhead[i] = where(live, overhead, s.overhead[i])
    s.core[i] = where(live & ~asleep, core, s.core[i])
    s.burn[i] = where(live, burn, 0)
    s.spent[i] = where(live, burn + s.fee[i], 0)
    s.cash[i] = where(live, cash, s.cash[i])
    s.runway[i] = where(live, clip(cash / larger(burn, 1e-3), 0, 120), 0)
    s.recent[i] = s.recent[i] * (1 - 1.0 / 12)
    s.landed[i] = where_int(live, s.landed[i], 0)


cdef inline double fundamental_value(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """ln V of the business without its story: revenue, growth, margin, moat, licences, stack, breadth, lead, chips."""
    cdef Startups* s = &w.s
    cdef double f = exact_log(larger(12 * s.revenue[i] + p.option_revenue * s.rigor[i], 1e-3)) + p.anchor
    f += p.growth_weight * clip(s.growth[i], -1, 1.5) + p.margin_weight * s.margin[i]
    f += p.moat_weight * s.data[i] * s.embedded[i] * (1 + p.licence_moat * w.e.regulated[s.home[i]])
    f += p.stack_weight * s.own[i] + p.breadth_weight * smaller(s.breadth[i], 8) / 8.0
    f += p.lead_weight * clip(s.capability[i] - w.e.open, -6, 6) / 12
    return f - p.chips_weight * w.e.controls * s.imported[i] * larger(1 - w.e.chip_parity, 0)


cdef inline rule appraise(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """The fair value of the firm: what its business supports, its story, and the mood.

    ln V = ln(revenue a year + option) + anchor + growth + margin + moat + breadth - chips
    + premium + mood, growth weighing about three times margin (Meritech 2023). Growth below
    what the last price took for granted eats the premium, and may halve the value overnight
    (S0-M12) or take nine tenths (S0-M13); gross margin shields (S0-M06). Growth that was taken
    for granted uses the premium up as it comes. Reputation without conversion fades (S1-M08); a
    large contract renews it, and quarters without one tell (S1-R07). A crackdown on a vertical it serves frightens all (S1-M15).
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef int64_t live = s.live[i]
    cdef Two luck = uniforms(&w.key, s.uid[i], w.month, REPRICING, 0)
    cdef double f = fundamental_value(p, w, i)
    cdef double miss = clip(s.expected[i] - s.growth[i], 0, 2)
    cdef double narrow = 1 + p.single_risk / larger(s.breadth[i], 1)
    cdef double hazard = p.cliff_hazard * miss * narrow * (1 - p.margin_shield * clip(s.margin[i], 0, 1))
    cdef int64_t fell = -<int64_t>(luck.first < hazard) & live
    cdef double hoped = contract_odds(p, w, i) if s.registered[i] else 0
    cdef double drop = p.cliff_deep if luck.second < p.cliff_deep_share else p.cliff_usual
    cdef double premium = s.premium[i] * (1 - p.premium_fade / 12) - p.miss_weight / 12 * miss
    premium -= smaller(clip(smaller(s.growth[i], s.expected[i]) - p.usual_growth, 0, 2) / 12, larger(premium, 0))
    premium += where(fell, drop, 0) + p.contract_signal * (<double>s.landed[i] - hoped)
    cdef double struck = 0
    cdef int64_t v
    for v in range(VERTICALS):
        struck += e.shut[v] * <double>((s.approved[i] >> v) & 1)
    cdef double value = f + premium + e.mood * p.mood_weight - p.crackdown_fear * smaller(struck, 1)
    cdef double mark = exact_exp(value)
    cdef double change = value - s.value[i]
    s.fundamental[i] = where(live, f, s.fundamental[i])
    s.premium[i] = where(live, premium, s.premium[i])
    s.expected[i] = where(live, s.expected[i] + where(fell, 0.5, 1.0 / 24) * (s.growth[i] - s.expected[i]), s.expected[i])
    s.turbulence[i] += where(live, change * change, 0)
    s.value[i] = where(live, value, s.value[i])
    s.mark[i] = where(live, mark, s.mark[i])
    s.peak[i] = where(live, larger(mark, s.peak[i]), s.peak[i])
    s.low[i] = where(live, smaller(mark, s.low[i]), s.low[i])
    s.cliff[i] = where_int(fell, w.month, s.cliff[i])
    s.post[i] = where(-<int64_t>(s.fate[i] == LISTED), s.mark[i], s.post[i])


cdef inline rule remember(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Note the first month of each milestone that claims ask for."""
    cdef Startups* s = &w.s
    if not s.live[i]:
        return
    cdef double mark = s.mark[i]
    cdef int64_t month = w.month
    if mark >= w.e.line and s.above_line[i] < 0:
        s.above_line[i] = month
    if mark < w.e.line and s.below_line[i] < 0:
        s.below_line[i] = month
    if s.landed[i] and s.big_contract[i] < 0:
        s.big_contract[i] = month
    if s.unicorn[i] == -1 and mark >= p.unicorn_line:
        s.unicorn[i] = month
        s.unicorn_kind[i] = carried_by_one(w, i) + (2 if 12 * s.revenue[i] >= p.arr_mark else 0)
    if s.ripe[i] < 0 and 12 * s.revenue[i] >= p.ripe_revenue and mark <= p.ripe_multiple * 12 * s.revenue[i]:
        s.ripe[i] = month


cdef inline int64_t carried_by_one(World* w, Py_ssize_t i) noexcept nogil:
    """1 if a single regulated vertical brings at least four fifths of revenue."""
    cdef int64_t v
    if w.s.revenue[i] <= 0:
        return 0
    for v in range(w.n_verticals):
        if w.e.regulated[v] > 0 and w.s.base[i * VERTICALS + v] >= 0.8 * w.s.revenue[i]:
            return 1
    return 0
