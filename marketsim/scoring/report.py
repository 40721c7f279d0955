"""The score of forecasts: Brier and log score, what they are made of, reliability, skill, each with its doubt."""

from collections import defaultdict
from dataclasses import dataclass
from math import isfinite

import numpy as np

from marketsim.scoring.corp import Parts, binned, parts, recalibrated
from marketsim.scoring.doubt import SAMPLES, calibrated, interval, resampled, skill
from marketsim.scoring.forecasts import jeffreys, matched
from marketsim.scoring.rules import RULES
from marketsim.scoring.tally import Tally, tallied

MANY = 5  # worlds from which whole worlds are drawn again
LEVEL = 0.05  # below which a test of calibration speaks
FITTED = ("miscalibration", "discrimination")  # the parts that rest on the isotonic fit
FEW = 10  # clusters below which an interval is a guess


@dataclass(frozen=True)
class Line:
    """One score: its parts, the interval of each, skill against base rates and against a coin with intervals."""

    rule: str
    parts: Parts
    low: Parts
    high: Parts
    skill: dict


@dataclass(frozen=True)
class Report:
    """What was scored and how well.

    said: (questions,) forecasts; clusters: (of what, how many), which were drawn again; bins: (forecast, came true,
    questions); curve: (forecast, recalibrated, low, high), each (groups,); calibration: p of forecasts that are right;
    joint: was it known which fates hang together?
    """

    said: np.ndarray
    waiting: int
    late: int
    worlds: int
    clusters: tuple
    lines: dict
    bins: tuple
    curve: tuple
    calibration: float
    joint: bool
    events: tuple
    bases: str

    questions = property(lambda self: len(self.said))

    @property
    def verdict(self):
        """Are the forecasts calibrated: "fits", "misses", or "unsure" where ties between fates are not known."""
        if self.calibration > LEVEL:
            return "fits"  # also if the test is too strict
        return "misses" if self.joint else "unsure"

    def document(self):
        """What --json prints; null where there is no number."""
        return {
            "questions": self.questions,
            "unresolved": self.waiting,
            "hindcasts": self.late,
            "worlds": self.worlds,
            "clusters": {"by": self.clusters[0], "number": self.clusters[1]},
            "base_rates": self.bases,
            "scores": {rule: document(line) for rule, line in self.lines.items()},
            "calibration": {"verdict": self.verdict, "p": self.calibration, "joint": self.joint},
            "bins": [dict(zip(("forecast", "came_true", "questions"), row, strict=True)) for row in self.bins],
            "events": [{name: plain(value) for name, value in row.items()} for row in self.events],
        }


def document(line):
    figures = {
        name: {
            "value": plain(getattr(line.parts, name)),
            "low": plain(getattr(line.low, name)),
            "high": plain(getattr(line.high, name)),
        }
        for name in Parts.__dataclass_fields__
    }
    kinds = {
        f"skill_{name}": dict(zip(("value", "low", "high"), map(plain, said), strict=True))
        for name, said in line.skill.items()
    }
    return figures | kinds


def plain(x):
    return x if not isinstance(x, float) else round(x, 6) if isfinite(x) else None


def score(questions, forecasts, hindcast=False, futures=None, samples=SAMPLES):
    """Score the resolved questions that were forecast.

    futures: (runs, forecasts) masked bool of the forecaster's own: they tell the test of calibration which fates
    hang together. Clusters are worlds if there are five or more, else subjects.
    Mismatch (a ValueError) where a forecast is none: made too late, or from the very luck that resolves it.
    """
    pairs = matched(questions, forecasts, hindcast)
    said = np.array([each.probability for _, each in pairs])
    came = np.array([question.outcome for question, _ in pairs])
    worlds = sorted({question.world for question, _ in pairs})
    by = "world" if len(worlds) >= MANY else "subject"
    cluster = [getattr(question, by) for question, _ in pairs]
    base, bases = references(pairs, by)
    table = tallied(said, base, came, cluster)
    alone = tallied(said, np.zeros(len(said)), came, cluster)
    own = joint(futures, forecasts, alone.said) if futures is not None else None
    p, low, high = calibrated(alone, "brier", own, len(worlds))
    curve = (alone.said, recalibrated(alone.said, *alone.whole), low, high)
    return Report(
        said=said,
        waiting=sum(question.outcome is None for question in questions),
        late=sum(not q.world and each.made > q.resolved for q, each in pairs),
        worlds=len(worlds),
        clusters=(by, len(table.asked)),
        lines={rule: line(table, rule, samples) for rule in RULES},
        bins=tuple(binned(alone.said, *alone.whole)),
        curve=curve,
        calibration=p,
        joint=own is not None,
        events=tuple(by_event(pairs, said, base, came)),
        bases=bases,
    )


