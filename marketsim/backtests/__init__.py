"""What would the model have said, standing earlier? Against the published past, and against worlds of its own.

backtest_series("dot-com-2000", runs=200)      # rolling origin on each published series of that scenario
backtest_firms("floor", worlds=20)         # firm by firm, held-out futures in place of history
"""

from marketsim.backtests.difference import compared, size
from marketsim.backtests.firms import FirmTest, firm_test
from marketsim.backtests.rolling import Backtest, backtest
from marketsim.backtests.series import SERIES, Series, series_of

__all__ = [
    "SERIES",
    "Backtest",
    "FirmTest",
    "Series",
    "backtest",
    "backtest_series",
    "compared",
    "firm_test",
    "backtest_firms",
    "series_of",
    "size",
]


def backtest_series(scenario, runs=200, seed=7, origins=None, premises=False, progress=None, threads=None):
    """A Backtest of each published series of a scenario (a Scenario, a shipped name or a path); ValueError if none.

    origins: the last so many of each; premises: let every origin know the dated shock that the scenario has.
    """
    from marketsim.backtests.futures import measured
    from marketsim.scenario import load

    scenario = load(scenario) if isinstance(scenario, str) else scenario
    series = series_of(scenario)
    if not series:
        homes = ", ".join(dict.fromkeys(each.scenario for each in SERIES))
        raise ValueError(f"{scenario.name}: no published series is measured in this scenario; they are in {homes}")
    found = measured(scenario, series, runs, seed, progress, threads)
    return tuple(backtest(each, scenario, found, origins, premises) for each in series)


def backtest_firms(scenario, runs=300, worlds=20, seed=7, ahead=6, progress=None, threads=None):
    """The FirmTest of a scenario: `worlds` held-out futures in place of history, `runs` others to forecast from."""
    from marketsim.scenario import load
    from marketsim.scoring.forecasts import futures

    scenario = load(scenario) if isinstance(scenario, str) else scenario
    held_out = futures(scenario, worlds, seed, progress, threads)
    others = futures(scenario, runs, seed, progress, threads, first=worlds)
    return firm_test(held_out, others, scenario.months, worlds, runs, ahead)
