# What is common to all, and what a month leaves behind: figures, not columns. Declared like state.pxd.

from words cimport VERTICALS


cdef struct Environment:
    double demand[VERTICALS]        # million yuan / month; spent in each vertical
    double demand_first[VERTICALS]  # million yuan / month; spent in each vertical at the start
    double demand_growth[VERTICALS] # 1 / year; log growth of that spending
    double churn[VERTICALS]         # 1 / year; log loss of customers beyond the usual
    double regulated[VERTICALS]     # 0 or 1; clearance needed
    double shut[VERTICALS]          # share; of startups' sales in the vertical stopped by a crackdown
    double shut_before[VERTICALS]   # share; ... last month
    double incumbent_pull[VERTICALS] # 1; pull of rivals at the start, 1 keeps shares as they are
    double foreign_share[VERTICALS] # share; of rivals' sales that foreign models have at the start
    double sensitivity[VERTICALS]   # 1; to content controls, 1 is typical
    double abroad[VERTICALS]        # 0 or 1; customers outside China
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
    double markup           # 1; of price over best practice cost, to which prices tend
    double fixed_price      # 1; price of the start's capability, 1 at the start
    double chip_parity      # ratio; domestic to imported chips in inference throughput
    double controls         # 1; severity of export controls
    double hot              # 0 or 1; capital climate
    double mood             # log points; swing of prices with sentiment
    double mark_return      # 1 / month; smoothed return on marks
    double raised_mean      # million yuan; raised so far by an acting firm, on average
    double led              # 0 or 1; the most valued firm grew last month as a leader is to
    double powder_first     # million yuan; dry powder of all investors at the start
    double window           # 0 or 1; listings possible
    double line             # million yuan; the floor line
    double line_adoption    # share; of investors who apply it
    double gate_adoption    # share; of investors who apply the cost gate
    double tightness        # 1; compliance cost over the start's
    double training         # 1; cost of keeping pace over the start's
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
    double champions        # 0 or 1; policy in force
    double foreign_share    # share; of spending with foreign models
    double rivals_share     # share; of spending with all who are not startups here
    double fixed_price      # 1; price of the start's capability
    double fastest          # vertical; whose spending has grown most since the start
    double survivors_margin # share; mean gross margin of firms still acting
    double gate_met         # share; of acting firms below the cost gate
