"""What a check sees: the tables of the audited sources, and their figures in one currency."""

from itertools import combinations

USD = {"USD_m": 1e6, "USD_bn": 1e9, "CNY_m": 1e6, "CNY_bn": 1e9}


class Case:
    """The ledger of some sources. Converted figures are in USD, at `yuan_per_dollar`."""

    def __init__(self, tables, sources, yuan_per_dollar):
        self.yuan_per_dollar = yuan_per_dollar
        for name, rows in tables.items():
            setattr(self, name, [row for row in rows if row.source in sources])

    def stated(self, **wanted):
        return select(self.statements, **wanted)

    def firm(self, source, name):
        return next(iter(select(self.companies, source=source, name=name)), None)

    def model(self, source, name):
        """The priced model of that name, or of a version of it."""
        same = [model for model in self.models if model.source == source and model.name.startswith(name)]
        return next((model for model in same if model.price_usd), None)

    def dollars(self, value, unit):
        if unit not in USD:
            raise ValueError(f"unit must be one of {', '.join(USD)}, got {unit!r}")
        return value * USD[unit] / (self.yuan_per_dollar if unit.startswith("CNY") else 1)

    def valuation(self, firm):
        """USD, or None"""
        return firm and firm.valuation and self.dollars(firm.valuation, firm.valuation_unit)

    def revenue(self, firm):
        """USD / year, or None"""
        return firm and firm.revenue_usd_m and firm.revenue_usd_m * 1e6

    def multiple(self, firm):
        """Valuation over a year's revenue, both in USD, or None."""
        return (
            self.valuation(firm) / self.revenue(firm) if self.valuation(firm) and self.revenue(firm) else None
        )

    def place(self, firm):
        """The row about the firm in the source's own table, where it has one: the locator is narrower."""
        heads = select(self.tables, source=firm.source, column="Company")
        return next((head for head in heads if firm.name.startswith(head.cell)), firm)

    def both(self, rows):
        """Rows of one name, source by source in pairs."""
        for a, b in combinations(rows, 2):
            if a.source != b.source and a.name == b.name:
                yield a, b


def select(rows, **wanted):
    return [row for row in rows if all(getattr(row, key) == value for key, value in wanted.items())]


def names(statement):
    """The members a statement lists."""
    return [name.strip() for name in str(statement.value).split(";")]
