# A rule is written for one row; `each` makes the loop that the compiler turns into SIMD over rows.

from params cimport Params
from state cimport World

ctypedef void (*One)(const Params*, World*, Py_ssize_t) noexcept nogil
ctypedef void (*All)(const Params*, World*, Py_ssize_t, Py_ssize_t) noexcept nogil

cdef extern from "exact.h" nogil:
    ctypedef void rule "RULE"
    ctypedef void loop "LOOP"
    void each(One one, const Params* p, World* w, Py_ssize_t first, Py_ssize_t last)
