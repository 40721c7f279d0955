# What the market remembers. A field is declared here, once, as `type name  # unit; meaning`.
#
# `double*` and `int64_t*` members are columns, one number a row, or WIDTH numbers a row where the
# comment says `[WIDTH]`. setup.py reads this file and writes the list of names, types, units and
# meanings that NumPy views, Mesa agents and the documentation are made from.
# Money is in million yuan, time in months, capability in months of frontier progress.

from libc.stdint cimport int64_t, uint32_t, uint64_t

from outlook cimport Environment, Metrics
from words cimport HOLDERS, PORTFOLIO, REACH, SUITORS, VERTICALS


cdef struct Startups:
    # who it is
    int64_t* uid            # id; never reused, draws are keyed by it
    int64_t* live           # mask; -1 while it acts (active, dormant or listed), else 0
    int64_t* fate           # Fate
    int64_t* fate_month     # month; when its fate last changed
    int64_t* born           # month; negative before the scenario's start
    int64_t* stage          # Stage; of its last priced round
    int64_t* business        # Business
    int64_t* home           # vertical; where it sells most
    int64_t* champion       # 0 or 1; on the national list
    # what it makes
    double* capability      # months; quality, 0 is the domestic closed frontier at the start
    double* cost            # yuan / task; to serve a common enterprise task
    double* thrift          # 1; its cost over best practice, other things equal
    double* own             # 0 or 1; trains its own foundation model
    double* moe             # share; of its serving that runs on mixture-of-experts models
    double* video           # 0 or 1; sells video generation
    double* data            # share; of its value that rests on proprietary data
    double* imported        # share; of its compute that is imported
    double* rigor           # 1; engineering talent, 1 is typical
    # where it may sell and does
    int64_t* registered     # 0 or 1; model in the national register
    int64_t* approved       # bits; verticals it is cleared for
    int64_t* breadth        # verticals; cleared for
    int64_t* queue          # vertical; waiting for clearance, -1 none
    int64_t* queued         # month; of that filing
    int64_t* cleared        # month; of its last clearance
    double* fee             # million yuan; filing costs paid this month
    double* reach           # 1 [VERTICALS]; depth in each vertical where it may sell, else 0
    double* embedded        # 1; mean depth where it is cleared
    int64_t* landed         # 0 or 1; large contract this month
    double* base            # million yuan / month [VERTICALS]; sales
    double* fit             # log points; product-market fit, which wears off
    double* appeal          # log points; brand and distribution: what its sales say beyond quality and price
    double* attraction      # 1; pull on customers who choose anew this month
    double* keep            # 1 / month; what last month's customers spend this month
    double* users           # million; monthly active
    # business
    double* revenue         # million yuan / month
    double* booked          # million yuan / month; revenue of the month before
    double* growth          # 1 / year; smoothed log growth of revenue
    double* ndr             # 1 / year; net dollar retention
    double* margin          # share; gross margin
    double* cash            # million yuan
    double* overhead        # million yuan / month; staff and training
    double* core            # million yuan / month; cost below which it cannot cut
    double* burn            # million yuan / month; net
    double* runway          # months
    double* spent           # million yuan; burn and filing costs paid this month
    # what it is worth
    double* fundamental     # ln million yuan; what revenue, growth, margin and moat support
    double* premium         # log points; reputation and story on top of the fundamental
    double* expected        # 1 / year; log growth that its last price took for granted
    double* mark            # million yuan; fair value this month
    double* value           # ln million yuan; of the mark
    double* mark_before     # million yuan; last month's mark
    double* post            # million yuan; last post-money, or market value once listed
    double* first_mark      # million yuan; fair value at the start or at entry
    double* peak            # million yuan; highest mark
    double* low             # million yuan; lowest mark
    double* turbulence      # log points squared; sum of squared monthly changes of the mark
    int64_t* cliff          # month; of its last sudden repricing, -1 none
    # who owns it
    double* founders        # share
    double* others          # share; holders too small to be named
    int64_t* holder         # row [HOLDERS]; investors on the cap table, -1 none
    double* stake           # share [HOLDERS]
    double* preferences     # million yuan; liquidation preferences outstanding
    double* raised          # million yuan; all rounds
    double* recent          # million yuan; raised in about the last twelve months
    int64_t* last_round     # month
    int64_t* tone           # Tone; of its last round
    int64_t* bridged        # 0 or 1; lived on a bridge since its last priced round
    # raising
    double* ask             # million yuan; sought this month, 0 when not raising
    double* reserve         # million yuan; lowest pre-money it takes
    int64_t* drought        # months; of asking without an answer
    double* proof           # share; chance that who looks closely, from Series B on, finds the product proved
    double* lifeline        # million yuan; what a holder's bridge would bring, 0 once it has lived on one
    int64_t* pitch_to       # row [REACH]; investors asked, -1 none
    int64_t* paper          # slot [REACH]; all pitches of the month, in the order of the investors asked
    double* cheque          # million yuan [REACH]; offered by that investor
    double* surplus         # log points [REACH]; what that investor thinks it worth, over the lowest pre-money
    double* bid_pre         # million yuan [REACH]; pre-money offered by that investor
    # leaving
    int64_t* intent         # Intent
    int64_t* pivoted        # month; of its change of model, -1 never
    int64_t* for_sale       # months; on the market
    double* sale_reserve    # million yuan; lowest price it takes
    int64_t* approach_to    # seat [SUITORS]; buyers approached, -1 none
    int64_t* approach_next  # slot [SUITORS]; next seller on the same buyer's desk, -1 last
    int64_t* desk           # slot; first seller on its own desk as a buyer, -1 none
    int64_t* target         # row; startup it bids for, -1 none
    double* bid             # million yuan; that bid
    int64_t* top_seat       # seat; best bidder for it this month
    double* top_bid         # million yuan
    double* second_bid      # million yuan
    int64_t* suitor         # seat; buyer it has signed with, -1 none
    double* signed_price    # million yuan; agreed with that buyer
    int64_t* closing        # month; when that deal completes
    int64_t* signed_month   # month; when it signed the deal that is pending or that ended it, -1 none
    int64_t* buyer          # id; of who bought it, -1 nobody
    double* exit_price      # million yuan; paid for it, or its market value at listing
    int64_t* acquisitions   # 1; firms it bought
    # milestones that claims ask for: the first month, -1 never
    int64_t* late_round     # month; closed a Series C or later
    int64_t* late_below     # month; ... below the floor line
    int64_t* late_costly    # month; ... with a task cost above the gate and no path below it
    int64_t* above_line     # month; mark at or above the floor line
    int64_t* below_line     # month; mark below the floor line
    int64_t* unicorn        # month; mark crossed a billion dollars from below, -2 above it at the start
    int64_t* unicorn_kind   # bits; 1 one regulated vertical carries it, 2 revenue above the ARR mark
    int64_t* ripe           # month; revenue above the mark at a multiple of ten or less
    int64_t* licensed       # month; first clearance granted on a filing
    int64_t* big_contract   # month; first large contract


