# The deal ledger: every event, in the order the settlements made it. The fast door only counts
# and seals the events; the live door and `deals()` keep them.

from libc.stdint cimport int64_t, uint64_t

from state cimport Deal, World

cdef extern from "exact.h" nogil:
    uint64_t bits_of(double x)


cdef inline uint64_t fold(uint64_t seal, uint64_t word) noexcept nogil:
    seal = (seal ^ word) * <uint64_t>0x9E3779B97F4A7C15u
    return seal ^ (seal >> 32)


cdef inline void note(World* w, int64_t event, int64_t subject, int64_t party, double amount,
                      double value, int64_t lead, int64_t detail) noexcept nogil:
    """Enter one event; only settlements do."""
    cdef Deal* deal
    w.seal = fold(fold(w.seal, <uint64_t>(event << 56 ^ w.month << 40 ^ subject)), <uint64_t>(party << 16 ^ detail << 1 ^ lead))
    w.seal = fold(fold(w.seal, bits_of(amount)), bits_of(value))
    if w.n_deals < w.deal_room:
        deal = &w.deals[w.n_deals]
        deal.month, deal.event, deal.subject, deal.party = w.month, event, subject, party
        deal.amount, deal.value, deal.lead, deal.detail = amount, value, lead, detail
    w.n_deals += 1
