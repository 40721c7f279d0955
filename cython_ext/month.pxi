# The month, in order: one table, read by both doors. A line names the chapter of the model, who
# acts, the rule for one (the live door calls it) and the loop for all (the fast door).

from rules.acquirers cimport bid, court
from rules.business cimport appraise, operate, remember
from rules.environment cimport advance, enact
from rules.exits cimport seek_exit, show_sellers
from rules.investors cimport answer, believe
from rules.observe cimport take_stock
from rules.pitches cimport deliver, pitch, present
from rules.products cimport attract, develop, embed, file
from rules.regulators cimport announce, review
from rules.rounds cimport close_rounds
from rules.sales cimport sell
from rules.takeovers cimport close_acquisitions
from rules.turnover cimport close_firms, enter, list_firms
from each cimport All, One, each, loop, rule

cdef enum Kind:
    STARTUPS, INVESTORS, ACQUIRERS, REGULATORS, MARKET

cdef struct Phase:
    int chapter
    Kind kind
    const char* name
    One one
    All all

# Loops over the dense rules are built once per instruction set; the others branch too much to gain by it.
cdef void all_announce(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(announce, p, w, first, last)
cdef void all_enact(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(enact, p, w, first, last)
cdef loop all_advance(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(advance, p, w, first, last)
cdef loop all_develop(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(develop, p, w, first, last)
cdef void all_review(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(review, p, w, first, last)
cdef loop all_file(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(file, p, w, first, last)
cdef loop all_embed(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(embed, p, w, first, last)
cdef loop all_attract(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(attract, p, w, first, last)
cdef loop all_sell(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(sell, p, w, first, last)
cdef loop all_operate(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(operate, p, w, first, last)
cdef loop all_appraise(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(appraise, p, w, first, last)
cdef loop all_believe(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(believe, p, w, first, last)
cdef loop all_pitch(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(pitch, p, w, first, last)
cdef loop all_present(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(present, p, w, first, last)
cdef void all_deliver(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(deliver, p, w, first, last)
cdef void all_answer(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(answer, p, w, first, last)
cdef void all_close_rounds(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(close_rounds, p, w, first, last)
cdef void all_seek_exit(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(seek_exit, p, w, first, last)
cdef void all_show_sellers(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(show_sellers, p, w, first, last)
cdef void all_bid(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(bid, p, w, first, last)
cdef void all_court(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(court, p, w, first, last)
cdef void all_close_acquisitions(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(close_acquisitions, p, w, first, last)
cdef void all_list_firms(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(list_firms, p, w, first, last)
cdef void all_close_firms(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(close_firms, p, w, first, last)
cdef void all_enter(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(enter, p, w, first, last)
cdef void all_remember(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(remember, p, w, first, last)
cdef void all_take_stock(const Params* p, WorldC* w, Py_ssize_t first, Py_ssize_t last) noexcept nogil: each(take_stock, p, w, first, last)

cdef enum:
    N_PHASES = 27

cdef Phase[N_PHASES] MONTH
#  1 Policy
MONTH[0] = Phase(1, REGULATORS, "announce", announce, all_announce)
MONTH[1] = Phase(1, MARKET, "enact", enact, all_enact)
#  2 Frontiers
MONTH[2] = Phase(2, MARKET, "advance", advance, all_advance)
#  3 Develop
MONTH[3] = Phase(3, STARTUPS, "develop", develop, all_develop)
#  4 File and review
MONTH[4] = Phase(4, REGULATORS, "review", review, all_review)
MONTH[5] = Phase(4, STARTUPS, "file", file, all_file)
#  5 Sell
MONTH[6] = Phase(5, STARTUPS, "embed", embed, all_embed)
MONTH[7] = Phase(5, STARTUPS, "attract", attract, all_attract)
MONTH[8] = Phase(5, MARKET, "sell", sell, all_sell)
#  6 Operate
MONTH[9] = Phase(6, STARTUPS, "operate", operate, all_operate)
MONTH[10] = Phase(6, STARTUPS, "appraise", appraise, all_appraise)
#  7 Believe
MONTH[11] = Phase(7, INVESTORS, "believe", believe, all_believe)
#  8 Pitch
MONTH[12] = Phase(8, STARTUPS, "pitch", pitch, all_pitch)
MONTH[13] = Phase(8, STARTUPS, "present", present, all_present)
MONTH[14] = Phase(8, MARKET, "deliver", deliver, all_deliver)
#  9 Answer
MONTH[15] = Phase(9, INVESTORS, "answer", answer, all_answer)
# 10 Close rounds
MONTH[16] = Phase(10, MARKET, "close_rounds", close_rounds, all_close_rounds)
# 11 Seek exit
MONTH[17] = Phase(11, STARTUPS, "seek_exit", seek_exit, all_seek_exit)
MONTH[18] = Phase(11, MARKET, "show_sellers", show_sellers, all_show_sellers)
# 12 Bid
MONTH[19] = Phase(12, ACQUIRERS, "bid", bid, all_bid)
MONTH[20] = Phase(12, STARTUPS, "court", court, all_court)
# 13 Close acquisitions
MONTH[21] = Phase(13, MARKET, "close_acquisitions", close_acquisitions, all_close_acquisitions)
# 14 List, close, enter
MONTH[22] = Phase(14, MARKET, "list_firms", list_firms, all_list_firms)
MONTH[23] = Phase(14, MARKET, "close_firms", close_firms, all_close_firms)
MONTH[24] = Phase(14, MARKET, "enter", enter, all_enter)
# 15 Observe
MONTH[25] = Phase(15, STARTUPS, "remember", remember, all_remember)
MONTH[26] = Phase(15, MARKET, "take_stock", take_stock, all_take_stock)
