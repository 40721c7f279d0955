"""CSV files of questions and forecasts, read row by row; trouble in a line: file, row, column, rule, value."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

NEEDED = object()


@dataclass(frozen=True)
class Row:
    """A line of a file: `number` as an editor counts."""

    file: str
    number: int
    cells: dict

    def text(self, column, otherwise=NEEDED):
        """A cell; `otherwise` where it is empty or missing, if that is allowed."""
        said = (self.cells.get(column) or "").strip()
        if not said and otherwise is NEEDED:
            raise ValueError(f"{self.file}: line {self.number}: {column}: must not be empty")
        return said or otherwise

    def value(self, column, made, otherwise=NEEDED):
        """A cell, made into what it means; `made` raises ValueError with the rule."""
        said = self.text(column, otherwise)
        if said is otherwise:
            return otherwise
        try:
            return made(said)
        except ValueError as rule:
            raise ValueError(f"{self.file}: line {self.number}: {column}: must be {rule}, got {said!r}") from None


def rows(path, needed):
    """The Rows of a CSV file that has these columns, or ValueError in a line."""
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for column in needed:
                if column not in (reader.fieldnames or ()):
                    raise ValueError(
                        f"{path.name}: must have a column {column!r}, got {reader.fieldnames or 'nothing'}"
                    )
            found = [Row(path.name, reader.line_num, cells) for cells in reader]
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path.name}: must be a CSV file in UTF-8: {error}") from None
    if not found:
        raise ValueError(f"{path.name}: must have a row, got the heading alone")
    return found


def day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a date such as 2026-12-31") from None


def truth(text):
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in known:
        raise ValueError("0 or 1, or empty while it waits")
    return known[text.lower()]


def chance(text):
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError("a probability in 0 to 1")
    return share


def whole(text):
    if not text.isdigit():
        raise ValueError("a whole number")
    return int(text)


def one_of(words):
    def made(text):
        if text not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return text

    return made
