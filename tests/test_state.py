"""What the market remembers: every field is named, measured and seen, and nothing else is there."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from marketsim._kernel import SCHEMA, World
from marketsim.schema import ENUMS, KINDS, fields

DECLARATIONS = Path(__file__).parents[1] / "cython_ext" / "words.pxd"
FIELDS = [(struct, field) for struct in SCHEMA for field in fields(struct).values()]
COLUMNS = [(kind, field) for kind in KINDS for field in fields(kind).values()]
TYPES = {"double": "f8", "int64_t": "i8"}

# Names that are the trade's own word for what they hold.
SAYS_IT = {"fate", "business", "revenue", "cash", "runway", "founders", "stake", "last_round", "intent", "top_bid",
           "second_bid", "uid", "money", "belief", "refill", "bid", "offer", "office", "dormant", "rounds",
           "down_rounds", "bridges", "raised", "mood", "hot", "acquisitions", "acquisition_spend", "chip_parity",
           "month", "event", "amount", "lead", "detail"}
WHOLE = {"id", "mask", "bits", "row", "slot", "seat", "row or seat", "vertical", "verticals", "0 or 1", "1", "month",
         "months"}
UNITS = {*WHOLE, "firms", "investors", "share", "ratio", "months / month", "firms / month", "share / month",
         "1 / month", "1 / year", "log odds", "log points", "log points / month", "log points / year",
         "log points squared", "ln million yuan", "million", "million yuan", "million yuan / month",
         "million yuan / year", "yuan / task", "yuan / month"}


def named(pairs):
    return {"argvalues": pairs, "ids": [f"{of}.{field.name}" for of, field in pairs]}


# ------------------------------------------------------------------------------------ declarations


@pytest.mark.parametrize(("struct", "field"), **named(FIELDS))
def test_every_field_has_a_unit_and_a_meaning_where_its_name_does_not_say_it(struct, field):
    assert field.unit in UNITS or field.unit in ENUMS or field.unit.startswith("Stage, Tone")
    assert field.meaning or field.name in SAYS_IT
    assert field.type == "double" or field.unit in WHOLE or field.unit[0].isupper()


@pytest.mark.parametrize("struct", SCHEMA)
def test_a_meaning_that_goes_on_follows_one_that_began(struct):
    meanings = [field.meaning for field in fields(struct).values()]

    begun = [before or not meaning.startswith("...") for before, meaning in pairwise(["", *meanings])]
    assert all(begun)


@pytest.mark.parametrize("struct", SCHEMA)
def test_a_name_is_declared_once(struct):
    names = [row[0] for row in SCHEMA[struct]]

    assert sorted(set(names)) == sorted(names)


def test_lists_hold_as_many_as_the_declarations_say():
    room = {word: int(number) for word, number in re.findall(r"^    ([A-Z]+) = (\d+) ", DECLARATIONS.read_text(), re.M)}
    widths = {"reach": "VERTICALS", "base": "VERTICALS", "holder": "HOLDERS", "stake": "HOLDERS", "pitch_to": "REACH",
              "paper": "REACH", "surplus": "REACH", "cheque": "REACH", "bid_pre": "REACH", "approach_to": "SUITORS",
              "approach_next": "SUITORS", "portfolio": "PORTFOLIO"}

    assert {name: room[word] for name, word in widths.items()} == {
        field.name: field.width for _, field in COLUMNS if field.width > 1}


# ------------------------------------------------------------------------------------------- views


@pytest.fixture
def world():
    return World((5, 4, 3, 2), 2, 2)


@pytest.mark.parametrize(("kind", "field"), **named(COLUMNS))
def test_every_column_has_a_view_of_its_type_and_width(world, kind, field):
    column = getattr(world, kind)[field.name]
    rows = world.sizes[list(KINDS).index(kind)]

    assert ((rows, field.width) if field.width > 1 else (rows,)) == column.shape
    assert TYPES[field.type] == column.dtype.str[1:]
    assert column.flags.writeable and column.flags.c_contiguous
    assert 0 == column.ctypes.data % 64


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_no_view_without_a_declaration(world, kind):
    assert list(fields(kind)) == list(getattr(world, kind))


@pytest.mark.parametrize("struct", ["Environment", "Metrics"])
def test_every_figure_has_a_view_of_its_width(world, struct):
    views = getattr(world, struct.lower())

    declared = fields(struct).values()
    assert {field.name: (field.width,) for field in declared} == {name: view.shape for name, view in views.items()}
    assert all(field.type == "double" for field in declared)


def test_no_two_views_share_memory(world):
    columns = [column for kind in (*KINDS, "environment", "metrics") for column in getattr(world, kind).values()]

    assert not [pair for pair in combinations(columns, 2) if np.may_share_memory(*pair)]


def test_a_copy_has_the_same_bits_in_memory_of_its_own(world):
    world.startups["cash"][:] = [1, 2, 3, 4, 5]

    other = world.copy()
    other.startups["cash"][0] = 9

    assert [1, 2, 3, 4, 5] == world.startups["cash"].tolist()
    assert [9, 2, 3, 4, 5] == other.startups["cash"].tolist()


def test_a_market_has_room_for_entrants_behind_its_firms(bench):
    world = bench().world

    assert ((40, 3, 1, 2), 2) == (world.sizes, world.running)


def test_every_bit_of_the_state_is_in_the_digest(bench):
    market = bench()
    seen = {market.digest}
    for kind in (*KINDS, "environment"):
        for column in getattr(market.world, kind).values():
            words = column.reshape(-1).view("i8")
            words[0] ^= 1
            seen.add(market.digest)
            words[0] ^= 1

    assert 1 + len(COLUMNS) + len(fields("Environment")) == len(seen)


def test_what_no_firm_uses_yet_is_not_in_the_digest(bench):
    market = bench()
    before = market.digest

    market.world.startups["cash"][market.world.running] = 1

    assert before == market.digest
