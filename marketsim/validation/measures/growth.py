"""V13: the law of firms' growth rates."""

from math import lgamma

import numpy as np

YEAR, BINS, LEAST = 12, 12, 200


def growth_law(life):
    """V13: yearly log growth of sales: Subbotin's shape (1 is Laplace), the fall of its width with size, the tail.

    Firms that acted through both years; each year's median is taken out, and the width that goes with size.
    """
    size, rate = yearly(life)
    if len(rate) < LEAST:
        return {}
    beta = width_against_size(size, rate)
    even = rate * np.exp(beta * (np.log(size) - np.log(size).mean()))
    return {"shape": subbotin(even), "beta": beta, "tail": hill(even)}


def yearly(life):
    """(sales in the first of two years, log growth to the second less that year's median) of every firm and pair."""
    sales, live = life.paths["revenue"], life.paths["live"] != 0
    sizes, rates = [], []
    for end in range(2 * YEAR, life.months + 1, YEAR):
        there = live[end - 2 * YEAR : end].all(axis=0)
        before = sales[end - 2 * YEAR : end - YEAR, there].sum(axis=0, dtype=float)
        after = sales[end - YEAR : end, there].sum(axis=0, dtype=float)
        sold = (before > 0) & (after > 0)
        if sold.any():
            growth = np.log(after[sold] / before[sold])
            sizes.append(before[sold])
            rates.append(growth - np.median(growth))
    return (np.concatenate(sizes), np.concatenate(rates)) if sizes else (np.zeros(0), np.zeros(0))


def width_against_size(size, rate):
    """Minus the slope of ln standard deviation on ln size, over bins of as many firms each."""
    order = np.array_split(np.argsort(size, kind="stable"), BINS)
    middle = [np.log(size[part]).mean() for part in order]
    width = [np.log(max(rate[part].std(), 1e-9)) for part in order]
    return -float(np.polyfit(middle, width, 1)[0])


def subbotin(x):
    """The likeliest shape b of f(x) ~ exp(-|x / a|^b / b): 1 is Laplace, 2 is normal (Bottazzi and Secchi 2006)."""
    from scipy.optimize import minimize_scalar

    size = np.abs(x - np.median(x))

    def cost(b):
        scale = np.log(max(np.mean(size**b), 1e-300)) / b
        return scale + np.log(b) / b + lgamma(1 + 1 / b) + 1 / b

    return float(minimize_scalar(cost, bounds=(0.2, 4), method="bounded").x)


def hill(x, share=0.05):
    """Exponent of the tail of |x|: Hill's estimate on its largest twentieth."""
    top = np.sort(np.abs(x))[-max(10, int(share * len(x))) :]
    return float(1 / np.mean(np.log(top[1:] / top[0])))
