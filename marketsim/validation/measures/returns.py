"""V1: what a financing returned, for all financings whose firm has ended or listed."""

import numpy as np

EDGES = (1, 5, 10, 20)
BINS = ("under_1x", "1x_to_5x", "5x_to_10x", "10x_to_20x", "over_20x")
MONEY = ("entry", "round", "bridged", "listing", "placement")


def return_bins(life):
    """V1: shares of realised priced financings by multiple of the money put in (Correlation Ventures' bins)."""
    multiples = np.array(list(realised(life)))
    if not len(multiples):
        return {}
    return dict(zip(BINS, np.histogram(multiples, (-1, *EDGES, np.inf))[0] / len(multiples), strict=True))


def realised(life):
    """The multiple of every priced financing of an entrant that was bought, listed or closed.

    A stake is diluted by all later money. At a sale preferences come first, by stakes among those who paid in; a
    listing converts them.
    """
    for events in histories(life):
        stakes, paid, exit_value = [], 0.0, None
        for kind, month, amount, value in events:
            if kind in ("listing", "placement"):
                stakes = [(when, at, stake * value / (value + amount)) for when, at, stake in stakes]
                if kind == "listing":
                    exit_value = [stake * value for _, _, stake in stakes]
                    break
            elif kind in MONEY:
                stakes = [(when, at, stake * (1 - amount / value)) for when, at, stake in stakes]
                stakes.append((month, amount, amount / value))
                paid += amount
            else:
                price = amount if kind == "taken over" else 0.0
                senior, held = min(paid, price), sum(stake for *_, stake in stakes)
                exit_value = [(price - senior) * stake + senior * stake / held for *_, stake in stakes]
                break
        if exit_value is not None:
            yield from (worth / at for worth, (_, at, _) in zip(exit_value[1:], stakes[1:], strict=True))


def histories(life):
    """Every entrant's money and end, in order: [(event, month, amount, value)]; its cheques of a month together."""
    told = life.events(*MONEY, "taken over", "closure")
    order = np.lexsort((np.arange(len(told["month"])), told["subject"]))
    firm, events = None, []
    for k in order:
        subject, kind, month = told["subject"][k], told["event"][k], told["month"][k]
        if subject != firm:
            if events and events[0][0] == "entry":
                yield events
            firm, events = subject, []
        if events and events[-1][:2] == (kind, month):
            kind, month, amount, value = events.pop()
            events.append((kind, month, amount + told["amount"][k], value))
        else:
            events.append((kind, month, told["amount"][k], told["value"][k]))
    if events and events[0][0] == "entry":
        yield events
