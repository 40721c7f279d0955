"""Outcomes of several ensembles as one, which claims are settled over at once.

Each field of all firms lies in one piece of memory: claims look at a field at a time, and are settled several times as
fast as over runs in a row.
"""

from dataclasses import replace

import numpy as np

NEAR = 16  # runs whose firms fit together into a processor's near memory


class Gathering:
    """Room for the outcomes of `most` runs of markets with as many rows of firms; it is used again and again."""

    def __init__(self, most, outcomes):
        runs, self.rows, fields = outcomes.firms_array.shape
        self.firms = np.empty((fields, most, self.rows), np.float32)
        self.months = np.empty((most, *outcomes.months_array.shape[1:]), np.float32)
        self.watch = np.empty((most, *outcomes.watch_array.shape[1:]), np.float32)
        self.point, self.run = np.empty(most, np.int32), np.empty(most, np.int32)
        self.digest = np.empty(most, np.uint64)
        self.cleared()

    def cleared(self):
        self.runs, self.faults, self.pieces = 0, {}, []
        return self

    def has_room(self, outcomes):
        return outcomes.firms_array.shape[1] == self.rows and self.runs + outcomes.runs <= len(self.run)

    def add(self, point, ensemble):
        """Copy what an ensemble of a point left behind."""
        outcomes, first, last = ensemble.outcomes, self.runs, self.runs + ensemble.runs
        for at in range(0, ensemble.runs, NEAR):
            block = outcomes.firms_array[at : at + NEAR]
            self.firms[:, first + at : first + at + len(block)] = block.transpose(2, 0, 1)
        self.months[first:last], self.watch[first:last] = outcomes.months_array, outcomes.watch_array
        self.point[first:last], self.digest[first:last] = point, ensemble.digests
        self.run[first:last] = np.arange(ensemble.first, ensemble.first + ensemble.runs)
        for run, month, what in ensemble.faults:
            self.faults[first + run - ensemble.first] = f"month {month}, {what}"
        # What was copied is not held twice.
        self.pieces.append(replace(outcomes, firms_array=None, months_array=None, watch_array=None))
        self.runs = last

    def outcomes(self):
        """All of them as one Outcomes; row k is run `run[k]` of point `point[k]`."""
        names = self.pieces[0].params
        return replace(
            self.pieces[0],
            firms_array=self.firms[:, : self.runs].transpose(1, 2, 0),
            months_array=self.months[: self.runs],
            watch_array=self.watch[: self.runs],
            params={name: np.concatenate([piece.params[name] for piece in self.pieces]) for name in names},
            first_run=0,
        )

    def faulty(self):
        """(runs,): did the run end in a fault? None if no run did."""
        return np.isin(np.arange(self.runs), list(self.faults)) if self.faults else None
