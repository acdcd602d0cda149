"""Inverses of the distributions the model draws from: each turns one uniform number into one value, in closed form.

Only the gamma has no closed form; it is inverted to machine accuracy by Newton's method and drawn once a year.
"""

from __future__ import annotations

from math import erfc, exp, inf, lgamma, log, log1p, pow, sqrt
from statistics import NormalDist
from typing import Final

STANDARD_NORMAL: Final = NormalDist()
SQUARE_ROOT_OF_TWO: Final = sqrt(2.0)


def lognormal(u: float, median: float, spread: float) -> float:
    """Return the u-quantile of a lognormal with this `median` and standard deviation `spread` of its logarithm."""
    return median * exp(spread * STANDARD_NORMAL.inv_cdf(u)) if spread else median


def lognormal_beyond(u: float, median: float, spread: float, least: float) -> float:
    """Return the u-quantile of a lognormal that is known to exceed `least`."""
    if least <= 0.0:
        return lognormal(u, median, spread)
    if not spread or not median:
        return max(median, least)
    if not least / median:
        return lognormal(u, median, spread)  # a bound too near to nothing to be told from it
    # from the far end, so that what is left of a tail is not lost in rounding to 1
    above = (1.0 - u) * erfc(log(least / median) / spread / SQUARE_ROOT_OF_TWO) / 2.0
    return max(least, median * exp(-spread * STANDARD_NORMAL.inv_cdf(above))) if above > 0.0 else least


def lognormal_survival(least: float, median: float, spread: float) -> float:
    """Return the share of a lognormal that exceeds `least`."""
    if least <= 0.0:
        return 1.0
    if not spread or not median:
        return 1.0 if least < median else 0.0
    return erfc(log(least / median) / spread / SQUARE_ROOT_OF_TWO) / 2.0


def exponential(u: float, mean: float) -> float:
    """Return the u-quantile of an exponential with this `mean`; infinite when the mean is."""
    return -mean * log(1.0 - u)


def weibull(u: float, scale: float, shape: float) -> float:
    """Return the u-quantile of a Weibull with this `scale` and `shape`."""
    return scale * pow(-log(1.0 - u), 1.0 / shape)


def weibull_through(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Return the (scale, shape) of the Weibull through two points (time, cumulative probability)."""
    (t1, p1), (t2, p2) = first, second
    h1, h2 = -log1p(-p1), -log1p(-p2)
    shape = log(h2 / h1) / log(t2 / t1)
    return t1 / pow(h1, 1.0 / shape), shape


def geometric(u: float, mean: float, most: int) -> int:
    """Return a number of at least 1 and at most `most`: the u-quantile of the geometric of this mean, cut off."""
    if mean <= 1.0:
        return 1
    stop = 1.0 / mean
    return min(most, 1 + int(log(1.0 - u) / log(1.0 - stop)))


def index(u: float, shares: tuple[float, ...]) -> int:
    """Return the index that `u` falls on when the interval from 0 to 1 is cut into `shares`, which sum to 1."""
    below = 0.0
    for which, share in enumerate(shares):
        below += share
        if u < below:
            return which
    return len(shares) - 1


def gamma_quantile(u: float, shape: float) -> float:
    """Return the u-quantile of the gamma distribution with this `shape` and mean 1.

    Starts from the Wilson-Hilferty approximation and bisects where Newton's step would leave the bracket.
    """
    start = max(1e-3, 1 - 1 / (9 * shape) + STANDARD_NORMAL.inv_cdf(u) / (3 * sqrt(shape)))
    guess = shape * start * start * start
    low, high = 0.0, inf
    for _ in range(200):
        error = gamma_probability(shape, guess) - u
        low, high = (guess, high) if error < 0 else (low, guess)
        density = exp((shape - 1) * log(guess) - guess - lgamma(shape))
        step = guess - error / density if density > 0 else -1.0
        if not low < step < high:
            step = (low + high) / 2 if high < inf else guess * 2
        if abs(step - guess) <= 1e-13 * guess:
            return step / shape
        guess = step
    return guess / shape


def gamma_probability(shape: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function P(shape, x), by its power series.

    The series converges for every x and loses no digits to cancellation (all terms are positive).
    """
    if x <= 0:
        return 0.0
    term = total = 1.0 / shape
    n = shape
    while term > total * 1e-17:
        n += 1
        term *= x / n
        total += term
    return min(1.0, total * exp(shape * log(x) - x - lgamma(shape)))
