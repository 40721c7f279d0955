"""The kernel's memory as a plain market, and a plain market as the kernel's columns: what the two are compared by."""

from types import SimpleNamespace

import numpy as np

from marketsim.schema import fields

from ..plain_market import PlainMarket
from .environment import Vertical
from .papers import Line, Pitch
from .scenario import AGENTS, WORDS
from .startup import Startup
from .words import HOLDERS, REACH, SUITORS, Event, Intent, Tone

WORDS = WORDS | {"tone": Tone, "intent": Intent}
TO_STARTUP = ("target",)  # columns that name a startup by row
TO_BUYER = ("suitor", "top_seat")  # ... a buyer by seat: giants first, then startups
RENAMED = {"live": "acting", "top_seat": "top_bidder"}
# Written out by `papers_in` and `papers_out`; links between slots are followed, not compared.
PAPERS = (
    *("approved", "breadth", "reach", "base", "holder", "stake", "pitch_to", "paper", "surplus", "cheque"),
    *("bid_pre", "approach_to", "approach_next", "desk", "portfolio", "fame_so_far", "signpost", "callers", "buyer"),
)


def simple(kind):
    """The columns that hold one number and mean that number."""
    return [field for field in fields(kind).values() if field.name not in (*PAPERS, *TO_STARTUP, *TO_BUYER, "uid")]


# ------------------------------------------------------------------------------ from the kernel


def mirrored(live):
    """The state of a live market, between two months, as a plain market that goes on from there."""
    world = live.world
    verticals = [
        Vertical(**{name: float(column[v]) for name, column in world.environment.items() if len(column) > 1})
        for v in range(len(live.premise.verticals))
    ]
    market = PlainMarket(SimpleNamespace(**world.params), verticals, world.seed, world.run)
    market.month = world.month
    for name, column in world.environment.items():
        if len(column) == 1:
            setattr(market.environment, name, column.item())
    market.metrics = {name: column.item() for name, column in world.metrics.items()}
    for kind in AGENTS:
        bring_in(market, kind, getattr(world, kind), world.running)
    for kind in ("startups", "acquirers"):
        papers_in(market, getattr(market, kind), getattr(world, kind))
    for investor in market.investors:
        rows = world.investors["portfolio"][investor.row].tolist()
        investor.portfolio = [market.startups[row] if row >= 0 else None for row in rows]
    market.open_doors(world.sizes[0])
    return market


def bring_in(market, kind, table, running):
    """Agents of one kind, with all that is a plain number."""
    rows = running if kind == "startups" else len(table["uid"])
    columns = {RENAMED.get(field.name, field.name): table[field.name][:rows].tolist() for field in simple(kind)}
    for row in range(rows):
        member = AGENTS[kind](market, row, int(table["uid"][row]))
        for name, column in columns.items():
            value = column[row]
            setattr(member, name, bool(value) if name == "acting" else WORDS[name](value) if name in WORDS else value)
        getattr(market, kind).append(member)


def papers_in(market, buyers, table):
    """What refers to others: bids, offers, cap tables."""
    seats = [*market.acquirers, *market.startups]
    by_uid = {buyer.uid: buyer for buyer in seats}
    for buyer in buyers:
        row = {name: column[buyer.row].tolist() for name, column in table.items()}
        buyer.target = market.startups[row["target"]] if row["target"] >= 0 else None
        if not isinstance(buyer, Startup):
            continue
        buyer.suitor, buyer.top_bidder = (seats[row[name]] if row[name] >= 0 else None for name in TO_BUYER)
        buyer.buyer = by_uid.get(row["buyer"])
        buyer.approached = [seats[seat] if seat >= 0 else None for seat in row["approach_to"]]
        buyer.approved = {v for v in range(len(market.verticals)) if row["approved"] >> v & 1}
        buyer.reach, buyer.base = row["reach"][: len(market.verticals)], row["base"][: len(market.verticals)]
        buyer.cap_table = [
            Line(market.investors[k], stake) for k, stake in zip(row["holder"], row["stake"], strict=True) if k >= 0
        ]
        buyer.pitches = [
            Pitch(buyer, market.investors[k], *offer)
            for k, *offer in zip(*(row[name] for name in ("pitch_to", "surplus", "cheque", "bid_pre")), strict=True)
            if k >= 0
        ]


# -------------------------------------------------------------------------------- to the kernel