cdef struct Investors:
    int64_t* uid            # id
    int64_t* money          # Money
    double* powder          # million yuan; dry powder
    double* fund            # million yuan; size of the current fund
    int64_t* vintage        # month; the current fund was raised
    double* cheque_share    # share; of the fund in one cheque at most
    double* fame            # 1; weight in being found, 1 is typical
    double* fame_so_far     # 1; fame of this row and all before it
    int64_t* signpost       # row; whom one meets first from this part of the hall on
    double* skill           # log points; what firms pay to have it lead
    double* weight_size     # log points; value put on parameters and benchmarks
    double* weight_cost     # log points; ... on cost per task
    double* weight_depth    # log points; ... on domain accuracy
    double* weight_breadth  # log points; ... on compliance breadth
    double* weight_crowd    # log points; ... on what others fund
    double* strictness      # share; of investors who drop the gates later than this one
    int64_t* belief         # Belief
    int64_t* portfolio      # row [PORTFOLIO]; startups held, in drawers by id, -1 none
    int64_t* holdings       # 1; cheques written, all time
    int64_t* callers        # 1; pitches on its desk
    int64_t* desk           # 1; papers that lie before its own
    double* returned        # million yuan; proceeds passed to its own backers
    double* called          # million yuan; new fund this month


cdef struct Acquirers:
    int64_t* uid            # id
    double* budget          # million yuan; for acquisitions
    double* refill          # million yuan / month
    double* granted         # million yuan; added this month
    double* appetite        # 1 / month; how often it looks
    double* need_data       # log points; value put on proprietary data
    double* need_users      # log points; ... on users
    double* need_talent     # log points; ... on capability
    double* hazard          # share; of its deals stopped for political reasons
    double* fame            # 1; weight in being approached
    double* fame_so_far     # 1; fame of this row and all before it
    int64_t* signpost       # row; whom one meets first from this part of the lobby on
    int64_t* desk           # slot; first seller on its desk, -1 none
    int64_t* target         # row; startup it bids for, -1 none
    double* offer           # million yuan; that bid
    int64_t* deals          # 1; completed
    int64_t* engaged        # 0 or 1; has signed a deal that is not completed


