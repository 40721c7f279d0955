# What regulators do: bring instruments into force, and clear the files in their queue.

from libc.stdint cimport int64_t

from draws cimport CLEARANCE, INSTRUMENT, uniform
from each cimport rule
from params cimport Params
from state cimport Regulators, World
from variates cimport larger
from words cimport FILINGS, REGISTRY, Office


cdef inline bint in_force(World* w, Office office) noexcept nogil:
    """Is there such an office, and is its instrument in force?"""
    return w.office[<int>office] >= 0 and w.r.active[w.office[<int>office]] != 0


cdef inline rule announce(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """An instrument comes into force on its announced date or by its monthly hazard, and may lapse."""
    cdef Regulators* me = &w.r
    if me.active[i]:
        if me.lasts[i] > 0 and w.month >= larger(me.since[i], 0) + me.lasts[i]:
            me.active[i] = 0
    elif me.since[i] == -1 or me.lasts[i] == 0:
        if w.month == me.scheduled[i] or uniform(&w.key, me.uid[i], w.month, INSTRUMENT, 0) < me.hazard[i]:
            me.active[i], me.since[i] = 1, w.month


cdef inline rule review(const Params* p, World* w, Py_ssize_t i) noexcept nogil:
    """The share of waiting files cleared this month: the model register works monthly, the filing office in rounds."""
    cdef Regulators* me = &w.r
    cdef int64_t apart = <int64_t>larger(p.filing_round, 1)
    me.pace[i] = 0
    if me.office[i] == REGISTRY:
        me.pace[i] = 1.0 / (1.0 + p.registry_months * me.strength[i])
    elif me.office[i] == FILINGS and w.month % apart == apart - 1:
        me.pace[i] = p.clearance_odds * (0.5 + uniform(&w.key, me.uid[i], w.month, CLEARANCE, 0))
