"""Dates: what a source speaks of as future, against the day it was published."""

from .case import select
from .findings import found, listed
from .registry import check

MONTH = 365.25 / 12  # days


def months(first, last):
    return (last - first).days / MONTH


@check("temporal")
def relative_deadlines(case):
    """How far do deadlines of the form "within n months" move with the base date?"""
    for source in case.sources:
        loose = [c for c in select(case.claims, source=source.source) if c.within_months]
        middle = source.text_first + (source.text_last - source.text_first) / 2
        shift = months(middle, source.published)
        fixed = [
            c
            for c in select(case.claims, source=source.source)
            if c.deadline and c.deadline > source.published
        ]
        if loose and shift >= 1:
            spans = [f"{span:.0f}" for span in sorted({c.within_months for c in loose})]
            soonest = min(fixed, key=lambda c: c.deadline, default=None)
            yield found(
                f"deadlines of {source.id}",
                (source, *loose),
                f"within {listed(spans)} months",
                f"{shift:.0f} months later from publication ({source.published}) than from the text's date",
                "high",
                f"the first fixed deadline, {soonest.deadline}, is "
                f"{months(source.published, soonest.deadline):.1f} months after publication"
                if soonest
                else "",
                shift=shift,
                soonest=months(source.published, soonest.deadline) if soonest else 0.0,
                deadlines=len(loose),
            )


@check("temporal")
def past_triggers(case):
    """Did what a source awaits lie in the past when it was published?"""
    for source in case.sources:
        past = [
            c
            for c in select(case.claims, source=source.source)
            if c.deadline and c.deadline < source.published
        ]
        if past:
            past.sort(key=lambda claim: claim.deadline)
            late = [months(c.deadline, source.published) for c in past]
            yield found(
                f"triggers of {source.id}",
                (source, *past),
                "; ".join(f"{c.id} by {c.deadline}" for c in past),
                f"{len(past)} past by {late[-1]:.0f}-{late[0]:.0f} months when published, {source.published}",
                "high",
                past=len(past),
                least=late[-1],
                most=late[0],
            )
