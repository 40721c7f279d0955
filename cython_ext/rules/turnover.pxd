# Who joins and who leaves: listings, closures, the dormant, and entry.

from libc.stdint cimport int64_t

from deals cimport note
from draws cimport BIRTHS, FLOTATION, uniform
from params cimport Params
from rules.founding cimport newborn
from rules.rounds cimport dilute
from rules.takeovers cimport retire, share_proceeds
from state cimport Startups, World
from variates cimport clip, exact_exp, larger, poisson, power, smaller
from words cimport (ACTIVE, CLOSE, CLOSED, CLOSURE, DORMANT, ENTRY, LIST, LISTED, LISTING, NO_ROOM, PLACEMENT,
                    REOPENED, REST, RESTED, WAKE)


cdef inline void list_firms(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Those who decided to list do, at the fair value give or take the day's; the public buys new shares."""
    cdef Startups* s = &w.s
    cdef double price, sold
    cdef int64_t i
    for i in range(w.n_startups):
        if s.intent[i] == LIST and s.live[i] and s.suitor[i] < 0:
            price = s.mark[i] * (0.9 + 0.2 * uniform(&w.key, s.uid[i], w.month, FLOTATION, 0))
            sold = p.list_share
            dilute(w, i, sold)
            s.others[i] += sold
            s.cash[i] += price * sold / (1 - sold)
            w.e.sources += price * sold / (1 - sold)
            s.post[i] = price
            if s.fate[i] == LISTED:
                note(w, PLACEMENT, i, -1, price * sold / (1 - sold), price, 0, 0)
                continue
            s.fate[i], s.fate_month[i], s.exit_price[i] = LISTED, w.month, price
            s.preferences[i] = 0
            w.e.listings += 1
            note(w, LISTING, i, -1, price * sold / (1 - sold), price, 0, 0)


cdef inline void close_firms(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Those who decided to close or to rest do; creditors bear what is missing, holders get what is left."""
    cdef Startups* s = &w.s
    cdef int64_t i
    for i in range(w.n_startups):
        if not s.live[i] or s.suitor[i] >= 0:
            continue
        if s.intent[i] == CLOSE:
            note(w, CLOSURE, i, -1, s.cash[i], s.mark[i], 0, s.stage[i])
            if s.cash[i] > 0:
                share_proceeds(w, i, s.cash[i], s.cash[i])
            else:
                w.e.sinks += s.cash[i]
            s.fate[i], s.exit_price[i] = CLOSED, 0
            retire(w, i)
        elif s.intent[i] == REST:
            s.fate[i], s.fate_month[i] = DORMANT, w.month
            w.e.sinks += s.cash[i]
            s.cash[i] = 0
            note(w, RESTED, i, -1, s.revenue[i], s.mark[i], 0, s.stage[i])
        elif s.intent[i] == WAKE:
            s.fate[i], s.fate_month[i] = ACTIVE, w.month
            note(w, REOPENED, i, -1, s.revenue[i], s.mark[i], 0, s.stage[i])


cdef inline void enter(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Founders enter at a Poisson rate that rises with mood and powder, and dries up as prices near cost (Klepper 1996)."""
    cdef double headroom = clip(w.e.price_level / larger(w.e.cost_frontier, 1e-9) - 1, 0, 2)
    cdef double rate = p.entry_rate * exact_exp(p.entry_mood * clip(w.e.mood, -1, 1)) * smaller(headroom / p.entry_headroom, 1)
    cdef double money = clip(w.m.powder / larger(w.e.powder_first, 1), 0, 4) if w.month > 0 else 1
    rate *= power(money, p.entry_capital)
    cdef int64_t k, n = poisson(rate, uniform(&w.key, 0, w.month, BIRTHS, 0))
    w.e.entered_now = n
    for k in range(n):
        if w.n_startups >= w.room:
            w.fault, w.fault_row = NO_ROOM, w.n_startups
            return
        newborn(p, w, w.n_startups)
        note(w, ENTRY, w.n_startups, -1, w.s.cash[w.n_startups], w.s.post[w.n_startups], 0, w.s.home[w.n_startups])
        w.n_startups += 1
        w.e.newcomers += 1
        if w.n_startups > w.street:
            w.street *= 2
