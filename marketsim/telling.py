"""Events of the deal ledger in plain words: one function a kind of event."""

from marketsim.schema import say
from marketsim.words import a, listed, money, month, moved, ordinal, sum_of

STAGES = {
    "pre seed": "pre-seed round",
    "seed": "seed round",
    "series a": "Series A",
    "series b": "Series B",
    "series c": "Series C",
    "series d": "Series D or later",
}
OFFICES = {
    "registry": "the model register opens",
    "filings": "filings per vertical begin",
    "mergers": "merger review begins",
    "champions": "a list of national champions is drawn up",
    "controls": "export controls on chips come into force",
    "crackdown": "a crackdown on {where} begins",
}
COURSES = {"solution": "sells solutions on open weights", "open core": "sells services around an open core"}


class Book:
    """What a teller must remember: every firm's last price (million yuan), verticals, and how months are dated."""

    def __init__(self, market):
        world = market.world
        self.market, self.verticals = market, list(market.premise.verticals)
        self.price = {
            market.name_of("startups", row): float(world.startups["post"][row]) for row in range(world.running)
        }

    def date(self, number):
        return month(self.market.premise.date_of(number))

    def vertical(self, number):
        return self.verticals[int(number)] if 0 <= number < len(self.verticals) else "all verticals"

    def priced(self, deal, value):
        """Note a new price; returns the one before it, or None."""
        before = self.price.get(deal.startup)
        self.price[deal.startup] = value
        return before


def round_(book, deals):
    """A priced round: who leads, how much, at what price against the last one."""
    lead = next((deal for deal in deals if deal.lead), deals[0])
    others = [deal.party for deal in deals if deal is not lead]
    before = book.priced(lead, lead.value)
    amount = sum(deal.amount for deal in deals)
    text = f"{lead.party} {'leads' if others else 'pays for'} {a(money(amount))} {STAGES[lead.stage]} of {lead.startup}"
    text += f" at {price(lead.value, before, lead.tone)}"
    return text + (f", with {listed(others, 3)}" if others else "")


def price(value, before, tone):
    """ "24bn yuan (down from 31bn)" """
    if not before or tone == "flat":
        return f"{money(value)} (its last price)" if before else money(value)
    if tone == "down" and value >= before:
        return f"{money(value)} (a down round)"
    now, then = moved(value, before)
    return f"{now} yuan ({tone} from {then})"


def bridged(book, deals):
    amount, backers = sum(deal.amount for deal in deals), [deal.party for deal in deals]
    book.priced(deals[0], deals[0].value)
    return f"{deals[0].startup} lives on {a(money(amount))} bridge from {listed(backers, 3)}"


def signed(book, deals):
    (deal,) = deals
    return (
        f"{deal.party} agrees to buy {deal.startup} for {money(deal.amount)}{premium(deal.amount, deal.value)}; "
        f"review until {book.date(deal.detail)}"
    )


def premium(paid, worth):
    """ " (12 % below its fair value)" """
    ratio = paid / worth - 1 if worth > 0 else 0
    if abs(ratio) < 0.03:
        return " (its fair value)"
    return (
        f" ({abs(ratio):.0%} {'above' if ratio > 0 else 'below'} its fair value)".replace("%", " %")
        if ratio < 1
        else (f" ({paid / worth:.2g} times its fair value)")
    )


def taken_over(book, deals):
    (deal,) = deals
    if say("Fate", deal.detail) == "merged":
        return f"{deal.party} and {deal.startup} merge; {deal.party} pays {money(deal.amount)}"
    return f"{deal.party} takes over {deal.startup} for {money(deal.amount)}"


def withdrawn(book, deals):
    (deal,) = deals
    return f"the sale of {deal.startup} to {deal.party} for {money(deal.amount)} falls through"


def listing(book, deals):
    return f"{deals[0].startup} lists at {floated(book, deals[0])}"


def placement(book, deals):
    return f"{deals[0].startup}, listed, sells new shares at {floated(book, deals[0])}"


def floated(book, deal):
    """ "20bn yuan (last price 18bn) and raises 2.5bn" """
    before = book.priced(deal, deal.value)
    against = f" (last price {sum_of(before)})" if before else ""
    return f"{money(deal.value)}{against} and raises {sum_of(deal.amount)}"


def rested(book, deals):
    (deal,) = deals
    return (
        f"{deal.startup} runs out of money and goes dormant, with {money(12 * deal.amount)} of sales a year to live on"
    )


def reopened(book, deals):
    return f"{deals[0].startup} wakes up again"


def closure(book, deals):
    (deal,) = deals
    last = book.price.get(deal.startup)
    return f"{deal.startup} closes" + (f", last priced at {money(last)}" if last else "")


def entry(book, deals):
    (deal,) = deals
    book.priced(deal, deal.value)
    return f"{deal.startup} is founded in {book.vertical(deal.detail)} with {money(deal.amount)}"


def named_champion(book, deals):
    names = [deal.startup for deal in deals]
    return f"{listed(names, 8)} {'becomes a national champion' if len(names) == 1 else 'become national champions'}"


def policy(book, deals):
    (deal,) = deals
    regulator = book.market.find(deal.party)
    return OFFICES[say("Office", deal.detail)].format(where=book.vertical(regulator.vertical)) + f" ({deal.party})"


def approval(book, deals):
    (deal,) = deals
    return f"{deal.startup} is cleared for its {ordinal(int(deal.detail))} vertical"


def cliff(book, deals):
    (deal,) = deals
    last = book.price.get(deal.startup)
    text = f"{deal.startup}'s growth misses what its price took for granted: now worth {money(deal.value)}"
    return text + (f" (last price {sum_of(last)})" if last else "")


def pivot(book, deals):
    (deal,) = deals
    return f"{deal.startup} changes course: it {COURSES[say('Business', deal.detail)]}"


def contract(book, deals):
    (deal,) = deals
    return (
        f"{deal.startup} lands a large contract in {book.vertical(deal.detail)} (sales {money(12 * deal.value)} a year)"
    )


TELL = {
    "round": round_,
    "bridged": bridged,
    "signed": signed,
    "taken over": taken_over,
    "withdrawn": withdrawn,
    "listing": listing,
    "placement": placement,
    "rested": rested,
    "reopened": reopened,
    "closure": closure,
    "entry": entry,
    "named champion": named_champion,
    "policy": policy,
    "approval": approval,
    "cliff": cliff,
    "pivot": pivot,
    "contract": contract,
}
TOGETHER = {"round", "bridged"}  # rows of one firm in one month are one event
