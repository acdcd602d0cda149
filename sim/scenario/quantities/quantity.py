"""A quantity: a number, or a table of them, that knows its unit, source and range, and is drawn from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import exp, inf, log, sqrt
from typing import Literal, TypeAlias

from sim.foundations.chance import Chance
from sim.foundations.decisions_of_chance import of_quantity
from sim.foundations.distributions import STANDARD_NORMAL, gamma_quantile
from sim.parameters.tables import Table
from sim.parameters.units import Unit

EvidenceKind: TypeAlias = Literal["published", "local", "fitted", "judgement", "policy"]
"""What a number rests on: a publication, the council's records, a fit of the model, a judgement, a rule."""

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

Plain: TypeAlias = float | Table
"""What the model reads: a number, or one for each category."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in force. Low and high of a scaled table are factors on the whole table."""

    value: Plain
    unit: str
    kind: EvidenceKind
    source: str
    as_of: date
    low: float | None = None
    high: float | None = None
    distribution: Distribution = "fixed"
    note: str = ""
    effective_sample: float | None = None
    """Of a dirichlet: how many cases the shares are worth."""
    link: str = ""
    """Address of the source, so that a checker can open it; empty where none is given."""
    table: str = ""
    """The table or sheet of the source that the number came from; empty likewise."""
    file: str = ""
    """The scenario file that gives it."""

    def same_numbers(self, other: Quantity) -> bool:
        """Whether the two say the same to the model, whatever their sources say."""
        return self.numbers() == other.numbers()

    def numbers(self) -> tuple[object, ...]:
        """Return all that the model can feel: the value and how it is drawn."""
        value = self.value.values() if isinstance(self.value, Table) else self.value
        return value, self.unit, self.distribution, self.low, self.high, self.effective_sample

    def times(self, factor: float, unit: Unit) -> Quantity:
        """Return the quantity multiplied, its range with it and kept within the bounds of the unit.

        What becomes nothing, or the whole of a share, is no longer drawn.
        """
        if isinstance(self.value, Table):
            return replace(self, value=type(self.value)(*(factor * number for number in self.value.values())))
        value = factor * self.value
        drawn = factor > 0 and (self.distribution != "beta" or 0 < value < 1)
        if not drawn or self.distribution == "fixed":
            return replace(self, value=value, low=None, high=None, distribution="fixed")
        low, high = (
            None if end is None else min(max(factor * end, unit.minimum), unit.maximum) for end in (self.low, self.high)
        )
        return replace(self, value=value, low=low, high=high)

    def draw(self, path: str, unit: Unit, chance: Chance) -> Plain:
        """Return a value from the range and within the unit's bounds, fixed by `path` and `chance` alone."""
        if self.distribution == "fixed":
            return self.value
        decision = of_quantity(path)
        if not isinstance(self.value, Table):
            return _within(unit, self.quantile(chance.uniform(decision, 0)))
        if self.distribution == "dirichlet":
            uniforms = [chance.uniform(decision, category) for category in range(len(self.value.values()))]
            return type(self.value)(*_dirichlet(self.value.values(), self.effective_sample or inf, uniforms))
        factor = self.quantile(chance.uniform(decision, 0))
        return type(self.value)(*(_within(unit, factor * value) for value in self.value.values()))

    def quantile(self, u: float) -> float:
        """Return the u-quantile of the number; of a scaled table, of its factor. Not for a dirichlet."""
        middle = 1.0 if isinstance(self.value, Table) else self.value
        low = middle if self.low is None else self.low
        high = middle if self.high is None else self.high
        match self.distribution:
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


def _within(unit: Unit, value: float) -> float:
    clipped = float(min(max(value, unit.minimum), unit.maximum))
    return float(round(clipped)) if unit.whole else clipped


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


def _dirichlet(shares: tuple[float, ...], sample: float, uniforms: list[float]) -> list[float]:
    """Return shares drawn around `shares` as from a sample of this size; a share of nothing stays nothing."""
    gammas = [
        share * gamma_quantile(u, share * sample) if share > 0 else 0.0
        for share, u in zip(shares, uniforms, strict=True)
    ]
    total = sum(gammas)
    return [gamma / total for gamma in gammas]
