"""What an ensemble left behind: labelled arrays, and the same as tidy tables. Claims see this and nothing else."""

from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta

import numpy as np

FATES = ("unborn", "active", "dormant", "listed", "acquired", "merged", "closed")
GONE = (4, 5, 6)  # acquired, merged, closed
STAGES = ("pre seed", "seed", "series a", "series b", "series c", "series d")
BUSINESSES = ("token api", "subscription", "outcome", "solution", "open core", "pure open")

# The first month of something, -1 for never.
MILESTONES = (
    "late_round",
    "late_below",
    "late_costly",
    "above_line",
    "below_line",
    "unicorn",
    "ripe",
    "licensed",
    "big_contract",
)
FIRM_FIELDS = (
    "fate",
    "fate_month",
    "born",
    "stage",
    "business",
    "home",
    "champion",
    "breadth",
    "capability",
    "cost",
    "data",
    "own",
    "users",
    "revenue",
    "growth",
    "ndr",
    "margin",
    "cash",
    "mark",
    "post",
    "first_mark",
    "peak",
    "low",
    "turbulence",
    "raised",
    "last_round",
    "tone",
    "cliff",
    "pivoted",
    "buyer",
    "signed_month",
    "exit_price",
    "acquisitions",
    "unicorn_kind",
    *MILESTONES,
)
START_FIELDS = ("revenue", "growth", "ndr", "margin", "breadth")  # recorded as first_revenue, ... too
ALL_FIELDS = (*FIRM_FIELDS, *(f"first_{name}" for name in START_FIELDS))
WATCH_FIELDS = (
    "mark",
    "post",
    "revenue",
    "growth",
    "ndr",
    "margin",
    "cash",
    "runway",
    "users",
    "cost",
    "capability",
    "breadth",
    "stage",
    "fate",
)


