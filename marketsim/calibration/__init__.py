"""Parameters inferred from published figures: simulation-based inference on whole batches of simulated markets."""

from marketsim.calibration.problem import Problem, ProblemError
from marketsim.calibration.reading import problem
from marketsim.calibration.result import Calibration

__all__ = ["Calibration", "Problem", "ProblemError", "examine", "leave_out", "problem", "solve"]


def solve(problem, folder=None, threads=2, note=None, mode=False):
    """Calibrate a Problem; what is measured is kept in a folder's table, and taken from there if it was stopped.

    threads: worker processes, 1 for none but this. note: called as note(round, done, points, posterior so far).
    mode: seek the best point only, and infer nothing.
    """
    from marketsim.calibration.batch import Batch
    from marketsim.calibration.mode import seek
    from marketsim.calibration.rounds import calibrate
    from marketsim.calibration.table import Table

    form = problem.form
    identity = problem.identity + (" mode" if mode else "")
    table = Table(len(problem.names), form.runs, len(problem.columns), identity, folder)
    with Batch(problem, threads, common=mode) as batch:
        work = (table, batch, problem.observed, problem.fit, form.points, form.rounds, form.seed, note)
        if mode:
            return Calibration(problem, table, best=seek(*work, start=problem.present))
        return Calibration(problem, table, calibrate(*work))


def leave_out(calibration):
    """What the other fitted targets predict of each that is left out: a LeftOut of a finished Calibration."""
    from marketsim.calibration.leaving import leave_out

    return leave_out(calibration)


def examine(problem, folder=None, threads=2, note=None, truths=100):
    """Is the inference right for this problem? Ranks of so many known truths, from one round of its points."""
    from marketsim.calibration.batch import Batch
    from marketsim.calibration.checking import check
    from marketsim.calibration.table import Table

    form = problem.form
    table = Table(len(problem.names), form.runs, len(problem.columns), f"{problem.identity} check {truths}", folder)
    with Batch(problem, threads) as batch:
        return check(table, batch, problem.names, problem.observed, problem.fit, form.points, truths, form.seed, note)
