# Meeting others at large, in proportion to fame or all alike.
#
# A try goes to a place; there are more places than agents, and a try that finds nobody is made
# again. So one agent more, at the end, changes only the tries that meet it: everyone else's luck
# is left alone, but when the places run out and double.

from libc.stdint cimport int64_t, uint32_t

from draws cimport Purpose, uniform
from state cimport World

cdef enum:
    TRIES = 12


cdef inline double places(const double* fame, double* so_far, int64_t n) noexcept nogil:
    """Lay out places in proportion to fame; returns how many there are: a power of two with a sixth to spare."""
    cdef double total = 0, room = 1
    cdef int64_t k
    for k in range(n):
        total += fame[k]
        so_far[k] = total
    while room < 1.2 * total:
        room *= 2
    return room


cdef inline int64_t famous(World* w, const double* so_far, int64_t n, double room, int64_t uid, Purpose why,
                           uint32_t index) noexcept nogil:
    """A row met in proportion to its fame; -1 if a dozen tries meet nobody. Takes a dozen indices."""
    cdef int64_t low, high, middle
    cdef double place
    cdef int t
    for t in range(TRIES):
        place = room * uniform(&w.key, uid, w.month, why, index + <uint32_t>t)
        if n == 0 or place >= so_far[n - 1]:
            continue
        low, high = 0, n - 1
        while low < high:
            middle = (low + high) // 2
            if so_far[middle] > place:
                high = middle
            else:
                low = middle + 1
        return low
    return -1


cdef inline int64_t passing_startup(World* w, int64_t uid, Purpose why, uint32_t index) noexcept nogil:
    """A startup that still acts, every place in the street alike; -1 if a dozen tries meet nobody."""
    cdef int64_t row
    cdef int t
    for t in range(TRIES):
        row = <int64_t>(w.street * uniform(&w.key, uid, w.month, why, index + <uint32_t>t))
        if row < w.n_startups and w.s.live[row]:
            return row
    return -1
