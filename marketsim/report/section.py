"""A part of a report, and the case it is written about."""

from dataclasses import dataclass, field
from functools import cached_property

from .html import table


@dataclass(frozen=True)
class Section:
    """`key` is its anchor; `title` what it is about; `body` HTML, everything in it already escaped."""

    key: str
    title: str
    body: str


@dataclass(frozen=True)
class Case:
    """What a report is written about: nothing in it is computed anew but single futures.

    outcomes: an Outcomes; verdicts: Verdicts over it; facts: as of `provenance`; scenario: the Scenario that was run;
    market: run -> the live market of a run at its first month, or None where the rules have changed since.
    """

    outcomes: object
    verdicts: object
    facts: dict
    scenario: object
    market: object = None
    told: dict = field(default_factory=dict)  # stories already told, by run

    @cached_property
    def typical(self):
        """The run nearest to the median of all."""
        from marketsim.typical import most_typical

        return self.facts["typical_run"] if "typical_run" in self.facts else most_typical(self.outcomes)

    @cached_property
    def from_here(self):
        """Where every figure comes from, for captions."""
        from marketsim.words import counted

        return (
            f"{counted(self.facts['runs_done'], 'future')} of {self.facts['scenario']}, seed {self.facts['seed']}, "
            f"marketsim {self.facts['marketsim']}"
        )

    @cached_property
    def unknown(self):
        """{claim: what its probability owes to open figures}."""
        from .hinges import unknown

        return unknown(self.outcomes, self.verdicts.resolved)

    @cached_property
    def end(self):
        """The last month, as a date."""
        return self.outcomes.date_of(self.outcomes.months - 1)


def tabled(key, title, lead, heads, rows, picture=""):
    """A section that is a sentence or two, a table, and perhaps a picture: for whoever has tables to add.

    heads: column heads, those that begin with ">" to the right; rows: of plain values; picture: from `drawn`.
    """
    from .html import paragraph

    return Section(key, title, paragraph(lead) + picture + table(heads, rows, title))
