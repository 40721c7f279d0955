"""Segments: growth computed from two sizes, against what is stated and what it is called."""

from .findings import found, percent, weigh
from .registry import check


def span(segment):
    return segment.last_year - segment.first_year


def yearly(segment):
    """Growth a year, as a share."""
    return (segment.last_usd_bn / segment.first_usd_bn) ** (1 / span(segment)) - 1


def sized(case):
    return [segment for segment in case.segments if segment.first_usd_bn and segment.last_usd_bn]


@check("arithmetic")
def growth_rates(case):
    """Is the stated growth that of the two sizes, to the digit stated?"""
    for segment in sized(case):
        if segment.growth is not None and abs(segment.growth - yearly(segment)) > 0.0051:
            yield found(
                segment.name,
                (segment,),
                f"{percent(segment.growth)} a year",
                f"{percent(yearly(segment))}: ${segment.first_usd_bn:g}bn to ${segment.last_usd_bn:g}bn",
                weigh(1 + segment.growth, 1 + yearly(segment)),
                growth=yearly(segment),
            )


@check("label")
def growth_labels(case):
    """Is growth over a single year called a compound annual rate?"""
    for source in case.sources:
        wrong = [
            s for s in sized(case) if s.source == source.id and s.growth_label == "CAGR" and span(s) == 1
        ]
        if wrong:
            yield found(
                "segments",
                wrong,
                f"CAGR, {wrong[0].first_year:.0f} to {wrong[0].last_year:.0f}",
                "growth over one year: " + ", ".join(f"{s.name} {percent(yearly(s))}" for s in wrong),
                "low",
                **{s.name: yearly(s) for s in wrong},
            )


@check("missing")
def unstated_growth(case):
    """Are two sizes given without the growth between them?"""
    for segment in sized(case):
        if segment.growth is None:
            yield found(
                segment.name,
                (segment,),
                f"${segment.first_usd_bn:g}bn in {segment.first_year:.0f}, "
                f"${segment.last_usd_bn:g}bn in {segment.last_year:.0f}, no rate",
                f"{percent(yearly(segment))} a year over {span(segment):.0f} years",
                "low",
                growth=yearly(segment),
            )
