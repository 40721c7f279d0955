# Closing acquisitions: bids meet, a deal is signed, reviewed, and completed; everything moves.

from libc.stdint cimport int64_t

from deals cimport note
from draws cimport REVIEW, Two, uniforms
from order cimport arrange, enqueue
from params cimport Params
from rules.regulators cimport in_force
from rules.rounds cimport dilute
from state cimport Startups, World
from variates cimport clip, larger, popcount, smaller
from words cimport ACQUIRED, HOLDERS, MERGED, MERGERS, SIGNED, TAKEN_OVER, VERTICALS, WITHDRAWN


cdef inline void close_acquisitions(const Params* p, World* w, Py_ssize_t _) noexcept nogil:
    """Complete what is due; then give each courted firm to its highest bidder, in a keyed order."""
    cdef Startups* s = &w.s
    cdef int64_t i, k, n = 0
    w.e.acquired_now = w.e.spent_now = 0
    for i in range(w.n_startups):
        if s.suitor[i] >= 0 and s.closing[i] <= w.month:
            complete(p, w, i)
    for i in range(w.n_startups):
        s.top_seat[i], s.top_bid[i], s.second_bid[i] = -1, 0, 0
    for k in range(w.n_acquirers):
        hear(w, w.a.target[k], k, w.a.offer[k])
    for i in range(w.n_startups):
        hear(w, s.target[i], w.n_acquirers + i, s.bid[i])
    for i in range(w.n_startups):
        if s.top_seat[i] >= 0:
            enqueue(w, n, i, s.uid[i], 1)
            n += 1
    arrange(w, n)
    for k in range(n):
        sign(p, w, w.order[k])


cdef inline void hear(World* w, int64_t t, int64_t seat, double amount) noexcept nogil:
    if t < 0 or not w.s.live[t]:
        return
    if amount > w.s.top_bid[t]:
        w.s.second_bid[t] = w.s.top_bid[t]
        w.s.top_seat[t], w.s.top_bid[t] = seat, amount
    elif amount > w.s.second_bid[t]:
        w.s.second_bid[t] = amount


cdef inline void sign(const Params* p, World* w, int64_t t) noexcept nogil:
    """The price: the second bid, or the seller's share of the surplus over its reserve, if that is more.

    Review takes about a month (SAMR: 33 days); deals of giants may be stopped for political reasons.
    """
    cdef Startups* s = &w.s
    cdef int64_t seat = s.top_seat[t], office = w.office[<int>MERGERS]
    cdef double reserve = s.sale_reserve[t], strength
    cdef double price = larger(s.second_bid[t], reserve + p.seller_power * (s.top_bid[t] - reserve))
    cdef Two luck = uniforms(&w.key, s.uid[t], w.month, REVIEW, 0)
    if seat >= w.n_acquirers and s.suitor[seat - w.n_acquirers] >= 0 or s.top_bid[t] < reserve:
        return
    if seat < w.n_acquirers and luck.first < w.a.hazard[seat]:
        note(w, WITHDRAWN, t, seat, price, 0, 0, 0)
        return
    strength = w.r.strength[office] if in_force(w, MERGERS) else 0
    s.suitor[t], s.signed_price[t], s.signed_month[t] = seat, smaller(price, s.top_bid[t]), w.month
    s.closing[t] = w.month + 1 + <int64_t>(2 * p.review_months * strength * luck.second + 0.5)
    if seat < w.n_acquirers:
        w.a.engaged[seat] = 1
    note(w, SIGNED, t, seat, s.signed_price[t], s.mark[t], 0, s.closing[t])


