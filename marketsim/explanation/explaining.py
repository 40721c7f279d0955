"""All that explains a claim's probability in a market, and how it is found."""

from dataclasses import asdict, dataclass

import numpy as np

from marketsim.claims.paired import linear
from marketsim.claims.verdicts import Verdict, settle
from marketsim.explanation.boxes import discovered
from marketsim.explanation.effects import effects
from marketsim.explanation.sensitivity import REST, screened, sobol_indices
from marketsim.explanation.signs import early_signs
from marketsim.mechanisms import MECHANISMS
from marketsim.open_figures import OpenFigures
from marketsim.question import question
from marketsim.typical import distances

QUARTER = 4  # of the futures are run again without each mechanism
SINGLE = 8  # open figures with an index of their own; the others share one
REPEATS = 16  # runs of each point


@dataclass(frozen=True)
class Explanation:
    """verdict: over all futures. effects, idle, mute: of mechanisms (see `effects`). sensitivity: of open figures, None
    if there are none or they were not asked for. boxes: where it is true, and where false. signs: month by month.
    typical: {True: run, False: run}, the most typical futures in which it is true and false; extreme: the run farthest
    from the usual."""

    question: object
    verdict: Verdict
    effects: tuple
    idle: tuple
    mute: tuple
    sensitivity: object
    boxes: tuple
    signs: tuple
    typical: dict
    extreme: int
    limits: dict  # {open figure: values at 21 even shares, for saying a box in its units}
    stopped: str = ""  # what Ctrl-C cut short; the parts after it are empty

    @property
    def tried(self):
        """Runs in which each mechanism was off."""
        return self.effects[0].runs if self.effects else 0

    def as_dict(self):
        """Plain data, for JSON."""
        boxes = [each.as_dict() | {"figures": self.said(each)} for each in self.boxes]
        return {
            "claim": self.verdict.as_dict(),
            "mechanisms": [each.as_dict() for each in self.effects],
            "already_off": [asdict(each) for each in self.idle],
            "leave_it_open": [asdict(each) for each in self.mute],
            "open_figures": self.sensitivity and self.sensitivity.as_dict(),
            "boxes": boxes,
            "early_signs": [each.as_dict() for each in self.signs],
            "typical": {str(truth).lower(): run for truth, run in self.typical.items()},
            "extreme": self.extreme,
        }

    def said(self, box):
        """{figure: (low, high)} of a box in words, in the scenario's units; None where it has no limit."""
        figures, words = OpenFigures(self.question.scenario), {}
        for name, ends in box.limits.items():
            at = [np.interp(end, np.linspace(0, 1, len(self.limits[name])), self.limits[name]) for end in ends]
            low, high = (figures.said(name, value) for value in at)
            words[name] = (low if ends[0] > 0 else None, high if ends[1] < 1 else None)
        return words


def explain(
    scenario,
    claim,
    runs=4000,
    seed=7,
    months=None,
    basis="publication",
    threads=None,
    progress=None,
    stage=None,
    mechanisms=MECHANISMS,
    sensitivity=True,
):
    """Explain a claim's probability in a market.

    scenario: as for `simulate`; claim: a Claim, or the id of a shipped one; runs: futures the answer is read off, of
    which a quarter are run again without each mechanism; sensitivity: also Sobol indices, as many runs again.
    progress: called now and then as progress(done, all) within a stage; stage: as stage(text) when one begins.

    Ctrl-C while mechanisms or points are run gives what was finished; before that there is nothing to give.
    ValueError if something asked for cannot be; Unresolvable if this market cannot settle the claim.
    """
    asked = question(scenario, claim, seed, months, basis, threads)
    if runs < 100:
        raise ValueError(f"runs must be 100 or more to explain anything, got {runs}")
    asked.settled(asked.futures(1))  # complains before any work is done
    stage = stage or (lambda text: None)
    stage(f"{runs:,} futures of {asked.scenario.name}")
    outcomes, truth = asked.gathered(runs, progress)
    verdict = settle(asked.claim, outcomes, asked.basis, truth)
    stage("mechanisms switched off")
    found, idle, mute, cut = effects(asked, truth[: runs // QUARTER], mechanisms, progress)
    stopped = "mechanisms" if cut else ""
    figures = OpenFigures(asked.scenario)
    shares = figures.shares_of(outcomes.params)
    indices = None
    if sensitivity and figures.names and 0 < verdict.probability < 1 and not stopped:
        stage("points of the open figures")
        try:
            indices = of_open_figures(asked, shares, truth, runs, progress)
        except KeyboardInterrupt:
            stopped = "open figures"
    stage("early signs")
    known = ~np.ma.getmaskarray(truth)
    boxes = [discovered(shares[known], truth.data[known], value, figures.names, seed) for value in (True, False)]
    last = min(outcomes.last_month(verdict.deadline), outcomes.months - 1)
    signs = () if stopped else early_signs(outcomes, truth, last, seed, progress)
    return Explanation(
        asked,
        verdict,
        found,
        idle,
        mute,
        indices,
        tuple(box for box in boxes if box),
        signs,
        *to_read(outcomes, truth),
        {name: np.quantile(outcomes.params[name], np.linspace(0, 1, 21)) for name in figures.names},
        stopped,
    )


def of_open_figures(asked, shares, truth, runs, progress):
    """The Sensitivity of the claim to the open figures that explain most by themselves, and to all others as one."""
    figures, alone = OpenFigures(asked.scenario), dict(screened(shares, linear(truth)))
    weight = {axis: max(alone[figures.names.index(name)] for name in names) for axis, names in figures.axes.items()}
    best = sorted(weight, key=lambda axis: -weight[axis])[:SINGLE]
    groups = {axis: [axis] for axis in best}
    if others := [axis for axis in figures.axes if axis not in groups]:
        groups[REST] = others
    # As many runs as the mechanisms take, in a power of two.
    points = 1 << max(3, round(np.log2(max(1, 10 * runs / (len(groups) + 2) / REPEATS))))

    def evaluate(points):
        return linear(asked.crossed(figures.at(points), REPEATS, progress=progress), float(truth.mean()))

    return sobol_indices(tuple(figures.axes), groups, evaluate, points, asked.seed)


def to_read(outcomes, truth):
    """({True: run, False: run}, run): the most typical futures of either kind, and the one farthest from the usual."""
    typical, known = {}, ~np.ma.getmaskarray(truth)
    for value in (True, False):
        rows = np.flatnonzero(known & (truth.data == value))
        if len(rows):
            typical[value] = int(rows[distances(outcomes, rows)[rows].argmin()]) + outcomes.first_run
    return typical, int(distances(outcomes).argmax()) + outcomes.first_run
