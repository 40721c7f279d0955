"""Lives made by hand: a few firms and events whose figures one can work out on paper."""

from datetime import date

import numpy as np

from marketsim.validation.lives import EVENT, Life

PRE_SEED, SEED, A, B, C, D = range(6)
UP, FLAT, DOWN = 1, 2, 3


def life(events=(), born=(), fate=None, fate_month=None, post=None, months=120, start=date(2015, 1, 1), **more):
    """A Life of so many firms as `born` has; events as the functions below make them."""
    n = len(born)
    ledger = {name: np.array([event[name] for event in events]) for name in EVENT}
    ledger = {name: column if len(column) else np.zeros(0, int) for name, column in ledger.items()}
    fates = np.array(["active"] * n if fate is None else fate)
    return Life(
        start=start,
        months=months,
        ledger=ledger,
        firms={
            "born": np.array(born),
            "fate": fates,
            "fate_month": np.array(born if fate_month is None else fate_month),
            "post": np.array([0.0] * n if post is None else post),
        },
        **more,
    )


def event(kind, month, subject, amount=0.0, value=0.0, party=0, lead=0, detail=0):
    return {
        "event": kind,
        "month": month,
        "subject": subject,
        "party": party,
        "amount": amount,
        "value": value,
        "lead": lead,
        "detail": detail,
    }


def raised(month, subject, stage, amount=2.0, post=10.0, tone=UP, party=0):
    """A cheque in a priced round."""
    return event("round", month, subject, amount, post, party, 1, tone * 16 + stage)


def climb(subject, *months):
    """A seed round, a Series A and so on, in these months."""
    return [raised(month, subject, SEED + step) for step, month in enumerate(months)]
