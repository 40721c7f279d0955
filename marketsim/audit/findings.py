"""What the audit reports: a finding says what is claimed, what the figures give, and where both stand."""

import re
from dataclasses import dataclass, field, replace
from math import log

SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class Finding:
    """A contradiction in one source, or between two; its text is built from the figures computed."""

    subject: str
    where: str  # "S0 L18, L22"
    claimed: str
    computed: str
    severity: str  # high, medium or low
    note: str = ""
    kind: str = ""  # arithmetic, units, contradiction ...
    check: str = ""  # the check that found it
    rows: tuple[str, ...] = ()  # ids of the ledger's rows it rests on
    numbers: dict[str, float] = field(default_factory=dict, hash=False)  # the figures computed, by name

    @property
    def id(self):
        """The check and the rows, which no other finding shares."""
        return ":".join((self.check, *self.rows))

    def as_dict(self):
        """Plain values, for a table or a file."""
        return {"id": self.id, **vars(self), "rows": list(self.rows), "numbers": dict(self.numbers)}

    def stamped(self, check, kind):
        return replace(self, check=check, kind=self.kind or kind)


def gravity(finding):
    """A key to sort by: severity, one source before two, then place."""
    place = finding.where
    return SEVERITIES.index(finding.severity), place.count(";"), place.split()[0], line(place)


def found(subject, rows, claimed, computed, severity, note="", kind="", **numbers):
    """A finding that rests on rows of the ledger."""
    return Finding(
        subject, where(rows), claimed, computed, severity, note, kind, rows=tuple(ids(rows)), numbers=numbers
    )


def ids(rows):
    return dict.fromkeys(row.id for row in rows)


def where(rows):
    """Sources and lines: "S0 L18, L22; S1 L30"."""
    lines = {}
    for row in rows:
        lines.setdefault(row.source, {}).update(dict.fromkeys(row.locator.split(",")))
    return "; ".join(f"{source} {', '.join(sorted(lines[source], key=line))}" for source in sorted(lines))


def line(locator):
    return [int(digits) for digits in re.findall(r"\d+", locator)]


def close(stated, computed, by=0.05):
    """Equal within `by` of the computed figure, the leeway of a round number."""
    return abs(stated - computed) <= by * abs(computed)


def weigh(stated, computed):
    """High where the two differ by half or more, medium from a tenth."""
    if stated <= 0 or computed <= 0:
        return "high"
    off = abs(log(stated / computed))
    return "high" if off >= log(1.5) else "medium" if off >= log(1.1) else "low"


def times(ratio):
    return f"{ratio:,.4g}x" if ratio >= 100 else f"{ratio:.3g}x"


def percent(share):
    return f"{100 * share:+.1f}%"


def short(number, sizes=((1e9, "bn"), (1e6, "m"), (1e3, "k"))):
    """A number in the largest unit that fits."""
    size, unit = next(((size, unit) for size, unit in sizes if abs(number) >= size), (1, ""))
    return f"{number / size:.4g}{unit}"


def money(dollars):
    return f"${short(dollars)}"


def priced(value, unit):
    """A sum as stated: 4 CNY_bn is "4bn yuan", 0.1 USD is "$0.1"."""
    currency, _, size = unit.partition("_")
    return f"{value:g}{size} yuan" if currency == "CNY" else f"${value:g}{size}"


def listed(words):
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
