"""V12: how fast the price of fixed capability falls, and how far followers are behind."""

import numpy as np

YEAR = 12


def fixed_capability(life):
    """V12: times by which the price of the start's capability falls in a year; months behind, on average: open weights
    behind the best closed model, wherever it is, and the best domestic model behind the best abroad."""
    price = life.air["fixed_price"]
    if len(price) <= YEAR:
        return {}
    return {
        "price_fall": float(np.median(price[:-YEAR] / price[YEAR:])),
        "open_lag": float((np.maximum(life.air["foreign"], life.air["frontier"]) - life.air["open"]).mean()),
        "abroad_lag": float((life.air["foreign"] - life.air["frontier"]).mean()),
    }
