"""How good were the forecasts? Questions with a deadline, forecasts with a seal, and scores with their doubt.

    questions = ask(ensemble.outcomes)                  # what becomes of every firm, and every claim
    forecasts = forecast("floor", questions, runs=2000)  # each with its probability, dated and sealed
    report = score(resolved, forecasts)                 # Brier and log score, reliability, skill, each with an interval

Scores are plain NumPy: they are one-liners, and what costs care (ties, clusters, the isotonic fit) no library of scores
has. The isotonic fit is SciPy's.
"""

from marketsim.scoring.forecasts import Forecast, forecast
from marketsim.scoring.questions import EVENTS, Question, ask
from marketsim.scoring.report import Report, score
from marketsim.scoring.rules import brier, crps, log_score
from marketsim.scoring.settling import resolved_by, truths

__all__ = [
    "EVENTS",
    "Forecast",
    "Question",
    "Report",
    "ask",
    "brier",
    "crps",
    "forecast",
    "log_score",
    "resolved_by",
    "score",
    "truths",
]
