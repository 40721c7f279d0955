"""Where the market goes: fans of its main metrics."""

import numpy as np

from marketsim.words import month, rounded

from .drawing import drawn
from .html import figure, paragraph
from .section import Section

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
NEAR = 0.05  # of its start: what has not moved
PANELS = (  # metric, what it is, its unit, scale, months summed up
    ("active", "Active startups", "startups", 1.0, 1),
    ("value", "What all startups are worth together", "bn yuan", 1e-3, 1),
    ("raised", "Money raised in twelve months", "bn yuan", 1e-3, 12),
    ("top5_funding", "Share of a year's money that the five best funded get", "%", 100.0, 1),
    ("revenue", "Startups' sales", "bn yuan a year", 0.012, 1),
    ("rivals_share", "Share of customers' spending that goes to others than these startups", "%", 100.0, 1),
)


def paths(case):
    """Fans, each titled with where its median goes; nothing where the run is too short for any."""
    panels = "".join(filter(None, (panel(case, *each) for each in PANELS)))
    if not panels:
        return None
    lead = paragraph(
        "Each line is the median of all futures; half of the futures lie in the dark band, nine in ten in the light "
        f"one. They run from {month(case.outcomes.date_of(0))} to {month(case.end)}."
    )
    return Section("paths", "Where the market goes", f'{lead}<div class="two">\n{panels}</div>\n')


def panel(case, name, title, unit, scale, span):
    """One fan; nothing where the run is too short for it."""
    from marketsim.figures.panels import band

    outcomes = case.outcomes
    if outcomes.months < span + 3:
        return None
    bands, dates = over(outcomes, name, scale, span)
    said = f"{title}: {course(bands, unit, case.end)}"
    drawing = drawn(band(bands, dates, ground=bands.min() < 0.5 * bands.max()), f"Fan chart. {said}")
    return figure(said, drawing, f"{unit}; {case.from_here}")


def over(outcomes, name, scale, span):
    """((5, months) quantiles over futures, the months' dates), summed over so many months."""
    paths = outcomes.metric(name)
    if span > 1:
        total = np.cumsum(paths, axis=1, dtype=np.float64)
        paths = total[:, span - 1 :].copy()
        paths[:, 1:] -= total[:, :-span]
    dates = [outcomes.date_of(month) for month in range(span - 1, outcomes.months)]
    return np.quantile(paths, LEVELS, axis=0) * scale, dates


def course(bands, unit, end):
    """ "from 74 to 61, in half of the futures 57 to 66, by Dec 2027" """
    first, last = float(bands[2, 0]), float(bands[2, -1])
    low, high = float(bands[1, -1]), float(bands[3, -1])
    a, b = amount(first), amount(last)
    still = abs(last - first) <= NEAR * abs(first) or a == b
    way = f"about {b}" if still else f"{'up' if last > first else 'down'} from {a} to {b}"
    ends = f" (half of the futures: {amount(low)} to {amount(high)})" if amount(low) != amount(high) else ""
    return f"{way}{' ' + unit if unit != 'startups' else ''} by {month(end)}{ends}"


def amount(x):
    return f"{x:,.0f}" if abs(x) >= 100 else rounded(x) if x > 0 else f"{x:.2g}"
