"""Why a question is not answered: a status and one line that says what to do about it."""


class Refused(ValueError):
    """What was asked for cannot be done as asked."""

    status, after = 422, None

    def __init__(self, text, status=None):
        super().__init__(" ".join(str(text).split()))
        self.status = status or self.status


class Missing(Refused):
    """There is no such thing."""

    status = 404


class Busy(Refused):
    """Not now; `after` seconds later perhaps."""

    status = 429

    def __init__(self, text, after=2):
        super().__init__(text)
        self.after = after


RULES = {
    "less_than_equal": "must be at most {le:,}, got {input}; ask for less",
    "less_than": "must be below {lt:,}, got {input}; ask for less",
    "greater_than_equal": "must be at least {ge:,}, got {input}",
    "extra_forbidden": "is not a field here",
    "missing": "is missing",
    "too_long": "has {actual_length:,} entries, at most {max_length:,} are allowed; ask for fewer",
    "string_too_long": "is longer than {max_length:,} letters",
    "json_invalid": "is not JSON: {error}",
    "model_attributes_type": "must be a JSON object",
}


def in_a_line(error):
    """The first of pydantic's complaints about a request: key, rule, value, and what to reduce if it is too much."""
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in ("body", "path", "query", "run", "explain", "validate")]
    key = ".".join(place if first["type"] != "json_invalid" else [])
    said = first.get("input")
    if rule := RULES.get(first["type"]):
        about = {"input": said, **{k: v for k, v in (first.get("ctx") or {}).items() if v is not None}}
        try:
            return f"{key or 'body'}: {rule.format(**about)}"[:300]
        except (KeyError, ValueError):
            pass
    rule = first["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    shown = "" if isinstance(said, dict | list) or said is None else f", got {str(said)[:60]!r}"
    return f"{key or 'body'}: {rule[:1].lower()}{rule[1:]}{shown}"[:300]