cdef inline void complete(const Params* p, World* w, int64_t t) noexcept nogil:
    """Payment, customers, clearances, data and people pass to the buyer, unless the deal falls through."""
    cdef Startups* s = &w.s
    cdef int64_t seat = s.suitor[t], b = seat - w.n_acquirers
    cdef double price = s.signed_price[t], cash
    cdef Two luck = uniforms(&w.key, s.uid[t], w.month, REVIEW, 1)
    s.suitor[t] = -1
    if b < 0:
        w.a.engaged[seat] = 0
        price = smaller(price, larger(w.a.budget[seat], 0))
    if not s.live[t] or luck.first < p.withdrawal or (b >= 0 and not s.live[b]):
        s.signed_month[t] = -1
        if s.live[t]:
            note(w, WITHDRAWN, t, seat, price, 0, 0, 0)
        return
    if b >= 0:
        cash = smaller(p.cash_part * price, 0.5 * larger(s.cash[b], 0))
        dilute(w, b, (price - cash) / (s.mark[b] + price - cash))
        s.others[b] += (price - cash) / (s.mark[b] + price - cash)
        s.cash[b] += s.cash[t] - cash
        s.acquisitions[b] += 1
        s.buyer[t] = s.uid[b]
        absorb(p, w, t, b)
    else:
        cash = price
        w.a.budget[seat] += s.cash[t] - cash
        w.a.deals[seat] += 1
        s.buyer[t] = w.a.uid[seat]
    share_proceeds(w, t, cash, price)
    s.fate[t] = MERGED if b >= 0 and s.mark[t] > p.merger_size * s.mark[b] else ACQUIRED
    s.exit_price[t] = price
    w.e.acquired_now += 1
    w.e.spent_now += price
    w.e.priced_deals += 1
    w.e.price_ratio += price / larger(s.peak[t], 1e-6)
    note(w, TAKEN_OVER, t, seat, price, s.mark[t], 0, s.fate[t])
    retire(w, t)


cdef inline void absorb(const Params* p, World* w, int64_t t, int64_t b) noexcept nogil:
    """A startup that buys keeps most customers, the clearances, the better data, and the users.

    Clearances in verticals where it has its own stay in the drawer: no filing is lost.
    """
    cdef Startups* s = &w.s
    cdef double total = s.revenue[b] + s.revenue[t] + 1e-9, moved
    cdef int64_t v
    s.data[b] = clip((s.data[b] * s.revenue[b] + s.data[t] * s.revenue[t]) / total, s.data[b], 1)
    for v in range(VERTICALS):
        moved = s.base[t * VERTICALS + v] * (1 - p.integration_loss)
        s.revenue[b] += moved
        s.base[b * VERTICALS + v] += moved
        s.base[t * VERTICALS + v] -= moved
        s.reach[b * VERTICALS + v] = larger(s.reach[b * VERTICALS + v], 0.7 * s.reach[t * VERTICALS + v])
    s.users[b] += s.users[t] * (1 - p.integration_loss)
    s.overhead[b] += s.overhead[t] * p.staff_kept
    s.approved[b], s.approved[t] = s.approved[b] | s.approved[t], s.approved[b] & s.approved[t]
    s.breadth[b] = popcount(<unsigned long long>s.approved[b])
    s.breadth[t] = popcount(<unsigned long long>s.approved[t])


cdef inline void share_proceeds(World* w, int64_t t, double cash, double price) noexcept nogil:
    """Preferences first, the rest by shares; investors pass theirs to their own backers."""
    cdef Startups* s = &w.s
    cdef double senior = smaller(s.preferences[t], price) * cash / larger(price, 1e-9)
    cdef double invested = 0
    cdef int64_t h
    for h in range(t * HOLDERS, (t + 1) * HOLDERS):
        invested += s.stake[h]
    for h in range(t * HOLDERS, (t + 1) * HOLDERS):
        if s.holder[h] >= 0:
            w.v.returned[s.holder[h]] += (cash - senior) * s.stake[h]
            if invested > 0:
                w.v.returned[s.holder[h]] += senior * s.stake[h] / invested
    w.e.sinks += cash


cdef inline void retire(World* w, int64_t t) noexcept nogil:
    """The firm ends: what customers it still has go to the rivals, its desk is cleared."""
    cdef Startups* s = &w.s
    cdef int64_t v
    for v in range(VERTICALS):
        w.e.rivals_base[v] += s.base[t * VERTICALS + v]
        s.base[t * VERTICALS + v] = s.reach[t * VERTICALS + v] = 0
    s.live[t] = 0
    s.fate_month[t] = w.month
    s.cash[t] = s.ask[t] = s.attraction[t] = 0
    s.suitor[t] = s.target[t] = s.queue[t] = -1
