"""Firm by firm in a world of the model's own: does the machinery tell who will be bought, and who will close?

Held-out futures stand in for history. At each origin every firm that is still there gets a chance of being bought, and
of closing, within the next months, from four forecasters. Two know only that world's past: the base rate of the months
before, and a hazard model fitted on them. Two know the market's laws, from futures of other luck: how often that firm
ends so when it has come this far, and the same with the firm's figures at the origin. None sees the world's own future.

This cannot say that the model is like the real market; it says what its forecasts are worth where it is.
"""

from dataclasses import dataclass

import numpy as np

from marketsim.backtests.logistic import fitted
from marketsim.outcomes import FATES
from marketsim.scoring.corp import parts
from marketsim.scoring.forecasts import jeffreys
from marketsim.scoring.report import line
from marketsim.scoring.tally import tallied

EVENTS = {"bought": ("acquired", "merged"), "closed": ("closed",)}
GONE = ("acquired", "merged", "closed")
WHO = ("base rate so far", "hazard of the past", "model, by name", "model, seeing the firm")


@dataclass(frozen=True)
class State:
    """Firms of some runs at the end of a month: fate (runs, firms), figures (runs, firms, columns)."""

    fate: np.ndarray
    figures: np.ndarray

    def ended(self, event):
        return np.isin(self.fate, [FATES.index(name) for name in EVENTS[event]])

    @property
    def there(self):
        """Not bought, not closed."""
        return ~np.isin(self.fate, [FATES.index(name) for name in GONE])


def state(outcomes, month):
    """What everybody may know of the firms of the start: size, price, growth, margin, money, age of the last round."""
    firms = slice(0, len(outcomes.firm_ids))

    def of(name):
        return outcomes.firm(name)[:, firms].astype(float)

    revenue, mark, cash, margin = of("revenue"), of("mark"), of("cash"), of("margin")
    columns = (
        np.log(revenue + 0.01),
        np.log(mark + 1.0),
        np.clip(of("growth"), -2, 3),
        np.clip(margin, -1, 1),
        np.log(np.maximum(cash, 0) + 1.0),
        np.clip(month - of("last_round"), 0, 60),
        of("fate") == FATES.index("dormant"),
        of("fate") == FATES.index("listed"),
        of("stage"),
    )
    return State(of("fate"), np.stack(columns, axis=2))


@dataclass(frozen=True)
class FirmTest:
    """{event: {who: (mean Brier, Line of the Brier score, Line of the log score, Parts)}}, and what was asked."""

    worlds: int
    runs: int
    origins: tuple
    ahead: int
    scores: dict
    asked: dict
    came: dict
    said: dict

    def rows(self):
        """A row an event and forecaster."""
        for event, by in self.scores.items():
            for who, (brier, log, made) in by.items():
                yield {
                    "event": event,
                    "who": who,
                    "forecasts": self.asked[event],
                    "came_true": self.came[event],
                    "expected": self.said[event][who],
                    "brier": made.score,
                    "miscalibration": made.miscalibration,
                    "discrimination": made.discrimination,
                    "skill": brier.skill["base"],
                    "log": log.parts.score,
                    "log_skill": log.skill["base"],
                }


def firm_test(own, others, months, worlds, runs, ahead=6, samples=500):
    """Test the four forecasters.

    own, others: functions of a number of months that give Outcomes: of the worlds, and of the futures of other luck.
    months: of the scenario; ahead: months between origin and deadline. ValueError where no origin fits.
    """
    origins = tuple(range(2 * ahead, months - ahead + 1, ahead))
    if not origins:
        raise ValueError(f"--ahead must leave room for three spans in {months} months, got {ahead}")
    stops = [ahead, *origins, origins[-1] + ahead]
    here, there = ({stop: state(make(stop), stop) for stop in stops} for make in (own, others))
    scores, asked, came, said = {}, {}, {}, {}
    for event in EVENTS:
        rows = [told(here, there, origin, ahead, event) for origin in origins]
        forecasts = {who: np.concatenate([row[0][place] for row in rows]) for place, who in enumerate(WHO)}
        outcome, world = (np.concatenate([row[place] for row in rows]) for place in (1, 2))
        scores[event] = {}
        for who, chance in forecasts.items():
            table = tallied(coarse(chance), coarse(forecasts[WHO[0]]), outcome, world)
            both = tuple(line(table, rule, samples) for rule in ("brier", "log"))
            scores[event][who] = (*both, parts(table.said, *table.whole, "brier"))
        asked[event], came[event] = len(outcome), float(outcome.mean())
        said[event] = {who: float(chance.mean()) for who, chance in forecasts.items()}
    return FirmTest(worlds, runs, origins, ahead, scores, asked, came, said)


def coarse(chance):
    """To four decimals, and never quite 0 or 1: no forecaster here has seen ten thousand cases."""
    return chance.round(4).clip(1e-4, 1 - 1e-4)


def told(here, there, origin, ahead, event):
    """(chances of the four, outcome, world) at one origin, each (firms that are there,)."""
    before, now, after = (here[origin + shift] for shift in (-ahead, 0, ahead))
    world, firm = np.nonzero(now.there)
    outcome = after.ended(event)[world, firm]
    plain, past = np.empty(len(world)), np.empty(len(world))
    for number in np.unique(world):
        mine, known = world == number, before.there[number]
        ended = now.ended(event)[number][known]
        plain[mine] = jeffreys(ended.sum(), len(ended))
        law = fitted(before.figures[number][known], ended)
        past[mine] = law.chance(now.figures[number][firm[mine]])
    named, seeing = from_futures(there[origin], there[origin + ahead], event)
    figures = now.figures[world, firm]
    return (
        (plain, past, named[firm], seeing.chance(np.column_stack([logit(named[firm]), figures]))),
        outcome,
        world,
    )


def from_futures(now, after, event):
    """((firms,) how often each ends so when it has come this far, the Logit that sees its figures too)."""
    run, firm = np.nonzero(now.there)
    ended = after.ended(event)[run, firm]
    size = now.fate.shape[1]
    named = jeffreys(np.bincount(firm, ended, size), np.bincount(firm, minlength=size))
    return named, fitted(np.column_stack([logit(named[firm]), now.figures[run, firm]]), ended)


def logit(p):
    return np.log(p / (1 - p))
