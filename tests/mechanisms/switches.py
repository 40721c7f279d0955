"""The switches: a row of the ledger, the figure that carries it, and what it moves. Where a figure stands when it is
off, the package says."""

from dataclasses import dataclass, field

from stage import (
    NAMED,
    RUNS,
    STRUCK,
    all_along,
    at_end,
    broad_less_narrow,
    champions,
    dealers,
    entrants_sales,
    gap,
    had,
    imitators,
    less,
    logs,
    mean,
    met,
    multiple,
    others,
    selling,
    the_rest,
    trainers,
    where,
)

from marketsim.mechanisms import mechanism

ACQUIRED, MERGED, DORMANT, CLOSED = 4, 5, 2, 6
QUIET = {"regulators.crackdown.strength": 0}
STEADY = QUIET | {"miss_weight": 0, "cliff_hazard": 0, "usual_growth": 5}  # a premium only fades
ALL_APPLY = {"state_exempt": 0}
PARITY = {"parity_month": 0}
# Firms ask when money runs short, not when they are courted, and for what they burn, not for a share of themselves.
IN_NEED = {"temptation": 0, "pitch_runway": 9, "least_sold": 0.08}
RESEARCH_IS_CHEAP = {"frontier_spend": 3}  # many train models of their own, and some keep ahead of open weights
ABROAD = {"verticals.media.abroad": 1, "verticals.travel.abroad": 1}
UP, DOWN = 1, -1
MANY = 4 * RUNS
# What no firm, fund or buyer decides; and what investors care for.
WORLD = ("demand", "hot", "open_lag", "fixed_price", "chip_parity", "no_size", "cost_over_size")
TASTES = ("no_size", "cost_over_size")


@dataclass(frozen=True)
class Switch:
    """`figure` at `on` (as the stage has it if None) moves `outcome` in `direction`, against `figure` at `off`, which
    is what the package's mechanism says, or `stated_off` where the figure is no mechanism but a level.

    `alone`: a metric, or "everything", that has the same bits either way in the first `months` months.
    `moves`: what of the WORLD, which is nobody's doing, it is there to move.
    `runs`: how many it takes to tell a small effect from luck.
    """

    rows: str
    figure: str
    outcome: object
    direction: int
    alone: str
    months: int = 1
    on: float | None = None
    given: dict = field(default_factory=dict)
    moves: tuple = ()
    stated_off: float | None = None
    runs: int = RUNS

    @property
    def off(self):
        return mechanism(self.figure).off if self.stated_off is None else self.stated_off

    def __str__(self):
        return f"{self.rows} {self.figure}"


def bought(fate):
    return (fate == ACQUIRED) | (fate == MERGED)


def failed(fate):
    return (fate == CLOSED) | (fate == DORMANT)


