"""Who forecasts: the model, and what one would say without it, from the past alone.

Every forecaster answers with an ensemble, (values, weights). What is not the model answers with its law's quantiles.
"""

import numpy as np

LEVELS = (np.arange(199) + 0.5) / 199  # quantiles that stand for a law
LEAST = 0.05  # of the futures that must carry the weight, and TWENTY of them
TWENTY = 20


def weights_by(past, seen):
    """((runs,) weights, their effective number): futures that agree with the published past count more.

    past: (runs, points) of the futures; seen: (points,). A normal likelihood whose width at each point is the futures'
    own spread there, made wider until the effective number, 1 / sum of squares, is a twentieth of the futures and at
    least twenty: a few lucky futures must not speak for all.
    """
    spread = np.nanstd(past, axis=0)
    use = spread > 1e-9
    distance = np.nansum(((past[:, use] - seen[use]) / spread[use]) ** 2, axis=1) / 2
    distance = distance - distance.min()
    least = min(max(LEAST * len(past), TWENTY), len(past))

    def at(heat):
        w = np.exp(-distance / heat)
        w /= w.sum()
        return w, 1 / (w @ w)

    low, high = 1.0, 1.0
    while at(high)[1] < least and high < 1e12:
        high *= 2
    if high > 1:
        low = high / 2
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if at(middle)[1] < least else (low, middle)
    return at(high)


def model(futures, seen, origin, target):
    """Every future alike."""
    return futures[:, target], np.full(len(futures), 1 / len(futures))


def weighted(futures, seen, origin, target):
    """Futures weighted by the past."""
    return futures[:, target], weights_by(futures[:, : origin + 1], seen[: origin + 1])[0]


def anchored(futures, seen, origin, target):
    """The change that weighted futures see from the origin on, added to what was published there."""
    return (
        seen[origin] + futures[:, target] - futures[:, origin],
        weights_by(futures[:, : origin + 1], seen[: origin + 1])[0],
    )


def law(middle, spread):
    """The quantiles of a normal law, all alike."""
    from scipy.special import ndtri

    return middle + spread * ndtri(LEVELS), np.full(len(LEVELS), 1 / len(LEVELS))


def pace(times, seen):
    """(mean step, its spread) a month, of the steps so far: of a random walk with, and without, drift."""
    steps, gaps = np.diff(seen), np.diff(times)
    return steps.sum() / gaps.sum(), float(np.sqrt(np.mean(steps**2 / gaps)))


def persistence(series, times, seen, ahead):
    """As it was last; the spread grows as that of a random walk with the steps seen so far."""
    return law(seen[-1], pace(times, seen)[1] * np.sqrt(ahead))


def drift(series, times, seen, ahead):
    """On as it went on average so far."""
    mean, spread = pace(times, seen)
    return law(seen[-1] + mean * ahead, spread * np.sqrt(ahead))


def history(series, times, seen, ahead):
    """The mean so far, with the spread so far."""
    return law(seen.mean(), max(float(seen.std(ddof=1)), 1e-9))


def hazard(series, times, seen, ahead):
    """Firms leave at a constant rate, estimated on the past alone; None where nobody is counted who could leave.

    A flow: the mean rate so far, as wide as its Poisson count. A stock: the rate of loss since its highest point so
    far, none before it has fallen; as wide as the steps seen so far.
    """
    if series.at_risk is None and not series.stock:
        return None
    if not series.stock:
        return law(seen.mean(), np.sqrt(seen.mean() / (series.at_risk * len(seen)) * (1 + len(seen))))
    logs = seen if series.logs else np.log(seen)
    peak = int(np.argmax(logs))
    rate = (logs[peak] - logs[-1]) / (times[-1] - times[peak]) if peak < len(seen) - 1 else 0.0
    middle = logs[-1] - rate * ahead
    return law(middle if series.logs else np.exp(middle), pace(times, seen)[1] * np.sqrt(ahead))


MODELS = {"model": model, "model, weighted": weighted, "model, anchored": anchored}
PLAIN = {"persistence": persistence, "drift": drift, "mean so far": history, "constant hazard": hazard}
