# What a run is given: one number a parameter, drawn or stated, constant while it lasts.
#
# `double name  # unit; meaning`, read by setup.py like state.pxd; values and sources are in marketsim/scenarios.


cdef struct Params:
    # the floor and the gates
    double floor_line           # million yuan; the floor: valuation below which a Series C or later is hard to raise
    double floor_rise           # 1 / year; log growth of the line
    double floor_adoption       # share; of investors who apply the line at the start
    double floor_spread         # 1 / year; growth of that share
    double floor_reserve        # share; of the smaller of line and mark that a seller insists on (S1-M12)
    double cost_gate            # yuan / task; cost of a common task above which Series C is hard to raise
    double gate_adoption        # share; of investors who apply the cost gate at the start
    double gate_spread          # 1 / year; growth of that share
    double gate_grace           # months; in which a path below the gate counts as being below
    double state_exempt         # 0 or 1; state money does not apply the line and the gate
    double proof_start          # log odds; of passing the product-market proof of Series B at NDR 1, no margin, no growth
    double proof_share          # share; of investors who ask for that proof (S1-M10)
    double proof_common         # share; of investors who look into the same data room, and find the same for half a year
    double proof_ndr            # log odds; a unit of NDR adds (S1-M10)
    double proof_margin         # log odds; a unit of gross margin adds
    double proof_growth         # log odds; a unit of log growth adds
    double proof_joint          # log odds; a product ahead of open weights, sold at a profit, adds (S0-M22)
    double burn_weight          # log odds; a burn of twenty times revenue takes away
    # policy
    double champions            # firms; named when the champion policy starts (S0-P4)
    double champion_taste       # 1; the state's own taste, against ln revenue
    double procurement          # log points; of pull that procurement gives a champion (S0-M21)
    double subsidy              # share; of a champion's staff and training cost
    double walled_garden        # share; of foreign models' pull that the champion policy removes
    double champion_abroad      # share; of a champion's pull on customers abroad that it loses (S0-M21)
    double censorship           # log points; of usefulness lost to content controls (S0-M15, S1-M18)
    double crackdown_depth      # share; of a vertical's sales that a crackdown stops (S1-R02)
    double crackdown_fear       # log points; of value lost while a vertical the firm is cleared for is shut (S1-M15, S1-R02)
    double registry_months      # months; mean wait for the model register
    double clearance_odds       # share; of waiting files cleared in a quarterly round
    double filing_round         # months; between rounds of clearances
    double filing_months        # months; least wait for a clearance
    double filing_cost          # million yuan; of one filing
    double filing_burden        # 1; extra cost of filing in a regulated vertical
    double entering_rate        # 1 / month; of filing for one more vertical
    double breadth_limit        # verticals; a firm tries for
    double compliance_fixed     # million yuan / month; compliance staff and register
    double compliance_cost      # million yuan / month; per vertical cleared (emergent floor: small firms cannot carry it)
    double compliance_burden    # 1; on all compliance cost after the start; 0 none (S1-M05)
    double compliance_rise      # 1 / year; log growth of compliance cost (S1-M14)
    # demand
    double demand_scale         # 1; on the verticals' growth
    double demand_bend          # 1 / year; speed at which growth bends to the long run
    double demand_long_run      # 1 / year; log growth in the long run
    double demand_noise         # log points; a month
    double slowdown             # 1 / year; log growth lost after the slowdown month (S0-R02)
    double slowdown_month       # month; of the slowdown; never by default
    double self_host            # share; of domestic rivals' pull that is one's own servers running open weights
    double rivals_churn         # 1 / year; log loss of customers of big technology firms
    # frontiers, cost and chips
    double frontier_noise       # months; a month
    double foreign_lead         # months; foreign frontier ahead of the domestic at the start
    double lag_mean             # months; open weights behind the domestic closed frontier
    double lag_pull             # 1 / year; speed at which the lag returns to its mean
    double lag_noise            # months; a month
    double parity_month         # month; by which open weights reach parity; -1 when left to chance (S0-R05)
    double cost_best            # yuan / task; best practice at the start
    double cost_decline         # 1 / year; log fall of best practice cost per task
    double cost_follow          # 1 / month; share of the gap to best practice closed
    double usual_markup         # 1; of price over best practice cost
    double parity_squeeze       # share; of that markup's profit that goes when open weights are level (S0-M16)
    double price_follow         # 1 / month; share of the gap between price and its usual markup closed
    double price_decline        # 1 / year; log fall of the price of fixed capability
    double dense_cost           # share; cost that a dense model adds to a mixture of experts (S0-M01)
    double moe_spread           # 1 / year; speed at which dense serving moves to mixtures of experts
    double video_cost           # share; cost that video adds to a task (S0-M02)
    double open_saving          # share; of cost saved on open weights (S1-M04)
    double typical_thrift       # 1; cost of a typical firm over best practice
    double thrift_fade          # 1 / year; speed at which firms' cost differences fade
    double thrift_pull          # 1; how much faster if every investor weighs cost above size (S0-M10)
    double chip_start           # ratio; domestic to imported chips in inference at the start
    double chip_gain            # 1 / year; of that ratio
    double chip_limit           # ratio; reached at most
    double chip_parity_month    # month; parity at the latest; -1 when left to chance (S1-R10)
    double chips_drag           # share; of research lost to a full shortage (S1-M17)
    double chips_cost           # share; cost that a full shortage adds
    # research
    double research_share       # share; of staff and training cost spent on models
    double frontier_spend       # million yuan / month; research that keeps pace with the frontier
    double training_growth      # 1 / year; log growth of what keeping pace costs (S0-M17, S0-R09)
    double research_speed       # months / month; gained at that spending
    double research_returns     # 1; exponent of spending: diminishing returns (S1-M01)
    double research_noise       # months; a month
    double data_wall            # months; held back by common data (S0-M14)
    double lead_room            # months; a startup can lead the frontier by
    double rebase_gap           # months; behind open weights at which a firm rebases on them
    double data_gain            # 1 / year; share of data still common that an embedded firm makes its own
    # selling
    double quality_pull         # log points / month; of pull per month of capability ahead of open weights
    double price_pull           # log points; lost at a price twice the usual
    double appeal_of_size       # 1; exponent of sales in brand and distribution at the start
    double appeal_speed         # 1 / year; at which brand follows sales
    double video_pull           # log points; that video opens (S0-M02)
    double fit_fade             # 1 / year; at which differences in fit wear off
    double reputation_pull      # log points; a log point of premium adds
    double depth_data           # 1; depth that data of its own adds (S1-M13)
    double focus_cost           # 1; depth lost per further vertical (S1-M15)
    double first_depth          # 1; depth on entering
    double embed_speed          # 1 / year; at which depth grows
    double contract_rate        # 1 / month; of large contracts, for a typical firm
    double contract_lift        # 1; a large contract adds to pull in its month
    double outcome_lift         # 1; a contract under outcome pricing over the usual (S0-M09)
    double contract_signal      # log points; of premium that a large contract brings (S1-R07)
    double roi_push             # log points / year; of brand that a unit of margin wins under outcome pricing (S0-M19)
    double ndr_base             # 1 / year; net dollar retention without depth or data
    double ndr_depth            # 1 / year; depth adds
    double ndr_data             # 1 / year; data adds
    double ndr_outcome          # 1 / year; outcome pricing adds (S0-M09)
    double ndr_open             # 1 / year; pure open source loses (S1-M21)
    double ndr_speed            # 1 / year; at which retention moves
    double sales_noise          # log points; mean absolute monthly shock of a typical firm
    double size_calm            # 1; exponent of size in that noise
    double usual_revenue        # million yuan / year; of a typical firm, the measure of pull
    double home_share           # share; of sales at home at the start, where a firm has other verticals
    # business
    double trace_revenue        # million yuan / month; added before growth is measured
    double growth_memory        # 1 / month; weight of the latest month in growth
    double margin_api           # share; gross margin of token APIs in the long run
    double margin_subscription  # share; ... of subscriptions
    double margin_outcome       # share; ... of outcome pricing
    double margin_solution      # share; ... of enterprise solutions
    double margin_open_core     # share; ... of open core
    double margin_pure_open     # share; ... of services on pure open source
    double margin_lead          # share / month; a month ahead of open weights adds
    double margin_data          # share; data of its own adds
    double parity_erosion       # share; of margin lost where open weights are as good (S0-M16)
    double margin_cost          # share; of margin gained per log point of cost below a typical firm's (S0-M03, S1-M04)
    double free_cost            # yuan / month; of serving one user, at the start's prices (S0-M05)
    double margin_speed         # 1 / year; at which margin moves
    double cut                  # share; of staff and training cut a month when runway is short
    double cut_runway           # months; below which it cuts
    double hire                 # share; added a month per unit of log growth
    double hire_runway          # months; above which it hires
    double core_share           # share; of the highest cost so far that a firm cannot cut
    double least_overhead       # million yuan / month; of a skeleton staff
    double burn_of_value        # 1 / month; burn over value at the scale below
    double burn_scale           # million yuan; that scale
    double burn_economy         # 1; exponent by which large firms burn less of their value
    # value
    double option_revenue       # million yuan / year; that the hope in a typical firm without revenue is worth
    double anchor               # log points; ln value over revenue at no growth and no margin
    double growth_weight        # log points; a unit of log growth adds
    double margin_weight        # log points; a unit of gross margin adds
    double moat_weight          # log points; owned data, embedded, adds (S1-M20)
    double licence_moat         # 1; how much more of that in a regulated home (S1-M20)
    double stack_weight         # log points; a model of its own adds (S0-M04)
    double breadth_weight       # log points; eight clearances add (S1-M22)
    double lead_weight          # log points; a year ahead of open weights adds (S1-M16)
    double chips_weight         # log points; a full shortage takes (S1-M17)
    double premium_fade         # 1 / year; of reputation (S1-M08)
    double usual_growth         # 1 / year; log growth that uses up no premium
    double miss_weight          # 1 / year; premium lost per unit of missed growth
    double cliff_hazard         # 1 / month; of a sudden repricing per unit of missed growth (S0-R01)
    double cliff_usual          # log points; lost in it: half (S0-M12)
    double cliff_deep           # log points; lost in the worst: nine tenths (S0-M13)
    double cliff_deep_share     # share; of repricings that are the worst
    double margin_shield        # share; of that hazard that gross margin shields (S0-M06)
    double single_risk          # 1; hazard that a single vertical adds (S1-M06)
    double mood_weight          # log points; of price per log point of mood
    double unicorn_line         # million yuan; of a billion dollars
    double arr_mark             # million yuan / year; annual revenue that marks a vertical unicorn
    double ripe_revenue         # million yuan / year; that Shengshu is to reach
    double ripe_multiple        # 1; value over revenue that it is to fall to
    # investors
    double story_share          # share; of the story that a fundamentalist pays for
    double trend_mood           # log points; of mood that a trend follower adds
    double size_fade            # log points / year; the weight on parameters loses (S0-M10)
    double taste_size           # 1; on all investors' value of size
    double taste_cost           # 1; ... of cost per task (S0-M11)
    double taste_depth          # 1; ... of domain accuracy
    double taste_breadth        # 1; ... of compliance breadth
    double taste_crowd          # 1; ... of what others fund (S0-M08)
    double cost_taste           # log points; the weight on cost per task goes to
    double cost_rise            # 1 / year; speed of that
    double depth_taste          # log points; the weight on domain accuracy goes to
    double belief_review        # 1 / month; of an investor reconsidering
    double belief_intensity     # 1; of switching to what paid
    double trend_cost           # 1 / year; return that trend following must beat
    double crowd_half           # million yuan; raised so far that nobody takes note of
    double state_taste          # log points; that state money adds to a champion
    double opinion_noise        # log points; of an investor's error
    double hurdle               # log points; of surplus an investor wants
    double cold_hurdle          # 1; on the hurdle in a cold climate
    double state_hurdle         # 1; on the hurdle of state money
    double price_share          # share; of the surplus paid to the firm
    double bridge_depth         # log points; below the firm's price at which holders still bridge
    double bridge_months        # months; of burn a holder bridges
    double fund_term            # months; between funds
    double fund_rate            # 1 / month; of closing the next fund after that
    double cold_funds           # 1; on that rate in a cold climate
    # raising
    double pitch_runway         # months; below which a firm asks
    double cold_patience        # share; of that runway that a cold climate takes away: who can waits it out
    double temptation           # 1 / month; of asking without need in a hot market
    double courting             # 1; how much more a firm is tempted per unit of log growth above the usual
    double round_gap            # months; between rounds
    double raise_months         # months; of money asked
    double expansion            # share; by which plans exceed burn
    double least_sold           # share; of itself a firm sells at least
    double most_sold            # share; ... at most
    double concession           # log points; of price a firm out of money gives
    double drought_concession   # log points; a month of asking in vain gives
    double least_reserve        # share; of fair value below which it does not go
    double least_lead           # share; of the ask that a lead offers
    double least_filled         # share; of the ask that makes a round
    double least_cheque         # million yuan; worth writing
    double solo_share           # share; of rounds with one investor
    double syndicate_most       # investors; beside the lead at most
    double join_price           # share; of the lead's price at which others join
    double down_contagion       # log points; of mood lost when a firm that is the whole market has a down round (S1-M24)
    double leader_growth        # 1 / year; log growth below which the most valued firm disappoints (S1-M24)
    double sector_rerating      # log points; of mood lost when a leader that is the whole market does
    double letter_step          # log points; price over the last below which a round is an extension and keeps its letter
    double usual_dilution       # share; sold in a round
    double ties_a_round         # investors; a round adds
    # leaving
    double exit_runway          # months; below which a firm without takers looks for a buyer
    double wind_down            # months; on sale before creditors close a firm without cash
    double exit_drought         # months; of asking in vain before that
    double pivot_rate           # 1 / month; of changing course then
    double pivot_saving         # share; of cost that giving up the own model saves
    double fire_sale            # log points; below fair value that a seller out of money takes
    double salvage              # share; of fair value below which it does not go
    double premium_asked        # share; over fair value that others ask
    double dormant_close        # 1 / month; of a dormant firm closing
    double revival              # 1 / month; of waking in a hot market
    double rest_cover           # share; of cost that gross profit must cover to go dormant
    double list_revenue         # million yuan / year; that a listing needs
    double list_value           # million yuan; that a listing needs
    double list_growth          # 1 / year; log growth that a listing needs
    double list_rate            # 1 / month; of listing when ready
    double list_share           # share; sold to the public
    # buying
    double attention            # share; of sellers on its desk that a buyer studies in a month
    double notice               # 1; how much more of it a firm far above the value below gets
    double notice_half          # million yuan; value at which half of that is given
    double users_half           # million; monthly users at which half the value of users is given
    double appraisal_noise      # log points; of a buyer's error
    double buyers_market        # log points; below worth that buyers pay (S1-R09)
    double cold_discount        # log points; ... more in a cold market (S1-R09)
    double bid_share            # share; of the surplus that a buyer bids
    double seller_power         # share; of the surplus that a lone bidder leaves
    double court_appetite       # 1 / month; of a startup looking for firms to buy
    double court_runway         # months; that it needs for it
    double court_size           # share; of its own value a target may be worth
    double court_users          # log points; value put on users (S0-M18)
    double court_data           # log points; ... on data
    double court_clearances     # log points; ... on clearances
    double unlikeness           # log points; lost per log point of distance in value
    double paper_share          # share; of its own value paid in new shares at most
    double cash_part            # share; of a startup's price paid in cash
    double merger_size          # share; of the buyer's value above which it is a merger
    double integration_loss     # share; of customers lost
    double staff_kept           # share; of the target's cost kept
    double withdrawal           # share; of signed deals withdrawn
    double review_months        # months; mean delay beyond the first month
    # climate and entry
    double hot_start            # 0 or 1; climate at the start
    double cooling              # 1 / month; of a hot climate ending
    double warming              # 1 / month; of a cold climate ending
    double cold_month           # month; when the climate turns cold for sure; -1 never
    double mood_start           # log points; at the start
    double hot_mood             # log points; to which a hot climate tends
    double cold_mood            # log points; below nought to which a cold climate tends
    double mood_speed           # 1 / month; at which mood moves
    double mood_noise           # log points; a month
    double herding              # 1; mood gained per unit of last months' return
    double window_start         # 0 or 1; listings possible at the start
    double window_opens         # 1 / month; of a shut listing window opening
    double window_shuts         # 1 / month; of an open one shutting
    double window_shut_month    # month; from which it stays shut; -1 never
    double entry_rate           # firms / month; when prices leave room
    double entry_mood           # log points; mood adds to entry
    double entry_capital        # 1; exponent of dry powder over the start's in entry
    double entry_headroom       # 1; markup of prices over best cost at which entry is free
    double entrant_value        # million yuan; at entry
    double entrant_spread       # log points; of it
    double entrant_revenue      # million yuan / month; at entry
    double entrant_own          # share; of entrants that train a model of their own
    double entrant_growth       # 1 / year; log growth that an entrant's first customers promise
    double growth_spread        # 1 / year; of that
    double promising            # share; of entrants that promise more
    double promise              # 1 / year; log growth that these promise beyond the others
    double runway_spread        # log points; of an entrant's runway
