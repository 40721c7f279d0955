# A fair queue: each month's settlements serve the rows in another order, the same for everybody
# who asks: that of a keyed draw, ties by row.

from libc.stdint cimport int64_t

from draws cimport ORDER, uniform
from state cimport World


cdef inline void enqueue(World* w, int64_t n, int64_t row, int64_t uid, unsigned int purpose) noexcept nogil:
    w.order[n] = row
    w.rank[n] = uniform(&w.key, uid, w.month, ORDER, purpose)


cdef inline void arrange(World* w, int64_t n) noexcept nogil:
    """Sort the first n of the queue: ranks are uniform, so each row is laid near its place and then steps past a few."""
    cdef int64_t k, j, part, row
    cdef double rank
    for k in range(n + 2):
        w.part[k] = 0
    for k in range(n):
        w.part[<int64_t>(w.rank[k] * n) + 1] += 1
    for k in range(n):
        w.part[k + 1] += w.part[k]
    for k in range(n):
        part = <int64_t>(w.rank[k] * n)
        w.laid[w.part[part]], w.laid_rank[w.part[part]] = w.order[k], w.rank[k]
        w.part[part] += 1
    for k in range(n):
        row, rank, j = w.laid[k], w.laid_rank[k], k
        while j > 0 and w.rank[j - 1] > rank:
            w.order[j], w.rank[j] = w.order[j - 1], w.rank[j - 1]
            j -= 1
        w.order[j], w.rank[j] = row, rank