SWITCHES = (
    # cost, video, research
    Switch("S0-M01 S1-M02", "dense_cost", at_end("cost"), UP, "filings"),
    Switch("S0-M02", "video_cost", at_end("cost"), UP, "filings"),
    Switch("S0-M02", "video_pull", at_end("revenue"), UP, "everything"),
    Switch("S0-M14 S0-R03", "data_wall", mean("capability"), DOWN, "filings", given={"frontier_spend": 10}),
    Switch("S0-M14 S0-R03", "data_wall", at_end("revenue"), DOWN, "filings", given={"frontier_spend": 10}),
    Switch("S0-M03", "margin_cost", gap("margin", "cost"), DOWN, "revenue"),
    Switch("S0-M03", "margin_cost", gap("fate", "cost", failed), UP, "revenue", on=0.3, runs=MANY),
    Switch("S0-M10", "thrift_pull", at_end("cost"), DOWN, "filings"),
    Switch("S0-M17 S0-R09", "training_growth", met(CLOSED, DORMANT, ACQUIRED, MERGED), UP, "filings", on=0.5,
           given={"frontier_spend": 10}),
    Switch("S0-R09", "training_growth", mean("own"), DOWN, "filings", on=0.5),
    Switch("S0-R09", "frontier_spend", mean("own"), DOWN, "filings", on=160, stated_off=20),
    Switch("S1-M01", "research_returns", mean("capability"), UP, "filings"),
    Switch("S1-M04", "open_saving", at_end("cost"), DOWN, "filings"),
    Switch("S1-M04", "open_saving", at_end("survivors_margin"), UP, "filings"),
    Switch("S1-M04", "open_saving", mean("mark", logs), UP, "filings"),
    # selling
    Switch("S0-M05 S0-R08", "margin_subscription", where("raised", selling("subscription"), logs), UP, "cost",
           on=0, given=IN_NEED, runs=MANY),
    Switch("S0-M05 S0-R08", "margin_subscription", where("fate", selling("subscription"), failed), UP, "cost", on=0),
    Switch("S0-M05 S0-R08", "free_cost", gap("margin", "users"), DOWN, "revenue"),
    Switch("S0-M05 S0-R08", "free_cost", all_along("raised"), UP, "revenue"),
    Switch("S0-R08", "free_cost", met(CLOSED, DORMANT), UP, "revenue"),
    Switch("S0-M09", "ndr_outcome", where("ndr", selling("outcome")), UP, "cost"),
    Switch("S0-M09", "outcome_lift", where("revenue", selling("outcome"), logs), UP, "cost"),
    Switch("S0-M19", "roi_push", where("revenue", selling("outcome"), logs), UP, "cost"),
    Switch("S0-M15 S0-R04", "registry_months", entrants_sales, DOWN, "everything"),
    Switch("S0-M15 S1-M18 S0-R04 S1-R05", "censorship", at_end("revenue"), DOWN, "everything"),
    Switch("S1-M18 S1-R05", "verticals.law.sensitivity", at_end("revenue"), DOWN, "cost", on=3),
    Switch("S0-M16", "parity_erosion", at_end("margin"), DOWN, "revenue"),
    Switch("S0-M16 S0-R05", "parity_squeeze", at_end("survivors_margin"), DOWN, "cost", given=PARITY),
    Switch("S0-M16 S0-R05", "parity_squeeze", mean("mark", logs), DOWN, "cost", given=PARITY),
    Switch("S0-M16 S0-R05", "parity_squeeze", met(CLOSED, DORMANT), UP, "cost", given=PARITY),
    Switch("S0-R05", "parity_month", at_end("survivors_margin"), DOWN, "acquired", on=0, moves=("open_lag",)),
    Switch("S0-R06", "verticals.media.incumbent_pull", at_end("revenue"), DOWN, "cost", on=4),
    Switch("S1-M13", "ndr_depth", mean("ndr"), UP, "cost"),
    Switch("S1-M13", "ndr_data", gap("ndr", "data"), UP, "cost"),
    Switch("S1-M03", "depth_data", gap("revenue", "data", logs), UP, "filings"),
    Switch("S1-M15 S1-R01", "focus_cost", broad_less_narrow("ndr"), DOWN, "filings"),
    Switch("S1-M21", "ndr_open", where("ndr", selling("pure open")), DOWN, "cost"),
    Switch("S1-M21", "margin_pure_open",
           less(where("margin", selling("pure open")), where("margin", selling("open core"))), DOWN, "cost"),
    # value
    Switch("S0-M06", "margin_shield", had("cliff"), DOWN, "revenue"),
    Switch("S0-M07", "miss_weight", multiple, DOWN, "revenue", given=QUIET | {"slowdown_month": 6}),
    Switch("S0-R02", "slowdown", multiple, DOWN, "everything", 6, 0.5, QUIET | {"slowdown_month": 6}, ("demand",)),
    Switch("S0-M12", "cliff_usual", mean("turbulence"), UP, "revenue", given=QUIET),
    Switch("S0-M12 S0-R01", "cliff_hazard", mean("mark", logs), DOWN, "revenue", given=QUIET),
    Switch("S0-M13", "cliff_deep_share", mean("low", logs), DOWN, "revenue", on=0.5, given=QUIET),
    Switch("S0-M19", "usual_growth", multiple, DOWN, "revenue", given=QUIET),
    Switch("S1-M06 S1-M07 S1-R06", "single_risk", had("cliff"), UP, "revenue"),
    Switch("S1-M06 S1-M07 S1-R06", "single_risk", broad_less_narrow("cliff", lambda x: x >= 0), DOWN, "revenue"),
    Switch("S1-M08", "premium_fade", mean("mark", logs), DOWN, "revenue", given=STEADY),
    Switch("S1-M16 S1-R03", "moat_weight", gap("mark", "data", logs), UP, "filings"),
    Switch("S1-M20", "moat_weight", less(gap("mark", "data", logs), gap("revenue", "data", logs)), UP, "filings"),
    Switch("S1-M20", "licence_moat", multiple, UP, "filings"),
    Switch("S0-M04", "stack_weight", less(where("mark", trainers, logs), where("mark", imitators, logs)), UP,
           "filings", given=RESEARCH_IS_CHEAP),
    Switch("S1-M22", "breadth_weight", broad_less_narrow("mark", logs), UP, "filings"),
    Switch("S1-M24", "down_contagion", all_along("mood"), DOWN, "revenue"),
    Switch("S1-M24 S1-R11", "sector_rerating", all_along("mood"), DOWN, "revenue", on=3),
    Switch("S1-M24 S1-R11", "sector_rerating", mean("mark", logs), DOWN, "revenue", on=3, runs=MANY),
    Switch("S1-R07", "contract_signal", less(where("mark", dealers, logs), where("mark", the_rest, logs)), UP,
           "revenue"),
    # raising
    Switch("S0-M10", "size_fade", all_along("cost_over_size"), UP, "revenue", moves=TASTES),
    Switch("S0-M10", "cost_rise", all_along("cost_over_size"), UP, "revenue", moves=TASTES),
    Switch("S0-M11", "cost_taste", gap("raised", "cost", logs), DOWN, "revenue", on=1.5,
           given={"cost_rise": 5, "entry_rate": 0}, moves=TASTES),
    Switch("S0-M11", "taste_cost", gap("raised", "cost", logs), DOWN, "revenue", on=2),
    Switch("S0-M08 S0-R07", "taste_crowd", all_along("top5_funding"), UP, "revenue", on=3),
    Switch("S0-M08 S0-R07", "taste_crowd", gap("raised", "first_mark", logs), UP, "revenue"),
    Switch("S0-M08 S0-R07", "taste_crowd", gap("fate", "first_mark", failed), DOWN, "revenue", on=2),
    Switch("S0-M22", "proof_joint", mean("raised", logs), UP, "revenue", given=RESEARCH_IS_CHEAP),
    Switch("S0-M22", "proof_joint", met(CLOSED, DORMANT), DOWN, "revenue", on=3, given=RESEARCH_IS_CHEAP, runs=MANY),
    Switch("S0-M20 S0-R10", "gate_adoption", all_along("late_costly"), DOWN, "revenue", on=1, given=ALL_APPLY),
    Switch("S1-M10", "proof_ndr", gap("raised", "first_ndr", logs), UP, "revenue", on=8, given=QUIET),
    Switch("S1-M10", "proof_ndr", gap("late_round", "first_ndr", lambda month: month >= 0), UP, "revenue",
           on=8, given=QUIET),
    Switch("S1-M10", "proof_share", all_along("rounds"), DOWN, "revenue"),
    Switch("S1-M10", "proof_common", all_along("rounds"), DOWN, "revenue", on=1),
    Switch("S1-M19", "floor_adoption", all_along("late_below"), DOWN, "revenue", on=1, given=ALL_APPLY),
    Switch("S1-M19 S1-M05", "floor_adoption", met(ACQUIRED, MERGED, CLOSED), UP, "revenue", on=1, given=ALL_APPLY),
    Switch("S1-M14", "floor_rise", all_along("late_rounds"), DOWN, "revenue", on=0.5,
           given=ALL_APPLY | {"floor_adoption": 1}),
    # leaving and buying
    Switch("S1-M05", "compliance_fixed", met(CLOSED, DORMANT), UP, "filings", on=3),
    Switch("S1-M05", "compliance_burden", met(CLOSED, DORMANT), UP, "filings"),
    Switch("S1-M05", "compliance_burden", gap("fate", "first_mark", failed), DOWN, "filings", on=3),
    Switch("S1-M14", "compliance_rise", met(CLOSED, DORMANT), UP, "filings", on=0.5),
    Switch("S0-M17", "core_share", met(ACQUIRED, MERGED), UP, "everything"),
    Switch("S0-M18", "court_appetite", mean("acquisitions"), UP, "everything", on=0.3),
    Switch("S0-M18", "court_users", gap("fate", "users", bought), UP, "everything", on=2,
           given={"court_appetite": 0.3}),
    Switch("S1-M11 S1-R09", "buyers_market", at_end("price_ratio"), DOWN, "everything"),
    Switch("S1-M11 S1-R09", "cold_discount", at_end("price_ratio"), DOWN, "everything"),
    Switch("S1-M11", "acquirers.Alibaba.need_data", gap("fate", "data", bought), UP, "everything", on=2,
           given={"court_appetite": 0, "acquirers.Alibaba.appetite": 1}),
    Switch("S1-M12", "floor_reserve", at_end("price_ratio"), UP, "everything", on=1),
    # policy and chips
    Switch("S0-M21 S0-R11", "champions", at_end("top5_value"), UP, "everything", NAMED),
    Switch("S0-M21", "procurement", where("revenue", champions, logs), UP, "everything", NAMED),
    Switch("S0-R11", "procurement", where("revenue", others, logs), DOWN, "everything", NAMED, 3),
    Switch("S0-M21", "subsidy", all_along("raised"), DOWN, "everything", NAMED, 0.5),
    Switch("S0-M21 S0-R11", "champion_abroad", where("revenue", champions, logs), DOWN, "everything", NAMED,
           given=ABROAD),
    Switch("S0-M21", "walled_garden", at_end("foreign_share"), DOWN, "everything", NAMED),
    Switch("S1-M09 S1-R08", "crackdown_depth", broad_less_narrow("revenue", logs), UP, "everything", STRUCK),
    Switch("S1-M15 S1-R02", "crackdown_fear", mean("mark", logs), DOWN, "everything", STRUCK),
    Switch("S1-M15 S1-R01", "crackdown_fear", broad_less_narrow("mark", logs), DOWN, "everything", STRUCK),
    Switch("S1-R02", "crackdown_depth", at_end("value"), DOWN, "everything", STRUCK),
    Switch("S1-M17 S1-R04", "regulators.export controls.strength", mean("mark", logs), DOWN, "everything", NAMED),
    Switch("S1-M17", "chips_weight", mean("mark", logs), DOWN, "everything", NAMED, 1, {"chip_gain": 0}),
    Switch("S1-M17", "chips_cost", at_end("cost"), UP, "everything", NAMED),
    Switch("S1-M17", "chips_drag", mean("capability"), DOWN, "everything", NAMED, given={"frontier_spend": 30}),
    Switch("S1-M23 S1-R10", "chip_parity_month", at_end("cost"), DOWN, "everything", 5, 5, {"chip_gain": 0},
           ("chip_parity",)),
    Switch("S1-M23 S1-R10", "chip_parity_month", mean("mark", logs), UP, "everything", 5, 5, {"chip_gain": 0},
           ("chip_parity",)),
)
