"""Tables of what the market remembers, of its mechanisms, and of the patterns it is held against."""

from marketsim.ledger import table as ledger
from marketsim.mechanisms import MECHANISMS
from marketsim.schema import ENUMS, fields
from marketsim.validation.targets import TARGETS

from .figures import groups
from .marks import code, codes, meaning, table

STRUCTS = (
    ("A startup", "startups", "state.pxd", "Startups"),
    ("An investor", "investors", "state.pxd", "Investors"),
    ("An acquirer", "acquirers", "state.pxd", "Acquirers"),
    ("A regulator's instrument", "regulators", "state.pxd", "Regulators"),
    ("The environment", "Environment", "outlook.pxd", "Environment"),
    ("The month's metrics", "Metrics", "outlook.pxd", "Metrics"),
    ("A line of the deal ledger", "Deal", "state.pxd", "Deal"),
)


def state(folder):
    """Every field, by who has it; a startup's by what it is about."""
    parts = []
    for title, kind, file, struct in STRUCTS:
        known = fields(kind)
        for heading, names in groups(folder, file, struct):
            rows = [(code(name), meaning(known[name]), unit(known[name])) for name in names if name in known]
            told = f"{title}: {heading}" if heading else title
            parts.append(f"**{told}**\n\n{table(('Variable', 'Meaning', 'Unit'), rows)}")
    return "\n\n".join(parts)


def unit(field):
    return f"{field.unit} × {field.width}" if field.width > 1 else field.unit


def words():
    """What the words that stand for numbers can be."""
    rows = [
        (code(name), ", ".join(word.lower().replace("_", " ") for word in members)) for name, members in ENUMS.items()
    ]
    return table(("Word", "One of"), rows)


def mechanisms():
    """Rows of the ledger beside the figures that carry them."""
    rows = []
    for row in ledger("mechanisms"):
        rows.append((row.id, f"{row.cause} → {row.effect} ({row.sign})", row.strength, carried(row.id)))
    return table(("Row", "Cause → effect (sign)", "Stated size", "Figure, and where it stands when off"), rows)


def risks():
    rows = [(row.id, row.risk, row.size, carried(row.id)) for row in ledger("risks")]
    return table(("Row", "What may go wrong", "Stated size", "Figure, and where it stands when off"), rows)


def carried(row):
    found = [f"{code(each.figure)} off at {each.off:g}" for each in MECHANISMS if row in each.rows.split()]
    return "; ".join(found) or "none"


def patterns():
    """The published patterns, where each is measured."""
    rows = [
        (each.id, each.title, each.source, codes(each.scenarios), "sanity check" if each.role == "sanity" else "judged")
        for each in TARGETS
    ]
    return table(("Id", "Pattern", "Source", "Measured in", "Role"), rows)
