# A fair queue: each month's settlements serve the rows in another order, the same for everybody
# who asks: that of a keyed draw, ties by row.

from libc.stdint cimport int64_t

from draws cimport ORDER, uniform
from state cimport World


cdef inline void enqueue(World* w, int64_t n, int64_t row, int64_t uid, unsigned int purpose) noexcept nogil:
    w.order[n] = row
    w.rank[n] = uniform(&w.key, uid, w.month, ORDER, purpose)


cdef inline bint before(World* w, int64_t a, int64_t b) noexcept nogil:
    return w.rank[a] < w.rank[b] or (w.rank[a] == w.rank[b] and w.order[a] < w.order[b])


cdef inline void swap(World* w, int64_t a, int64_t b) noexcept nogil:
    cdef int64_t row = w.order[a]
    cdef double rank = w.rank[a]
    w.order[a], w.rank[a] = w.order[b], w.rank[b]
    w.order[b], w.rank[b] = row, rank


cdef inline void sift(World* w, int64_t root, int64_t n) noexcept nogil:
    cdef int64_t child
    while 2 * root + 1 < n:
        child = 2 * root + 1
        if child + 1 < n and before(w, child, child + 1):
            child += 1
        if not before(w, root, child):
            return
        swap(w, root, child)
        root = child


cdef inline void arrange(World* w, int64_t n) noexcept nogil:
    """Sort the first n of the queue (heapsort: no memory, no worst case)."""
    cdef int64_t k
    for k in range(n // 2 - 1, -1, -1):
        sift(w, k, n)
    for k in range(n - 1, 0, -1):
        swap(w, 0, k)
        sift(w, 0, k)
