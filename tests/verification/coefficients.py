"""The polynomials of `cython_ext/exact.h`, computed here and found there.

Each is the minimax fit (Remez) of what a short leading term leaves over, weighted so that the error counts
relative to the function itself (absolutely for sine and cosine), then rounded to doubles. Run it to print them; it
fails if the header holds other numbers.
"""

from pathlib import Path

from mpmath import atanh, cos, exp, linspace, log, lu_solve, matrix, mp, mpf, pi, polyval, sin, sqrt

HEADER = Path(__file__).parents[2] / "cython_ext" / "exact.h"
mp.dps = 60


def minimax(rest, weight, low, high, terms):
    """Coefficients, lowest power first, of the polynomial whose weighted error from `rest` is least; and that error."""
    turns = [pi * (k + mpf(3) / 5) / (terms + 1) for k in range(terms + 1)]
    points = [(low + high - (high - low) * cos(turn)) / 2 for turn in turns]
    for _ in range(12):
        rows = [[x**power for power in range(terms)] + [(-1) ** k / weight(x)] for k, x in enumerate(points)]
        *coefficients, _ = lu_solve(matrix(rows), matrix([rest(x) for x in points]))
        error = miss(rest, weight, coefficients)
        points = peaks(error, low, high, terms + 1)
    return coefficients, max(abs(error(x)) for x in points)


def miss(rest, weight, coefficients):
    return lambda x: weight(x) * (rest(x) - polyval(coefficients[::-1], x))


def peaks(error, low, high, count):
    """Where `error` swings furthest: one point to each of its `count` alternations of sign."""
    grid = linspace(low, high, 40 * count)
    best = []
    for x in grid:
        if best and error(x) * error(best[-1]) > 0:
            best[-1] = max(best[-1], x, key=lambda point: abs(error(point)))
        elif error(x) != 0:
            best.append(x)
    assert len(best) == count, (len(best), count)
    return [summit(error, x, grid[1] - grid[0], low, high) for x in best]


def summit(error, x, step, low, high):
    """The extremum next to `x`, by parabolas through three ever closer points."""
    for _ in range(6):
        if not low <= x - step < x + step <= high:
            break
        left, here, right = error(x - step), error(x), error(x + step)
        move = step * (left - right) / (2 * (left - 2 * here + right))
        x, step = x + move, step / 100
    return x


def sine_rest(z):
    x = sqrt(z)
    return (sin(2 * pi * x) - 2 * pi * x) / x**3


def cosine_rest(z):
    return (cos(2 * pi * sqrt(z)) - 1) / z


def log_rest(z):
    s = sqrt(z)
    return (2 * atanh(s) / s - 2) / z


HALF_LOG2 = log(2) / 2
TURN = mpf(1) / 64  # an eighth of a turn, squared
SPREAD = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2
TINY = mpf(10) ** -12  # where the leftovers are 0/0

FITS = {
    "EXP": (lambda r: (exp(r) - 1 - r) / r**2, lambda r: r**2 / exp(r), -HALF_LOG2, HALF_LOG2, 10),
    "LOG": (log_rest, lambda z: z * sqrt(z) / (2 * atanh(sqrt(z))), TINY, SPREAD, 7),
    "SIN": (sine_rest, lambda z: z * sqrt(z), TINY, TURN, 6),
    "COS": (cosine_rest, lambda z: z, TINY, TURN, 7),
}


def main():
    header = HEADER.read_text()
    for name, fit in FITS.items():
        coefficients, error = minimax(*fit)
        print(f"{name}: error of the fit 2^{float(log(error, 2)):.1f}")
        for value in map(float, coefficients):
            print(f"    {value!r}")
            assert repr(abs(value)) in header, f"{HEADER.name} holds another {name}"


if __name__ == "__main__":
    main()
