"""What a part of the bench hands over: rows of one shape."""


def row(what, value, unit, target=None, met=None, note=""):
    """A figure; `target` in words, `met` True, False, or None where nothing is asked."""
    return dict(what=what, value=value, unit=unit, target=target, met=met, note=note)


def at_least(least, what, value, unit, note=""):
    return row(what, value, unit, f"at least {least:g}", bool(value >= least), note)


def at_most(most, what, value, unit, note=""):
    return row(what, value, unit, f"at most {most:,.4g}", bool(value <= most), note)


def same(what, values, note=""):
    """Must all be equal: digests, mostly."""
    kinds = len(set(values))
    return row(what, "yes" if kinds == 1 else f"no, {kinds} kinds of {len(values)}", "", "yes", kinds == 1, note)
