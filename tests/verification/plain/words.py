"""The market's words, numbered as everywhere else; and how long its lists may be."""

from enum import IntEnum

HOLDERS = 16  # names on a cap table; smaller ones are summed up as "others"
REACH = 8  # investors one pitch reaches
SUITORS = 4  # buyers one seller approaches
PORTFOLIO = 16  # holdings through which an investor is reached
CHEQUES = 2  # new cheques an investor writes in a month at most
TRIES = 12  # at meeting somebody


def numbered(name, words):
    """An enumeration from 0 on."""
    return IntEnum(name, words.split(), start=0)


Fate = numbered("Fate", "UNBORN ACTIVE DORMANT LISTED ACQUIRED MERGED CLOSED")
Stage = numbered("Stage", "PRE_SEED SEED SERIES_A SERIES_B SERIES_C SERIES_D")
Business = numbered("Business", "TOKEN_API SUBSCRIPTION OUTCOME SOLUTION OPEN_CORE PURE_OPEN")
Tone = numbered("Tone", "NO_ROUND UP FLAT DOWN BRIDGE")
Intent = numbered("Intent", "STAY SELL LIST REST CLOSE WAKE")
Money = numbered("Money", "DOLLAR_FUND YUAN_FUND CORPORATE STATE_FUND")
Belief = numbered("Belief", "FUNDAMENTALIST TREND")
Office = numbered("Office", "REGISTRY FILINGS MERGERS CHAMPIONS CONTROLS CRACKDOWN")
Event = numbered(
    "Event",
    "HELD ROUND BRIDGED SIGNED TAKEN_OVER WITHDRAWN LISTING RESTED CLOSURE ENTRY NAMED_CHAMPION POLICY "
    "APPROVAL CLIFF PIVOT CONTRACT REOPENED PLACEMENT",
)


class Why(IntEnum):
    """What a number is drawn for."""

    PARAMETER = 1
    CELL = 2
    TIES = 3
    INSTRUMENT = 4
    SPENDING = 5
    FRONTIER = 6
    LAG = 7
    CLIMATE = 8
    WINDOW = 9
    CHIPS = 10
    RESEARCH = 11
    ENTERING = 12
    CLEARANCE = 13
    CONTRACTS = 15
    REPRICING = 16
    BELIEF_SWITCH = 17
    FUNDRAISING = 18
    TEMPTATION = 19
    SEARCH = 20
    DILIGENCE = 21
    OPINION = 22
    ORDER = 23
    SYNDICATE = 24
    LEAVING = 25
    APPROACH = 26
    LOOKOUT = 27
    APPRAISAL = 28
    REVIEW = 29
    FLOTATION = 30
    BIRTHS = 31
    NEWCOMER = 32
    SELECTION = 33
    ONWARDS = 34
