"""One row type for each table of the ledger.

Every row carries an `id` (S0-E01), the `source` it was read from (S0) and the `locator`, lines in it (L18).
Money, shares and dates are as stated; nothing here is converted or derived. A blank cell is None, "" or ().
"""

from datetime import date
from typing import NamedTuple

Number = float | None
Words = tuple[str, ...]
Figure = float | str | None


class Source(NamedTuple):
    """An article: when it was published, and the span of time its text speaks from."""

    source: str
    published: date | None = None
    text_first: date | None = None
    text_last: date | None = None
    address: str = ""

    @property
    def id(self):
        return self.source

    @property
    def locator(self):
        return "dates"


class Company(NamedTuple):
    """A firm as one source describes it."""

    id: str
    source: str
    locator: str = ""
    name: str = ""
    role: str = ""
    kind: str = ""
    valuation: Number = None  # in valuation_unit
    valuation_unit: str = ""  # CNY_bn, USD_bn or USD_m
    revenue_usd_m: Number = None  # USD million / year
    revenue_kind: str = ""  # run rate or ARR
    gross_margin: Number = None  # share of revenue
    revenue_model: str = ""
    verticals: Words = ()
    filings: Number = None  # verticals approved
    floor_risk: str = ""
    customers: Words = ()
    notes: str = ""


class Model(NamedTuple):
    """A language or video model."""

    id: str
    source: str
    locator: str = ""
    name: str = ""
    owner: str = ""
    architecture: str = ""
    active_b: Number = None  # billion parameters at work on a token
    total_b: Number = None  # billion parameters
    bench: str = ""
    score: Number = None
    bench2: str = ""
    score2: Number = None
    price_usd: Number = None  # USD, per price_unit
    price_unit: str = ""
    open: str = ""  # yes or no
    video: str = ""  # yes or no
    notes: str = ""


class Tie(NamedTuple):
    """An edge: who invests in, buys from, buys, owns or registers whom."""

    id: str
    source: str
    locator: str = ""
    name: str = ""
    kind: str = ""
    target: str = ""
    tie: str = ""
    amount_usd_m: Number = None  # USD million
    dated: str = ""
    industry: str = ""  # of the customer
    notes: str = ""


class Segment(NamedTuple):
    """A market, its size in two years and the growth stated for it."""

    id: str
    source: str
    locator: str = ""
    name: str = ""
    family: str = ""  # segments of one family are what two sources might mean by one word
    sector: str = ""
    first_year: Number = None
    first_usd_bn: Number = None  # USD billion / year
    last_year: Number = None
    last_usd_bn: Number = None  # USD billion / year
    growth_label: str = ""
    growth: Number = None  # share, under that label
    players: Words = ()


class Cell(NamedTuple):
    """A cell of a source's own table; the `id` is that of its row."""

    id: str
    source: str
    locator: str = ""
    column: str = ""
    cell: str = ""


class Claim(NamedTuple):
    """What a source asserts or predicts, with the criterion that would settle it."""

    id: str
    source: str
    locator: str = ""
    kind: str = ""
    subject: str = ""
    claim: str = ""
    value: str = ""
    deadline: date | None = None
    within_months: Number = None  # months, where the deadline is relative
    basis: str = ""
    criterion: str = ""
    measure: str = ""


class Mechanism(NamedTuple):
    """A cause and its effect; `driver` at `level` moves `outcome` by `sign`."""

    id: str
    source: str
    locator: str = ""
    cause: str = ""
    effect: str = ""
    strength: str = ""
    driver: str = ""
    level: str = ""  # high or low
    outcome: str = ""
    sign: str = ""  # +, - or +/-
    representation: str = ""
    test: str = ""


class Risk(NamedTuple):
    """What may go wrong, for whom, and the knob that turns it on."""

    id: str
    source: str
    locator: str = ""
    risk: str = ""
    affected: str = ""
    size: str = ""
    trigger: str = ""
    knob: str = ""


class Statement(NamedTuple):
    """A claim as a fact that can be checked: subject, quantity, relation, value in a unit."""

    id: str
    source: str
    locator: str = ""
    subject: str = ""
    quantity: str = ""
    relation: str = ""
    value: Figure = None  # in unit
    high: Number = None  # upper end of a range, in unit
    unit: str = ""
    against: str = ""  # what it is compared with
    months: Number = None  # months ahead, where it is about the future
