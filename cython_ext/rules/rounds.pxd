# Closing rounds: a lead, a syndicate, a price; the money, the shares and the ties move.

from libc.stdint cimport int64_t

from deals cimport note
from draws cimport SYNDICATE, Two, uniforms
from order cimport arrange, enqueue
from outlook cimport Environment
from params cimport Params
from rules.investors cimport nears_gate, under_line
from state cimport Startups, World
from variates cimport clip, exact_exp, exact_log, larger, smaller
from words cimport BRIDGE, BRIDGED, DOWN, FLAT, HOLDERS, PORTFOLIO, REACH, ROUND, SERIES_C, SERIES_D, UP


cdef inline void close_rounds(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Serve those who asked in the order of a keyed draw; who finds no lead may find a bridge."""
    cdef int64_t i, n = 0, k
    cdef int64_t lead
    reset_counts(w)
    for i in range(w.n_startups):
        if w.s.ask[i] > 0 and w.s.live[i]:
            enqueue(w, n, i, w.s.uid[i], 0)
            n += 1
    arrange(w, n)
    for k in range(n):
        i = w.order[k]
        lead = best_lead(p, w, i)
        if lead >= 0 and syndicate(p, w, i, lead):
            w.s.drought[i] = 0
        elif not bridge(p, w, i):
            w.s.drought[i] += 1
            w.e.failed_now += 1


cdef inline void reset_counts(World* w) noexcept nogil:
    w.e.rounds_now = w.e.down_now = w.e.bridges_now = w.e.late_now = w.e.late_below_now = 0
    w.e.late_costly_now = w.e.raised_now = w.e.failed_now = 0


cdef inline double purse(World* w, int64_t slot) noexcept nogil:
    """What the offer in this slot is still good for."""
    cdef int64_t k = w.s.pitch_to[slot]
    return smaller(w.s.cheque[slot], w.v.powder[k]) if k >= 0 else 0


cdef inline int64_t best_lead(const Params* p, World* w, int64_t i) noexcept nogil:
    """The offer with the best price, a skilled lead's counting for more (Hsu 2004); -1 for none."""
    cdef int64_t slot, best = -1
    cdef double score, top = -1e300
    for slot in range(i * REACH, (i + 1) * REACH):
        if w.s.bid_pre[slot] > 0 and purse(w, slot) >= p.least_lead * w.s.ask[i]:
            score = exact_log(w.s.bid_pre[slot]) + w.v.skill[w.s.pitch_to[slot]]
            if score > top:
                best, top = slot, score
    return best


cdef inline bint syndicate(const Params* p, World* w, int64_t i, int64_t lead) noexcept nogil:
    """Fill the round at the lead's price, unless it goes alone; False if too little comes together for the ask or the line."""
    cdef Startups* s = &w.s
    cdef double price = s.bid_pre[lead], rest = s.ask[i], amount = purse(w, lead), cheque
    cdef Two luck = uniforms(&w.key, s.uid[i], w.month, SYNDICATE, 0)
    cdef int64_t slot, seats = 0 if luck.first < p.solo_share else 1 + <int64_t>(luck.second * p.syndicate_most)
    cdef double[REACH] share
    for slot in range(REACH):
        share[slot] = 0
    share[lead - i * REACH] = smaller(amount, rest)
    rest -= share[lead - i * REACH]
    for slot in range(i * REACH, (i + 1) * REACH):
        if slot != lead and seats > 0 and rest > 0 and s.bid_pre[slot] >= p.join_price * price:
            cheque = smaller(purse(w, slot), rest)
            if cheque >= p.least_cheque:
                share[slot - i * REACH] = cheque
                rest -= cheque
                seats -= 1
    amount = s.ask[i] - rest
    if amount < p.least_filled * s.ask[i]:
        return False
    if s.stage[i] + 1 >= SERIES_C and under_line(p, w, s.pitch_to[lead], price + amount):
        return False
    settle_round(p, w, i, lead, price, amount, share)
    return True


cdef inline void settle_round(const Params* p, World* w, int64_t i, int64_t lead, double pre, double amount,
                              double* share) noexcept nogil:
    """A priced round: money in, everyone diluted alike, new shares out, the price re-read.

    It is a down round when the firm is worth less before the money than after the last (Carta). Without a step up
    in price it is an extension of the last round, and keeps its letter; so does one within half a year.
    """
    cdef Startups* s = &w.s
    cdef Environment* e = &w.e
    cdef double post = pre + amount, last = s.post[i]
    cdef int64_t tone = UP if pre > 1.02 * last else (DOWN if pre < 0.98 * last else FLAT)
    cdef int64_t k, stage = s.stage[i]
    if w.month - s.last_round[i] >= 6 and stage < SERIES_D and pre >= last * exact_exp(p.letter_step):
        stage += 1
    dilute(w, i, amount / post)
    for k in range(REACH):
        if share[k] > 0:
            pay(w, i, s.pitch_to[i * REACH + k], share[k], share[k] / post)
            note(w, ROUND, i, s.pitch_to[i * REACH + k], share[k], post, k == lead - i * REACH, tone * 16 + stage)
    s.preferences[i] += amount
    s.premium[i] = clip(exact_log(post) - s.fundamental[i] - e.mood * p.mood_weight, -3, 6)
    s.expected[i] = larger(s.growth[i], s.expected[i])
    s.post[i], s.stage[i], s.tone[i], s.last_round[i] = post, stage, tone, w.month
    s.bridged[i] = 0
    e.rounds_now += 1
    e.raised_now += amount
    if tone == DOWN:
        e.down_now += 1
        e.mood -= p.down_contagion * s.mark[i] / larger(w.m.value, s.mark[i])
    if stage >= SERIES_C:
        count_late(p, w, i, post)


cdef inline void count_late(const Params* p, World* w, int64_t i, double post) noexcept nogil:
    """Series C and later: was the line held, was the cost gate?"""
    w.e.late_now += 1
    if w.s.late_round[i] < 0:
        w.s.late_round[i] = w.month
    if post < w.e.line:
        w.e.late_below_now += 1
        if w.s.late_below[i] < 0:
            w.s.late_below[i] = w.month
    if not nears_gate(p, w, i):
        w.e.late_costly_now += 1
        if w.s.late_costly[i] < 0:
            w.s.late_costly[i] = w.month


cdef inline bint bridge(const Params* p, World* w, int64_t i) noexcept nogil:
    """Existing holders keep the firm alive at the last price rather than cut it (Carta 2023)."""
    cdef Startups* s = &w.s
    cdef double amount = 0, cheque, post
    cdef int64_t slot
    for slot in range(i * REACH, (i + 1) * REACH):
        if s.bid_pre[slot] == 0 and s.cheque[slot] > 0:
            amount += purse(w, slot)
    if amount <= 0 or amount < p.least_cheque or amount < larger(s.burn[i], 0):
        return False
    post = s.post[i] + amount
    dilute(w, i, amount / post)
    for slot in range(i * REACH, (i + 1) * REACH):
        if s.bid_pre[slot] == 0 and s.cheque[slot] > 0:
            cheque = purse(w, slot)
            pay(w, i, s.pitch_to[slot], cheque, cheque / post)
            note(w, BRIDGED, i, s.pitch_to[slot], cheque, post, 0, BRIDGE * 16 + s.stage[i])
    s.preferences[i] += amount
    s.post[i], s.tone[i], s.last_round[i], s.bridged[i] = post, BRIDGE, w.month, 1
    w.e.bridges_now += 1
    w.e.raised_now += amount
    return True


cdef inline void dilute(World* w, int64_t i, double sold) noexcept nogil:
    cdef int64_t h
    w.s.founders[i] *= 1 - sold
    w.s.others[i] *= 1 - sold
    for h in range(i * HOLDERS, (i + 1) * HOLDERS):
        w.s.stake[h] *= 1 - sold


cdef inline void pay(World* w, int64_t i, int64_t k, double cheque, double stake) noexcept nogil:
    """Investor k pays, startup i receives; shares are entered on the cap table, the firm in the portfolio."""
    w.v.powder[k] -= cheque
    w.v.holdings[k] += 1
    w.s.cash[i] += cheque
    w.s.raised[i] += cheque
    w.s.recent[i] += cheque
    tie(w, i, k, stake)


cdef inline void tie(World* w, int64_t i, int64_t k, double stake) noexcept nogil:
    """Enter a stake: on the holder's line, a free line, or the smallest line, whose owner joins the others."""
    cdef int64_t h, line = -1, least = i * HOLDERS
    for h in range(i * HOLDERS, (i + 1) * HOLDERS):
        if w.s.holder[h] == k:
            w.s.stake[h] += stake
            return
        if w.s.holder[h] < 0 and line < 0:
            line = h
        if w.s.stake[h] < w.s.stake[least]:
            least = h
    if line < 0:
        line = least
        w.s.others[i] += w.s.stake[line]
    w.s.holder[line], w.s.stake[line] = k, stake
    add_holding(w, k, i)


cdef inline void add_holding(World* w, int64_t k, int64_t i) noexcept nogil:
    """Put startup i in its drawer of investor k's portfolio; who was in it drops out.

    The drawer follows from the firm's id, so that one holding more moves no other.
    """
    w.v.portfolio[k * PORTFOLIO + (w.s.uid[i] & (PORTFOLIO - 1))] = i
