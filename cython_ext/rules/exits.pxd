# Leaving the race: sell, list, change course, go dormant, or close; and who is asked to buy.

from libc.stdint cimport int64_t, uint32_t

from draws cimport APPROACH, LEAVING, ONWARDS, Two, uniform, uniforms
from each cimport rule
from meeting cimport famous, passing_startup
from params cimport Params
from state cimport Startups, World
from variates cimport exact_exp, larger, smaller
from words cimport CLOSE, DORMANT, LIST, LISTED, OPEN_CORE, REST, SELL, SOLUTION, STAY, SUITORS, WAKE


cdef inline rule seek_exit(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Decide to stay, list, change course, look for a buyer, go dormant or close.

    A firm with scale lists while the window is open. One that runs dry after months of asking
    changes course once, then looks for a buyer; without cash its creditors wait for that some
    months, and then it goes dormant if its customers carry a skeleton staff, or closes. A listed
    firm short of money places new shares while the window is open.
    """
    cdef Startups* s = &w.s
    cdef Two luck
    s.intent[i] = STAY
    if not s.live[i] or s.suitor[i] >= 0:
        return
    s.sale_reserve[i] = s.mark[i] * (1 + p.premium_asked)
    if s.fate[i] == DORMANT:
        luck = uniforms(&w.key, s.uid[i], w.month, LEAVING, 0)
        if s.cash[i] < 0 or luck.first < p.dormant_close:
            s.intent[i] = CLOSE
        elif luck.second < p.revival * w.e.hot:
            s.intent[i] = WAKE
    elif s.cash[i] < 0 and s.for_sale[i] >= p.wind_down:
        s.intent[i] = REST if s.fate[i] != LISTED and s.revenue[i] * s.margin[i] > p.rest_cover * s.core[i] else CLOSE
    elif s.fate[i] == LISTED and s.cash[i] >= 0:
        s.intent[i] = LIST if s.runway[i] < p.pitch_runway and w.e.window > 0 else STAY
    elif ready_to_list(p, w, i) and uniform(&w.key, s.uid[i], w.month, LEAVING, 0) < p.list_rate:
        s.intent[i] = LIST
    elif s.cash[i] < 0 or (s.runway[i] < p.exit_runway and s.drought[i] >= p.exit_drought):
        change_course(p, w, i)
        s.intent[i] = SELL
    if s.intent[i] == SELL:
        s.sale_reserve[i] = asking_price(p, w, i)
        approach_buyers(p, w, i)
    s.for_sale[i] = s.for_sale[i] + 1 if s.intent[i] == SELL else 0


cdef inline bint ready_to_list(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """The window is open, and revenue, value and growth are what the exchange and its buyers want."""
    return (w.e.window > 0 and 12 * w.s.revenue[i] >= p.list_revenue and w.s.mark[i] >= p.list_value
            and w.s.growth[i] >= p.list_growth)


cdef inline void change_course(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Once in its life: give up the own model for open weights, and sell solutions or an open core."""
    cdef Startups* s = &w.s
    cdef Two luck = uniforms(&w.key, s.uid[i], w.month, ONWARDS, 0)
    if s.pivoted[i] < 0 and luck.first < p.pivot_rate:
        s.pivoted[i] = w.month
        s.business[i] = SOLUTION if luck.second < 0.7 else OPEN_CORE
        s.overhead[i] *= 1 - p.pivot_saving * s.own[i]
        s.core[i] *= 1 - p.pivot_saving * s.own[i]
        s.own[i] = 0


cdef inline double asking_price(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """The least a seller short of money takes, a quarter of the discount more each month, and less in the cold.

    The floor line is part of it where the scenario says so (S1-M12), but not once the cash is gone.
    """
    cdef double haste = p.fire_sale * (1 + 0.25 * w.s.for_sale[i]) + p.cold_discount * (1 - w.e.hot)
    cdef double least = w.s.mark[i] * larger(exact_exp(-haste), p.salvage)
    if w.s.cash[i] < 0:
        return w.s.mark[i] * p.salvage
    return larger(least, p.floor_reserve * smaller(w.e.line, w.s.mark[i]))


cdef inline void approach_buyers(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """Two big technology firms in proportion to fame, and two startups met at large."""
    cdef int64_t* to = &w.s.approach_to[i * SUITORS]
    cdef int64_t k, j, seat
    for k in range(SUITORS):
        if k < 2:
            seat = famous(w, &w.lobby, w.s.uid[i], APPROACH, <uint32_t>(k * 16), 0)
        else:
            seat = passing_startup(w, w.s.uid[i], APPROACH, <uint32_t>(k * 16))
            seat = w.n_acquirers + seat if seat >= 0 and seat != i else -1
        for j in range(k):
            if to[j] == seat:
                seat = -1
        to[k] = seat


cdef inline void show_sellers(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Lay every seller on the desks of the buyers it approaches."""
    cdef Startups* s = &w.s
    cdef int64_t i, slot, seat
    for i in range(w.n_acquirers):
        w.a.desk[i] = -1
    for i in range(w.n_startups):
        s.desk[i] = -1
    for i in range(w.n_startups):
        if s.intent[i] == SELL and s.live[i]:
            for slot in range(i * SUITORS, (i + 1) * SUITORS):
                seat = s.approach_to[slot]
                if seat >= w.n_acquirers:
                    s.approach_next[slot] = s.desk[seat - w.n_acquirers]
                    s.desk[seat - w.n_acquirers] = slot
                elif seat >= 0:
                    s.approach_next[slot] = w.a.desk[seat]
                    w.a.desk[seat] = slot
