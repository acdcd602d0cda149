"""The few functions of scipy that the way from a scenario to its results uses, in plain Python, under scipy's names.

They agree with scipy's to about twelve digits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import erfc, exp, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist
from typing import Any

from sim.offline.plain_numpy.array import PlainArray

TINY = 1e-300
CLOSE_ENOUGH = 1e-16
AS_GOOD_AS_FOUND = 1e-15
MOST_TERMS = 3000
MOST_STEPS = 200
LARGE = 10.0
"""From where Stirling's formula, with what it leaves out, is as good as exact."""


def betainc(a: float, b: float, x: float) -> float:
    """Return the share of a beta distribution below `x`, by its continued fraction."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    front = _front(a, b, x)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - front * _fraction(b, a, 1.0 - x) / b
    return front * _fraction(a, b, x) / a


def _front(a: float, b: float, x: float) -> float:
    """Return x to the power of a, times 1 - x to the power of b, over the beta function; all counted from the mean."""
    mean = a / (a + b)
    from_mean = a * _logarithm(x, mean, x - mean) + b * _logarithm(1.0 - x, b / (a + b), mean - x)
    return exp(from_mean + _at_mean(a, b, mean))


def _at_mean(a: float, b: float, mean: float) -> float:
    """Return the logarithm of the same at the mean."""
    if a >= LARGE and b >= LARGE:
        return (
            0.5 * (log(mean) + log(b) - log(2.0 * pi))
            - _beyond_stirling(a)
            - _beyond_stirling(b)
            + _beyond_stirling(a + b)
        )
    if a < LARGE and b < LARGE:
        return a * log(mean) + b * log1p(-mean) + lgamma(a + b) - lgamma(a) - lgamma(b)
    few, many, rest = (a, b, 1.0 - mean) if a < b else (b, a, mean)
    return few * log(few) - few - lgamma(few) + 0.5 * log(rest) - _beyond_stirling(many) + _beyond_stirling(a + b)


def _beyond_stirling(x: float) -> float:
    """Return what Stirling's formula leaves out of the logarithm of a large number's gamma function."""
    part = 1.0 / (x * x)
    return (
        1 / 12 - part * (1 / 360 - part * (1 / 1260 - part * (1 / 1680 - part * (1 / 1188 - part * 691 / 360360))))
    ) / x


def _logarithm(x: float, of: float, apart: float) -> float:
    """Return the logarithm of one number over another, which are often close: so far apart."""
    return log1p(apart / of) if 2.0 * x > of else log(x / of)


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the beta distribution, worked out from the front (Lentz)."""
    both, change = a + b, 0.0
    above, below = 1.0, 1.0 / ((1.0 - both * x / (a + 1.0)) or TINY)
    found = below
    for m in range(1, MOST_TERMS):
        twice = a + 2 * m
        even = (m * (b - m) * x) / ((twice - 1.0) * twice)
        below = 1.0 / ((1.0 + even * below) or TINY)
        above = (1.0 + even / above) or TINY
        found *= above * below
        odd = -((a + m) * (both + m) * x) / (twice * (twice + 1.0))
        below = 1.0 / ((1.0 + odd * below) or TINY)
        above = (1.0 + odd / above) or TINY
        change = above * below
        found *= change
        if -CLOSE_ENOUGH <= change - 1.0 <= CLOSE_ENOUGH:
            break
    return found


def betaincinv(a: float, b: float, share: float) -> float:
    """Return below which number a share of a beta distribution lies: by its slope, halved where that strays."""
    if share <= 0.0 or share >= 1.0:
        return 0.0 if share <= 0.0 else 1.0
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(MOST_STEPS):
        off = betainc(a, b, x) - share
        low, high = (x, high) if off < 0.0 else (low, x)
        slope = _front(a, b, x) / (x * (1.0 - x))
        found = x - off / slope if slope > TINY else low
        if not low < found < high:
            found = (low + high) / 2.0
        if abs(found - x) <= AS_GOOD_AS_FOUND * x:
            return found
        x = found
    return x


def stdtr(degrees: float, t: float) -> float:
    """Return the share of Student's t distribution below `t`."""
    beyond = betainc(degrees / 2.0, 0.5, degrees / (degrees + t * t)) / 2.0
    return beyond if t < 0 else 1.0 - beyond


@lru_cache(maxsize=1024)  # a page of results asks for a thousand intervals of as many replications each
def stdtrit(degrees: float, share: float) -> float:
    """Return below which number a share of Student's t distribution lies."""
    if share == 0.5:
        return 0.0
    if share > 0.5:
        return -stdtrit(degrees, 1.0 - share)
    x = betaincinv(degrees / 2.0, 0.5, 2.0 * share)
    return -sqrt(degrees * (1.0 - x) / x)


def ndtr(values: Any) -> Any:
    """Return the shares of the normal distribution below each number."""
    return _each(values, lambda one: erfc(-one / sqrt(2.0)) / 2.0)


def ndtri(shares: Any) -> Any:
    """Return below which numbers these shares of the normal distribution lie."""
    return _each(shares, NormalDist().inv_cdf)


def _each(values: Any, function: Callable[[float], float]) -> Any:
    return values.each(function) if isinstance(values, PlainArray) else function(values)


def chdtri(degrees: float, share: float) -> float:
    """Return above which number a share of the chi-squared distribution lies."""
    high = 1.0
    while chdtrc(degrees, high) > share:
        high *= 2.0
    return _halved(lambda x: chdtrc(degrees, x) > share, 0.0, high)


def chdtrc(degrees: float, x: float) -> float:
    """Return the share of the chi-squared distribution above `x`: by its series near nothing, else by its fraction."""
    shape, x = degrees / 2.0, x / 2.0
    if x <= 0.0:
        return 1.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1.0:
        term = total = 1.0 / shape
        for number in range(1, MOST_TERMS):
            term *= x / (shape + number)
            total += term
            if term <= total * CLOSE_ENOUGH:
                break
        return 1.0 - front * total
    above, below = 1.0 / TINY, 1.0 / (x + 1.0 - shape)
    found = below
    for number in range(1, MOST_TERMS):
        part, whole = -number * (number - shape), x + 2.0 * number + 1.0 - shape
        below = 1.0 / ((whole + part * below) or TINY)
        above = (whole + part / above) or TINY
        found *= above * below
        if abs(above * below - 1.0) <= CLOSE_ENOUGH:
            break
    return front * found


def _halved(below: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a rising function passes what is looked for: halved until two numbers are neighbours."""
    while low < (middle := (low + high) / 2.0) < high:
        low, high = (middle, high) if below(middle) else (low, middle)
    return middle
