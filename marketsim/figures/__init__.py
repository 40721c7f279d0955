"""Pictures of futures. One function a figure; each takes what it draws and the facts of the result, and returns
a matplotlib Figure. No state is kept anywhere: nothing here knows of pyplot or of a screen."""

from .fan import fan
from .fates import fates
from .graph import graph
from .scoreboard import scoreboard
from .style import save

__all__ = ["fan", "fates", "graph", "save", "scoreboard"]
