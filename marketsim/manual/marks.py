"""Markdown: tables, words in code, and docstrings as paragraphs."""

import re

HALF = re.compile(r"(of|at|by|to|in|that|below|above|from|between|for|on|a|lost|against) ")  # begins half a sentence
PLAIN = ("1", "0 or 1")


def table(heads, rows):
    """A table; bars inside a cell are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell(each) for each in line) + " |" for line in lines)


def cell(text):
    return " ".join(str(text).split()).replace("|", r"\|")


def code(name):
    return f"`{name}`"


def codes(names):
    """Names in code, with commas."""
    return ", ".join(map(code, names))


def paragraphs(doc):
    """A docstring's paragraphs, each on one line, with what Markdown would take for marks made harmless."""
    return [re.sub(r"([*_<])", r"\\\1", " ".join(part.split())) for part in re.split(r"\n\s*\n", doc) if part.strip()]


def meaning(field):
    """What a field means, as a phrase of its own: a declaration may lean on its unit (months; below which it cuts)."""
    text = field.meaning or field.name.replace("_", " ")
    if not HALF.match(text) or field.unit in PLAIN and not text.startswith("on "):
        return text
    noun = "rate" if field.unit.startswith("1 /") else "amount" if "yuan" in field.unit else field.unit.lower()
    return f"{'factor' if field.unit in PLAIN else noun} {text}"
