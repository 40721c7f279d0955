"""As many futures as a wished-for precision takes, and no more."""

from dataclasses import dataclass, replace

import numpy as np

from marketsim.claims import evaluate
from marketsim.doubt.sequence import lasting, suited
from marketsim.ensemble import Stopped, simulate

FIRST, MOST = 500, 100_000  # futures
GROWTH = 0.5  # the next look comes after half as many futures again


@dataclass(frozen=True)
class Precise:
    """ensemble: all futures; intervals: {claim: (low, high)} that hold although the number of futures was not fixed;
    wanting: claims that are wider than asked for, as there were no more futures allowed."""

    ensemble: object
    precision: float
    intervals: dict
    wanting: tuple

    def over(self, verdicts):
        """The same verdicts with these intervals, which may be looked at at any time, in the place of Wilson's."""
        ends = {each.id: self.intervals.get(each.id, (each.low, each.high)) for each in verdicts}
        wider = (replace(each, low=ends[each.id][0], high=ends[each.id][1]) for each in verdicts)
        return replace(verdicts, resolved=tuple(wider))


def until_precise(scenario, precision, claims=None, most=MOST, progress=None, basis="publication", **options):
    """Run futures until the probability of every claim is known to within `precision`, at 95 % each.

    precision: half the width of the widest interval; claims: ids, all that can be settled if None; most: futures.
    progress: called as progress(done, next look); options: as of `simulate`: seed, months, threads. The number of
    futures follows from scenario, seed and precision alone. Ctrl-C raises Stopped with what was finished.
    """
    if not 0 < precision <= 0.5:
        raise ValueError(f"precision must be above 0 and at most 0.5, got {precision!r}")
    pieces, counts, done, target = [], {}, 0, min(FIRST, most)
    try:
        while True:
            tell = progress and (lambda now, _, done=done, target=target: progress(done + now, target))
            pieces.append(simulate(scenario, target - done, progress=tell, first=done, **options))
            done = target
            add(counts, evaluate(pieces[-1].outcomes, basis), claims)
            intervals = {name: lasting(*count, suited(precision)) for name, count in counts.items()}
            wanting = tuple(name for name, ends in intervals.items() if ends[1] - ends[0] > 2 * precision)
            if not wanting or done == most:
                return Precise(joined(pieces), precision, intervals, wanting)
            target = min(most, next_look(counts, wanting, precision, done))
    except Stopped as stop:
        if stop.ensemble and stop.ensemble.runs:
            pieces.append(stop.ensemble)
        raise Stopped(joined(pieces) if pieces else stop.ensemble, most) from None


def add(counts, verdicts, claims):
    """Count the true and the settled runs of each claim."""
    for verdict in verdicts:
        if claims is None or verdict.id in claims:
            true, known = counts.get(verdict.id, (0, 0))
            counts[verdict.id] = true + int(verdict.truth.sum() or 0), known + verdict.known
    if missing := [name for name in claims or () if name not in counts]:
        raise ValueError(f"{missing[0]}: {dict(verdicts.unresolvable).get(missing[0], 'no such claim')}")


def next_look(counts, wanting, precision, done):
    """When to look again: as soon as it might suffice, and not before half as many futures again."""
    need = done
    for name in wanting:
        low, high = lasting(*counts[name], suited(precision))
        need = max(need, done * ((high - low) / (2 * precision)) ** 2)
    return round(min(max(need, done * 1.1), done * (1 + GROWTH)) / 100 + 0.5) * 100


def joined(ensembles):
    """Ensembles that follow on each other as one."""
    one, *others = ensembles
    if not others:
        return one
    every = [each.outcomes for each in ensembles]
    arrays = {
        name: np.concatenate([getattr(each, name) for each in every])
        for name in ("months_array", "firms_array", "watch_array")
    }
    params = {name: np.concatenate([each.params[name] for each in every]) for name in every[0].params}
    return replace(
        one,
        outcomes=replace(one.outcomes, params=params, **arrays),
        digests=np.concatenate([each.digests for each in ensembles]),
        seconds=sum(each.seconds for each in ensembles),
        faults=tuple(fault for each in ensembles for fault in each.faults),
    )
