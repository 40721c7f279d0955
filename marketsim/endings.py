"""How a market stands, and how its named firms ended up."""

from dataclasses import dataclass

from marketsim.schema import say
from marketsim.words import counted, money, month


@dataclass(frozen=True)
class Ending:
    """A named firm when the story ends. Money in million yuan; revenue a year; growth as log growth a year."""

    firm: str
    fate: str
    since: object
    words: str
    mark: float
    revenue: float
    growth: float
    margin: float
    stage: str


def state_of(market):
    """The market in a sentence."""
    table, hot = market.world.startups, market.environment["hot"]
    fates = [say("Fate", fate) for fate in table["fate"][: market.world.running]]
    there = [
        f"{fates.count(fate):,} {fate}"
        for fate in ("active", "listed", "dormant", "acquired", "merged", "closed")
        if fate in fates
    ]
    alive = table["live"][: market.world.running] != 0
    worth = float(table["mark"][: market.world.running][alive].sum())
    return (
        f"{counted(len(fates), 'startup')} ({', '.join(there)}), those that act worth {money(worth)}; "
        f"money is {'easy' if hot else 'scarce'}"
    )


def endings(market, names):
    """How the startups among these ended up: the most valuable first, those that are gone last."""
    found = [ending(market, firm) for firm in market.members["startups"] if firm.name in names]
    return sorted(found, key=lambda end: (end.fate in ("acquired", "merged", "closed"), -end.mark, end.firm))


def ending(market, firm):
    fate, since = say("Fate", firm.fate), market.premise.date_of(firm.fate_month) if firm.fate_month >= 0 else None
    buyer = next(
        (
            other.name
            for kind in ("acquirers", "startups")
            for other in market.members[kind]
            if fate in ("acquired", "merged") and other.uid == firm.buyer
        ),
        None,
    )
    words = {"acquired": f"bought by {buyer} for {money(firm.exit_price)}", "merged": f"merged into {buyer}"}.get(
        fate, fate
    )
    words += f", {month(since)}" if since else ""
    return Ending(
        firm.name, fate, since, words, firm.mark, 12 * firm.revenue, firm.growth, firm.margin, say("Stage", firm.stage)
    )