cdef struct Regulators:
    int64_t* uid            # id
    int64_t* office         # Office
    int64_t* active         # 0 or 1; its instrument is in force
    int64_t* since          # month; in force since, -1 never, -2 before the start
    int64_t* scheduled      # month; announced date, -1 none
    double* hazard          # 1 / month; of coming into force unannounced
    double* strength        # 1; of the instrument, 1 as stated
    int64_t* vertical       # vertical; it bears on, -1 all
    int64_t* lasts          # months; in force, 0 for good
    double* pace            # share; of waiting files cleared this month


cdef struct Deal:
    int64_t month           # month
    int64_t event           # Event
    int64_t subject         # row; startup it happened to
    int64_t party           # row or seat; the other side, -1 none
    double amount           # million yuan
    double value            # million yuan; post-money, price or other figure of the event
    int64_t lead            # 0 or 1
    int64_t detail          # Stage, Tone x 16 + Stage, vertical or Office


cdef struct Key:
    uint64_t seed
    uint32_t run


cdef struct Crowd:
    double places           # where a try may go: a power of two, with a sixth more than fame fills
    double parts            # of the place, each with a signpost: a power of two, at most one a member
    int64_t n               # members
    const double* so_far    # 1; fame of each member and all before it
    const int64_t* signpost # row; whom one meets first from a part on


cdef struct World:
    Key key
    int64_t month           # months since the start
    int64_t n_startups      # rows in use
    int64_t room            # rows there are
    int64_t n_investors
    int64_t n_acquirers
    int64_t n_regulators
    int64_t n_verticals
    int64_t[6] office       # row of the regulator that holds each Office, -1 none
    Crowd hall              # where investors at large are met
    Crowd lobby             # ... big technology firms
    double street           # places where startups are met, one each
    int64_t fault           # Fault
    int64_t fault_row
    int64_t fault_phase
    uint64_t seal           # fingerprint of every event so far
    int64_t n_deals         # events so far
    int64_t deal_room       # events kept; 0 counts and seals them only
    Startups s
    Investors v
    Acquirers a
    Regulators r
    Environment e
    Metrics m
    Deal* deals
    int64_t* order          # scratch: rows to settle
    double* rank            # scratch: the keyed draws that order them
    int64_t* part           # scratch: of the queue, by rank
    int64_t* laid           # scratch: the queue, laid out in parts
    double* laid_rank