@dataclass(frozen=True)
class Outcomes:
    """Arrays with a leading run axis.

    metrics[name] is (runs, months); firms[name] is (runs, rows), entrants last; watch[name] is
    (runs, months, watched firms). Money in million yuan, months counted from the start, -1 for never.
    """

    start: Date
    metric_names: tuple
    months_array: np.ndarray
    firms_array: np.ndarray
    watch_array: np.ndarray
    firm_names: tuple
    firm_ids: tuple
    buyer_names: dict
    watched: tuple
    cohorts: dict
    verticals: tuple
    regulated: tuple
    params: dict = field(default_factory=dict)
    already_gone: dict = field(default_factory=dict)
    firm_fields: tuple = ALL_FIELDS
    watch_fields: tuple = WATCH_FIELDS
    first_run: int = 0  # the number of the run in row 0

    @property
    def runs(self):
        return self.months_array.shape[0]

    @property
    def months(self):
        return self.months_array.shape[1]

    def metric(self, name):
        """(runs, months) of a market metric."""
        return self.months_array[:, :, self._place(name, self.metric_names, "metric")]

    def firm(self, name):
        """(runs, rows) of a firm's field at the end of the run, or of its life."""
        return self.firms_array[:, :, self._place(name, self.firm_fields, "field")]

    def followed(self, firm, name):
        """(runs, months) of a field of a watched firm."""
        return self.watch_array[
            :, :, self._place(firm, self.watched, "watched firm"), self._place(name, self.watch_fields, "field")
        ]

    def row(self, firm):
        """The row of a firm by name."""
        return self._place(firm, self.firm_names, "firm")

    @staticmethod
    def _place(name, names, what):
        if name not in names:
            raise KeyError(f"no {what} {name!r} in this market")
        return names.index(name)

    def has(self, *firms):
        """Are all these firms in this market?"""
        return all(firm in self.firm_names for firm in firms)

    def cohort(self, name):
        """Rows of a cohort; empty if the scenario has none of that name."""
        return np.asarray(self.cohorts.get(name, ()), int)

    def last_month(self, day):
        """The last month that is over on that day, as a number; -1 if the first is not."""
        after = day + timedelta(days=1)
        return (after.year - self.start.year) * 12 + after.month - self.start.month - 1

    def reaches(self, day):
        """Do the runs last until that day?"""
        return self.last_month(day) < self.months

    def date_of(self, month):
        at = self.start.year * 12 + self.start.month - 1 + int(month)
        return Date(at // 12, at % 12 + 1, 1)

    def happened(self, name, rows, day):
        """(runs, rows) bool: had the milestone come by that day?"""
        month = self.firm(name)[:, rows]
        return (month >= 0) & (month <= self.last_month(day))

    def gone(self, rows, day, fates=GONE):
        """(runs, rows) bool: had the firm met one of these fates by that day?"""
        return np.isin(self.firm("fate")[:, rows], fates) & (self.firm("fate_month")[:, rows] <= self.last_month(day))

    def first(self, runs):
        """The first so many runs, on their own."""
        from dataclasses import replace

        return replace(
            self,
            months_array=self.months_array[:runs],
            firms_array=self.firms_array[:runs],
            watch_array=self.watch_array[:runs],
            params={name: values[:runs] for name, values in self.params.items()},
        )

    # ------------------------------------------------------------------------------------- tables

    def _numbers(self):
        return np.arange(self.first_run, self.first_run + self.runs, dtype=np.int32)

    def months_frame(self):
        """One row a run and month: run, month, date, every metric."""
        import pandas as pd

        runs, months = self.runs, self.months
        frame = pd.DataFrame(self.months_array.reshape(runs * months, -1), columns=list(self.metric_names))
        dates = pd.to_datetime([self.date_of(month) for month in range(months)])
        frame.insert(0, "date", np.tile(dates, runs))
        frame.insert(0, "month", np.tile(np.arange(months, dtype=np.int16), runs))
        frame.insert(0, "run", np.repeat(self._numbers(), months))
        return frame

    def firms_frame(self):
        """One row a run and firm that existed: run, firm, fate, date, price, valuation path."""
        import pandas as pd

        runs, rows = self.firms_array.shape[:2]
        flat = self.firms_array.reshape(runs * rows, -1)
        there = flat[:, self.firm_fields.index("fate")] > 0
        frame = pd.DataFrame(flat[there], columns=list(self.firm_fields))
        row = np.tile(np.arange(rows, dtype=np.int32), runs)[there]
        frame.insert(0, "firm", pd.Categorical.from_codes(row, list(self.firm_names)))
        frame.insert(0, "run", np.repeat(self._numbers(), rows)[there])
        for name, words in (("fate", FATES), ("stage", STAGES), ("business", BUSINESSES), ("home", self.verticals)):
            frame[name] = pd.Categorical.from_codes(frame[name].astype(int), list(words))
        buyers = {float(number): name for number, name in self.buyer_names.items()}
        frame["buyer"] = frame["buyer"].map(buyers).astype("category")
        whole = (
            "fate_month",
            "born",
            "champion",
            "breadth",
            "last_round",
            "cliff",
            "pivoted",
            "signed_month",
            "acquisitions",
            "unicorn_kind",
            *MILESTONES,
        )
        return frame.astype({name: np.int16 for name in whole if name in frame})

    def watch_frame(self):
        """One row a run, month and watched firm."""
        import pandas as pd

        runs, months, firms = self.watch_array.shape[:3]
        frame = pd.DataFrame(self.watch_array.reshape(runs * months * firms, -1), columns=list(self.watch_fields))
        frame.insert(0, "firm", pd.Categorical.from_codes(np.tile(np.arange(firms), runs * months), list(self.watched)))
        frame.insert(0, "month", np.tile(np.repeat(np.arange(months, dtype=np.int16), firms), runs))
        frame.insert(0, "run", np.repeat(self._numbers(), months * firms))
        return frame

    def params_frame(self):
        """One row a run: the parameters it drew."""
        import pandas as pd

        frame = pd.DataFrame(self.params)
        frame.insert(0, "run", self._numbers())
        return frame
