"""Closing rounds: a lead, a syndicate, a price; the money, the shares and the ties move."""

from math import exp, log

from .investor import nears_gate
from .luck import clip
from .words import Event, Stage, Tone, Why


def fair_queue(firms, settlement):
    """This month's order of service: that of a keyed draw, ties by row."""
    return sorted(firms, key=lambda firm: (firm.draw(Why.ORDER, settlement), firm.row))


def deliver(market):
    """Lay every pitch on the desk of the investor it is addressed to."""
    for investor in market.investors:
        investor.desk = []
    for firm in market.acting:
        if firm.ask > 0:
            for pitch in firm.pitches:
                pitch.investor.desk.append(pitch)


def close_rounds(market):
    """Serve those who asked in a fair order; who finds no lead may find a bridge."""
    e = market.environment
    e.rounds_now = e.down_now = e.bridges_now = e.late_now = e.late_below_now = e.late_costly_now = 0.0
    e.raised_now = e.failed_now = 0.0
    for firm in fair_queue([firm for firm in market.acting if firm.ask > 0], 0):
        lead = best_lead(firm)
        if lead and fill_round(firm, lead):
            firm.drought = 0
        elif not bridge(firm):
            firm.drought += 1
            e.failed_now += 1


# ------------------------------------------------------------------------------------- priced rounds


def best_lead(firm):
    """The offer with the best price, a skilled lead's counting for more (Hsu 2004); None if none is large enough."""
    least = firm.model.p.least_lead * firm.ask
    offers = [pitch for pitch in firm.pitches if pitch.pre > 0 and pitch.purse() >= least]
    return max(offers, key=lambda pitch: log(pitch.pre) + pitch.investor.skill, default=None)


def fill_round(firm, lead):
    """Fill the round at the lead's price, unless it goes alone; False if too little comes together for ask or line."""
    p = firm.model.p
    alone, size = firm.draws(Why.SYNDICATE)
    seats = 0 if alone < p.solo_share else 1 + int(size * p.syndicate_most)
    lead.taken = min(lead.purse(), firm.ask)
    rest = firm.ask - lead.taken
    for pitch in firm.pitches:
        if pitch is not lead and seats > 0 and rest > 0 and pitch.pre >= p.join_price * lead.pre:
            cheque = min(pitch.purse(), rest)
            if cheque >= p.least_cheque:
                pitch.taken = cheque
                rest -= cheque
                seats -= 1
    amount = firm.ask - rest
    if amount < p.least_filled * firm.ask:
        return False
    if firm.stage + 1 >= Stage.SERIES_C and lead.investor.under_line(lead.pre + amount):
        return False
    settle_round(firm, lead, amount)
    return True


def settle_round(firm, lead, amount):
    """A priced round: money in, everyone diluted alike, new shares out, the price re-read.

    post = pre + amount;  premium = ln post - fundamental - mood.  It is a down round when the firm is
    worth less before the money than after the last (Carta). Its letter rises if half a year has passed and
    pre >= last post * exp(letter step); else it is an extension.
    """
    market, p, e = firm.model, firm.model.p, firm.model.environment
    post = lead.pre + amount
    tone = Tone.UP if lead.pre > 1.02 * firm.post else Tone.DOWN if lead.pre < 0.98 * firm.post else Tone.FLAT
    stage = firm.stage
    stepped = lead.pre >= firm.post * exp(p.letter_step)  # else an extension, which keeps its letter
    if stepped and market.month - firm.last_round >= 6 and stage < Stage.SERIES_D:
        stage = Stage(stage + 1)
    firm.dilute(amount / post)
    for pitch in firm.pitches:
        if pitch.taken > 0:
            firm.receive(pitch.taken, pitch.investor, pitch.taken / post)
            market.note(Event.ROUND, firm, pitch.investor, pitch.taken, post, pitch is lead, tone * 16 + stage)
    firm.preferences += amount
    firm.premium = clip(log(post) - firm.fundamental - e.mood * p.mood_weight, -3, 6)
    firm.expected = max(firm.growth, firm.expected)
    firm.post, firm.stage, firm.tone, firm.last_round, firm.bridged = post, stage, tone, market.month, 0
    e.rounds_now += 1
    e.raised_now += amount
    if tone == Tone.DOWN:  # one firm's bad news re-rates the others, in proportion to its weight
        e.down_now += 1
        e.mood -= p.down_contagion * firm.mark / max(market.metrics["value"], firm.mark)
    if stage >= Stage.SERIES_C:
        count_late(firm, post)


def count_late(firm, post):
    """Series C and later: was the line held, was the cost gate?"""
    e, month = firm.model.environment, firm.model.month
    e.late_now += 1
    if firm.late_round < 0:
        firm.late_round = month
    if post < e.line:
        e.late_below_now += 1
        if firm.late_below < 0:
            firm.late_below = month
    if not nears_gate(firm):
        e.late_costly_now += 1
        if firm.late_costly < 0:
            firm.late_costly = month


# ------------------------------------------------------------------------------------------ bridges


def bridge(firm):
    """Existing holders keep the firm alive at the last price rather than cut it (Carta 2023); False if they do not."""
    market, p, e = firm.model, firm.model.p, firm.model.environment
    offers = [pitch for pitch in firm.pitches if pitch.pre == 0 and pitch.cheque > 0]
    amount = sum(pitch.purse() for pitch in offers)
    if amount <= 0 or amount < p.least_cheque or amount < max(firm.burn, 0):
        return False
    post = firm.post + amount
    firm.dilute(amount / post)
    for pitch in offers:
        cheque = pitch.purse()
        firm.receive(cheque, pitch.investor, cheque / post)
        market.note(Event.BRIDGED, firm, pitch.investor, cheque, post, detail=Tone.BRIDGE * 16 + firm.stage)
    firm.preferences += amount
    firm.post, firm.tone, firm.last_round, firm.bridged = post, Tone.BRIDGE, market.month, 1
    e.bridges_now += 1
    e.raised_now += amount
    return True
