"""The space that is searched: a few numbers that publication does not give, each over its documented range.

A point of the space is given by standard scores: how far each number lies from the middle of its range, in standard
deviations of a normal. Points spread evenly by these scores lie as the ranges say, so that where the published figures
tell nothing the ensemble is what the ranges alone would give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, log
from types import MappingProxyType
from typing import TYPE_CHECKING

from sim.foundations.distributions import STANDARD_NORMAL
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.parameters.tables import Table
from sim.scenario.ensemble_columns import FACTOR, TILT_FAR, TILT_INSIDE, TILTED
from sim.scenario.quantities.drawing import NINETY_FIVE_PERCENT_POINT
from sim.scenario.quantities.quantity import Quantity

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


REACH = 0.99
"""The space goes this far out in each range, and as far down: beyond lie a hundredth above and a hundredth below."""

FURTHEST = STANDARD_NORMAL.inv_cdf(REACH)
"""The largest standard score."""

TILT_RANGE = 0.7
"""Of a tilt, 90% lies within this many units of log-odds to either side: odds halved to doubled. Judgement."""

SEARCHED = (
    ("demand.entries_per_year", "Children entering in a year", "children"),
    (f"{FACTOR}leaving.hazard_by_time_in_care", "Rate of leaving care", "factor on all its rates"),
    ("stability.scale", "Rate of disruption", "multiple of England's"),
    (f"{FACTOR}stability.planned_moves", "Rate of planned moves", "factor on all its rates"),
    ("in_house_fostering.agreement", "Carers' agreement when asked", "probability"),
    (TILT_INSIDE, "Placements inside the authority", "tilt in log-odds"),
    (TILT_FAR, "Placements over 20 miles away", "tilt in log-odds"),
)
"""Column of the ensemble, title and unit of each number that is searched for, where the scenario gives it a range."""


LEVEL_RANGES: Mapping[str, float] = MappingProxyType(
    {"demand.entries_per_year": 1.15, f"{FACTOR}leaving.hazard_by_time_in_care": 1.1}
)
"""Of the levels, which have no range in a scenario beside the outlook: 90% lies within this factor, up or down.
Judgement."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One number that is searched for."""

    column: str
    title: str
    unit: str
    quantile: Callable[[float], float]
    """Of its range."""
    of_outlook: bool = False
    """Whether the scenario's outlook says how far off it may be, so that the ensemble must not say so again."""

    def number(self, score: float) -> float:
        """Return the number at a standard score."""
        return self.quantile(STANDARD_NORMAL.cdf(score))


@dataclass(frozen=True, slots=True)
class Space:
    """All the numbers that are searched for."""

    dimensions: tuple[Dimension, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of the ensemble."""
        return tuple(one.column for one in self.dimensions)

    def numbers(self, scores: Numbers) -> tuple[float, ...]:
        """Return the numbers at a point given by standard scores."""
        return tuple(one.number(float(score)) for one, score in zip(self.dimensions, scores, strict=True))


def space_of(scenario: Scenario) -> Space:
    """Return the space of a scenario. Raises BadInput when none of its numbers has a range."""
    found = [
        Dimension(column, title, unit, quantile, _of_outlook(column, scenario))
        for column, title, unit in SEARCHED
        if (quantile := _quantile(column, scenario.quantities)) is not None
    ]
    if not found:
        problem = f"{scenario.name}: none of the numbers that calibration searches for has a range"
        raise BadInput([f"{problem}; give low, high and a distribution to demand.entries_per_year and others"])
    return Space(tuple(found))


def _of_outlook(column: str, scenario: Scenario) -> bool:
    """Whether a number is a level without a range of its own, in a scenario with an outlook."""
    quantity = scenario.quantities.get(column.removeprefix(FACTOR))
    fixed = quantity is not None and quantity.distribution == "fixed"
    return fixed and column in LEVEL_RANGES and scenario.parameters.outlook is not None


def _quantile(column: str, quantities: Mapping[str, Quantity]) -> Callable[[float], float] | None:
    """Return the quantiles of a number's range, None where it is absent or certain."""
    if column in (TILT_INSIDE, TILT_FAR):
        return tilt_quantile if any(path in quantities for path in TILTED) else None
    quantity = quantities.get(column.removeprefix(FACTOR))
    if quantity is not None and quantity.distribution == "fixed" and column in LEVEL_RANGES:
        middle = 1.0 if isinstance(quantity.value, Table) else quantity.value
        return partial(level_quantile, middle, LEVEL_RANGES[column]) if middle > 0.0 else None
    if quantity is None or quantity.distribution == "fixed" or quantity.low == quantity.high:
        return None
    return partial(Quantity.quantile, quantity)


def level_quantile(middle: float, factor: float, u: float) -> float:
    """Return the u-quantile of a level: a log-normal of this median."""
    return middle * exp(log(factor) * STANDARD_NORMAL.inv_cdf(u) / NINETY_FIVE_PERCENT_POINT)


def tilt_quantile(u: float) -> float:
    """Return the u-quantile of a tilt."""
    return TILT_RANGE * STANDARD_NORMAL.inv_cdf(u) / NINETY_FIVE_PERCENT_POINT


def candidates(space: Space, count: int, seed: int) -> Numbers:
    """Return points spread evenly over the space, as standard scores, one a row: a scrambled Sobol sequence."""
    # scipy.stats takes most of a second to import
    from scipy.special import ndtri
    from scipy.stats import qmc

    even = qmc.Sobol(len(space.dimensions), scramble=True, seed=seed).random(count)
    scores: Numbers = ndtri(1 - REACH + (2 * REACH - 1) * even)
    return scores
