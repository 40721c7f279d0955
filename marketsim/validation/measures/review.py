"""V14: what becomes of deals that were announced, and at what price."""

import numpy as np

from marketsim.validation.lives import DAYS

from .rounds import share

SOLVENT = 6  # months of runway: premia on firms that are not short of money


def merger_review(life):
    """V14: of deals under review cleared and withdrawn; days until they close; announced deals that close; premium.

    The rules know no conditions, so none are measured. A deal stopped before it is filed was announced and not
    reviewed. Deals still open at the end are left out. The premium is over the target's fair value when it signs,
    of targets with half a year of runway.
    """
    told = life.events("signed", "taken over", "withdrawn")
    pending, days, withdrawn, stopped, premium = {}, [], 0, 0, []
    for kind, subject, month, amount, value in zip(
        *(told[name] for name in ("event", "subject", "month", "amount", "value")), strict=True
    ):
        if kind == "signed":
            pending[subject] = month
            if life.paths["runway"][month, subject] >= SOLVENT and value > 0:
                premium.append(amount / value - 1)
        elif kind == "taken over":
            days.append(DAYS * (month - pending.pop(subject)))
        elif pending.pop(subject, None) is not None:
            withdrawn += 1
        else:
            stopped += 1
    reviewed = len(days) + withdrawn
    if not reviewed:
        return {}
    return {
        "unconditional": share(len(days), reviewed),
        "withdrawn": share(withdrawn, reviewed),
        "days": float(np.mean(days)) if days else np.nan,
        "closed": share(len(days), reviewed + stopped),
        "premium": float(np.mean(premium)) if premium else np.nan,
    }
