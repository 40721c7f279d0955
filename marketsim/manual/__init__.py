"""The model's description, `docs/model.md`: what is in it that would drift is written here from the rules themselves.

`python -m marketsim.manual --write docs/model.md` renews what stands between its markers.
"""

from .page import blocks, filled, outdated

__all__ = ["blocks", "filled", "outdated"]
