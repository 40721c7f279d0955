"""What-ifs by name: shocks and policies as values, which combine and are laid over a scenario.

    marketsim.under("floor", "open-weights-parity-12m", "champion-policy@2026-03")    # another Scenario

Every risk of the ledger and every instrument of a regulator is one (risks.toml, policies.toml); one's own is a TOML
file of the same form. A draw is keyed by who, when and why, so the market with a what-if and the market without it have
the same luck, run by run.
"""

from .applying import under
from .shock import WhatIf, WhatIfError, named, shipped

__all__ = ["WhatIf", "WhatIfError", "named", "shipped", "under"]
