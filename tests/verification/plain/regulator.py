"""What a regulator does: bring its instrument into force, and clear the files in its queue."""

from .actor import Actor
from .words import Office, Why


class Regulator(Actor):
    """An office with one instrument."""

    office = Office.REGISTRY
    active = 0  # 0 or 1; its instrument is in force
    since = -1  # month; in force since, -1 never
    scheduled = -1  # month; announced date, -1 none
    hazard = 0.0  # 1 / month; of coming into force unannounced
    strength = 0.0  # 1; of the instrument, 1 as stated
    vertical = -1  # vertical; it bears on, -1 all
    lasts = 0  # months; in force, 0 for good
    pace = 0.0  # share; of waiting files cleared this month

    def announce(self):
        """An instrument comes into force on its announced date or by its monthly hazard, and may lapse."""
        month = self.model.month
        if self.active:
            if 0 < self.lasts <= month - max(self.since, 0):
                self.active = 0
        elif (self.since == -1 or self.lasts == 0) and (
            month == self.scheduled or self.draw(Why.INSTRUMENT) < self.hazard
        ):
            self.active, self.since = 1, month

    def review(self):
        """The share of waiting files cleared this month: the register works monthly, the filing office in rounds.

        A monthly chance of 1 / (1 + m) means a mean wait of m months.
        """
        p, month = self.model.p, self.model.month
        apart = int(max(p.filing_round, 1))
        self.pace = 0.0
        if self.office == Office.REGISTRY:
            self.pace = 1 / (1 + p.registry_months * self.strength)
        elif self.office == Office.FILINGS and month % apart == apart - 1:
            self.pace = p.clearance_odds * (0.5 + self.draw(Why.CLEARANCE))
