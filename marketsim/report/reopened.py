"""A case from a folder that `marketsim run` wrote: its tables read back into the arrays they were written from."""

import numpy as np

from marketsim.claims import shipped
from marketsim.claims.verdicts import Verdict, Verdicts
from marketsim.outcomes import BUSINESSES, FATES, STAGES, Outcomes
from marketsim.provenance import kernel
from marketsim.results import FolderError, Results
from marketsim.start import Start

from .section import Case

FIRMS = ("fate", "fate_month", "mark", "first_mark")  # what a report asks of firms
WORDS = {"fate": FATES, "stage": STAGES, "business": BUSINESSES}


def reopened(folder):
    """The Case of a result folder. FolderError, one line, where it is none or a table cannot be used.

    Futures can be told again only if the rules are those that ran.
    """
    results = folder if isinstance(folder, Results) else Results(folder)
    facts, scenario = results.provenance, results.scenario
    try:
        outcomes = remembered(results, facts, Start(scenario, facts["months"]))
        verdicts = settled(results, facts)
    except (OSError, KeyError, ValueError) as error:
        raise FolderError(f"{results.folder}: its tables cannot be read: {' '.join(str(error).split())}") from None
    return Case(outcomes, verdicts, facts, scenario, results.market if facts["kernel"] == kernel() else None)


def remembered(results, facts, start):
    """Outcomes with the metrics, parameters and few fields of firms that a report asks for."""
    from pyarrow import parquet

    scenario, runs, months = start.scenario, facts["runs_done"], facts["months"]
    path = results.folder / "months.parquet"
    table = parquet.read_table(path)
    metrics = [name for name in table.column_names if name not in ("run", "month", "date")]
    array = np.stack([table[name].to_numpy() for name in metrics], 1).reshape(runs, months, len(metrics))
    params = parquet.read_table(results.folder / "params.parquet")
    firms, names = lives(results, runs)
    return Outcomes(
        start=scenario.first_month(),
        metric_names=tuple(metrics),
        months_array=array,
        firms_array=firms,
        watch_array=np.zeros((runs, months, 0, 0)),
        firm_names=names,
        firm_ids=tuple(start.ids["startups"]),
        buyer_names={},
        watched=(),
        cohorts={},
        verticals=tuple(scenario.verticals),
        regulated=(),
        params={name: params[name].to_numpy() for name in params.column_names if name != "run"},
        firm_fields=FIRMS,
    )


def lives(results, runs):
    """((runs, rows, FIRMS), names): firms that never were have fate 0."""
    from pyarrow import parquet

    table = parquet.read_table(results.folder / "firms.parquet", columns=["run", "firm", *FIRMS]).combine_chunks()
    firm = table["firm"].unify_dictionaries().combine_chunks()
    names = tuple(firm.dictionary.to_pylist())
    array = np.zeros((runs, len(names), len(FIRMS)), np.float32)
    run, row = table["run"].to_numpy(), firm.indices.to_numpy()
    for place, name in enumerate(FIRMS):
        array[run, row, place] = coded(table[name], WORDS[name]) if name in WORDS else table[name].to_numpy()
    return array, names


def coded(column, words):
    """A column of words as numbers."""
    values = column.unify_dictionaries().combine_chunks()
    numbers = np.array([words.index(word) for word in values.dictionary.to_pylist()])
    return numbers[values.indices.to_numpy()]


def settled(results, facts):
    """Verdicts as they were given."""
    claims, truths = results.table("claims"), results.table("runs")
    sources = {each.id: each.source for each in shipped()}
    found, why = [], []
    for line in claims.itertuples():
        if line.probability != line.probability:
            why.append((line.id, line.why))
            continue
        truth = truths[line.id]
        left = truth.isna().to_numpy()
        found.append(
            Verdict(
                line.id,
                line.text,
                line.deadline,
                line.criterion,
                sources.get(line.id, ""),
                line.probability,
                line.low,
                line.high,
                len(truths),
                int((~left).sum()),
                np.ma.array(truth.fillna(False).to_numpy(bool), mask=left),
            )
        )
    return Verdicts(facts["basis"], tuple(found), tuple(why))
