# The trade's words as numbers, and the sizes of what a row has room for.

cdef enum:
    VERTICALS = 16      # verticals a market has room for
    HOLDERS = 16        # names on a cap table; smaller ones are summed up as "others"
    REACH = 8           # investors one pitch reaches
    SUITORS = 4         # buyers one seller approaches
    PORTFOLIO = 16      # drawers for holdings through which an investor is reached, a power of two

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
