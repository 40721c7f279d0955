# What the market remembers. A field is declared here, once, as `type name  # unit; meaning`.
#
# `double*` and `int64_t*` members are columns, one number a row, or WIDTH numbers a row where the
# comment says `[WIDTH]`. setup.py reads this file and writes the list of names, types, units and
# meanings that NumPy views, Mesa agents and the documentation are made from.
# Money is in million yuan, time in months, capability in months of frontier progress.

from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef enum:
    VERTICALS = 16      # verticals a market has room for
    HOLDERS = 16        # names on a cap table; smaller ones are summed up as "others"
    REACH = 8           # investors one pitch reaches
    SUITORS = 4         # buyers one seller approaches
    PORTFOLIO = 16      # holdings through which an investor is reached

cdef enum Fate:
    UNBORN, ACTIVE, DORMANT, LISTED, ACQUIRED, MERGED, CLOSED

cdef enum Stage:
    PRE_SEED, SEED, SERIES_A, SERIES_B, SERIES_C, SERIES_D

cdef enum Business:
    TOKEN_API, SUBSCRIPTION, OUTCOME, SOLUTION, OPEN_CORE, PURE_OPEN

cdef enum Tone:
    NO_ROUND, UP, FLAT, DOWN, BRIDGE

cdef enum Intent:
    STAY, SELL, LIST, REST, CLOSE, WAKE

cdef enum Money:
    DOLLAR_FUND, YUAN_FUND, CORPORATE, STATE_FUND

cdef enum Belief:
    FUNDAMENTALIST, TREND

cdef enum Office:
    REGISTRY, FILINGS, MERGERS, CHAMPIONS, CONTROLS, CRACKDOWN

cdef enum Event:
    HELD, ROUND, BRIDGED, SIGNED, TAKEN_OVER, WITHDRAWN, LISTING, RESTED, CLOSURE, ENTRY, NAMED_CHAMPION, POLICY, APPROVAL, CLIFF, PIVOT, CONTRACT, REOPENED, PLACEMENT

cdef enum Fault:
    SOUND, NOT_A_NUMBER, NO_ROOM, NEGATIVE_STAKE, PYTHON_RULE


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
    int64_t* pitch_to       # row [REACH]; investors asked, -1 none
    int64_t* pitch_next     # slot [REACH]; next pitch on the same investor's desk, -1 last
    double* cheque          # million yuan [REACH]; offered by that investor
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
    int64_t* unicorn        # month; mark crossed a billion dollars from below
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
    double* skill           # log points; what firms pay to have it lead
    double* weight_size     # log points; value put on parameters and benchmarks
    double* weight_cost     # log points; ... on cost per task
    double* weight_depth    # log points; ... on domain accuracy
    double* weight_breadth  # log points; ... on compliance breadth
    double* weight_crowd    # log points; ... on what others fund
    double* strictness      # share; of investors who drop the gates later than this one
    int64_t* belief         # Belief
    int64_t* portfolio      # row [PORTFOLIO]; startups held, latest last, -1 none
    int64_t* holdings       # 1; cheques written, all time
    int64_t* desk           # slot; first pitch on its desk, -1 none
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
    int64_t* desk           # slot; first seller on its desk, -1 none
    int64_t* target         # row; startup it bids for, -1 none
    double* offer           # million yuan; that bid
    int64_t* deals          # 1; completed
    int64_t* engaged        # 0 or 1; has signed a deal that is not completed


cdef struct Regulators:
    int64_t* uid            # id
    int64_t* office         # Office
    int64_t* active         # 0 or 1; its instrument is in force
    int64_t* since          # month; in force since, -1 never
    int64_t* scheduled      # month; announced date, -1 none
    double* hazard          # 1 / month; of coming into force unannounced
    double* strength        # 1; of the instrument, 1 as stated
    int64_t* vertical       # vertical; it bears on, -1 all
    int64_t* lasts          # months; in force, 0 for good
    double* pace            # share; of waiting files cleared this month


