# Random numbers that remember nothing: a draw is a pure function of who asks, when, and why.
#
# Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, SC11). The key is the ensemble's seed; the
# counter is (run, who, month, why and which). Ask again, get the same number; a newcomer, a
# policy or another thread changes nobody's. Known answers: tests/test_exact.py.

from libc.stdint cimport int64_t, uint32_t, uint64_t

from state cimport Key

cdef extern from "exact.h" nogil:
    ctypedef struct PhiloxBlock:
        uint32_t w0, w1, w2, w3
    PhiloxBlock philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint64_t key)
    double unit53(uint32_t hi, uint32_t lo)
    double unit_open(uint32_t hi, uint32_t lo)

# Why a number is drawn. Append only: renumbering would change every published result.
cdef enum Purpose:
    PARAMETER = 1       # of a run
    CELL = 2            # a field the sources leave open
    TIES = 3            # who holds whom at the start
    INSTRUMENT = 4      # a policy comes into force
    SPENDING = 5        # demand of a vertical
    FRONTIER = 6
    LAG = 7             # of open weights
    CLIMATE = 8
    WINDOW = 9
    CHIPS = 10
    RESEARCH = 11
    ENTERING = 12       # a vertical
    CLEARANCE = 13
    SALES = 14
    CONTRACTS = 15
    REPRICING = 16
    BELIEF_SWITCH = 17
    FUNDRAISING = 18
    TEMPTATION = 19
    SEARCH = 20         # for investors
    DILIGENCE = 21
    OPINION = 22
    ORDER = 23          # in which a settlement serves the rows
    SYNDICATE = 24
    LEAVING = 25
    APPROACH = 26       # to buyers
    LOOKOUT = 27        # of buyers
    APPRAISAL = 28      # by buyers
    REVIEW = 29         # of a merger
    FLOTATION = 30
    BIRTHS = 31
    NEWCOMER = 32       # what an entrant is like
    SELECTION = 33      # of champions
    ONWARDS = 34        # a pivot's direction


cdef inline uint32_t which(Purpose why, uint32_t index) noexcept nogil:
    return (<uint32_t>why << 24) | (index & 0xFFFFFFu)


cdef inline double uniform(const Key* key, int64_t who, int64_t month, Purpose why, uint32_t index) noexcept nogil:
    """One number in (0, 1), 52 bits; `index` is the n-th draw, or the counterpart's id."""
    cdef PhiloxBlock b = philox(key.run, <uint32_t>who, <uint32_t>month, which(why, index), key.seed)
    return unit_open(b.w0, b.w1)


cdef struct Two:
    double first, second


cdef inline Two uniforms(const Key* key, int64_t who, int64_t month, Purpose why, uint32_t index) noexcept nogil:
    """Two independent numbers in (0, 1) for the price of one."""
    cdef PhiloxBlock b = philox(key.run, <uint32_t>who, <uint32_t>month, which(why, index), key.seed)
    cdef Two two
    two.first, two.second = unit_open(b.w0, b.w1), unit_open(b.w2, b.w3)
    return two
