"""A claim asked of a market: how it comes out in many futures, and at chosen points of its open figures."""

import os
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

import numpy as np

from marketsim.claims import BASES, shipped
from marketsim.ensemble import simulate
from marketsim.scenario import load
from marketsim.start import Start

BLOCK = 1000  # futures whose firms are in memory at a time


class Posed(Start):
    """A Start whose parameters are given, a row a run, instead of drawn. Runs keep their luck."""

    def given(self, figures):
        """figures: (runs, parameters), in the kernel's units and order."""
        self.__dict__["figures"] = np.ascontiguousarray(figures, float)
        return self

    def drawn(self, seed, runs, first=0):
        """What a run would draw otherwise: (runs, parameters)."""
        return super().parameters(seed, runs, first)

    def parameters(self, seed, runs, first=0):
        if (have := len(self.figures)) != runs:
            raise ValueError(f"there must be a row of figures for each of {runs} runs, got {have}")
        return self.figures


@dataclass(frozen=True)
class Question:
    """`claim` of `scenario`; run k is the run k of any ensemble with this seed and horizon."""

    scenario: object
    claim: object
    seed: int = 7
    months: int | None = None  # the scenario's own if None
    basis: str = "publication"
    threads: int | None = None

    @cached_property
    def start(self):
        return Posed(self.scenario, self.horizon)

    @property
    def horizon(self):
        return self.scenario.months if self.months is None else self.months

    def changed(self, changes):
        """The same of another market: figures as `--set` names them."""
        return replace(self, scenario=self.scenario.with_values(changes))

    def futures(self, runs, first=0, progress=None, figures=None):
        """Outcomes of runs `first` and following; figures: a row of parameters for each instead of what it draws."""
        start = None if figures is None else self.start.given(figures)
        ensemble = simulate(
            self.scenario, runs, self.seed, self.months, self.threads, progress, first=first, start=start
        )
        return ensemble.outcomes

    def settled(self, outcomes):
        """(runs,) masked bool; Unresolvable if this market cannot settle it."""
        truth = self.claim.settled(outcomes, self.basis)
        return np.ma.array(truth.data, mask=np.ma.getmaskarray(truth))

    def blocks(self, runs, first=0, progress=None, figures=None):
        """(outcomes, truth) of a thousand runs at a time."""
        for done in range(0, runs, BLOCK):
            count = min(BLOCK, runs - done)
            tell = progress and (lambda now, _, done=done: progress(done + now, runs))
            rows = None if figures is None else figures[done : done + count]
            outcomes = self.futures(count, first + done, tell, rows)
            yield outcomes, self.settled(outcomes)

    def truth(self, runs, first=0, progress=None, figures=None):
        """(runs,) masked bool."""
        return np.ma.concatenate([truth for _, truth in self.blocks(runs, first, progress, figures)])

    def gathered(self, runs, progress=None):
        """(outcomes, truth) of runs 0 and following; the outcomes' metrics and parameters only, without firms."""
        pieces, truths = [], []
        for outcomes, truth in self.blocks(runs, 0, progress):
            pieces.append(outcomes)
            truths.append(truth)
            pieces[-1] = replace(outcomes, firms_array=outcomes.firms_array[:, :0].copy(), watch_array=None)
        params = {name: np.concatenate([each.params[name] for each in pieces]) for name in pieces[0].params}
        months = np.concatenate([each.months_array for each in pieces])
        return replace(pieces[0], months_array=months, params=params), np.ma.concatenate(truths)

    def crossed(self, figures, runs, first=0, progress=None):
        """(points, runs) masked bool: the same runs, with the same luck, at each row of figures."""
        rows = []
        for done, row in enumerate(figures):
            rows.append(self.settled(self.futures(runs, first, None, np.tile(row, (runs, 1)))))
            if progress:
                progress((done + 1) * runs, len(figures) * runs)
        return np.ma.stack(rows)


def question(scenario, claim, seed=7, months=None, basis="publication", threads=None):
    """A Question from names: scenario as `simulate` takes it, a claim or a shipped one's id. ValueError in a line."""
    scenario = load(scenario) if isinstance(scenario, str | os.PathLike) else scenario
    if basis not in BASES:
        raise ValueError(f"basis must be one of {', '.join(BASES)}, got {basis!r}")
    return Question(scenario, named(claim) if isinstance(claim, str) else claim, seed, months, basis, threads)


def named(id):
    """The shipped claim of that id."""
    known = {each.id: each for each in shipped()}
    if id not in known:
        near = get_close_matches(id, known, 1, 0.5)
        raise ValueError(f"no claim {id!r}" + (f"; did you mean {near[0]}?" if near else "; see `marketsim claims`"))
    return known[id]
