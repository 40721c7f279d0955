"""Where everybody of a future stands: the same places as in the printed graph, for those that can be told apart."""

from marketsim.server import limits

BACKERS = 400  # with the most money at stake


def placed(market, net, startups, named):
    """({name: (x, y, radius)}, sectors): startups on a ring by vertical, their backers and buyers within.

    Of very large markets the firms that were never worth much are left out, and the backers with the least at stake.
    """
    from marketsim.figures.graph import AREA, sized, tied
    from marketsim.figures.layout import inside, ring

    peaks = {name: max(firm.peak, 1.0) for name, firm in startups.items()}
    order = sorted(peaks, key=lambda name: (name not in named, -peaks[name], name))[: limits.NODES]
    shown = {name for name in startups if name in set(order)}
    ties = {
        who: {whom: stake for whom, stake in stakes.items() if whom in shown}
        for who, stakes in tied(net, startups).items()
    }
    ties = {who: stakes for who, stakes in ties.items() if stakes}
    most = sorted(ties, key=lambda who: (-sum(ties[who].values()), who))[:BACKERS]
    ties = {who: ties[who] for who in sorted(most)}
    size = sized({name: peaks[name] for name in startups if name in shown}, AREA, 0.007)
    verticals, sectors = list(market.premise.verticals), {}
    for name in size:
        sectors.setdefault(verticals[startups[name].home], []).append(name)
    circle = ring(dict(sorted(sectors.items(), key=lambda item: -len(item[1]))), size, named)
    width = sized({name: sum(stakes.values()) for name, stakes in ties.items()}, 0.034, 0.007)
    points = {name: (*circle.point(name), size[name]) for name in size}
    backers = inside(ties, {name: points[name][:2] for name in points}, width) if ties else {}
    points |= {name: (*backers[name], width[name]) for name in sorted(backers)}
    arcs = [
        {"name": name, "first": round(float(first), 4), "last": round(float(last), 4)}
        for name, first, last in circle.sectors
    ]
    return points, arcs
