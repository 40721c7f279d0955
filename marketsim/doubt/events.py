"""Rare events of a market: a claim that hardly ever holds, or a fall of the whole sector's value."""

from functools import partial

import numpy as np

from marketsim.claims import claim
from marketsim.doubt.rare import importance
from marketsim.open_figures import OpenFigures
from marketsim.question import Question, question

WITHIN = 12  # months in which a sector falls
FIRST = 1_000_000  # futures from here on: not those of any ensemble one has looked at to choose the event


def deepest_fall(outcomes, months=WITHIN):
    """(runs,): the largest share of its value that the whole market loses from one month to another within a year."""
    value = np.maximum(outcomes.metric("value").astype(float), 1e-9)
    high = np.stack([value[:, max(0, at - months) : at + 1].max(1) for at in range(outcomes.months)], axis=1)
    return (1 - value / high).max(1)


def sector_cliff(share):
    """The claim that all firms together lose that share of their value, or more, within a year."""
    if not 0 < share < 1:
        raise ValueError(f"a cliff must take a share above 0 and below 1, got {share!r}")

    @claim(f"cliff-{share:g}", f"All firms together lose {100 * share:g} % of their value within a year")
    def falls(outcomes, day):
        """The metric `value`, what all firms that act are worth together, falls in some month of the run to that
        share below the highest of the twelve months before. Firms that are bought or closed are worth nothing to it."""
        return deepest_fall(outcomes) >= share

    return falls


def rare_claim(scenario, claim, runs=4000, seed=7, **options):
    """The Rare of a claim, by a claim or id. A claim left open in a run counts as not met: what is found is the
    probability that it is settled and true. options: months, basis, threads, progress, stage, pilots."""
    return rare(
        scenario, claim, lambda asked, outcomes: asked.settled(outcomes).filled(False), 1.0, runs, seed, **options
    )


def rare_cliff(scenario, share, runs=4000, seed=7, **options):
    """The Rare of a sector-wide cliff, whose severity is the deepest fall."""
    return rare(scenario, sector_cliff(share), lambda _, outcomes: deepest_fall(outcomes), share, runs, seed, **options)


def rare(scenario, claim, severity, level, runs, seed, progress=None, pilots=2000, **options):
    """severity: (Question, outcomes) -> (runs,)."""
    asked = question(scenario, claim, seed, **options)
    figures = OpenFigures(asked.scenario)
    if not figures.names:
        raise ValueError(f"{asked.scenario.name}: leaves no figure open, so there is nothing to tilt")
    return importance(
        partial(severities, asked, figures, severity, progress), tuple(figures.axes), level, runs, pilots, seed
    )


def severities(asked: Question, figures, severity, progress, shares, first):
    """(futures,) of futures with chosen figures, a thousand in memory at a time."""
    found, rows = [], figures.at(shares)
    for done in range(0, len(rows), 1000):
        part = rows[done : done + 1000]
        tell = progress and (lambda now, _, done=done: progress(done + now, len(rows)))
        outcomes = asked.futures(len(part), FIRST + first + done, tell, part)
        found.append(np.asarray(severity(asked, outcomes), float))
    return np.concatenate(found)