def columns_of(market):
    """{(kind, name): what the kernel's column must hold}; ragged papers are padded as the kernel pads them."""
    found = {}
    for kind in AGENTS:
        members = getattr(market, kind)
        found[kind, "uid"] = [member.uid for member in members]
        for field in simple(kind):
            name = RENAMED.get(field.name, field.name)
            found[kind, field.name] = [getattr(member, name) for member in members]
    found["startups", "live"] = [-1 if firm.acting else 0 for firm in market.startups]
    found["investors", "portfolio"] = [[number(firm) for firm in investor.portfolio] for investor in market.investors]
    found["investors", "fame_so_far"], found["acquirers", "fame_so_far"] = market.hall.so_far, market.lobby.so_far
    found["acquirers", "target"] = [number(acquirer.target) for acquirer in market.acquirers]
    found["investors", "desk"] = [[pitch.startup.row for pitch in investor.desk] for investor in market.investors]
    found["acquirers", "desk"] = [sellers(acquirer) for acquirer in market.acquirers]
    return found | {("startups", name): column for name, column in papers_out(market).items()}


def papers_out(market):
    firms, seat = market.startups, seat_of(market)
    pad = len(market.verticals)
    return {
        "target": [number(firm.target) for firm in firms],
        "suitor": [seat(firm.suitor) for firm in firms],
        "top_seat": [seat(firm.top_bidder) for firm in firms],
        "buyer": [firm.buyer.uid if firm.buyer else -1 for firm in firms],
        "approach_to": [[seat(buyer) for buyer in firm.approached] for firm in firms],
        "approved": [sum(1 << v for v in firm.approved) for firm in firms],
        "breadth": [firm.breadth for firm in firms],
        "reach": [firm.reach + [0.0] * (16 - pad) for firm in firms],
        "base": [firm.base + [0.0] * (16 - pad) for firm in firms],
        "holder": [padded([number(line.investor) for line in firm.cap_table], HOLDERS, -1) for firm in firms],
        "stake": [padded([line.stake for line in firm.cap_table], HOLDERS, 0.0) for firm in firms],
        "pitch_to": [padded([number(pitch.investor) for pitch in firm.pitches], REACH, -1) for firm in firms],
        "surplus": [padded([pitch.surplus for pitch in firm.pitches], REACH, 0.0) for firm in firms],
        "cheque": [padded([pitch.cheque for pitch in firm.pitches], REACH, 0.0) for firm in firms],
        "bid_pre": [padded([pitch.pre for pitch in firm.pitches], REACH, 0.0) for firm in firms],
        "desk": [sellers(firm) for firm in firms],
    }


def number(member):
    return -1 if member is None else member.row


def seat_of(market):
    """How the kernel numbers buyers."""
    return lambda buyer: -1 if buyer is None else buyer.row + len(market.acquirers) * isinstance(buyer, Startup)


def sellers(buyer):
    return [seller.row for seller in reversed(buyer.desk)]


def padded(values, length, nothing):
    return values + [nothing] * (length - len(values))


def kernel_columns(live):
    """The kernel's side of `columns_of`: rows in use, pitches to nobody last, desks as lists."""
    world, found = live.world, {}
    for kind in AGENTS:
        for name, column in getattr(world, kind).items():
            found[kind, name] = column[: world.running] if kind == "startups" else column
    startups = world.startups
    to = found["startups", "pitch_to"]
    order = np.argsort(to < 0, axis=1, kind="stable")
    for name in ("pitch_to", "surplus", "cheque", "bid_pre"):
        found["startups", name] = np.take_along_axis(found["startups", name], order, axis=1)
    papers, approaches = startups["paper"].ravel() // REACH, startups["approach_next"].ravel()
    found["investors", "desk"] = [
        papers[first : first + callers].tolist()
        for first, callers in zip(world.investors["desk"].tolist(), world.investors["callers"].tolist(), strict=True)
    ]
    for kind in ("startups", "acquirers"):
        found[kind, "desk"] = [desk(first, approaches, SUITORS) for first in found[kind, "desk"].tolist()]
    links = ("paper", "approach_next", "signpost", "callers")
    return {key: column for key, column in found.items() if key[1] not in links}


def desk(slot, links, width):
    """The startups on a desk, from the first link on."""
    rows = []
    while slot >= 0:
        rows.append(slot // width)
        slot = int(links[slot])
    return rows


def events_of(market):
    """The plain ledger as the kernel writes it: (month, event, subject, party, amount, value, lead, detail)."""
    seat, events = seat_of(market), []
    for month, event, firm, party, amount, value, lead, detail in market.ledger:
        buys = event in (Event.SIGNED, Event.TAKEN_OVER, Event.WITHDRAWN)
        who = seat(party) if buys else number(party)
        events.append((month, int(event), number(firm), who, amount, value, int(lead), int(detail)))
    return events
