"""How far the rules can be trusted: published patterns, and where the rules are held against them."""

import numpy as np

from marketsim.validation.targets import TARGETS, measured_in

from .html import items, noted, paragraph, table
from .section import Section


def standing(case):
    """What these futures show of the published patterns, and where the others are measured."""
    here = {each.id for each in measured_in(case.scenario)}
    body = paragraph(
        noted(
            "The same rules are run in markets whose history is published, and what comes out is set beside the "
            "published figures, with the definitions of those who published them. `marketsim validate venture-us` "
            "(and the other markets named below) prints where the rules stand today, passes and misses alike; it "
            "takes futures of its own, so it is no part of this page. A miss there is a doubt here."
        )
    )
    said = [each for target in TARGETS if target.id in here for each in measured(case, target)]
    if said:
        body += "<p>What these futures themselves show:</p>\n" + items(said)
    rows = [
        (
            f"{each.id} {each.title}",
            each.source,
            ", ".join(each.scenarios),
            "sanity check" if each.role == "sanity" else "judged",
        )
        for each in TARGETS
    ]
    return Section(
        "standing",
        "How far the rules can be trusted",
        body + table(("Pattern", "Published by", "Measured in", "Role"), rows, "Published patterns"),
    )


def measured(case, target):
    """Median over futures beside the published figure, for the parts that metrics show: a sentence each."""
    said = []
    for part in target.parts:
        if part.name in HERE and (values := HERE[part.name](case.outcomes)) is not None:
            middle = float(np.median(values))
            inside = "within" if part.low <= middle <= part.high else "outside"
            said.append(
                f"{target.id}, {part.words}: {middle:.3g} {part.unit if part.unit != 'ratio' else 'times'} in the "
                f"median; published {part.published:.3g}, {inside} the accepted {part.low:g} to {part.high:g}."
            )
    return said


def price_fall(outcomes):
    """(runs,): times by which the price of fixed capability falls in a year; None in runs of a year or less."""
    price = outcomes.metric("fixed_price")
    return np.median(price[:, :-12] / price[:, 12:], axis=1) if price.shape[1] > 12 else None


def open_lag(outcomes):
    """(runs,): months that open weights are behind, on average."""
    return outcomes.metric("open_lag").mean(1)


HERE = {"price_fall": price_fall, "open_lag": open_lag}  # parts of V12 that the metrics of any ensemble show
