"""Quantiles of the distributions that a range can have, each from its middle and its two ends."""

from __future__ import annotations

from functools import lru_cache
from math import exp, log, sqrt
from typing import Literal, TypeAlias

from sim.foundations.distributions import STANDARD_NORMAL, gamma_quantile

Distribution: TypeAlias = Literal[
    "fixed",
    "uniform",
    "triangular",
    "normal",
    "lognormal",
    "beta",
    "dirichlet",
    "scaled_lognormal",
    "scaled_triangular",
]
OF_A_NUMBER: tuple[Distribution, ...] = ("fixed", "uniform", "triangular", "normal", "lognormal", "beta")
OF_A_TABLE: tuple[Distribution, ...] = ("fixed", "scaled_lognormal", "scaled_triangular")
OF_SHARES: tuple[Distribution, ...] = ("fixed", "dirichlet")
HARD_ENDS: tuple[Distribution, ...] = ("uniform", "triangular", "scaled_triangular")
"""Those whose low and high are limits; of the others they are the central 90%."""

NINETY_FIVE_PERCENT_POINT = STANDARD_NORMAL.inv_cdf(0.95)


def quantile(distribution: Distribution, u: float, low: float, middle: float, high: float) -> float:
    """Return the u-quantile of a number with this middle and these ends; the middle where it is not drawn."""
    match distribution:
        case "uniform":
            return low + u * (high - low)
        case "triangular" | "scaled_triangular":
            return _triangular(u, low, middle, high)
        case "normal":
            return _two_piece(u, low, middle, high)
        case "lognormal" | "scaled_lognormal":
            return exp(_two_piece(u, log(low), log(middle), log(high)))
        case "beta":
            return _beta(u, middle, high - low)
        case _:
            return middle


def _two_piece(u: float, low: float, middle: float, high: float) -> float:
    """Return the u-quantile of two half normals that meet at the median and have 5% beyond either end."""
    z = STANDARD_NORMAL.inv_cdf(u) / NINETY_FIVE_PERCENT_POINT
    return middle + z * (middle - low if z < 0 else high - middle)


def _triangular(u: float, low: float, middle: float, high: float) -> float:
    width = high - low
    if width == 0:
        return middle
    if u * width < middle - low:
        return low + sqrt(u * width * (middle - low))
    return high - sqrt((1 - u) * width * (high - middle))


def _beta(u: float, mean: float, width: float) -> float:
    # scipy takes half a second to import, so that only draws with uncertainty pay for it
    from scipy.special import betaincinv

    concentration = beta_concentration(mean, width)
    return float(betaincinv(mean * concentration, (1 - mean) * concentration, u))


@lru_cache(maxsize=1024)
def beta_concentration(mean: float, width: float) -> float:
    """Return a + b of the beta with this mean whose central 90% is `width` wide.

    A width that no beta with this mean reaches gives the widest that is not heaped at both ends (a + b = 2).
    """
    from scipy.special import betaincinv

    def spans(concentration: float) -> float:
        a, b = mean * concentration, (1 - mean) * concentration
        return float(betaincinv(a, b, 0.95) - betaincinv(a, b, 0.05))

    low, high = log(2.0), log(1e9)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if spans(exp(middle)) > width else (low, middle)
    return exp(low)


def dirichlet(shares: tuple[float, ...], sample: float, uniforms: list[float]) -> list[float]:
    """Return shares drawn around `shares` as from a sample of this size; a share of nothing stays nothing."""
    gammas = [
        share * gamma_quantile(u, share * sample) if share > 0 else 0.0
        for share, u in zip(shares, uniforms, strict=True)
    ]
    total = sum(gammas)
    return [gamma / total for gamma in gammas]
