"""Units as scenarios write them, turned into the kernel's: million yuan, months, shares.

A unit is `[scale] thing [/ period]`, e.g. "billion dollar", "million yuan / month", "dollar / task".
"""

from functools import cache

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "": 1.0}
PERIODS = {"month": 1.0, "year": 12.0}


def split(unit):
    """(scale, thing, period) of a unit; the period is "" when there is none."""
    thing, _, period = (part.strip() for part in unit.partition("/"))
    scale, _, rest = thing.partition(" ")
    return (scale, rest, period) if scale in SCALES else ("", thing, period)


@cache
def factor(stated, wanted, yuan_per_dollar):
    """What a number in `stated` units is multiplied by to be in `wanted` units; ValueError if it cannot be."""
    (scale, thing, period), (to_scale, to_thing, to_period) = split(stated), split(wanted)
    value = SCALES[scale] / SCALES[to_scale]
    if thing != to_thing:
        if (thing, to_thing) != ("dollar", "yuan"):
            raise ValueError(f"unit must be like {wanted!r}, got {stated!r}")
        value *= yuan_per_dollar
    if period != to_period:
        if period not in PERIODS or to_period not in PERIODS:
            raise ValueError(f"unit must be like {wanted!r}, got {stated!r}")
        value *= PERIODS[to_period] / PERIODS[period]
    return value
