"""Run two markets with the same luck, and hold them side by side."""

import os
from dataclasses import dataclass, replace
from functools import cached_property

from marketsim.claims import evaluate
from marketsim.ensemble import Ensemble, Stopped, simulate
from marketsim.outcomes import Outcomes
from marketsim.scenario import Scenario, ScenarioError, load


@dataclass(frozen=True)
class Comparison:
    """Two ensembles whose run k has the same luck. Tables are pandas DataFrames; intervals are 95 %, each by itself.

    `names`: what the two markets are called. `claims`, `metrics` (in the last month), `months` (every month), `firms`
    (by name, those that both markets start with) and `groups` hold `one`, `other`, `difference` (the second's less the
    first's), `low`, `high` and `saved` (see `marketsim.comparison.pairs`).
    """

    one: Ensemble
    other: Ensemble
    names: tuple
    opening: Outcomes  # of the first market, a month long: who was what
    basis: str = "publication"

    runs = property(lambda self: self.one.runs)

    @cached_property
    def verdicts(self):
        """What both markets say of the claims, each by itself."""
        return evaluate(self.one.outcomes, self.basis), evaluate(self.other.outcomes, self.basis)

    @cached_property
    def claims(self):
        """A row a claim that both settle; also `gained` and `lost`, the runs in which it becomes true, false."""
        from marketsim.comparison.claims import claims

        return claims(*self.verdicts)

    @cached_property
    def months(self):
        """A row a metric and month; also the quantiles of the runs' differences, `q05` to `q95`."""
        from marketsim.comparison.metrics import months

        return months(self.one.outcomes, self.other.outcomes)

    @cached_property
    def metrics(self):
        """A row a metric, in the last month."""
        last = self.months[self.months["month"] == self.one.horizon - 1]
        return last.drop(columns=["month", "date"]).reset_index(drop=True)

    @cached_property
    def firms(self):
        """A row a firm: what it is worth in the end, million yuan; does it still act; shares of runs better, worse."""
        from marketsim.comparison.firms import firms

        return firms(self.one.outcomes, self.other.outcomes)

    @cached_property
    def groups(self):
        """A row a group and measure: worth (million yuan, all its firms), acting (share of its firms), raised."""
        from marketsim.comparison.groups import groups

        return groups(self.one.outcomes, self.other.outcomes, self.opening)


def compare(
    one,
    other=None,
    *,
    what_if=(),
    changes=None,
    name=None,
    runs=1000,
    seed=7,
    months=None,
    threads=None,
    basis="publication",
    progress=None,
):
    """Run two markets with the same luck.

    one: a Scenario, a shipped name, or the path of a TOML file.
    other: the same, or the name of a what-if, or {key: figure} to change; `one` itself if None.
    what_if: what-ifs laid over the other market, by name; changes: figures changed in it, as `--set`.
    name: what the second market is called; said from its changes if None.
    runs, seed, threads, progress: as for `simulate`; months: the shorter market's if None.
    basis: as for `evaluate`.

    ScenarioError where the two cannot be compared, or are the same. Ctrl-C raises Stopped, whose `ensemble` is the
    Comparison of the runs that were finished in both, or None.
    """
    one = load(one) if isinstance(one, str | os.PathLike) else one
    shocks = [what_if] if isinstance(what_if, str) else list(what_if)
    second, said = another(one, other, shocks, changes)
    name = name or said
    if one.start != second.start:
        raise ScenarioError(f"compare: both markets must start in the same month, got {one.start} and {second.start}")
    if one.hash == second.hash:
        raise ScenarioError(f"compare: {one.name} and {name} are the same market: name another, a what-if or a change")
    months = months or min(one.months, second.months)
    ensembles, stopped = [], None
    for part, scenario in enumerate((one, second)):
        tell = progress and (lambda done, of, part=part: progress(part * runs + done, 2 * runs))
        try:
            ensembles.append(simulate(scenario, runs, seed, months, threads, tell))
        except Stopped as stop:
            if not (part and stop.ensemble.runs):
                raise Stopped(None, runs) from None
            stopped = stop
            ensembles = [first_runs(ensembles[0], stop.ensemble.runs), stop.ensemble]
    comparison = between(*ensembles, (one.name, name), basis)
    if stopped:
        raise Stopped(comparison, runs)
    return comparison


def between(one, other, names, basis="publication"):
    """The Comparison of two ensembles, or forks, that have the same luck: the same seed and the same runs."""
    if (one.seed, one.first, one.runs, one.horizon) != (other.seed, other.first, other.runs, other.horizon):
        raise ValueError(
            f"both must have the same seed, runs and months, got {one.seed}, {one.runs} and {one.horizon}, and "
            f"{other.seed}, {other.runs} and {other.horizon}"
        )
    branch = getattr(one, "branch", None)
    first, runs = (branch.run, 1) if branch else (one.first, one.runs)  # the futures of a fork have one opening
    opening = simulate(one.scenario, runs, one.seed, 1, first=first).outcomes
    return Comparison(one, other, tuple(names), opening, basis)


def first_runs(ensemble, runs):
    """The first so many runs of an ensemble."""
    return replace(ensemble, outcomes=ensemble.outcomes.first(runs), digests=ensemble.digests[:runs])


def another(one, other, shocks, changes):
    """(the second market, what it is called)."""
    from marketsim.scenario import shipped
    from marketsim.whatifs import named, under

    if isinstance(other, dict):
        changes, other = other | (changes or {}), None
    if isinstance(other, str | os.PathLike):
        plain = str(other)
        if plain in shipped() or plain.endswith(".toml"):
            other = load(plain)
        else:
            shocks, other = [plain, *shocks], None
    second = under(other if isinstance(other, Scenario) else one, *shocks)
    if changes:
        second = second.with_values(changes)
    parts = [str(named(shock)) for shock in shocks] + [f"{key} = {value}" for key, value in (changes or {}).items()]
    return second, f"{second.name} with {', '.join(parts)}" if parts else second.name