cdef struct Environment:
    double demand[VERTICALS]        # million yuan / month; spent in each vertical
    double demand_growth[VERTICALS] # 1 / year; log growth of that spending
    double churn[VERTICALS]         # 1 / year; log loss of customers beyond the usual
    double regulated[VERTICALS]     # 0 or 1; clearance needed
    double shut[VERTICALS]          # share; of startups' sales in the vertical stopped by a crackdown
    double shut_before[VERTICALS]   # share; ... last month
    double incumbent_pull[VERTICALS] # 1; pull of rivals at the start, 1 keeps shares as they are
    double foreign_share[VERTICALS] # share; of rivals' sales that foreign models have at the start
    double rivals_pull[VERTICALS]   # 1; pull of all who are not startups here, at the start
    double rivals_base[VERTICALS]   # million yuan / month; sales of big technology firms and of one's own servers
    double foreign_base[VERTICALS]  # million yuan / month; sales of foreign models
    double frontier         # months; capability of the best domestic closed model
    double foreign          # months; capability of the best foreign model
    double open             # months; capability of the best open weights
    double open_lag         # months; open weights behind the domestic closed frontier
    double parity_since     # month; open weights caught up, -1 not yet
    double cost_frontier    # yuan / task; best practice
    double price_level      # yuan / task; typical price
    double fixed_price      # 1; price of the start's capability, 1 at the start
    double chip_parity      # ratio; domestic to imported chips in inference throughput
    double controls         # 1; severity of export controls
    double hot              # 0 or 1; capital climate
    double mood             # log points; swing of prices with sentiment
    double mark_return      # 1 / month; smoothed log change of marks
    double window           # 0 or 1; listings possible
    double line             # million yuan; the floor line
    double line_adoption    # share; of investors who apply it
    double gate_adoption    # share; of investors who apply the cost gate
    double walled           # share; of foreign models shut out
    double walled_before    # share; ... last month
    double usefulness       # log points; lost to content controls
    double sources          # million yuan; money that came in: sales, fund calls, budgets, listings, subsidies
    double sinks            # million yuan; money that left: costs, fees, payouts, budgets unused
    double priced_deals     # 1; acquisitions so far
    double price_ratio      # 1; sum of acquisition price over peak mark, over acquisitions
    double rounds_now       # 1; rounds closed this month
    double down_now         # 1; of them down
    double bridges_now      # 1; of them bridges
    double late_now         # 1; of them Series C or later
    double late_below_now   # 1; of them below the floor line
    double late_costly_now  # 1; of them above the cost gate with no path below
    double raised_now       # million yuan; in them
    double acquired_now     # 1; deals completed this month
    double spent_now        # million yuan; paid in them
    double failed_now       # 1; pitches that closed nothing
    double entered_now      # 1; new firms
    double listings         # 1; firms listed so far, since the start
    double newcomers        # 1; new firms so far


cdef struct Metrics:
    double active           # firms; active
    double dormant          # firms
    double listed           # firms; listed and acting
    double listings         # firms; listed so far
    double acquired         # firms; so far
    double merged           # firms; so far
    double closed           # firms; so far
    double entered          # firms; so far
    double rounds           # 1 / month
    double down_rounds      # 1 / month
    double bridges          # 1 / month
    double late_rounds      # 1 / month; Series C or later
    double late_below       # 1 / month; ... below the floor line
    double late_costly      # 1 / month; ... above the cost gate with no path below
    double raised           # million yuan / month
    double failed           # 1 / month; pitches that closed nothing
    double top5_funding     # share; five best funded firms of twelve months' money
    double value            # million yuan; sum of marks
    double top5_value       # share; five most valued firms
    double typical_value    # million yuan; geometric mean of marks
    double above_line       # firms; marked at or above the floor line
    double revenue          # million yuan / month; of startups
    double demand           # million yuan / month; all spending
    double revenue_hhi      # 1; Herfindahl index of startups' revenue
    double growth           # 1 / year; revenue-weighted log growth
    double margin           # share; revenue-weighted gross margin
    double cost             # yuan / task; typical
    double ndr_above        # 1 / year; mean net dollar retention above the floor line
    double ndr_below        # 1 / year; below it
    double filings          # 1; clearances granted, ever
    double mood             # log points
    double hot              # 0 or 1
    double powder           # million yuan; dry powder of all investors
    double acquisitions     # 1 / month
    double acquisition_spend # million yuan / month
    double price_ratio      # 1; mean acquisition price over the target's peak, so far
    double cost_over_size   # share; of investors who weigh cost per task above parameters
    double no_size          # share; of investors who give parameters no weight
    double open_lag         # months; open weights behind the closed frontier
    double chip_parity      # ratio
    double champions        # 1; policy in force
    double foreign_share    # share; of spending with foreign models
    double rivals_share     # share; of spending with all who are not startups here
    double fixed_price      # 1; price of the start's capability
    double compliance_growth # 1 / year; log growth of demand in the fastest growing vertical less the mean
    double survivors_margin # share; mean gross margin of firms still acting
    double gate_met         # share; of acting firms below the cost gate


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
    double hall             # places among which investors at large are met, one for each unit of fame
    double lobby            # ... big technology firms
    double street           # ... startups, one each
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
