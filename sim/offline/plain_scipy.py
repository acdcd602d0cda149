"""The few functions of scipy that the way from a scenario to its results uses, in plain Python, under scipy's names.

They agree with scipy's to about twelve digits.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p, sqrt

TINY = 1e-300
CLOSE_ENOUGH = 1e-16
MOST_TERMS = 3000


def betainc(a: float, b: float, x: float) -> float:
    """Return the share of a beta distribution below `x`, by its continued fraction."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - front * _fraction(b, a, 1.0 - x) / b
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the beta distribution, worked out from the front (Lentz)."""
    above, below = 1.0, 1.0 / _not_nothing(1.0 - (a + b) * x / (a + 1.0))
    found = below
    for m in range(1, MOST_TERMS):
        even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            below = 1.0 / _not_nothing(1.0 + term * below)
            above = _not_nothing(1.0 + term / above)
            found *= above * below
        if abs(above * below - 1.0) <= CLOSE_ENOUGH:
            break
    return found


def _not_nothing(value: float) -> float:
    return value if abs(value) > TINY else TINY


def betaincinv(a: float, b: float, share: float) -> float:
    """Return below which number a share of a beta distribution lies."""
    return _halved(lambda x: betainc(a, b, x) < share, 0.0, 1.0)


def stdtr(degrees: float, t: float) -> float:
    """Return the share of Student's t distribution below `t`."""
    beyond = betainc(degrees / 2.0, 0.5, degrees / (degrees + t * t)) / 2.0
    return beyond if t < 0 else 1.0 - beyond


def stdtrit(degrees: float, share: float) -> float:
    """Return below which number a share of Student's t distribution lies."""
    if share == 0.5:
        return 0.0
    if share > 0.5:
        return -stdtrit(degrees, 1.0 - share)
    x = betaincinv(degrees / 2.0, 0.5, 2.0 * share)
    return -sqrt(degrees * (1.0 - x) / x)


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
        below = 1.0 / _not_nothing(whole + part * below)
        above = _not_nothing(whole + part / above)
        found *= above * below
        if abs(above * below - 1.0) <= CLOSE_ENOUGH:
            break
    return front * found


def _halved(below: Callable[[float], bool], low: float, high: float) -> float:
    """Return where a rising function passes what is looked for: halved until two numbers are neighbours."""
    while low < (middle := (low + high) / 2.0) < high:
        low, high = (middle, high) if below(middle) else (low, middle)
    return middle
