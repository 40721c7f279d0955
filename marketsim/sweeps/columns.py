"""What the tables of a sweep hold: the same columns for every chunk, found once and kept in sweep.json."""

from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np

from marketsim.claims import Unresolvable, shipped
from marketsim.schema import fields

SHEETS = ("runs", "months", "firms")


@dataclass(frozen=True)
class Columns:
    """claims: ids of those a point of the sweep can settle; metrics: those kept; sheets: which tables are kept."""

    claims: tuple
    metrics: tuple
    sheets: tuple
    basis: str

    @classmethod
    def of(cls, plan, outcomes):
        """The columns of a plan, from outcomes of one of its points: what can be settled depends on agents and dates
        alone, which no point changes."""
        claims = tuple(each.id for each in shipped() if settled(each, outcomes, plan.basis) is not None)
        sheets = tuple(name for name in SHEETS if name == "runs" or name in plan.keep)
        return cls(claims, tuple(plan.metrics or fields("Metrics")), sheets, plan.basis)

    @classmethod
    def from_dict(cls, data):
        return cls(*(tuple(data[name]) for name in ("claims", "metrics", "sheets")), data["basis"])

    def as_dict(self):
        return {name: list(value) if name != "basis" else value for name, value in asdict(self).items()}

    @cached_property
    def _claims(self):
        known = {each.id: each for each in shipped()}
        return [known[name] for name in self.claims]

    @cached_property
    def schema(self):
        """The Arrow schema of the table of runs."""
        import pyarrow as pa

        head = [("point", pa.int32()), ("run", pa.int32()), ("digest", pa.uint64()), ("fault", pa.string())]
        claims = [(name, pa.bool_()) for name in self.claims]
        return pa.schema([*head, *claims, *((name, pa.float32()) for name in self.metrics)])

    def tables(self, gathering):
        """{table: Arrow table} of gathered runs."""
        make = {"runs": self.runs, "months": self.months, "firms": self.firms}
        outcomes, faulty = gathering.outcomes(), gathering.faulty()
        return {name: make[name](gathering, outcomes, faulty) for name in self.sheets}

    def runs(self, gathering, outcomes, faulty):
        """One row a run: digest, fault, which claims came true (null: left open), metrics of the last month."""
        import pyarrow as pa

        runs = gathering.runs
        # Copied, for Arrow would go on to look at memory that the next runs are gathered in.
        arrays = [pa.array(column[:runs].copy()) for column in (gathering.point, gathering.run, gathering.digest)]
        arrays.append(pa.array([gathering.faults.get(k) for k in range(runs)], pa.string()))
        for each in self._claims:
            truth = settled(each, outcomes, self.basis)
            if truth is None:
                arrays.append(pa.nulls(runs, pa.bool_()))
                continue
            left_open = truth.mask if truth.mask is not np.ma.nomask else None
            left_open = faulty if left_open is None else left_open if faulty is None else left_open | faulty
            arrays.append(pa.array(truth.data, mask=left_open))
        arrays += [pa.array(outcomes.metric(name)[:, -1].copy(), mask=faulty) for name in self.metrics]
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def months(self, gathering, outcomes, faulty):
        """One row a run and month; a run that ended in a fault has none."""
        import pyarrow as pa

        sound = np.arange(outcomes.runs) if faulty is None else np.flatnonzero(~faulty)
        count = outcomes.months
        columns = {
            "point": np.repeat(gathering.point[sound], count),
            "run": np.repeat(gathering.run[sound], count),
            "month": np.tile(np.arange(count, dtype=np.int16), len(sound)),
        }
        places = [outcomes.metric_names.index(name) for name in self.metrics]
        figures = outcomes.months_array if faulty is None else outcomes.months_array[sound]
        figures = np.ascontiguousarray(figures.reshape(len(sound) * count, -1)[:, places].T)
        return pa.table(columns | dict(zip(self.metrics, figures, strict=True)))

    def firms(self, gathering, outcomes, faulty):
        """One row a run and firm that existed: its fate, and all else that is known of it at its end."""
        import pyarrow as pa

        from marketsim import tables

        pieces = []
        for piece in tables.firms(outcomes):
            names = [name for name in piece.column_names if name != "run"]
            at = piece.column("run").to_numpy()
            head = {"point": gathering.point[at], "run": gathering.run[at]}
            pieces.append(pa.table(head | {name: plain(piece.column(name)) for name in names}))
            if faulty is not None:
                pieces[-1] = pieces[-1].filter(pa.array(~faulty[at]))
        return pa.concat_tables(pieces)


def settled(claim, outcomes, basis):
    """(runs,) masked bool; None if this market cannot settle the claim."""
    try:
        return claim.settled(outcomes, basis)
    except Unresolvable:
        return None


def plain(column):
    """Words as text: points may have other firms, and a dictionary of their own each would not fit together."""
    import pyarrow as pa

    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
