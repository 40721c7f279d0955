"""The funding graph of one future: who held whom at the start, who paid since, who bought whom, who is left."""

import numpy as np

from marketsim.schema import say
from marketsim.words import counted, money

from .layout import inside, ring
from .marks import AREA, LETTER, draw_backers, draw_edges, draw_sectors, draw_startups, legend
from .style import sheet, styled


@styled
def graph(market, facts, why="the most typical"):
    """The market as it stands: startups on a ring, area by highest value, colour by fate; their backers inside."""
    net, named = market.graph, {market.name_of("startups", row) for row in market.begun.named}
    startups = {firm.name: firm for firm in market.members["startups"]}
    ties = tied(net, startups)
    size = sized({name: max(firm.peak, 1.0) for name, firm in startups.items()}, AREA, 0.007)
    verticals, sectors = list(market.premise.verticals), {}
    for name, firm in startups.items():
        sectors.setdefault(verticals[firm.home], []).append(name)
    circle = ring(dict(sorted(sectors.items(), key=lambda item: -len(item[1]))), size, named)
    width = sized({name: sum(weights.values()) for name, weights in ties.items()}, 0.034, 0.007)
    places = {name: circle.point(name) for name in startups}
    backers = inside(ties, places, width)
    figure = sheet(
        10.5,
        11.7,
        finding(market, startups),
        f"Future {market.seed_and_run[1]:,}, {why}, at its end. Ring: startups by sector, area by their highest value. "
        "Inside: backers and buyers, area by money at stake.",
        facts,
        left=0.01,
        right=0.99,
        top=0.94,
        bottom=0.075,
    )
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    axes.set_axis_off()
    left, right, bottom, top = circle.extent(
        {name: radius + (0.03 + LETTER * len(name) if name in named else 0.0) for name, radius in size.items()}
    )
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    draw_edges(axes, net, {**places, **backers}, bends(circle, sectors))
    draw_sectors(axes, circle)
    draw_startups(axes, startups, places, size, circle, named)
    draw_backers(axes, net, backers, width, ties)
    legend(figure)
    return figure


def tied(net, startups):
    """{backer or buyer: {startup: million yuan at stake}}; startups that buy are on the ring already."""
    ties = {}
    for who, whom, deal in net.edges(data=True):
        if who not in startups and whom in startups:
            stake = max(deal["amount"], 0.02 * deal["value"] if deal["kind"] == "held" else 0.0, 1.0)
            ties.setdefault(who, {}).setdefault(whom, 0.0)
            ties[who][whom] += stake
    return ties


def sized(values, most, least):
    """Radii so that area goes with value; `most` is the largest, `least` the smallest that can be seen."""
    top = max(values.values(), default=1.0)
    return {name: max(most * (value / top) ** 0.5, least) for name, value in values.items()}


def bends(circle, sectors):
    """{startup: point} its ties are drawn by, so that those of a sector run together."""
    middles = {sector: (first + last) / 2 for sector, first, last in circle.sectors}
    return {
        name: 0.72 * np.array([np.cos(at), np.sin(at)])
        for sector, members in sectors.items()
        for name in members
        for at in [0.5 * middles[sector] + 0.5 * circle.angle[name]]
    }


def finding(market, startups):
    """In a sentence."""
    fates = [say("Fate", firm.fate) for firm in startups.values()]
    bought, closed, deals = fates.count("acquired") + fates.count("merged"), fates.count("closed"), market.deals
    raised = float(deals.loc[deals["event"].isin(["round", "bridged"]), "amount"].sum())
    return (
        f"In one future {money(raised)} is raised, {bought} of {counted(len(fates), 'startup')} "
        f"{'is' if bought == 1 else 'are'} bought and {closed} close{'s' if closed == 1 else ''}"
    )
