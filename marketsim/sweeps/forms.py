"""The forms of a plan's entries: what each key may hold, said in a line where it does not."""

from difflib import get_close_matches

from marketsim.sweeps.designs import DesignError


def among(table, names, where, what=""):
    """No key that is not known."""
    for key in table:
        if key not in names:
            near = get_close_matches(key, names, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise DesignError(f"{where}{key}: unknown key{what}; {hint}")


def whole(table, key, least, most, where="", needed=False):
    value = table.get(key)
    if value is None and not needed:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        got = "nothing" if value is None else repr(value)
        raise DesignError(f"{where}{key}: must be a whole number in {least} to {most}, got {got}")


def word(table, key, usual="", where=""):
    value = table.get(key, usual)
    if not isinstance(value, str):
        raise DesignError(f"{where}{key}: must be a text, got {value!r}")
    return value


def chosen(table, key, names, where=""):
    value = table.get(key)
    if value is not None and (not isinstance(value, str) or value not in names):
        near = get_close_matches(str(value), names, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise DesignError(f"{where}{key}: must be one of {', '.join(names)}, got {value!r}{hint}")


def listed(table, key, names):
    """Some of the names, in a list, each once."""
    value = table.get(key, [])
    if not isinstance(value, list):
        raise DesignError(f"{key}: must be a list, got {value!r}")
    for each in value:
        chosen({key: each}, key, names)
        if value.count(each) > 1:
            raise DesignError(f"{key}: must name each once, got {each!r} twice")
    return tuple(value)