def line(table: Tally, rule, samples):
    """A score with its parts and skills, and the interval of each from whole clusters drawn again."""
    drawn, own, base, coin = [], [], [], []
    half = np.full(len(table.said), 0.5)
    for asked, true in resampled(table, samples):
        drawn.append(parts(table.said, asked, true, rule))
        own.append(drawn[-1].score)
        base.append(table.mean(rule, asked, true, table.base))
        coin.append(table.mean(rule, asked, true, half))
    here = parts(table.said, *table.whole, rule)
    spans = {name: interval([getattr(each, name) for each in drawn]) for name in Parts.__dataclass_fields__}
    for name in FITTED:
        spans[name] = turned(getattr(here, name), *spans[name])
    references = {"base": (table.mean(rule, said=table.base), base), "coin": (table.mean(rule, said=half), coin)}
    return Line(
        rule,
        here,
        Parts(**{name: low for name, (low, _) in spans.items()}),
        Parts(**{name: high for name, (_, high) in spans.items()}),
        {
            name: (float(skill(here.score, whole)), *interval(skill(np.array(own), np.array(again))))
            for name, (whole, again) in references.items()
        },
    )


def turned(value, low, high):
    """The interval turned round its value, not below 0: a table in which clusters stand twice is overfitted more."""
    return max(2 * value - high, 0.0), max(2 * value - low, 0.0)


def references(pairs, by):
    """((questions,) base rates, where they come from): the table's own column, else how often such questions came true.

    Such: of the same event and deadline, in all other clusters. A forecaster could not know that share: it is a hard
    reference, and where fates hang together an unfairly good one.
    """
    if all(question.base is not None for question, _ in pairs):
        return np.array([question.base for question, _ in pairs]), "given"
    kinds, own = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    for question, _ in pairs:
        for count in (kinds[kind(question)], own[kind(question), getattr(question, by)]):
            count[0] += question.outcome
            count[1] += 1
    rates = []
    for question, _ in pairs:
        (true, asked), (mine, mine_asked) = kinds[kind(question)], own[kind(question), getattr(question, by)]
        rates.append(jeffreys(true - mine, asked - mine_asked))
    return np.array(rates), f"the same event and deadline in the other {by}s, known only afterwards"


def kind(question):
    """What a base rate is a rate of: a claim has its own, firms share that of the event and the deadline."""
    return (question.event, question.subject if question.world and question.event == "claim" else question.deadline)


def joint(futures, forecasts, said):
    """(asked, true), each (runs, groups): the forecaster's own futures, by what was said of each question.

    ValueError if they are not its own: forecasts are right only about futures that say the same.
    """
    own = jeffreys(futures.sum(0).filled(0), futures.count(0))
    for each, chance in zip(forecasts, own, strict=True):
        if abs(each.probability - chance) > 1e-5:
            raise ValueError(
                f"futures must be those of the forecasts: {each.id} was given {each.probability}, they say {chance:.6f}"
            )
    place = np.searchsorted(said, [each.probability for each in forecasts]).clip(max=len(said) - 1)
    there = np.isclose(said[place], [each.probability for each in forecasts])
    group = np.zeros((len(forecasts), len(said)))
    group[np.flatnonzero(there), place[there]] = 1
    known = ~np.ma.getmaskarray(futures)
    return known @ group, (known & np.ma.getdata(futures)) @ group


def by_event(pairs, said, base, came):
    """A row an event: how many, how often it came true and was expected, its Brier score and the base rate's."""
    events = np.array([question.event for question, _ in pairs])
    for event in dict.fromkeys(events.tolist()):
        there = events == event
        own, reference = (float(RULES["brier"](x[there], came[there]).mean()) for x in (said, base))
        yield {
            "event": event,
            "questions": int(there.sum()),
            "expected": float(said[there].mean()),
            "came_true": float(came[there].mean()),
            "brier": own,
            "skill_base": float(skill(own, reference)),
        }
