"""V12: how fast the price of fixed capability falls, and how far followers are behind."""

import numpy as np

YEAR = 12


def fixed_capability(life):
    """V12: times by which the price of the start's capability falls in a year; months open weights and the best
    domestic model are behind, on average."""
    price = life.air["fixed_price"]
    if len(price) <= YEAR:
        return {}
    return {
        "price_fall": float(np.median(price[:-YEAR] / price[YEAR:])),
        "open_lag": float(life.air["open_lag"].mean()),
        "abroad_lag": float((life.air["foreign"] - life.air["frontier"]).mean()),
    }
