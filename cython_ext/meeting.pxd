# Meeting others at large, in proportion to fame or all alike.
#
# A try goes to a place; there are more places than agents, and a try that finds nobody is made
# again. So one agent more, at the end, changes only the tries that meet it: everyone else's luck
# is left alone, but when the places run out and double. Signposts make a try a step or two long
# however large the crowd.

from libc.stdint cimport int64_t, uint32_t

from draws cimport Purpose, Two, uniforms
from state cimport Crowd, World

cdef enum:
    TRIES = 6           # two places each


cdef inline void gather(Crowd* crowd, const double* fame, double* so_far, int64_t* signpost, int64_t n) noexcept nogil:
    """Give everybody places in proportion to fame, and put up signposts."""
    cdef double total = 0, part
    cdef int64_t k, row = 0
    for k in range(n):
        total += fame[k]
        so_far[k] = total
    crowd.places = crowd.parts = 1
    while crowd.places < 1.2 * total:
        crowd.places *= 2
    while 2 * crowd.parts <= n:
        crowd.parts *= 2
    crowd.n, crowd.so_far, crowd.signpost = n, so_far, signpost
    part = crowd.places / crowd.parts
    for k in range(n):
        while row < n - 1 and so_far[row] <= k * part:
            row += 1
        signpost[k] = row


cdef inline int64_t at(const Crowd* crowd, double u) noexcept nogil:
    """Who stands at the u-quantile of the places; -1 nobody."""
    cdef double place = crowd.places * u
    cdef int64_t row
    if crowd.n == 0 or place >= crowd.so_far[crowd.n - 1]:
        return -1
    row = crowd.signpost[<int64_t>(crowd.parts * u)]
    while crowd.so_far[row] <= place:
        row += 1
    return row


cdef inline int64_t famous(World* w, const Crowd* crowd, int64_t uid, Purpose why, uint32_t index, int tried) noexcept nogil:
    """A row met in proportion to its fame; -1 if a dozen tries, of which 2 `tried` failed, meet nobody. Takes six indices."""
    cdef Two u
    cdef int64_t row
    cdef int t
    for t in range(tried, TRIES):
        u = uniforms(&w.key, uid, w.month, why, index + <uint32_t>t)
        row = at(crowd, u.first)
        if row < 0:
            row = at(crowd, u.second)
        if row >= 0:
            return row
    return -1


cdef inline int64_t passing_startup(World* w, int64_t uid, Purpose why, uint32_t index) noexcept nogil:
    """A startup that still acts, every place in the street alike; -1 if a dozen tries meet nobody."""
    cdef Two u
    cdef int64_t row
    cdef int t
    for t in range(TRIES):
        u = uniforms(&w.key, uid, w.month, why, index + <uint32_t>t)
        row = <int64_t>(w.street * u.first)
        if row >= w.n_startups or not w.s.live[row]:
            row = <int64_t>(w.street * u.second)
        if row < w.n_startups and w.s.live[row]:
            return row
    return -1
