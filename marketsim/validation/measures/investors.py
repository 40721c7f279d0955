"""V8: who holds whom, and who holds together with whom."""

import numpy as np

from .tails import exponent, power_against_lognormal, tail

TIES = ("held", "round", "bridged")


def investor_network(life):
    """V8: portfolio sizes and the co-investment graph of all ties so far, as in the Crunchbase list of Nov 2011.

    A tie is an investor on a startup at any time; investors without one are not in it, nor startups.
    """
    events = life.events(*TIES)
    ties = np.unique(np.stack([events["party"], events["subject"]], axis=1), axis=0)
    if len(ties) < 2:
        return {}
    investor, startup = (np.unique(column, return_inverse=True)[1] for column in ties.T)
    held = np.sort(np.bincount(investor))[::-1]
    return {
        "single": (held == 1).mean(),
        "top_tenth": held[: max(1, round(len(held) / 10))].sum() / held.sum(),
        "backers": len(ties) / (startup.max() + 1),
        "portfolio_exponent": exponent(held),
        "lognormal": power_against_lognormal(held),
        **co_investment(investor, startup),
    }


def co_investment(investor, startup):
    """Density, clustering, tail and giant component of the graph of investors tied by a startup they both hold."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    holds = csr_array((np.ones(len(investor)), (investor, startup)))
    ties = (holds @ holds.T).tocsr()
    ties.setdiag(0)
    ties.eliminate_zeros()
    ties.data[:] = 1
    degree = np.asarray(ties.sum(axis=1)).ravel()
    linked = degree > 0
    _, part = connected_components(ties, directed=False)
    triangles = np.asarray((ties @ ties).multiply(ties).sum(axis=1)).ravel() / 2
    pairs = degree * (degree - 1) / 2
    n = len(degree)
    return {
        "density": degree.sum() / (n * (n - 1)),
        "clustering": float((triangles[pairs > 0] / pairs[pairs > 0]).mean()) if (pairs > 0).any() else np.nan,
        "giant": np.bincount(part[linked]).max() / linked.sum() if linked.any() else np.nan,
        "exponent": tail(degree[linked])[0],
    }
