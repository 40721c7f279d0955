"""What a claim's probability would be without each mechanism, the same luck in all else."""

from dataclasses import asdict, dataclass, replace

from marketsim.claims.paired import holm, paired
from marketsim.mechanisms import MECHANISMS

CONFIDENT = 0.05  # all that stand out together are wrong no more often than this


@dataclass(frozen=True)
class Effect:
    """A mechanism adds `difference` to a claim's probability, 95 % interval low to high: it is `without` without it.

    `swayed`: of `runs` runs come out otherwise. p: of no difference; adjusted: for all that were tried (Holm).
    """

    figure: str
    title: str
    rows: str
    without: float
    difference: float
    low: float
    high: float
    p: float
    adjusted: float
    swayed: int
    runs: int
    changes: dict

    @property
    def stands(self):
        """Would it stand out if nothing that was tried had an effect? Not by more than 5 % chance."""
        return self.adjusted < CONFIDENT

    def as_dict(self):
        return asdict(self) | {"stands": self.stands}


def effects(question, truth, mechanisms=MECHANISMS, progress=None):
    """(effects, idle, mute, stopped): an Effect a mechanism, the largest first; those that are off in this market
    anyway; those without which every run leaves the claim open; and whether Ctrl-C ended it, with what was finished.

    question: a Question; truth: (runs,) masked bool, how its first runs come out. Each mechanism is switched off in
    turn and the same runs are run again: what differs is due to it alone. Effects do not add up where mechanisms
    work through each other.
    """
    runs, found, mute, stopped = len(truth), [], [], False
    todo = [(each, each.switched_off(question.scenario)) for each in mechanisms]
    live = [(each, changes) for each, changes in todo if changes]
    for done, (each, changes) in enumerate(live):
        tell = progress and (lambda now, _, done=done: progress(done * runs + now, len(live) * runs))
        try:
            without = question.changed(changes).truth(runs, progress=tell)
        except KeyboardInterrupt:
            stopped = True
            break
        if not without.count():
            mute.append(each)
            continue
        apart = paired(truth, without)
        found.append(
            Effect(
                each.figure,
                each.title,
                each.rows,
                float(without.mean()),
                apart.value,
                apart.low,
                apart.high,
                apart.p,
                1.0,
                apart.swayed,
                runs,
                changes,
            )
        )
    sure = holm([each.p for each in found])
    found = [replace(each, adjusted=float(p)) for each, p in zip(found, sure, strict=True)]
    order = sorted(found, key=lambda each: (-abs(each.difference), -each.swayed, each.figure))
    return tuple(order), tuple(each for each, changes in todo if not changes), tuple(mute), stopped
